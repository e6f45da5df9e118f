//! Both builds of every definition agree, whatever goes in and whatever tasks answer.

use typed::{check, flows};

macro_rules! agree {
    ($($name:ident: $cases:literal),* $(,)?) => { $(
        #[test]
        fn $name() {
            check(&flows::$name::subject(), $cases);
        }
    )* };
}

agree! {
    catches: 60, choices: 100, collapse: 60, conflicts: 40, context: 30, converted: 60, joins: 40, late: 20, loops: 30, missing: 100, nulls: 60, paths: 30, result_path: 20, scalars: 100, shadows: 100, templates: 30, times: 60, unread: 200, waits: 60,
    enums: 100, flattened: 60, forms: 60, integrations: 60, intrinsics: 40, maps: 40, parallel: 60, tails: 40, told: 60, variables: 40,
}

#[test]
fn random_definitions() {
    for subject in flows::random::subjects() {
        check(&subject, 12);
    }
}
