//! How a value is held in generated code.

use crate::types::contract::{Contract, IntTy, RustTy, TypeKind};

/// How a value is held.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Repr {
    /// As a type of the contract.
    Rust(RustTy),
    /// A string that a literal of the definition may fix: `Cow<'static, str>`.
    Text,
    /// An object without a base: everything in it is laid over it.
    Object,
    /// `{ Error, Cause }` of a caught error.
    ErrorOutput,
}

impl Repr {
    /// `serde_json::Value`
    pub const VALUE: Repr = Repr::Rust(RustTy::Value);

    /// Whether it is held as a plain value.
    #[must_use]
    pub fn is_value(&self) -> bool {
        *self == Repr::VALUE
    }

    /// A form that holds the values of both.
    #[must_use]
    pub fn unify(&self, other: &Repr) -> Repr {
        use Repr::{Rust, Text};
        match (self, other) {
            (a, b) if a == b => a.clone(),
            (Text, Rust(RustTy::String)) | (Rust(RustTy::String), Text) => Text,
            (Rust(RustTy::Int(a)), Rust(RustTy::Int(b))) => {
                wider(*a, *b).map_or(Repr::VALUE, |ty| Rust(RustTy::Int(ty)))
            }
            (Rust(RustTy::Unit), Rust(RustTy::Option(t))) | (Rust(RustTy::Option(t)), Rust(RustTy::Unit)) => {
                Rust(RustTy::Option(t.clone()))
            }
            (Rust(RustTy::Option(o)), Rust(t)) | (Rust(t), Rust(RustTy::Option(o))) if **o == *t => {
                Rust(RustTy::Option(o.clone()))
            }
            (Rust(RustTy::Unit), Rust(t)) | (Rust(t), Rust(RustTy::Unit)) if *t != RustTy::Value => {
                Rust(RustTy::Option(Box::new(t.clone())))
            }
            _ => Repr::VALUE,
        }
    }

    /// Whether slots may be laid over it: it is an object whenever it is there.
    #[must_use]
    pub fn is_object(&self, contract: &Contract) -> bool {
        match self {
            Repr::Object | Repr::ErrorOutput => true,
            Repr::Text => false,
            Repr::Rust(ty) => rust_is_object(ty, contract, 0),
        }
    }
}

fn rust_is_object(ty: &RustTy, contract: &Contract, depth: u32) -> bool {
    // A newtype of itself does not compile; the bound only keeps us from following it.
    if depth > 32 {
        return false;
    }
    match ty {
        RustTy::Map(..) => true,
        RustTy::Box(inner) => rust_is_object(inner, contract, depth + 1),
        RustTy::Def(id) => match contract.def(*id).map(|def| &def.kind) {
            Some(TypeKind::Struct(_)) => true,
            Some(TypeKind::Union(def)) => {
                def.tagging.tag().is_some() && !def.variants.iter().any(|variant| variant.untagged)
            }
            Some(TypeKind::Newtype(inner)) => rust_is_object(&inner.ty, contract, depth + 1),
            _ => false,
        },
        _ => false,
    }
}

/// The integer type among the two that holds the values of both; `i64` if neither does and it can.
fn wider(a: IntTy, b: IntTy) -> Option<IntTy> {
    let (low, high) = (a.range().0.min(b.range().0), a.range().1.max(b.range().1));
    [a, b, IntTy::I64].into_iter().find(|ty| ty.range().0 <= low && high <= ty.range().1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_and_strings_share_a_form() {
        let string = Repr::Rust(RustTy::String);
        assert_eq!(Repr::Text.unify(&string), Repr::Text);
        assert_eq!(string.unify(&Repr::VALUE), Repr::VALUE);
    }

    #[test]
    fn null_makes_an_option() {
        let int = Repr::Rust(RustTy::Int(IntTy::U32));
        let option = Repr::Rust(RustTy::Option(Box::new(RustTy::Int(IntTy::U32))));
        assert_eq!(int.unify(&Repr::Rust(RustTy::Unit)), option);
        assert_eq!(option.unify(&int), option);
    }

    #[test]
    fn integers_widen_only_without_loss() {
        let (small, big) = (Repr::Rust(RustTy::Int(IntTy::U32)), Repr::Rust(RustTy::Int(IntTy::U64)));
        assert_eq!(small.unify(&big), big);
        assert_eq!(big.unify(&Repr::Rust(RustTy::Int(IntTy::I8))), Repr::VALUE);
    }
}
