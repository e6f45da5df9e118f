//! States of every name.

renamed::include_workflow!("scripts");

renamed::workflow! {
    /// Names that are no identifiers, or look alike.
    pub mod states;

    definition = {
        "StartAt": "Done?",
        "States": {
            "Done?": { "Type": "Pass", "Next": "Self" },
            "Self": { "Type": "Pass", "Next": "self" },
            "self": { "Type": "Pass", "Next": "1st" },
            "1st": { "Type": "Pass", "Next": "決済" },
            "決済": { "Type": "Wait", "Seconds": 1, "Next": " " },
            " ": { "Type": "Pass", "Next": "  " },
            "  ": { "Type": "Pass", "Next": "fn" },
            "fn": { "Type": "Wait", "Seconds": 1, "Next": "Fn" },
            "Fn": { "Type": "Pass", "Next": "r#x" },
            "r#x": { "Type": "Pass", "Next": "🎉" },
            "🎉": { "Type": "Pass", "Next": "🎉🎉" },
            "🎉🎉": { "Type": "Wait", "Seconds": 1, "Next": "_" },
            "_": { "Type": "Pass", "Next": "__" },
            "__": { "Type": "Pass", "Next": "State" },
            "State": { "Type": "Pass", "Next": "Workflow" },
            "Workflow": { "Type": "Pass", "Next": "Call" },
            "Call": { "Type": "Pass", "Next": "Ok" },
            "Ok": { "Type": "Pass", "Next": "Err" },
            "Err": { "Type": "Pass", "Next": "None" },
            "None": { "Type": "Pass", "Next": "rt" },
            "rt": { "Type": "Pass", "Next": "step" },
            "step": { "Type": "Pass", "Next": "async" },
            "async": { "Type": "Pass", "Next": "gen" },
            "gen": { "Type": "Pass", "Next": "union" },
            "union": { "Type": "Pass", "Next": "crate" },
            "crate": { "Type": "Pass", "Next": "super" },
            "super": { "Type": "Pass", "Next": "é" },
            "é": { "Type": "Pass", "Next": "é" },
            "é": { "Type": "Pass", "Next": "ß" },
            "ß": { "Type": "Pass", "Next": "SS" },
            "SS": { "Type": "Pass", "Next": "ﬁ" },
            "ﬁ": { "Type": "Pass", "Next": "²" },
            "²": { "Type": "Pass", "Next": "A1" },
            "A1": { "Type": "Pass", "Next": "A1!" },
            "A1!": { "Type": "Pass", "Next": "A1_2" },
            "A1_2": { "Type": "Pass", "Next": "a\"b\\c\n" },
            "a\"b\\c\n": { "Type": "Pass", "Next": "Abcdefghij Abcdefghij Abcdefghij Abcdefghij Abcdefghij Abcdefghij Abcdefghij Abc" },
            "Abcdefghij Abcdefghij Abcdefghij Abcdefghij Abcdefghij Abcdefghij Abcdefghij Abc": { "Type": "Pass", "Next": "Done" },
            "Done": { "Type": "Succeed" }
        }
    }
}
