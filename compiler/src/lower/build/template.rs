//! Payload templates and calls of intrinsic functions as values of a type.

use super::{
    DEPTH, Place,
    fields::{read_name, struct_of},
    place_of,
};
use crate::{
    expr::{ArgValue, Call, Path, Template, TemplateField},
    lower::{
        order,
        plan::{Expr, MissingKind},
        resolve::Resolver,
        view::View,
    },
    types::contract::{Field, RustTy},
};

impl Resolver<'_> {
    /// What a template makes, as a type.
    #[must_use]
    pub fn template(&self, template: &Template, view: &View, target: &RustTy) -> Expr {
        self.template_at(template, "", view, target, DEPTH)
    }

    /// What a template under a key makes, as a plain value; failures quote the key.
    #[must_use]
    pub fn value_under(&self, template: &Template, key: &str, view: &View) -> Expr {
        self.template_at(template, key, view, &RustTy::Value, DEPTH)
    }

    /// A call of an intrinsic function, as a plain value.
    #[must_use]
    pub fn call(&self, call: &Call, key: &str, view: &View) -> Expr {
        let args = call.args.iter().map(|arg| match &arg.value {
            ArgValue::Text(text) => Expr::Json(text.as_str().into()),
            // The reader has taken it for a number of JSON.
            ArgValue::Number(text) => Expr::Json(serde_json::from_str(text).unwrap_or_default()),
            ArgValue::Bool(value) => Expr::Json((*value).into()),
            ArgValue::Null => Expr::Json(serde_json::Value::Null),
            ArgValue::Path(path) => self.place(&template_place(path, key, view), &RustTy::Value),
            ArgValue::Call(call) => self.call(call, key, view),
        });
        Expr::Call(call.function, args.collect())
    }

    fn template_at(&self, template: &Template, key: &str, view: &View, target: &RustTy, depth: u32) -> Expr {
        match template {
            Template::Literal(node) => self.literal(node, target, depth),
            Template::Call(call) => {
                let value = self.call(call, key, view);
                if *target == RustTy::Value { value } else { Expr::ConvertValue(Box::new(value), target.clone()) }
            }
            Template::Path(path) => self.place_at(&template_place(path, key, view), target, depth),
            Template::Array(items, _) => match target {
                RustTy::Vec(item) => {
                    Expr::List(items.iter().map(|it| self.template_at(it, key, view, item, depth)).collect())
                }
                RustTy::Option(inner) => Expr::Some(Box::new(self.template_at(template, key, view, inner, depth))),
                RustTy::Box(inner) => Expr::Boxed(Box::new(self.template_at(template, key, view, inner, depth))),
                RustTy::Value => {
                    Expr::Array(items.iter().map(|it| self.template_at(it, key, view, &RustTy::Value, depth)).collect())
                }
                _ => Expr::ConvertValue(
                    Box::new(self.template_at(template, key, view, &RustTy::Value, depth)),
                    target.clone(),
                ),
            },
            Template::Object(fields, _) => self.template_object(template, fields, view, target, depth),
        }
    }

    fn template_object(
        &self,
        template: &Template,
        fields: &[TemplateField],
        view: &View,
        target: &RustTy,
        depth: u32,
    ) -> Expr {
        let ordered = order::of_template(fields);
        let each = |ty: &RustTy| -> Vec<(String, Expr)> {
            ordered
                .iter()
                .map(|f| (f.name.clone(), self.template_at(&f.value, &f.key.value, view, ty, depth)))
                .collect()
        };
        match target {
            RustTy::Value => Expr::Object(each(&RustTy::Value)),
            RustTy::Map(inner, map) => Expr::MapOf(*map, each(inner)),
            RustTy::Option(inner) => Expr::Some(Box::new(self.template_at(template, "", view, inner, depth))),
            RustTy::Box(inner) => Expr::Boxed(Box::new(self.template_at(template, "", view, inner, depth))),
            _ => {
                let native = self.constructible(target).filter(|_| depth > 0).and_then(|(def, wanted)| {
                    // A key that the type does not know is dropped, but not the failure of its path.
                    let is_read = |name: &str| wanted.fields.iter().any(|field| read_name(field) == name);
                    if ordered.iter().any(|given| !is_read(&given.name) && reads(&given.value)) {
                        return None;
                    }
                    let by_name = |field: &Field| {
                        let given = ordered.iter().find(|given| given.name == read_name(field))?;
                        Some(self.template_at(&given.value, &given.key.value, view, &field.ty, depth - 1))
                    };
                    // Where several paths lead nowhere, the same one is reported as without types.
                    let rank = |name: &String| {
                        let field = wanted.fields.iter().find(|field| field.rust_name == *name)?;
                        ordered.iter().position(|given| given.name == read_name(field))
                    };
                    let mut made = struct_of(def, wanted, by_name)?;
                    if let Expr::Struct(_, fields) = &mut made {
                        fields.sort_by_key(|(name, _)| rank(name));
                    }
                    Some(made)
                });
                native.unwrap_or_else(|| {
                    Expr::ConvertValue(
                        Box::new(self.template_at(template, "", view, &RustTy::Value, depth)),
                        target.clone(),
                    )
                })
            }
        }
    }
}

/// Where a path of a template reads; `key` is that of the template, for the text of a failure.
#[must_use]
pub fn template_place(path: &Path, key: &str, view: &View) -> Place {
    place_of(path, MissingKind::Field(key.to_owned()), view)
}

/// Whether a template reads anything.
fn reads(template: &Template) -> bool {
    match template {
        Template::Literal(_) => false,
        Template::Path(_) | Template::Call(_) => true,
        Template::Array(items, _) => items.iter().any(reads),
        Template::Object(fields, _) => fields.iter().any(|field| reads(&field.value)),
    }
}
