//! Intrinsic functions get the arguments that they take; how many they take is known to those who read them.

use crate::{
    check::{
        blame::Want,
        flow::{
            intrinsics::{More, Signature, Takes, argument, signature},
            template::Scope,
        },
        origin::{self, Fault},
        reads::{Read, Stage, lies, reads},
        report::Report,
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, Severity, codes::flow as codes},
    expr::{Arg, ArgValue, Call, Intrinsic, Path},
    types::{
        Ty,
        ty::{Class, Walk},
    },
};

/// The algorithms of `States.Hash`.
const ALGORITHMS: &[&str] = &["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

/// Looks at every call.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    for called in reads(here.state).calls {
        if called.stage == Stage::Item && here.facts.item.is_never() {
            continue;
        }
        here.at(scene, called.stage, |scope| {
            Look { scene, here, field: &called.field, stage: called.stage, scope }.call(called.call, report);
        });
    }
}

struct Look<'a> {
    scene: &'a Scene<'a>,
    here: &'a Here<'a>,
    field: &'a str,
    stage: Stage,
    scope: Scope<'a>,
}

/// An argument, and what the function takes there.
struct Given<'a> {
    /// Its index.
    at: usize,
    arg: &'a Arg,
    takes: Takes,
    /// The one that it was exchanged with.
    other: Option<&'a Arg>,
}

impl Look<'_> {
    fn call(&self, call: &Call, report: &mut Report) {
        let signature = signature(call.function);
        let exchanged = self.exchanged(&signature, &call.args);
        for (at, arg) in call.args.iter().enumerate() {
            if let ArgValue::Call(inner) = &arg.value {
                self.call(inner, report);
            }
            let Some(takes) = takes(&signature, at) else { continue };
            let other = match exchanged {
                // It is spoken of with the first of the two.
                Some((_, second)) if at == second => continue,
                Some((first, second)) if at == first => call.args.get(second),
                _ => None,
            };
            self.argument(signature.name, Given { at, arg, takes, other }, report);
        }
        self.values(call, &signature, report);
    }

    /// Two arguments that stand in each other's places.
    fn exchanged(&self, signature: &Signature, args: &[Arg]) -> Option<(usize, usize)> {
        let fits = |at: usize, arg: &Arg| {
            let takes = takes(signature, at)?;
            Some(self.is_fine(&argument(&self.scope, &arg.value), takes))
        };
        let mut wrong = args.iter().enumerate().filter(|(at, arg)| fits(*at, arg) == Some(false));
        let ((first, one), (second, other)) = (wrong.next()?, wrong.next()?);
        let is_back = wrong.next().is_none() && fits(first, other)? && fits(second, one)?;
        is_back.then_some((first, second))
    }

    /// Whether a type is taken. Without a contract a value that only some ways bring is no reason to speak of it.
    fn is_fine(&self, ty: &Ty, takes: Takes) -> bool {
        let taken = |ty: &Ty| takes.takes(ty);
        match self.scene.world.contract {
            Some(_) => ty.members().iter().all(taken),
            None => ty.is_never() || ty.members().iter().any(taken),
        }
    }

    /// Looks at one argument of a function.
    fn argument(&self, function: &str, one: Given<'_>, report: &mut Report) {
        let Given { at, arg, takes, other } = one;
        let ty = argument(&self.scope, &arg.value);
        if self.is_fine(&ty, takes) {
            return;
        }
        let taken = |ty: &Ty| takes.takes(ty);
        let nullable = ty != Ty::Null && ty.may_be(Class::Null) && ty.without(Class::Null).members().iter().all(taken);
        let what = match &arg.value {
            ArgValue::Path(path) => format!("`{}`", path.text),
            ArgValue::Call(call) => format!("`{}`", call.text),
            _ => format!("argument {}", at + 1),
        };
        let is = if nullable { "may be null".to_owned() } else { format!("is {}", ty.in_message()) };
        let message = format!(
            "{what} {is}, and `{function}` in state `{}` takes {} as argument {}",
            self.here.state.name,
            takes.words(),
            at + 1
        );
        let mut diagnostic =
            self.finding(codes::INTRINSIC_ARGUMENT, arg.span, message).label(format!("this is {}", ty.brief()));
        if let Some(other) = other {
            let there = argument(&self.scope, &other.value);
            diagnostic = diagnostic
                .cause(other.span, format!("this is {}", there.brief()), None)
                .help("exchange the two arguments");
        }
        // Whoever reads the definition sees it: it is no matter of data.
        if !matches!(arg.value, ArgValue::Path(_) | ArgValue::Call(_)) {
            diagnostic.severity = Severity::Error;
        }
        if let ArgValue::Path(path) = &arg.value {
            return self.read(path, takes, nullable, diagnostic, report);
        }
        if diagnostic.help.is_empty() {
            diagnostic = diagnostic.help(format!("hand it {}", takes.words()));
        }
        report.push(diagnostic);
    }

    /// Names where an argument comes from that is read by a path.
    fn read(&self, path: &Path, takes: Takes, nullable: bool, diagnostic: Diagnostic, report: &mut Report) {
        let read = Read { path, field: self.field.to_owned(), stage: self.stage };
        let lies = if path.tail.is_none() { lies(self.here, &read) } else { Vec::new() };
        let bad = |walk: &Walk| walk.ty().is_some_and(|ty| !ty.members().iter().all(|ty| takes.takes(ty)));
        let want = if nullable { Want::NotNull } else { Want::type_of(takes.words()) };
        let (diagnostic, blame) = origin::explain(self.scene, self.here, &Fault::of(&lies, want, &bad), diagnostic);
        let mut diagnostic = words::assigned(self.scene, self.here, path, diagnostic);
        if diagnostic.help.is_empty() {
            diagnostic = match nullable {
                true => diagnostic.help(format!("guard it by a Choice rule with `IsNull` on `{}`", path.text)),
                false => diagnostic.help(format!("hand it {}", takes.words())),
            };
        }
        report.caused(self.here, diagnostic, blame, &format!("`{}`", path.text));
    }

    /// What only literals decide.
    fn values(&self, call: &Call, signature: &Signature, report: &mut Report) {
        let name = signature.name;
        let state = &self.here.state.name;
        match (call.function, call.args.as_slice()) {
            (Intrinsic::Hash, [_, Arg { value: ArgValue::Text(algorithm), span }])
                if !ALGORITHMS.contains(&algorithm.as_str()) =>
            {
                let message = format!("`{name}` in state `{state}` knows no algorithm `{algorithm}`");
                let finding = self.finding(codes::INTRINSIC_ARGUMENT, *span, message);
                report.push(finding.help(format!("it knows {}", words::any_of(ALGORITHMS.iter().copied()))));
            }
            (Intrinsic::JsonMerge, [.., Arg { value: ArgValue::Bool(true), span }]) => {
                let message = format!("`{name}` in state `{state}` merges deeply, which is not supported");
                report.push(self.finding(codes::INTRINSIC_ARGUMENT, *span, message).help("write `false`"));
            }
            (Intrinsic::ArrayRange, [.., Arg { value: ArgValue::Number(step), span }]) if is_zero(step) => {
                let message = format!("`{name}` in state `{state}` has a step of 0");
                report.push(self.finding(codes::INTRINSIC_ARGUMENT, *span, message));
            }
            (Intrinsic::ArrayPartition, [_, Arg { value: ArgValue::Number(size), span }]) if !is_positive(size) => {
                let message = format!("`{name}` in state `{state}` makes parts of size {size}");
                report.push(self.finding(codes::INTRINSIC_ARGUMENT, *span, message).help("write a positive number"));
            }
            (Intrinsic::ArrayGetItem, [list, Arg { value: ArgValue::Number(index), span }]) => {
                let items = argument(&self.scope, &list.value);
                let beyond = match (&items, index.parse::<i64>()) {
                    (Ty::Tuple(items), Ok(at)) => usize::try_from(at).map_or(true, |at| at >= items.len()),
                    (_, Ok(at)) => at < 0,
                    (_, Err(_)) => false,
                };
                if beyond {
                    let message = format!("`{name}` in state `{state}` takes item {index}, which is never there");
                    let finding = self.finding(codes::INTRINSIC_ARGUMENT, *span, message);
                    report.push(finding.label(format!("the list is {}", items.brief())));
                }
            }
            _ => {}
        }
    }

    fn finding(&self, code: &'static str, span: crate::source::Span, message: String) -> Diagnostic {
        self.scene.finding(self.here, code, span, message).in_field(self.field)
    }
}

/// What a function takes as one of its arguments, if that is anything of a kind.
fn takes(signature: &Signature, at: usize) -> Option<Takes> {
    match (signature.takes.get(at).copied(), signature.more) {
        (Some(takes), _) | (None, More::Optional(takes)) => Some(takes),
        (None, More::Any | More::None) => None,
    }
}

fn is_zero(number: &str) -> bool {
    number.parse::<f64>().is_ok_and(|number| number.round() == 0.0)
}

fn is_positive(number: &str) -> bool {
    number.parse::<f64>().is_ok_and(|number| number >= 0.5)
}
