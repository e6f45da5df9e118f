//! What each folder of a corpus holds, and the definition, the input and the wanted part of the output that a
//! case stands for. The build script and the runner both go by it.

use serde_json::{Value, json};

/// What the cases of a folder are held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It comes to what was recorded.
    Recorded,
    /// It compiles, and runs without a fault of ours.
    RealWorld,
    /// It compiles.
    Valid,
    /// It is refused.
    Invalid,
    /// It is taken or refused as recorded.
    RecordedVerdict,
    /// Its states read the variables that were recorded.
    References,
    /// It comes to what another emulator says.
    Local,
    /// Its path brings what Jayway says.
    JsonPath,
}

/// The folders of a corpus, in the order in which they are run.
pub const FOLDERS: [(&str, Kind); 9] = [
    ("own", Kind::Recorded),
    ("aws-recorded", Kind::Recorded),
    ("aws-recorded-invalid", Kind::RecordedVerdict),
    ("aws-recorded-varrefs", Kind::References),
    ("definitions-valid", Kind::Valid),
    ("definitions-invalid", Kind::Invalid),
    ("real-world", Kind::RealWorld),
    ("local-sfn", Kind::Local),
    ("jsonpath", Kind::JsonPath),
];

impl Kind {
    /// Whether its definitions become part of the program.
    #[must_use]
    pub fn is_compiled(self) -> bool {
        !matches!(self, Kind::Invalid | Kind::RecordedVerdict | Kind::References)
    }
}

/// Which part of the execution's output a case speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The member `value`.
    Value,
    /// One of its items.
    Item(usize),
}

/// A case as an execution.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The definition's text.
    pub definition: String,
    /// What it is started with.
    pub input: Value,
    /// What of its output the case speaks of.
    pub part: Part,
}

/// The execution that a case stands for.
#[must_use]
pub fn setup(kind: Kind, case: &Value) -> Setup {
    let made = match (kind, case["kind"].as_str()) {
        (Kind::JsonPath, _) => value(&case["path"], &case["document"]),
        (Kind::Local, Some("intrinsic")) => value(&case["expression"], &case["input"]),
        (Kind::Local, Some("jsonpath")) => value(&case["path"], &case["json"]),
        (Kind::Local, Some("io")) => processing(case),
        _ => None,
    };
    made.unwrap_or_else(|| Setup { definition: text(case), input: input(kind, case), part: Part::Whole })
}

fn input(kind: Kind, case: &Value) -> Value {
    match case.get("input") {
        // An execution that is started without an input gets an empty object.
        Some(Value::Null) if kind == Kind::Recorded => json!({}),
        Some(input) => input.clone(),
        None => json!({}),
    }
}

/// The definition as it is written. The recorder replaced parts of ARNs that the service fixes; where a text
/// stands beside the JSON value, only the text has what the value cannot hold, such as a key twice.
fn text(case: &Value) -> String {
    let text = match (&case["definition"], &case["definition_text"]) {
        (_, Value::String(text)) => text.clone(),
        (definition, _) => pretty(definition),
    };
    text.replace("<partition>", "aws").replace("<region>", "us-east-1")
}

fn pretty(definition: &Value) -> String {
    serde_json::to_string_pretty(definition).unwrap_or_default()
}

/// One state that ends.
fn single(mut state: Value, input: &Value, part: Part) -> Setup {
    state["End"] = json!(true);
    let definition = json!({ "StartAt": "Case", "States": { "Case": state } });
    Setup { definition: pretty(&definition), input: input.clone(), part }
}

/// A path, or a call of an intrinsic function, as the value of a template.
fn value(expression: &Value, input: &Value) -> Option<Setup> {
    let state = json!({ "Type": "Pass", "Parameters": { "value.$": expression.as_str()? } });
    Some(single(state, input, Part::Value))
}

/// One step of the way that a state's data takes.
fn processing(case: &Value) -> Option<Setup> {
    let args = &case["args"];
    let absent = |name: &str| case["absent_args"].as_array().is_some_and(|absent| absent.iter().any(|a| a == name));
    let mut state = json!({ "Type": "Pass" });
    match case["function"].as_str()? {
        "processInputPath" if !absent("path") => state["InputPath"] = args["path"].clone(),
        "processOutputPath" if !absent("path") => state["OutputPath"] = args["path"].clone(),
        "processInputPath" | "processOutputPath" => {}
        "processResultPath" => {
            state["Result"] = args["result"].clone();
            if !absent("path") {
                state["ResultPath"] = args["path"].clone();
            }
        }
        "processPayloadTemplate" => return Some(template(args)),
        _ => return None,
    }
    Some(single(state, &args["input"], Part::Whole))
}

/// A template of any form, below a key; one about the item of a Map stands in a Map.
fn template(args: &Value) -> Setup {
    let Some(index) = args.pointer("/context/Map/Item/Index").and_then(Value::as_u64) else {
        let state = json!({ "Type": "Pass", "Parameters": { "value": args["template"] } });
        return single(state, &args["input"], Part::Value);
    };
    let state = json!({
        "Type": "Map",
        "ItemsPath": "$.items",
        "MaxConcurrency": 1,
        "ItemSelector": args["template"],
        "ItemProcessor": { "StartAt": "Item", "States": { "Item": { "Type": "Pass", "End": true } } },
    });
    single(state, &args["input"], Part::Item(usize::try_from(index).unwrap_or(usize::MAX)))
}

/// The query language of a case: as it says itself, or as its definition does.
#[must_use]
pub fn language(case: &Value) -> &'static str {
    match case["query_language"].as_str() {
        Some("JSONata") => return "JSONata",
        Some("mixed") => return "mixed",
        Some(_) => return "JSONPath",
        None => {}
    }
    let (mut jsonata, mut jsonpath) = (false, false);
    let whole = case["definition"]["QueryLanguage"] == "JSONata";
    states(&case["definition"], whole, &mut jsonata, &mut jsonpath);
    match (jsonata || whole, jsonpath) {
        (false, _) => "JSONPath",
        (true, false) => "JSONata",
        (true, true) => "mixed",
    }
}

fn states(scope: &Value, inherited: bool, jsonata: &mut bool, jsonpath: &mut bool) {
    for state in scope["States"].as_object().into_iter().flat_map(|states| states.values()) {
        let own = match state["QueryLanguage"].as_str() {
            Some(language) => language == "JSONata",
            None => inherited,
        };
        *jsonata |= own;
        *jsonpath |= !own;
        for inner in ["Iterator", "ItemProcessor"] {
            states(&state[inner], inherited, jsonata, jsonpath);
        }
        for branch in state["Branches"].as_array().into_iter().flatten() {
            states(branch, inherited, jsonata, jsonpath);
        }
    }
}

/// A number for a text that stays the same from run to run.
#[must_use]
pub fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{Kind, Part, language, setup};
    use serde_json::{Value, json};

    fn definition(kind: Kind, case: &Value) -> Value {
        serde_json::from_str(&setup(kind, case).definition).unwrap()
    }

    #[test]
    fn a_path_becomes_the_value_of_a_template() {
        let case = json!({ "path": "$.a", "document": null });
        let made = setup(Kind::JsonPath, &case);
        assert_eq!((made.part, made.input), (Part::Value, Value::Null), "a document may be null");
        let state = &definition(Kind::JsonPath, &case)["States"]["Case"];
        assert_eq!(*state, json!({ "Type": "Pass", "Parameters": { "value.$": "$.a" }, "End": true }));
    }

    #[test]
    fn arguments_that_were_not_given_leave_no_field() {
        let given = json!({
            "kind": "io", "function": "processInputPath", "args": { "path": null, "input": 1 }, "absent_args": [],
        });
        let state = &definition(Kind::Local, &given)["States"]["Case"];
        assert_eq!(*state, json!({ "Type": "Pass", "InputPath": null, "End": true }));
        let absent = json!({
            "kind": "io", "function": "processResultPath", "args": { "path": "-", "result": 1 }, "absent_args": ["path"],
        });
        let state = &definition(Kind::Local, &absent)["States"]["Case"];
        assert_eq!(*state, json!({ "Type": "Pass", "Result": 1, "End": true }));
    }

    #[test]
    fn a_template_about_an_item_stands_in_a_map() {
        let case = json!({
            "kind": "io", "function": "processPayloadTemplate", "absent_args": [],
            "args": { "template": {"v.$": "$$.Map.Item.Value"}, "input": { "items": [1, 2] }, "context": { "Map": { "Item": { "Index": 1 } } } },
        });
        assert_eq!(setup(Kind::Local, &case).part, Part::Item(1));
        assert_eq!(definition(Kind::Local, &case)["States"]["Case"]["Type"], "Map");
    }

    #[test]
    fn languages() {
        let state = |language: Option<&str>| match language {
            Some(language) => json!({ "Type": "Pass", "QueryLanguage": language }),
            None => json!({ "Type": "Pass" }),
        };
        let of = |whole: Option<&str>, first, second| {
            let states = json!({ "A": state(first), "B": { "Type": "Map", "ItemProcessor": { "States": { "C": state(second) } } } });
            let mut definition = json!({ "States": states });
            if let Some(whole) = whole {
                definition["QueryLanguage"] = json!(whole);
            }
            language(&json!({ "definition": definition }))
        };
        assert_eq!(of(None, None, None), "JSONPath");
        assert_eq!(of(Some("JSONata"), None, None), "JSONata");
        assert_eq!(of(None, None, Some("JSONata")), "mixed");
    }
}
