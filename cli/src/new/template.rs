//! Text with places in it: `{{name}}`.

/// Fills the places of a template. A place that is not among the values stays.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let value = after.split_once("}}").and_then(|(name, behind)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, behind))
        });
        match value {
            Some((value, behind)) => {
                out.push_str(value);
                rest = behind;
            }
            None => {
                out.push_str("{{");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn places_are_filled_once() {
        assert_eq!(fill("a {{x}} {{y}} {{x}}", &[("x", "{{y}}"), ("y", "2")]), "a {{y}} 2 {{y}}");
        assert_eq!(fill("{{ {{z}} {{x", &[("x", "1")]), "{{ {{z}} {{x");
    }
}
