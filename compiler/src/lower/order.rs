//! The order of keys in what a payload template makes, as the service has it.
//!
//! Keys without `.$` come first, in the order of the template; the evaluated ones follow in the
//! iteration order of a `java.util.HashMap` over their names.

use crate::expr::TemplateField;

/// The fields of a template object in the order of its result.
#[must_use]
pub fn of_template(fields: &[TemplateField]) -> Vec<&TemplateField> {
    let (dynamic, literal): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.dynamic);
    let mut dynamic = dynamic;
    let buckets = bucket_count(dynamic.len());
    // A stable sort: names that share a bucket keep the order in which they were put in.
    dynamic.sort_by_key(|field| spread(&field.name) & (buckets - 1));
    literal.into_iter().chain(dynamic).collect()
}

/// The size of the table after `entries` insertions: it starts at 16 and doubles when it is more than
/// three quarters full.
fn bucket_count(entries: usize) -> u32 {
    let mut buckets: u32 = 16;
    while entries > (buckets as usize / 4) * 3 && buckets < 1 << 30 {
        buckets *= 2;
    }
    buckets
}

/// `String.hashCode`, its upper half mixed into the lower.
fn spread(name: &str) -> u32 {
    let hash = name.encode_utf16().fold(0u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        expr::Template,
        json::{Kind, Node, Places, Text},
        source::{SourceId, Span},
    };

    fn names(keys: &[&str]) -> Vec<String> {
        let span = Span { source: SourceId(0), start: 0, end: 0 };
        let fields: Vec<_> = keys
            .iter()
            .map(|key| TemplateField {
                name: key.trim_end_matches(".$").to_owned(),
                key: Text { value: (*key).to_owned(), span, places: Places::Whole },
                dynamic: key.ends_with(".$"),
                value: Template::Literal(Node { span, kind: Kind::Null }),
            })
            .collect();
        of_template(&fields).into_iter().map(|field| field.name.clone()).collect()
    }

    #[test]
    fn recorded_orders() {
        assert_eq!(names(&["Iterations.$", "Values.$"]), ["Values", "Iterations"]);
        assert_eq!(names(&["Bucket.$", "Key.$", "from_previous"]), ["from_previous", "Bucket", "Key"]);
    }
}
