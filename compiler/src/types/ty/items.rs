//! The items of lists.

use super::Ty;

impl Ty {
    /// The type of an item of what is a list in it: `Never` if none is, or if the lists are empty.
    #[must_use]
    pub fn item(&self) -> Ty {
        Ty::union(self.members().iter().map(|member| match member {
            Ty::List(item) => (**item).clone(),
            Ty::Tuple(items) => Ty::union(items.iter().cloned()),
            Ty::Any | Ty::Opaque(_) => Ty::Any,
            Ty::Error => Ty::Error,
            _ => Ty::Never,
        }))
    }

    /// Whether some value of it may be a list.
    #[must_use]
    pub fn may_be_list(&self) -> bool {
        self.members().iter().any(|ty| ty.is_list() || ty.is_unknown() || matches!(ty, Ty::Opaque(_)))
    }

    /// Whether a type that is no union is a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self, Ty::List(_) | Ty::Tuple(_))
    }

    /// Whether a type that is no union is an object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self, Ty::Record(_) | Ty::Map(_))
    }
}
