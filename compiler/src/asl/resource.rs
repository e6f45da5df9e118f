//! `Resource`: the ARN of what a task calls.

use super::{Reader, object::Object};
use crate::{
    diag::{
        Diagnostic, Site,
        codes::{structure as codes, unbuilt},
    },
    ir::{Pattern, Resource, ResourceKind, Spanned},
    json::Text,
};

const ACCEPTED: &str = "a task's `Resource` is `arn:aws:lambda:REGION:ACCOUNT:function:NAME` or \
                        `arn:aws:states:::SERVICE:ACTION`";

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
            diagnostic.note("placeholders such as `${Function}` have to be replaced before")
        } else if arn.starts_with("{%") || arn.starts_with('$') {
            diagnostic.note("`Resource` is fixed: it can be no path and no expression")
        } else {
            diagnostic
        };
        Err(Box::new(diagnostic.help(ACCEPTED)))
    };
    let mut parts = arn.splitn(6, ':');
    let mut part = || parts.next().unwrap_or_default();
    let (scheme, partition, service, _region, _account, rest) = (part(), part(), part(), part(), part(), part());
    if scheme != "arn" || partition.is_empty() {
        return refused("it is no ARN");
    }
    let names: Vec<_> = rest.split(':').collect();
    if names.iter().any(|name| name.is_empty()) {
        return refused("a part of the ARN is missing");
    }
    match (service, names.as_slice()) {
        ("lambda", ["function", function] | ["function", function, _]) => {
            Ok(ResourceKind::Lambda { function: (*function).to_owned() })
        }
        ("lambda", _) => refused("the ARN of a Lambda function ends in `:function:NAME`"),
        ("states", ["activity", _]) => {
            let message = format!("{site} is an activity; activities are not yet built");
            Err(Box::new(site.error(unbuilt::ACTIVITY, text.span, message)))
        }
        ("states", ["aws-sdk", service, action @ ..]) if !action.is_empty() => {
            integration(text, site, format!("aws-sdk:{service}"), &action.join(":"))
                .unwrap_or_else(|| refused("it has too many parts"))
        }
        ("states", ["aws-sdk", ..]) => refused("an SDK integration is `aws-sdk:SERVICE:ACTION`"),
        ("states", [service, action @ ..]) if !action.is_empty() => {
            integration(text, site, (*service).to_owned(), &action.join(":"))
                .unwrap_or_else(|| refused("it has too many parts"))
        }
        ("states", _) => refused("an integration is `SERVICE:ACTION`"),
        _ => refused(&format!("tasks cannot call `{service}` directly")),
    }
}

/// A service's action; `None` if it is not one action, perhaps with a pattern behind it.
fn integration(
    text: &Text,
    site: &Site,
    service: String,
    action: &str,
) -> Option<Result<ResourceKind, Box<Diagnostic>>> {
    let patterns = [".sync:2", ".sync", ".waitForTaskToken"];
    if let Some(pattern) = patterns.into_iter().find(|pattern| action.ends_with(pattern)) {
        let length = text.value.len();
        let message = format!("the service pattern `{pattern}` in {site} is not yet built");
        let span = text.part(length.saturating_sub(pattern.len()), length);
        let diagnostic = site.error(unbuilt::SERVICE_PATTERN, span, message);
        return Some(Err(Box::new(diagnostic.note("request and response is built: the action without a pattern"))));
    }
    if action.contains(':') {
        return None;
    }
    if let Some((_, pattern)) = action.split_once('.') {
        let message = format!("{site} has the service pattern `.{pattern}`, which does not exist");
        let diagnostic = site.error(codes::RESOURCE, text.span, message);
        return Some(Err(Box::new(diagnostic.help("the patterns are `.sync`, `.sync:2` and `.waitForTaskToken`"))));
    }
    Some(Ok(ResourceKind::Integration { service, action: action.to_owned(), pattern: Pattern::RequestResponse }))
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::{
        diag::{
            Site,
            codes::{structure, unbuilt},
        },
        ir::{Pattern, ResourceKind},
        json::Text,
        source::{SourceId, Span},
    };

    fn read(arn: &str) -> Result<ResourceKind, &'static str> {
        let span = Span { source: SourceId(0), start: 0, end: 0 };
        let text = Text { value: arn.to_owned(), span, exact: false };
        parse(&text, &Site::state("A").field("Resource")).map_err(|diagnostic| diagnostic.code)
    }

    #[test]
    fn functions() {
        for arn in [
            "arn:aws:lambda:us-east-1:123456789012:function:charge",
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:charge:3",
            "arn:aws:lambda:::function:charge",
        ] {
            assert_eq!(read(arn), Ok(ResourceKind::Lambda { function: "charge".to_owned() }), "{arn}");
        }
    }

    #[test]
    fn integrations() {
        for (arn, service, action) in [
            ("arn:aws:states:::sqs:sendMessage", "sqs", "sendMessage"),
            ("arn:aws:states:::lambda:invoke", "lambda", "invoke"),
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
    fn what_is_not_yet_built() {
        for (arn, code) in [
            ("arn:aws:states:us-east-1:123456789012:activity:a", unbuilt::ACTIVITY),
            ("arn:aws:states:::ecs:runTask.sync", unbuilt::SERVICE_PATTERN),
            ("arn:aws:states:::states:startExecution.sync:2", unbuilt::SERVICE_PATTERN),
            ("arn:aws:states:::aws-sdk:sfn:sendTaskSuccess.waitForTaskToken", unbuilt::SERVICE_PATTERN),
        ] {
            assert_eq!(read(arn), Err(code), "{arn}");
        }
    }

    #[test]
    fn no_resource_at_all() {
        for arn in [
            "",
            "charge",
            "foo:bar",
            "$.function",
            "${Function}",
            "{% $f %}",
            "arn:aws:lambda:us-east-1:123456789012:charge",
            "arn:aws:lambda:us-east-1:123456789012:function:",
            "arn:aws:lambda:us-east-1:123456789012:function:a:b:c",
            "arn:aws:states:::sqs",
            "arn:aws:states:::sqs:",
            "arn:aws:states:::aws-sdk:sqs",
            "arn:aws:states:::sqs:sendMessage:2",
            "arn:aws:states:::sqs:sendMessage.async",
            "arn:aws:sqs:us-east-1:123456789012:queue",
        ] {
            assert_eq!(read(arn), Err(structure::RESOURCE), "{arn}");
        }
    }
}
