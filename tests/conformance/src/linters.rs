//! Definitions that linters take and the service refuses.

use crate::{Case, Kind, Refusal};

/// What the service says of what linters leave to it: the end of our message, or a part of it, and the reason.
const REASONS: [(&str, &str, &str); 3] = [
    ("ASL0216", "it is no ARN", "a `Resource` that is no ARN is not recognized"),
    ("ASL0212", "has the name of a state", "the name of a state is given once in a machine"),
    ("ASL0204", "RoleArn", "`Credentials` need a `RoleArn`"),
];

/// Definitions that a linter's own tests get wrong.
const MISREAD: [(&str, &str); 4] = [
    ("asl-validator.valid-path-array-context", "a path has no script expressions"),
    ("asl-validator.valid-task-credentials", "a task cannot call a task of Simple Workflow"),
    (
        "als.yaml_ASL_Improvements_Test_validation_of_ResultSelector_field_Does_not_show_diagnostics_for_val",
        "the arguments of a function stand between commas, and were lost on the way from YAML",
    ),
    (
        "als.yaml_Test_validation_of_Properties_field_Does_not_show_diagnostics_for_valid_Intrinsic_Function",
        "the arguments of a function stand between commas, and were lost on the way from YAML",
    ),
];

/// Why a definition that we refuse is refused by the service too, whatever a linter says.
#[must_use]
pub fn why_lax(case: &Case, refusals: &[Refusal]) -> Option<String> {
    if case.kind != Kind::Valid {
        return None;
    }
    let known = |refusal: &Refusal| {
        REASONS.iter().find(|(code, part, _)| refusal.code == *code && refusal.message.contains(part))
    };
    let misread = MISREAD.iter().find(|(id, _)| case.id == *id).map(|(_, reason)| *reason);
    let reasons: Option<Vec<_>> = refusals.iter().map(|refusal| known(refusal).map(|(_, _, reason)| *reason)).collect();
    let reason = misread.or_else(|| reasons?.first().copied())?;
    Some(format!("contradicts AWS: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::why_lax;
    use crate::{Case, Kind, Refusal};
    use serde_json::json;

    #[test]
    fn only_for_what_the_service_refuses_throughout() {
        let case = |kind| Case { id: "x".into(), folder: String::new(), kind, json: json!({}), unfair: Vec::new() };
        let refusal = |code, message| Refusal { code, message, shown: "" };
        let arn = refusal("ASL0216", "`Resource` is no resource of a task: it is no ARN");
        assert!(why_lax(&case(Kind::Valid), &[arn]).is_some());
        assert!(why_lax(&case(Kind::RealWorld), &[arn]).is_none());
        assert!(why_lax(&case(Kind::Valid), &[arn, refusal("ASL0301", "a path")]).is_none());
        assert!(why_lax(&case(Kind::Valid), &[]).is_none());
    }
}
