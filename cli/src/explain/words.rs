//! How stages, types and errors are called for people, in a few words.

use stepwright_compiler::{
    check::explain::{Catcher, Stage, StageName},
    types::Ty,
};

use crate::terminal::safe;

/// How long a type beside a field may be: it stands in full with the stages.
const BESIDE: usize = 38;
/// How long a field may be that is quoted beside its name.
const QUOTED: usize = 24;

/// What is said of a type that nothing is known of.
pub(super) fn plain(ty: &Ty) -> Option<String> {
    Some(match ty {
        Ty::Any => "anything".to_owned(),
        Ty::Error => "not known, for an error".to_owned(),
        Ty::Never => "nothing: it never comes to that".to_owned(),
        _ => return None,
    })
}

/// A type beside what it is of, cut where it is long.
pub(super) fn beside(ty: &Ty) -> String {
    match ty {
        Ty::Any => "anything".to_owned(),
        Ty::Error => "not known".to_owned(),
        Ty::Never => "nothing".to_owned(),
        _ => {
            let text = ty.cut(BESIDE);
            let long = text.chars().count() > BESIDE;
            if long { text.chars().take(BESIDE - 1).chain(['…']).collect() } else { text }
        }
    }
}

/// What people call a stage, and the field that makes it.
pub(super) fn stage_label(stage: &Stage) -> String {
    let name = match stage.name {
        StageName::Input => "raw input",
        StageName::InputPath => "after InputPath",
        StageName::Parameters => "after Parameters",
        StageName::ItemsPath => "after ItemsPath",
        StageName::ItemSelector => "each, after ItemSelector",
        StageName::ItemBatcher => "each, after ItemBatcher",
        StageName::Result => "result",
        StageName::ResultSelector => "after ResultSelector",
        StageName::ResultPath => "after ResultPath",
        StageName::Output => "output",
    };
    match stage.written.as_deref().map(safe) {
        Some(written) if written.starts_with('$') || written == "null" => {
            let long = written.chars().count() > QUOTED;
            let shown: String = if long { written.chars().take(QUOTED - 1).chain(['…']).collect() } else { written };
            format!("{name} {shown}")
        }
        _ => name.to_owned(),
    }
}

/// Which errors a catcher gets.
pub(super) fn caught(catcher: &Catcher) -> String {
    let list = |names: &[String]| names.iter().map(|name| safe(name)).collect::<Vec<_>>().join(", ");
    match &catcher.gets {
        None => list(&catcher.named),
        Some(gets) => match (gets.is_empty(), catcher.others) {
            (true, false) => format!("nothing: {} never comes to it", list(&catcher.named)),
            (false, false) => list(gets),
            (true, true) => "what Step Functions and the services raise".to_owned(),
            (false, true) => format!("{}, and what Step Functions and the services raise", list(gets)),
        },
    }
}
