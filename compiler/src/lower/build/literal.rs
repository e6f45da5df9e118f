//! Literals of the definition as values of a type.

use super::fields::{read_name, struct_of};
use crate::{
    json::{Kind, Node},
    lower::{plan::Expr, resolve::Resolver},
    types::contract::{Field, RustTy, TypeDef, TypeKind},
};

impl Resolver<'_> {
    /// A JSON literal, as a type.
    #[must_use]
    pub fn literal(&self, node: &Node, target: &RustTy, depth: u32) -> Expr {
        let fallback = || Expr::ConvertLiteral(node.to_value(), target.clone());
        match (&node.kind, target) {
            (_, RustTy::Value) => Expr::Json(node.to_value()),
            (Kind::Null, RustTy::Option(_)) => Expr::None,
            (Kind::Null, RustTy::Unit) => Expr::Unit,
            (_, RustTy::Option(inner)) => Expr::Some(Box::new(self.literal(node, inner, depth))),
            (_, RustTy::Box(inner)) => Expr::Boxed(Box::new(self.literal(node, inner, depth))),
            (Kind::Bool(value), RustTy::Bool) => Expr::Bool(*value),
            (Kind::String(text), RustTy::String) => Expr::Str(text.value.clone()),
            (Kind::Number(text), RustTy::Int(ty)) => match text.parse::<i128>() {
                Ok(value) if ty.range().0 <= value && value <= ty.range().1 => Expr::Int(value, *ty),
                _ => fallback(),
            },
            (Kind::Number(text), RustTy::F64) => match text.parse::<f64>() {
                Ok(value) if value.is_finite() => Expr::Float(value),
                _ => fallback(),
            },
            (Kind::Array(items), RustTy::Vec(item)) => {
                Expr::List(items.iter().map(|it| self.literal(it, item, depth)).collect())
            }
            (Kind::Object(members), RustTy::Map(item, map)) => Expr::MapOf(
                *map,
                members.iter().map(|m| (m.key.value.clone(), self.literal(&m.value, item, depth))).collect(),
            ),
            (Kind::String(text), RustTy::Def(id)) => match self.contract.def(*id) {
                Some(TypeDef { kind: TypeKind::Enum(variants), path, .. }) => variants
                    .iter()
                    .find(|variant| variant.json_name == text.value)
                    .map_or_else(fallback, |variant| Expr::Variant(path.clone(), variant.rust_name.clone())),
                _ => fallback(),
            },
            (Kind::Object(members), RustTy::Def(_)) if depth > 0 => {
                let native = self.constructible(target).and_then(|(def, wanted)| {
                    let by_name = |field: &Field| {
                        let member = members.iter().find(|member| member.key.value == read_name(field))?;
                        Some(self.literal(&member.value, &field.ty, depth - 1))
                    };
                    struct_of(def, wanted, by_name)
                });
                native.unwrap_or_else(fallback)
            }
            _ => fallback(),
        }
    }
}
