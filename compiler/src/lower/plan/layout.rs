//! Layouts of state data, as the structs that they become.

use crate::lower::repr::Repr;

/// A layout of state data, as an index into [`Plan::arms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArmId(pub u32);

/// One layout of state data.
#[derive(Debug)]
pub struct ArmPlan {
    /// The name of the generated struct, and of the arm in enums of several.
    pub name: String,
    /// What the document is before anything is laid over it. [`Repr::VALUE`]: the data is a plain
    /// `serde_json::Value` and no struct is generated.
    pub base: Repr,
    /// What `ResultPath` and templates lay over it, in the order of the document.
    pub slots: Vec<SlotPlan>,
    /// Whether branches take copies of it.
    pub is_copied: bool,
}

/// One place of a document that is kept apart from its base.
#[derive(Debug)]
pub struct SlotPlan {
    /// The field's name in the generated struct.
    pub field: String,
    /// Where it stands in the document.
    pub path: Vec<String>,
    /// The type of its value.
    pub repr: Repr,
    /// Its place in the order of the document, among the slots of its layout.
    pub rank: usize,
}
