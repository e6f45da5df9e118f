//! Values in the form that suits them best: taken apart into slots where they are small objects.

use std::collections::BTreeSet;

use crate::{
    expr::Template,
    json::{Kind, Node},
    lower::{
        build::{Place, template_place},
        layout::{KeyPath, Layouts, Presence},
        order,
        plan::{ArmId, Expr, NewData, Op, Read, ReadSource},
        repr::Repr,
        resolve::Resolver,
        view::View,
    },
    types::contract::{IntTy, RustTy},
};

/// More fields than this are kept together as a plain value.
const FIELDS: usize = 24;

/// In which form values are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// In the one that suits each: natively, and taken apart where it is a small object.
    Suited,
    /// As plain values all of them: there is no contract.
    Plain,
}

/// A value in the form that suits it.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum Made {
    /// One expression of this form.
    Leaf(Repr, Expr),
    /// An object, field by field, in the order of the document.
    Record(Vec<(String, Made)>),
}

impl Made {
    /// A plain value.
    #[must_use]
    pub fn value(expr: Expr) -> Made {
        Made::Leaf(Repr::VALUE, expr)
    }

    /// The expression that makes it as a plain value.
    #[must_use]
    pub fn into_value(self) -> Expr {
        match self {
            Made::Leaf(repr, expr) => adapt(expr, &repr, &Repr::VALUE),
            Made::Record(fields) => {
                Expr::Object(fields.into_iter().map(|(name, made)| (name, made.into_value())).collect())
            }
        }
    }

    fn leaves(&self) -> usize {
        match self {
            Made::Leaf(..) => 1,
            Made::Record(fields) => 1 + fields.iter().map(|(_, made)| made.leaves()).sum::<usize>(),
        }
    }

    /// The same, in one of the forms that are wanted.
    #[must_use]
    pub fn held(self, values: Values) -> Made {
        match values {
            Values::Suited => self,
            Values::Plain => Made::value(self.into_value()),
        }
    }

    /// Kept together if it has too many parts.
    fn bounded(self) -> Made {
        if self.leaves() > FIELDS { Made::value(self.into_value()) } else { self }
    }
}

impl Resolver<'_> {
    /// What a template makes.
    #[must_use]
    pub fn made_of_template(&self, template: &Template, view: &View, values: Values) -> Made {
        match values {
            Values::Suited => self.template_parts(template, "", view).bounded(),
            Values::Plain => Made::value(self.template(template, view, &RustTy::Value)),
        }
    }

    fn template_parts(&self, template: &Template, key: &str, view: &View) -> Made {
        match template {
            Template::Literal(node) => literal_parts(node),
            Template::Call(call) => Made::value(self.call(call, key, view)),
            Template::Path(path) => self.made_of_place(&template_place(path, key, view)),
            Template::Array(..) => Made::value(self.template(template, view, &RustTy::Value)),
            Template::Object(fields, _) => Made::Record(
                order::of_template(fields)
                    .into_iter()
                    .map(|field| (field.name.clone(), self.template_parts(&field.value, &field.key.value, view)))
                    .collect(),
            ),
        }
    }

    /// The value of a place, in the form it has there.
    #[must_use]
    pub fn made_of_place(&self, place: &Place) -> Made {
        if let Some(gather) = self.gather(place) {
            let list = Repr::Rust(RustTy::Vec(Box::new(gather.ty.clone())));
            return Made::Leaf(list, Expr::Gather(Box::new(gather)));
        }
        let Read { source, missing } = self.read(place);
        match source {
            ReadSource::Access(mut access) => {
                while let Repr::Rust(RustTy::Box(inner)) = &access.repr {
                    access.repr = Repr::Rust((**inner).clone());
                    access.ops.push(Op::Deref);
                }
                if access.repr == Repr::Object && !access.fallible() {
                    return Made::Record(Vec::new());
                }
                let repr = access.repr.clone();
                Made::Leaf(repr, Expr::Cloned(Read { source: ReadSource::Access(access), missing }))
            }
            ReadSource::Empty => Made::Record(Vec::new()),
            source => Made::value(Expr::ToValue(Read { source, missing })),
        }
    }
}

/// A JSON literal.
#[must_use]
pub fn of_literal(node: &Node, values: Values) -> Made {
    match values {
        Values::Suited => literal_parts(node).bounded(),
        Values::Plain => Made::value(Expr::Json(node.to_value())),
    }
}

fn literal_parts(node: &Node) -> Made {
    let rust = |ty: RustTy, expr: Expr| Made::Leaf(Repr::Rust(ty), expr);
    match &node.kind {
        Kind::Null => rust(RustTy::Unit, Expr::Unit),
        Kind::Bool(value) => rust(RustTy::Bool, Expr::Bool(*value)),
        Kind::String(text) => Made::Leaf(Repr::Text, Expr::Text(text.value.clone())),
        Kind::Number(text) => match (text.parse::<i64>(), text.parse::<u64>()) {
            (Ok(value), _) if text != "-0" => rust(RustTy::Int(IntTy::I64), Expr::Int(value.into(), IntTy::I64)),
            (_, Ok(value)) => rust(RustTy::Int(IntTy::U64), Expr::Int(value.into(), IntTy::U64)),
            _ => Made::value(Expr::Json(node.to_value())),
        },
        Kind::Array(_) => Made::value(Expr::Json(node.to_value())),
        Kind::Object(members) => Made::Record(
            members.iter().map(|member| (member.key.value.clone(), literal_parts(&member.value))).collect(),
        ),
    }
}

/// An expression of one form, as another that [`Repr::unify`] gave.
fn adapt(expr: Expr, from: &Repr, to: &Repr) -> Expr {
    if from == to {
        return expr;
    }
    match (from, to, expr) {
        (_, Repr::Rust(RustTy::Value), Expr::Cloned(read)) => Expr::ToValue(read),
        (_, Repr::Rust(RustTy::Value), Expr::Text(text)) => Expr::Json(text.into()),
        (_, Repr::Rust(RustTy::Value), Expr::Int(value, _)) => i64::try_from(value)
            .map(|value| Expr::Json(value.into()))
            .or_else(|_| u64::try_from(value).map(|value| Expr::Json(value.into())))
            .unwrap_or_else(|_| Expr::ValueOf(Box::new(Expr::Int(value, IntTy::I128)))),
        (_, Repr::Rust(RustTy::Value), Expr::Bool(value)) => Expr::Json(value.into()),
        (_, Repr::Rust(RustTy::Value), Expr::Unit) => Expr::Json(serde_json::Value::Null),
        (_, Repr::Rust(RustTy::Value), expr) => Expr::ValueOf(Box::new(expr)),
        (_, Repr::Text, expr) => Expr::TextOwned(Box::new(expr)),
        (_, Repr::Rust(RustTy::Int(ty)), Expr::Int(value, _)) => Expr::Int(value, *ty),
        (Repr::Rust(RustTy::Unit), Repr::Rust(RustTy::Option(_)), _) => Expr::None,
        (from, Repr::Rust(RustTy::Option(inner)), expr) if *from == Repr::Rust((**inner).clone()) => {
            Expr::Some(Box::new(expr))
        }
        (_, Repr::Rust(ty), expr) => Expr::ConvertValue(Box::new(Expr::ValueOf(Box::new(expr))), ty.clone()),
        (_, _, expr) => expr,
    }
}

/// Lays a value over a document at a path: the slots that are set.
pub fn lay(
    layouts: &mut Layouts,
    arm: ArmId,
    path: &KeyPath,
    made: Made,
    out: &mut Vec<(usize, Expr)>,
    presence: &mut Presence,
) {
    match made {
        Made::Leaf(repr, expr) => {
            let (at, have) = layouts.slot(arm, path, &repr);
            out.push((at, adapt(expr, &repr, &have)));
            presence.insert(path.clone(), true);
        }
        Made::Record(fields) => {
            let (at, have) = layouts.slot(arm, path, &Repr::Object);
            presence.insert(path.clone(), true);
            if have != Repr::Object {
                out.push((at, Made::Record(fields).into_value()));
                return;
            }
            out.push((at, Expr::EmptyObject));
            for (name, made) in fields {
                let mut below = path.clone();
                below.push(name);
                lay(layouts, arm, &below, made, out, presence);
            }
        }
    }
}

/// A value as a whole document: its layout, the data, and what is laid over the base.
pub fn root(layouts: &mut Layouts, made: Made) -> (ArmId, NewData, Presence) {
    match made {
        Made::Leaf(repr, expr) => {
            let arm = layouts.with_base(repr.clone());
            let data = if repr.is_value() { NewData::Value(expr) } else { NewData::Struct(expr, Vec::new()) };
            (arm, data, Presence::new())
        }
        Made::Record(fields) => {
            let keys: BTreeSet<String> = fields.iter().map(|(name, _)| name.clone()).collect();
            let arm = layouts.with_keys(keys);
            let (mut slots, mut presence) = (Vec::new(), Presence::new());
            for (name, made) in fields {
                lay(layouts, arm, &vec![name], made, &mut slots, &mut presence);
            }
            (arm, NewData::Struct(Expr::EmptyObject, slots), presence)
        }
    }
}
