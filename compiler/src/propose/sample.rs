//! What samples of the workflow's input have in common.

use serde_json::Value;

/// The values that stood at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub has_null: bool,
    pub has_bool: bool,
    /// Whole numbers that an `i64` holds.
    pub has_int: bool,
    /// Other numbers that an `f64` holds as they are written.
    pub has_float: bool,
    /// Whole numbers that no `i64` holds.
    pub has_large: bool,
    /// The strings, if there are any.
    pub strings: Vec<String>,
    /// The items of all lists, if there are any.
    pub items: Option<Box<Seen>>,
    /// The fields of all objects, if there are any.
    pub fields: Option<Fields>,
}

/// The fields of objects that stood at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    /// How many objects there were.
    pub objects: usize,
    /// The keys, in the order in which they were met.
    pub list: Vec<Field>,
}

/// A key of objects.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    pub key: String,
    /// How many of the objects have it.
    pub count: usize,
    pub seen: Seen,
}

impl Seen {
    /// What all samples have in common; `None` if there are none.
    pub(super) fn of(samples: &[Value]) -> Option<Seen> {
        let mut seen = Seen::default();
        samples.iter().for_each(|sample| seen.add(sample));
        (!samples.is_empty()).then_some(seen)
    }

    fn add(&mut self, value: &Value) {
        match value {
            Value::Null => self.has_null = true,
            Value::Bool(_) => self.has_bool = true,
            Value::Number(number) if number.is_i64() => self.has_int = true,
            Value::Number(number) if number.is_u64() => self.has_large = true,
            Value::Number(_) => self.has_float = true,
            Value::String(text) => self.strings.push(text.clone()),
            Value::Array(items) => {
                let all = self.items.get_or_insert_default();
                items.iter().for_each(|item| all.add(item));
            }
            Value::Object(members) => {
                let fields = self.fields.get_or_insert_default();
                fields.objects += 1;
                for (key, value) in members {
                    fields.add(key, value);
                }
            }
        }
    }
}

impl Fields {
    fn add(&mut self, key: &str, value: &Value) {
        let at = match self.list.iter().position(|field| field.key == key) {
            Some(at) => at,
            None => {
                self.list.push(Field { key: key.to_owned(), ..Field::default() });
                self.list.len() - 1
            }
        };
        if let Some(field) = self.list.get_mut(at) {
            field.count += 1;
            field.seen.add(value);
        }
    }

    /// What is known of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Field> {
        self.list.iter().find(|field| field.key == key)
    }
}
