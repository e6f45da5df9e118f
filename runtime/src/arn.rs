//! Names and ARNs as the service has them.

use crate::cx::Settings;

/// How long a name may be.
const MAX_NAME: usize = 80;

pub(crate) fn state_machine(settings: &Settings, workflow: &str) -> String {
    format!("arn:aws:states:{}:{}:stateMachine:{workflow}", settings.region, settings.account)
}

pub(crate) fn execution(settings: &Settings, workflow: &str, name: &str) -> String {
    format!("arn:aws:states:{}:{}:execution:{workflow}:{name}", settings.region, settings.account)
}

pub(crate) fn express(settings: &Settings, workflow: &str, name: &str, id: &str) -> String {
    format!("arn:aws:states:{}:{}:express:{workflow}:{name}:{id}", settings.region, settings.account)
}

/// The workflow and the name in an execution's ARN.
pub(crate) fn parse_execution(arn: &str) -> Option<(&str, &str)> {
    let mut parts = arn.split(':');
    let fixed = (parts.next(), parts.next(), parts.next());
    if fixed != (Some("arn"), Some("aws"), Some("states")) {
        return None;
    }
    let kind = parts.nth(2)?;
    let (workflow, name) = (parts.next()?, parts.next()?);
    (kind == "execution" && parts.next().is_none()).then_some((workflow, name))
}

/// Whether the service takes it for the name of a state machine or an execution.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(is_forbidden)
}

fn is_forbidden(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || "<>{}[]?*\"#%\\^|~`$&,;:/".contains(c)
        || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_are_read_back() {
        let settings = Settings::default();
        let arn = execution(&settings, "orders", "o-1");
        assert_eq!(arn, "arn:aws:states:us-east-1:000000000000:execution:orders:o-1");
        assert_eq!(parse_execution(&arn), Some(("orders", "o-1")));
        assert_eq!(parse_execution(&express(&settings, "orders", "o-1", "id")), None);
        assert_eq!(parse_execution("arn:aws:states:us-east-1:1:execution:orders"), None);
        assert_eq!(parse_execution("o-1"), None);
    }

    #[test]
    fn names_are_as_the_service_takes_them() {
        for name in ["a", "order-1_2.x", "注文", &"x".repeat(80)] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "a b", "a:b", "a/b", "a\u{7f}", "a\u{85}", "$a", &"x".repeat(81)] {
            assert!(!is_name(name), "{name}");
        }
    }
}
