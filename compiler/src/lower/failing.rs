//! Which reads may find nothing, and which values may therefore fail to be made.

use super::{
    made::Made,
    plan::{Access, Expr, Op, Read, ReadSource, RootPlace},
};

impl Access {
    /// Whether the place may be missing.
    #[must_use]
    pub fn fallible(&self) -> bool {
        matches!(self.root, RootPlace::Slot(_, false) | RootPlace::Variable(_))
            || self.ops.iter().any(|op| matches!(op, Op::Through | Op::Index(_) | Op::Key(_) | Op::Value(_)))
    }
}

impl Read {
    /// Whether nothing may be there.
    #[must_use]
    pub fn may_fail(&self) -> bool {
        match &self.source {
            ReadSource::Access(access) => access.fallible(),
            ReadSource::Whole | ReadSource::Empty => false,
            ReadSource::Query(query) => query.is_definite,
            ReadSource::Document(_) | ReadSource::Inside(..) | ReadSource::Nowhere => true,
        }
    }
}

impl Expr {
    /// Whether making it may fail.
    #[must_use]
    pub fn may_fail(&self) -> bool {
        match self {
            Expr::Cloned(read) | Expr::TextToString(read) | Expr::ToValue(read) | Expr::IntToFloat(read) => {
                read.may_fail()
            }
            Expr::Pick(..)
            | Expr::PickQuery(..)
            | Expr::Call(..)
            | Expr::Items(..)
            | Expr::PutInto(..)
            | Expr::Convert(..)
            | Expr::ConvertLiteral(..)
            | Expr::ConvertValue(..)
            | Expr::Words(..)
            | Expr::CastInt(..) => true,
            Expr::IfSome(_, then, otherwise) => then.may_fail() || otherwise.may_fail(),
            Expr::TextOwned(inner) | Expr::ValueOf(inner) | Expr::Some(inner) | Expr::Boxed(inner) => inner.may_fail(),
            Expr::Struct(_, fields) | Expr::MapOf(_, fields) | Expr::Object(fields) => {
                fields.iter().any(|(_, value)| value.may_fail())
            }
            Expr::List(items) | Expr::Array(items) => items.iter().any(Expr::may_fail),
            Expr::TakeResult
            | Expr::TakeError
            | Expr::Str(_)
            | Expr::Text(_)
            | Expr::Int(..)
            | Expr::Float(_)
            | Expr::Bool(_)
            | Expr::Unit
            | Expr::EmptyObject
            | Expr::Variant(..)
            | Expr::None
            | Expr::Default
            | Expr::Gather(_)
            | Expr::CallPath(_)
            | Expr::Json(_) => false,
        }
    }
}

impl Made {
    /// Whether making it may fail.
    #[must_use]
    pub fn may_fail(&self) -> bool {
        match self {
            Made::Leaf(_, expr) => expr.may_fail(),
            Made::Record(fields) => fields.iter().any(|(_, made)| made.may_fail()),
        }
    }

    /// The expression that is made for its failure alone, if it may fail.
    #[must_use]
    pub fn unread(self) -> Option<Box<Expr>> {
        self.may_fail().then(|| Box::new(self.into_value()))
    }
}
