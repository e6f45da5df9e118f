//! Looking into a [`Node`].

use serde_json::{Map, Number, Value};

use super::{Kind, Member, Node, Text};

impl Node {
    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The string with its place, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        self.as_text().map(|text| text.value.as_str())
    }

    /// The boolean, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number as it was written, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&str> {
        match &self.kind {
            Kind::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// The member with this key, if it is an object that has it.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.as_object()?.iter().find(|member| member.key.value == key)
    }

    /// The value under this key, if it is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.value)
    }

    /// What it is, for people: "a number".
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "`null`",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }

    /// The value without its places.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            // Both readers refuse numbers that this does not read.
            Kind::Number(text) => text.parse::<Number>().map_or(Value::Null, Value::Number),
            Kind::String(text) => Value::String(text.value.clone()),
            Kind::Array(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Kind::Object(members) => {
                Value::Object(members.iter().map(|m| (m.key.value.clone(), m.value.to_value())).collect::<Map<_, _>>())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{diag::Diagnostics, json::parse, source::Sources};

    #[test]
    fn looks_inside() {
        let mut sources = Sources::new();
        let id = sources.add_text("a", r#"{"a": [1, 2.50, true, null, "x"], "b": -3e2}"#);
        let node = parse(&sources, id, &mut Diagnostics::new()).unwrap();
        assert_eq!(node.to_value(), json!({"a": [1, 2.5, true, null, "x"], "b": -300.0}));
        assert_eq!(node.get("b").unwrap().as_number(), Some("-3e2"));
        assert_eq!(node.get("a").unwrap().as_array().unwrap().len(), 5);
        assert_eq!(node.get("a").unwrap().describe(), "an array");
        assert!(node.get("c").is_none() && node.as_str().is_none() && !node.is_null());
    }
}
