//! Calls of intrinsic functions: `States.Format('order {}', $.id)`.

mod argument;
mod function;
mod template;
mod tree;

use super::{
    Path,
    cursor::{Cursor, Fault},
    path::{self, Usage},
};
use crate::{
    diag::{Diagnostics, Site, codes::path as codes, near},
    json::Text,
};

pub use function::Signature;
pub use template::placeholders;
pub use tree::{Arg, ArgValue, Call, Intrinsic};

/// How many calls one field may hold, as the service has it.
const MAX_CALLS: usize = 10;

/// What a field holds that is worked out when its state runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Dynamic {
    /// The value at a path.
    Path(Path),
    /// The result of an intrinsic function.
    Call(Call),
}

/// Reads the path or the call that a field holds. `None` if it is none, or not one that may stand there; the
/// diagnostics say why.
pub fn parse(text: &Text, usage: Usage, site: &Site, diags: &mut Diagnostics) -> Option<Dynamic> {
    if !usage.takes_calls() || !text.value.starts_with("States.") {
        return path::parse(text, usage, site, diags).map(Dynamic::Path);
    }
    let mut reader = Reader { text, calls: 0, is_fail: usage == Usage::Fail };
    let mut cursor = Cursor::new(&text.value);
    let call = reader.call(&mut cursor).and_then(|call| {
        cursor.take_while(char::is_whitespace);
        if cursor.rest().is_empty() {
            return Ok(call);
        }
        Err(Fault::new(cursor.at, text.value.len(), "something follows the call").help("remove it"))
    });
    match call {
        Ok(call) => Some(Dynamic::Call(call)),
        Err(fault) => {
            diags.push(fault.report(codes::INTRINSIC, text, "no call of an intrinsic function", site));
            None
        }
    }
}

struct Reader<'a> {
    text: &'a Text,
    calls: usize,
    /// Whether it stands in `ErrorPath` or `CausePath`, which take some functions only.
    is_fail: bool,
}

impl Reader<'_> {
    /// The call that begins here.
    fn call(&mut self, cursor: &mut Cursor) -> Result<Call, Fault> {
        let start = cursor.at;
        let name = cursor.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
        let name_end = cursor.at;
        let function = self.function(name, start)?;
        self.calls += 1;
        if self.calls > MAX_CALLS {
            let fault = Fault::new(start, name_end, format!("it has more than {MAX_CALLS} calls"));
            return Err(fault.help("work a part of it out in a `Pass` state before this one"));
        }
        cursor.take_while(char::is_whitespace);
        if cursor.peek() != Some('(') {
            let fault = Fault::new(start, name_end, format!("`{name}` is called without arguments in parentheses"));
            return Err(fault.help(format!("write `{name}(..)`")));
        }
        let args = cursor.deeper(|cursor| self.arguments(cursor, function))?;
        let call = Call {
            function,
            name_span: self.text.part(start, name_end),
            args,
            text: cursor.since(start).to_owned(),
            span: self.text.part(start, cursor.at),
        };
        function.check_arguments(&call, start, cursor.at)?;
        Ok(call)
    }

    fn function(&self, name: &str, start: usize) -> Result<Intrinsic, Fault> {
        let end = start + name.len();
        let short = name.strip_prefix("States.").unwrap_or(name);
        let Some(function) = Intrinsic::named(short).filter(|_| short.len() != name.len()) else {
            let fault = Fault::new(start, end, format!("there is no intrinsic function `{name}`"));
            let names = Intrinsic::ALL.map(Intrinsic::name);
            let meant = names.into_iter().find(|known| *known == short).or_else(|| near(short, names));
            return Err(match meant {
                Some(meant) => fault.help(format!("did you mean `States.{meant}`?")),
                None => fault,
            });
        };
        if self.is_fail && !function.stands_in_fail() {
            let names = Intrinsic::ALL.into_iter().filter(|function| function.stands_in_fail());
            let names: Vec<_> = names.map(|function| format!("`States.{}`", function.name())).collect();
            let fault = Fault::new(start, end, format!("`States.{}` cannot stand here", function.name()));
            return Err(fault.help(format!("a `Fail` state takes {}", names.join(", "))));
        }
        Ok(function)
    }
}

#[cfg(test)]
mod tests;
