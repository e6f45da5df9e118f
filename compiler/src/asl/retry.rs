//! `Retry`.

use super::{
    Reader, errors, fields,
    machine::MAX_SECONDS,
    object::{Object, wrong_type},
};
use crate::{diag::codes::structure as codes, ir::Retrier};

const FIELDS: [&str; 7] =
    ["BackoffRate", "Comment", "ErrorEquals", "IntervalSeconds", "JitterStrategy", "MaxAttempts", "MaxDelaySeconds"];

/// `MaxDelaySeconds` is less than 366 days.
const MAX_DELAY: u64 = 31_622_399;

pub(super) fn read(object: &Object, reader: &mut Reader) -> Vec<Retrier> {
    let entries = object.array("Retry", true, reader.diags).unwrap_or_default();
    let objects = reader.objects(entries, object, "Retry", "the retrier");
    let last = objects.len().saturating_sub(1);
    objects.iter().enumerate().filter_map(|(at, entry)| Some(retrier(entry.as_ref()?, at == last, reader))).collect()
}

fn retrier(object: &Object, last: bool, reader: &mut Reader) -> Retrier {
    fields::only(object, &FIELDS, reader);
    object.comment(reader.diags);
    let errors = errors::read(object, "Retry", last, reader);
    let interval = object.whole("IntervalSeconds", 1, MAX_SECONDS, reader.diags);
    let max_attempts = object.whole("MaxAttempts", 0, MAX_SECONDS, reader.diags).map_or(3, |n| n.value);
    let max_delay = object.whole("MaxDelaySeconds", 1, MAX_DELAY, reader.diags);
    let interval_seconds = interval.as_ref().map_or(1, |n| n.value);
    if let Some(max) = &max_delay
        && max.value <= interval_seconds
    {
        let site = object.site.field("MaxDelaySeconds");
        let message = format!("{site} is {}, not more than the interval of {interval_seconds} seconds", max.value);
        let mut diagnostic = site.error(codes::OUT_OF_RANGE, max.span, message);
        if let Some(interval) = &interval {
            diagnostic = diagnostic.cause(interval.span, "`IntervalSeconds`", site.state.as_deref());
        }
        reader.diags.push(diagnostic.help("make it larger than `IntervalSeconds`"));
    }
    Retrier {
        span: object.span,
        errors,
        interval_seconds,
        max_attempts,
        backoff_rate: backoff_rate(object, reader),
        max_delay_seconds: max_delay.map(|n| n.value),
        full_jitter: object.word("JitterStrategy", &["FULL", "NONE"], reader.diags).is_some_and(|t| t.value == "FULL"),
    }
}

fn backoff_rate(object: &Object, reader: &mut Reader) -> f64 {
    const DEFAULT: f64 = 2.0;
    let Some(node) = object.get("BackoffRate") else { return DEFAULT };
    let site = object.site.field("BackoffRate");
    let Some(rate) = node.as_number().and_then(|text| text.parse::<f64>().ok()) else {
        reader.diags.push(wrong_type(&site, node, "a number"));
        return DEFAULT;
    };
    if rate < 1.0 {
        let message = format!("{site} is {rate}, and the interval would shrink");
        reader.diags.push(site.error(codes::OUT_OF_RANGE, node.span, message).help("write a number of 1.0 or more"));
        return DEFAULT;
    }
    rate
}
