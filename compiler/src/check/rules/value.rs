//! Fields whose value is read at a path and must be of one kind.

use crate::{
    check::{
        blame::Want,
        narrowed,
        origin::{self, Fault},
        reads::{Read, lies},
        report::Report,
        scene::{Here, Scene},
        words,
    },
    types::{
        Ty,
        ty::{Class, Walk},
    },
};

/// What a field takes.
pub(crate) struct Wanted<'a> {
    /// The code of the finding.
    pub code: &'static str,
    /// What it takes, for people.
    pub words: &'a str,
    /// Whether one type that is no union is taken.
    pub takes: &'a dyn Fn(&Ty) -> bool,
    /// What to do.
    pub help: &'a str,
}

/// Raises a value that the field does not take.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, read: &Read<'_>, wanted: &Wanted<'_>, report: &mut Report) {
    let Walk::Found { ty, .. } = here.walk(scene, read) else { return };
    let takes =
        |ty: &Ty| ty.members().iter().all(|ty| ty.is_unknown() || matches!(ty, Ty::Opaque(_)) || (wanted.takes)(ty));
    if takes(&ty) {
        return;
    }
    let nullable = ty != Ty::Null && ty.may_be(Class::Null) && takes(&ty.without(Class::Null));
    let is = if nullable { "may be null".to_owned() } else { format!("is {}", ty.in_message()) };
    let field = read.field.split('.').next().unwrap_or_default();
    let message =
        format!("`{}` {is}, and `{field}` of state `{}` takes {}", read.path.text, here.state.name, wanted.words);
    let diagnostic = scene
        .finding(here, wanted.code, read.path.span, message)
        .in_field(&read.field)
        .label(format!("this is {}", ty.brief()));
    let bad = |walk: &Walk| walk.ty().is_some_and(|ty| !takes(ty));
    let diagnostic = narrowed::in_variable(scene, here, read.path, &bad, diagnostic);
    let lies = if read.path.tail.is_none() { lies(here, read) } else { Vec::new() };
    let want = if nullable { Want::NotNull } else { Want::type_of(wanted.words) };
    let fault = Fault::of(&lies, want, &bad);
    let (diagnostic, blame) = origin::explain(scene, here, &fault, diagnostic);
    let mut diagnostic = words::assigned(scene, here, read.path, diagnostic);
    if diagnostic.help.is_empty() {
        diagnostic = match nullable {
            true => diagnostic.help(format!("guard it by a Choice rule with `IsNull` on `{}`", read.path.text)),
            false => diagnostic.help(wanted.help),
        };
    }
    report.caused(here, diagnostic, blame, &format!("`{}`", read.path.text));
}
