//! Placeholders that a deployment replaces: `${ChargeFunction.Arn}` of CloudFormation, SAM and Terraform.

/// The parts between colons, at most `most` of them; the colons of placeholders such as `${AWS::Region}` part
/// nothing.
pub(crate) fn parts(text: &str, most: usize) -> Vec<&str> {
    let (mut parts, mut start, mut end) = (Vec::new(), 0, 0);
    while parts.len() + 1 < most
        && let Some(rest) = text.get(end..).filter(|rest| !rest.is_empty())
    {
        match rest.strip_prefix(':') {
            Some(_) => {
                parts.extend(text.get(start..end));
                end += 1;
                start = end;
            }
            None => end += placeholder(rest).map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), str::len),
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// What is behind a text that is one placeholder and nothing else: the name without what says that it is an ARN.
///
/// `${ChargeFunction.Arn}`, `${ChargeFunctionArn}` and `${charge_function_arn}` name the function by its name.
pub(crate) fn name(text: &str) -> Option<&str> {
    let whole = placeholder(text).filter(|placeholder| placeholder.len() == text.len())?;
    let inner = whole.strip_prefix("${")?.strip_suffix('}')?.trim();
    let bare = [".Arn", ".arn", ".ARN", "_arn", "_ARN", "Arn", "ARN"].iter().find_map(|end| inner.strip_suffix(end));
    let bare = bare.filter(|bare| bare.contains(char::is_alphanumeric)).unwrap_or(inner);
    // `aws_lambda_function.charge`, `module.charge`: the last part says which.
    let name = bare.rsplit('.').find(|part| !part.is_empty()).unwrap_or(bare);
    Some(name).filter(|name| name.contains(char::is_alphanumeric))
}

/// The placeholder that a text begins with.
fn placeholder(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("${")?;
    let end = inside.find(['}', '{', '$'])?;
    inside.get(end..)?.starts_with('}').then(|| text.get(..end + "${}".len()))?
}

#[cfg(test)]
mod tests {
    use super::{name, parts};

    #[test]
    fn colons_of_placeholders_part_nothing() {
        assert_eq!(parts("arn:${AWS::Partition}:states", 6), ["arn", "${AWS::Partition}", "states"]);
        assert_eq!(parts("a:b:c:d", 2), ["a", "b:c:d"]);
        assert_eq!(parts("${A::B", 6), ["${A", "", "B"]);
        assert_eq!(parts("é:${a}", 6), ["é", "${a}"]);
        assert_eq!(parts("", 6), [""]);
        assert_eq!(parts(":", 6), ["", ""]);
    }

    #[test]
    fn names() {
        for text in [
            "${Charge}",
            "${ChargeArn}",
            "${ChargeARN}",
            "${Charge.Arn}",
            "${Charge_arn}",
            "${ aws_lambda.Charge.arn }",
        ] {
            assert_eq!(name(text), Some("Charge"), "{text}");
        }
        assert_eq!(name("${Arn}"), Some("Arn"));
        for text in ["${}", "${ }", "${_}", "${a", "$a}", "${a}${b}", "${a}-b", "a", "${a{b}}", "${${a}}", ""] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
