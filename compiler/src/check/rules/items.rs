//! A Map iterates over a list, and its numbers are numbers.

use crate::{
    check::{
        blame::Want,
        origin::{self, Fault, places},
        reads::{Read, Stage},
        report::Report,
        rules::value::{self, Wanted},
        scene::{Here, Scene},
    },
    diag::codes::flow as codes,
    expr::Path,
    ir::{Count, Distributed, Kind, Map, Mode, Number},
    types::{Ty, ty::Walk},
};

/// Looks at what a Map takes from its input.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Kind::Map(map) = &here.state.kind else { return };
    items(scene, here, map, report);
    let mut count = |field: &str, count: &Option<Count>| {
        if let Some(Count::Path(path)) = count {
            number(scene, here, path, field, &is_count, "a whole number", report);
        }
    };
    count("MaxConcurrencyPath", &map.max_concurrency);
    let Mode::Distributed(mode) = &map.mode else { return };
    let Distributed { tolerated_failure_count, tolerated_failure_percentage, item_reader, item_batcher, .. } = &**mode;
    count("ToleratedFailureCountPath", tolerated_failure_count);
    if let Some(reader) = item_reader {
        count("MaxItemsPath", &reader.max_items);
    }
    if let Some(batcher) = item_batcher {
        count("MaxItemsPerBatchPath", &batcher.max_items);
        count("MaxInputBytesPerBatchPath", &batcher.max_bytes);
    }
    if let Some(Number::Path(path)) = tolerated_failure_percentage {
        number(scene, here, path, "ToleratedFailurePercentagePath", &is_number, "a number", report);
    }
}

fn items(scene: &Scene<'_>, here: &Here<'_>, map: &Map, report: &mut Report) {
    let distributed = match &map.mode {
        // What a reader brings takes the place of all items.
        Mode::Distributed(mode) if mode.item_reader.is_some() => return,
        Mode::Distributed(_) => true,
        Mode::Inline => false,
    };
    // An execution for each key of an object is possible, an iteration is not.
    let takes = |ty: &Ty| ty.is_list() || (distributed && ty.is_object());
    if let Some(path) = &map.items_path {
        let wanted = Wanted {
            code: codes::ITEMS,
            words: "a list",
            takes: &takes,
            help: "name the list: the Map runs once for each of its items",
        };
        let read = Read { path, field: "ItemsPath".to_owned(), stage: Stage::Effective };
        return value::check(scene, here, &read, &wanted, report);
    }
    let input = &here.facts.effective_input;
    if input.members().iter().all(|ty| ty.is_unknown() || matches!(ty, Ty::Opaque(_)) || takes(ty)) {
        return;
    }
    let name = &here.state.name;
    let message =
        format!("the input of state `{name}` is {}, and a Map without `ItemsPath` takes a list", input.in_message());
    let list = match input {
        Ty::Record(record) => record.fields.iter().find(|field| field.ty.members().iter().all(Ty::is_list)),
        _ => None,
    };
    let diagnostic = scene
        .finding(here, codes::ITEMS, here.state.name_span, message)
        .in_field("ItemsPath")
        .label(format!("the input is {}", input.brief()));
    let bad = |walk: &Walk| walk.ty().is_some_and(|ty| !ty.members().iter().all(|ty| ty.is_unknown() || takes(ty)));
    let lies = places(origin::before(here, Vec::new()));
    let want = Want::type_of("list");
    let fault = Fault::of(&lies, want, &bad);
    let (diagnostic, blame) = origin::explain(scene, here, &fault, diagnostic);
    let diagnostic = match list {
        Some(field) => diagnostic.help(format!("add `\"ItemsPath\": \"$.{}\"`", field.name)),
        None => diagnostic.help("name the list by `ItemsPath`"),
    };
    report.caused(here, diagnostic, blame, "what it iterates over");
}

fn number(
    scene: &Scene<'_>,
    here: &Here<'_>,
    path: &Path,
    field: &str,
    takes: &dyn Fn(&Ty) -> bool,
    words: &str,
    report: &mut Report,
) {
    let wanted = Wanted { code: codes::COUNT, words, takes, help: "read a field that holds one" };
    let read = Read { path, field: field.to_owned(), stage: Stage::Effective };
    value::check(scene, here, &read, &wanted, report);
}

/// Whole numbers of which at least one is not negative, and strings that may hold one.
fn is_count(ty: &Ty) -> bool {
    match ty {
        Ty::Int(_, high) => *high >= 0,
        Ty::String => true,
        Ty::Enum(_, values) => values.iter().any(|value| value.parse::<u64>().is_ok()),
        _ => false,
    }
}

/// The same, with a fraction.
fn is_number(ty: &Ty) -> bool {
    match ty {
        Ty::Float => true,
        Ty::Enum(_, values) => values.iter().any(|value| value.parse::<f64>().is_ok()),
        _ => is_count(ty),
    }
}
