//! `Resource`: the ARN of what a task calls.

use super::{Reader, object::Object, placeholder};
use crate::{
    diag::{Diagnostic, Site, codes::structure as codes},
    ir::{Pattern, Resource, ResourceKind, Spanned},
    json::Text,
};

const ACCEPTED: &str = "a task's `Resource` is `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, \
                        `arn:aws:states:REGION:ACCOUNT:activity:NAME` or `arn:aws:states:::SERVICE:ACTION`, perhaps \
                        with `.sync`, `.sync:2` or `.waitForTaskToken` behind it";

/// The patterns that are written behind an action.
const PATTERNS: [Pattern; 3] = [Pattern::Sync, Pattern::Sync2, Pattern::TaskToken];

/// Reads `Resource`. A state whose resource could not be read is faulty, and nobody looks at what stands
/// for it here.
pub(super) fn read(object: &Object, reader: &mut Reader) -> Spanned<Resource> {
    let node = object.require("Resource", reader.diags);
    let Some(text) = node.and_then(|_| object.text("Resource", reader.diags)) else {
        let kind = ResourceKind::Lambda { function: String::new() };
        return Spanned { value: Resource { arn: String::new(), kind }, span: node.map_or(object.head, |n| n.span) };
    };
    let arn = text.value.clone();
    let kind = parse(text, &object.site.field("Resource")).unwrap_or_else(|diagnostic| {
        reader.diags.push(*diagnostic);
        ResourceKind::Lambda { function: arn.clone() }
    });
    Spanned { value: Resource { arn, kind }, span: text.span }
}

fn parse(text: &Text, site: &Site) -> Result<ResourceKind, Box<Diagnostic>> {
    let arn = text.value.as_str();
    let refused = |why: &str| {
        let diagnostic = site.error(codes::RESOURCE, text.span, format!("{site} is no resource of a task: {why}"));
        let diagnostic = if arn.contains("${") {
            diagnostic.note("a placeholder such as `${Function}` stands for the whole, or for a part between colons")
        } else if arn.starts_with("{%") || arn.starts_with('$') {
            diagnostic.note("`Resource` is fixed: it can be no path and no expression")
        } else {
            diagnostic
        };
        Err(Box::new(diagnostic.help(ACCEPTED)))
    };
    // What a deployment puts there is most often a function.
    if let Some(function) = placeholder::name(arn) {
        return Ok(ResourceKind::Lambda { function: function.to_owned() });
    }
    let Some((service, rest)) = split(arn) else { return refused("it is no ARN") };
    let names = placeholder::parts(rest, usize::MAX);
    let name = |text: &str| placeholder::name(text).unwrap_or(text).to_owned();
    if names.iter().any(|name| name.is_empty()) {
        return refused("a part of the ARN is missing");
    }
    match (service, names.as_slice()) {
        ("lambda", ["function", function] | ["function", function, _]) => {
            Ok(ResourceKind::Lambda { function: name(function) })
        }
        ("lambda", _) => refused("the ARN of a Lambda function ends in `:function:NAME`"),
        ("states", ["activity", activity]) => Ok(ResourceKind::Activity { name: name(activity) }),
        ("states", ["aws-sdk", service, action @ ..]) if !action.is_empty() => {
            integration(format!("aws-sdk:{service}"), &action.join(":")).or_else(|why| refused(&why))
        }
        ("states", ["aws-sdk", ..]) => refused("an SDK integration is `aws-sdk:SERVICE:ACTION`"),
        ("states", [service, action @ ..]) if !action.is_empty() => {
            integration((*service).to_owned(), &action.join(":")).or_else(|why| refused(&why))
        }
        ("states", _) => refused("an integration is `SERVICE:ACTION`"),
        _ => refused(&format!("tasks cannot call `{service}` directly")),
    }
}

/// The service of an ARN, and what stands behind the account; `None` if it is no ARN.
pub(super) fn split(arn: &str) -> Option<(&str, &str)> {
    let mut parts = placeholder::parts(arn, 6).into_iter();
    let mut part = || parts.next().unwrap_or_default();
    let (scheme, partition, service, _region, _account, rest) = (part(), part(), part(), part(), part(), part());
    (scheme == "arn" && !partition.is_empty()).then_some((service, rest))
}

/// An action with the pattern behind it.
fn integration(service: String, action: &str) -> Result<ResourceKind, String> {
    let (action, pattern) = match action.split_once('.') {
        None => (action, Pattern::RequestResponse),
        Some((action, suffix)) => {
            let pattern = PATTERNS.into_iter().find(|pattern| pattern.suffix().get(1..) == Some(suffix));
            let Some(pattern) = pattern else {
                return Err(format!("the service pattern `.{suffix}` does not exist"));
            };
            (action, pattern)
        }
    };
    if action.is_empty() || action.contains(':') {
        return Err("an integration is `SERVICE:ACTION`".to_owned());
    }
    if service.starts_with("aws-sdk:") && matches!(pattern, Pattern::Sync | Pattern::Sync2) {
        return Err(format!("SDK integrations have no service pattern `{}`", pattern.suffix()));
    }
    Ok(ResourceKind::Integration { service, action: action.to_owned(), pattern })
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::{
        diag::{Site, codes::structure},
        ir::{Pattern, ResourceKind},
        json::{Places, Text},
        source::{SourceId, Span},
    };

    fn read(arn: &str) -> Result<ResourceKind, &'static str> {
        let span = Span { source: SourceId(0), start: 0, end: 0 };
        let text = Text { value: arn.to_owned(), span, places: Places::Whole };
        parse(&text, &Site::state("A").field("Resource")).map_err(|diagnostic| diagnostic.code)
    }

    #[test]
    fn functions() {
        for arn in [
            "arn:aws:lambda:us-east-1:123456789012:function:charge",
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:charge:3",
            "arn:aws:lambda:::function:charge",
            "${charge}",
            "${charge.Arn}",
            "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:charge:${Version}",
            "arn:aws:lambda:us-east-1:123456789012:function:${charge}",
        ] {
            assert_eq!(read(arn), Ok(ResourceKind::Lambda { function: "charge".to_owned() }), "{arn}");
        }
    }

    #[test]
    fn integrations() {
        for (arn, service, action) in [
            ("arn:aws:states:::sqs:sendMessage", "sqs", "sendMessage"),
            ("arn:aws:states:::lambda:invoke", "lambda", "invoke"),
            ("arn:${AWS::Partition}:states:::lambda:invoke", "lambda", "invoke"),
            ("arn:aws:states:::aws-sdk:dynamodb:putItem", "aws-sdk:dynamodb", "putItem"),
            ("arn:aws:states:us-east-1:123456789012:athena:getQueryResults", "athena", "getQueryResults"),
        ] {
            let kind = ResourceKind::Integration {
                service: service.to_owned(),
                action: action.to_owned(),
                pattern: Pattern::RequestResponse,
            };
            assert_eq!(read(arn), Ok(kind), "{arn}");
        }
    }

    #[test]
    fn patterns() {
        for (arn, service, pattern) in [
            ("arn:aws:states:::ecs:runTask.sync", "ecs", Pattern::Sync),
            ("arn:aws:states:::states:runTask.sync:2", "states", Pattern::Sync2),
            ("arn:aws:states:::sqs:runTask.waitForTaskToken", "sqs", Pattern::TaskToken),
            ("arn:aws-cn:states:::aws-sdk:ecs:runTask.waitForTaskToken", "aws-sdk:ecs", Pattern::TaskToken),
        ] {
            let kind = ResourceKind::Integration { service: service.to_owned(), action: "runTask".to_owned(), pattern };
            assert_eq!(read(arn), Ok(kind), "{arn}");
        }
    }

    #[test]
    fn activities() {
        let kind = ResourceKind::Activity { name: "approve".to_owned() };
        assert_eq!(read("arn:aws:states:us-east-1:123456789012:activity:approve"), Ok(kind));
    }

    #[test]
    fn no_resource_at_all() {
        for arn in [
            "",
            "charge",
            "foo:bar",
            "$.function",
            "${}",
            "${Stage}-charge",
            "${Prefix}:function:charge",
            "arn:aws:${Rest}",
            "{% $f %}",
            "arn:aws:lambda:us-east-1:123456789012:charge",
            "arn:aws:lambda:us-east-1:123456789012:function:",
            "arn:aws:lambda:us-east-1:123456789012:function:a:b:c",
            "arn:aws:states:::sqs",
            "arn:aws:states:::sqs:",
            "arn:aws:states:::aws-sdk:sqs",
            "arn:aws:states:::sqs:sendMessage:2",
            "arn:aws:states:::sqs:sendMessage.async",
            "arn:aws:states:::sqs:sendMessage.sync:3",
            "arn:aws:states:::sqs:.sync",
            "arn:aws:states:::sqs:sendMessage.",
            "arn:aws:states:::aws-sdk:ecs:runTask.sync",
            "arn:aws:states:us-east-1:123456789012:activity:",
            "arn:aws:sqs:us-east-1:123456789012:queue",
        ] {
            assert_eq!(read(arn), Err(structure::RESOURCE), "{arn}");
        }
    }
}
