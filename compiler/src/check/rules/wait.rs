//! A Wait gets whole seconds, or a timestamp.

use crate::{
    check::{
        reads::{Read, Stage},
        report::Report,
        rules::value::{self, Wanted},
        scene::{Here, Scene},
    },
    diag::codes::flow as codes,
    ir::{Kind, Until},
    types::{Ty, ty::Class},
};

/// Looks at `SecondsPath` and `TimestampPath`.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Kind::Wait(wait) = &here.state.kind else { return };
    let read = |path, field: &str| Read { path, field: field.to_owned(), stage: Stage::Effective };
    match &wait.until {
        Until::SecondsPath(path) => {
            let wanted = Wanted {
                code: codes::SECONDS,
                words: "a whole number of seconds",
                takes: &whole_seconds,
                help: "read an integer field, or use `TimestampPath` for a point in time",
            };
            value::check(scene, here, &read(path, "SecondsPath"), &wanted, report);
        }
        Until::TimestampPath(path) => {
            let wanted = Wanted {
                code: codes::TIMESTAMP,
                words: "a timestamp",
                takes: &|ty| ty.may_be(Class::Timestamp),
                help: "read an RFC 3339 timestamp, or use `SecondsPath` for a number of seconds",
            };
            value::check(scene, here, &read(path, "TimestampPath"), &wanted, report);
        }
        Until::Seconds(_) | Until::Timestamp(_) => {}
    }
}

/// Whole numbers of which at least one is not negative: a negative one is refused when it comes.
pub(crate) fn whole_seconds(ty: &Ty) -> bool {
    matches!(ty, Ty::Int(_, high) if *high >= 0)
}
