//! What a path finds: the native way to a place of the data, a result, an error or the context object.

use crate::{
    expr::{Path, Root, Step},
    lower::{
        layout::{KeyPath, Layouts, Presence},
        plan::{Access, ArmId, ContextPart, Op, ReadSource, RootPlace, Scope, ScopeDocument, ValueStep},
        repr::Repr,
    },
    types::contract::{Contract, IntTy, RustTy, Skip, TypeKind},
};

/// What `$` stands for where a path is read.
#[derive(Clone, Debug)]
pub enum Document {
    /// The state's data.
    Data(ArmId, Presence),
    /// The task's result.
    Result(Repr),
    /// Nothing: `InputPath: null`.
    Empty,
    /// The context object (`InputPath: $$`).
    Context,
    /// A workflow variable (`InputPath: $name`).
    Variable(String),
    /// What `InputPath` selected, as a value of its own.
    Selected,
}

/// What `$` stands for, and the way from there (`InputPath`).
#[derive(Clone, Debug)]
pub struct View {
    /// The document.
    pub document: Document,
    /// The steps into it.
    pub prefix: Vec<Step>,
}

impl View {
    /// The state's data as a whole.
    #[must_use]
    pub fn data(arm: ArmId, presence: Presence) -> Self {
        View { document: Document::Data(arm, presence), prefix: Vec::new() }
    }

    /// What failures say that `$` stands for.
    #[must_use]
    pub fn scope(&self) -> Scope {
        let document = match &self.document {
            Document::Data(..) => ScopeDocument::Data,
            Document::Result(_) => ScopeDocument::Result,
            Document::Empty => ScopeDocument::Empty,
            Document::Context => ScopeDocument::Context,
            Document::Variable(name) => ScopeDocument::Variable(name.clone()),
            Document::Selected => ScopeDocument::Selected,
        };
        Scope { document, prefix: value_steps(&self.prefix) }
    }

    /// What a path starts from, read where this view is `$`.
    #[must_use]
    pub fn of_root(&self, root: &Root) -> View {
        let document = match root {
            Root::Document => return self.clone(),
            Root::Context => Document::Context,
            Root::Variable(name) => Document::Variable(name.clone()),
        };
        View { document, prefix: Vec::new() }
    }

    /// The view from a path on: `InputPath` for what follows it.
    #[must_use]
    pub fn enter(&self, path: &Path) -> View {
        if path.tail.is_some() {
            return View { document: Document::Selected, prefix: Vec::new() };
        }
        let mut view = self.of_root(&path.root);
        view.prefix.extend(path.steps.iter().cloned());
        view
    }
}

/// The keys of steps; `None` if an index is among them.
#[must_use]
pub fn key_path<'s>(steps: impl IntoIterator<Item = &'s Step>) -> Option<KeyPath> {
    let keys = steps.into_iter().map(|step| match step {
        Step::Key(key) => Some(key.clone()),
        Step::Index(_) => None,
    });
    keys.collect()
}

/// Steps as the runtime walks a plain value.
#[must_use]
pub fn value_steps(steps: &[Step]) -> Vec<ValueStep> {
    steps
        .iter()
        .map(|step| match step {
            Step::Key(key) => ValueStep::Key(key.clone()),
            Step::Index(index) => ValueStep::Index(*index),
        })
        .collect()
}

/// Finds places.
pub struct Resolver<'a> {
    /// The layouts as they are known.
    pub layouts: &'a Layouts,
    /// The contract's types.
    pub contract: &'a Contract,
    /// The item of a `Map`, where its iteration is made: how it is held.
    pub item: Option<&'a Repr>,
}

impl Resolver<'_> {
    /// What steps from a view find.
    #[must_use]
    pub fn find(&self, view: &View, steps: &[Step]) -> ReadSource {
        let all: Vec<Step> = view.prefix.iter().chain(steps).cloned().collect();
        match &view.document {
            Document::Empty if all.is_empty() => ReadSource::Empty,
            Document::Empty => ReadSource::Nowhere,
            Document::Result(repr) => self.walk(RootPlace::Result, repr, &all),
            Document::Context => self.find_in_context(&all),
            Document::Variable(name) => self.walk(RootPlace::Variable(name.clone()), &Repr::VALUE, &all),
            Document::Selected => self.walk(RootPlace::Selected, &Repr::VALUE, &all),
            Document::Data(arm, presence) => self.find_in_data(*arm, presence, &all),
        }
    }

    /// `$$.Map.Item` while an iteration is made, else what the runtime has.
    fn find_in_context(&self, steps: &[Step]) -> ReadSource {
        let Some(item) = self.item else { return context(steps, ContextPart::Whole) };
        let key = |at: usize| match steps.get(at) {
            Some(Step::Key(key)) => Some(key.as_str()),
            _ => None,
        };
        match (key(0), key(1), key(2)) {
            (Some("Map"), Some("Item"), Some("Value")) => {
                self.walk(RootPlace::Item, item, steps.get(3..).unwrap_or_default())
            }
            (Some("Map"), Some("Item"), Some("Index")) => {
                let index = Repr::Rust(RustTy::Int(IntTy::U32));
                self.walk(RootPlace::ItemIndex, &index, steps.get(3..).unwrap_or_default())
            }
            _ => context(steps, ContextPart::WholeWithItem),
        }
    }

    fn find_in_data(&self, id: ArmId, presence: &Presence, steps: &[Step]) -> ReadSource {
        let Some(arm) = self.layouts.arm(id) else { return ReadSource::Nowhere };
        if arm.base.is_value() {
            return self.walk(RootPlace::Value, &Repr::VALUE, steps);
        }
        let keys: Vec<String> = steps
            .iter()
            .map_while(|step| match step {
                Step::Key(key) => Some(key.clone()),
                Step::Index(_) => None,
            })
            .collect();
        let is_key_path = keys.len() == steps.len();
        let below = |path: &Vec<String>| path.len() > keys.len() && path.starts_with(&keys);
        if is_key_path && presence.keys().any(below) {
            return if steps.is_empty() { ReadSource::Whole } else { ReadSource::Document(value_steps(steps)) };
        }
        let mut covering: Vec<(&Vec<String>, bool)> =
            presence.iter().filter(|(path, _)| keys.starts_with(path)).map(|(path, always)| (path, *always)).collect();
        covering.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        let mut covering = covering.into_iter();
        let base = || self.walk(RootPlace::Base, &arm.base, steps);
        let Some((path, always)) = covering.next() else { return base() };
        let Some((at, slot)) = arm.slot(path) else { return ReadSource::Nowhere };
        let rest = steps.get(path.len()..).unwrap_or_default();
        if always {
            return self.walk(RootPlace::Slot(at, true), &slot.repr, rest);
        }
        // The slot may be empty: what is found then is what lies under it.
        if covering.next().is_none() && base() == ReadSource::Nowhere {
            return self.walk(RootPlace::Slot(at, false), &slot.repr, rest);
        }
        ReadSource::Document(value_steps(steps))
    }

    /// Whether nothing but an object can stand at a place, whichever slots above it or at it are empty,
    /// or nothing at all.
    #[must_use]
    pub fn only_objects(&self, id: ArmId, presence: &Presence, keys: &[String]) -> bool {
        let Some(arm) = self.layouts.arm(id) else { return false };
        let steps: Vec<Step> = keys.iter().map(|key| Step::Key(key.clone())).collect();
        let is_object = |source: ReadSource| match source {
            ReadSource::Nowhere => true,
            ReadSource::Access(access) => {
                access.ops.iter().all(|op| matches!(op, Op::Field(_) | Op::Deref))
                    && access.repr.is_object(self.contract)
            }
            _ => false,
        };
        for length in (1..=keys.len()).rev() {
            let Some(path) = keys.get(..length) else { continue };
            let (Some(always), Some((at, slot))) = (presence.get(path), arm.slot(path)) else { continue };
            let rest = steps.get(length..).unwrap_or_default();
            if !is_object(self.walk(RootPlace::Slot(at, true), &slot.repr, rest)) {
                return false;
            }
            if *always {
                return true;
            }
        }
        is_object(self.walk(RootPlace::Base, &arm.base, &steps))
    }

    /// Walks from a place of a known form.
    #[must_use]
    pub fn walk(&self, root: RootPlace, repr: &Repr, steps: &[Step]) -> ReadSource {
        let start = |repr: &Repr| Access { root: root.clone(), ops: Vec::new(), repr: repr.clone() };
        match (repr, steps) {
            (_, []) => ReadSource::Access(start(repr)),
            (Repr::Rust(ty), steps) => self.walk_rust(start(repr), ty, steps),
            (Repr::ErrorOutput, [Step::Key(key), rest @ ..]) if key == "Error" || key == "Cause" => {
                let ty = RustTy::Option(Box::new(RustTy::String));
                let mut access = start(&Repr::Rust(ty.clone()));
                access.ops.push(Op::Field(key.to_lowercase()));
                self.walk_rust(access, &ty, rest)
            }
            (Repr::Text | Repr::Object | Repr::ErrorOutput, _) => ReadSource::Nowhere,
        }
    }

    fn walk_rust(&self, mut access: Access, ty: &RustTy, steps: &[Step]) -> ReadSource {
        let Some((step, rest)) = steps.split_first() else {
            access.repr = Repr::Rust(ty.clone());
            return ReadSource::Access(access);
        };
        match (ty, step) {
            (RustTy::Value, _) => {
                access.ops.push(Op::Value(value_steps(steps)));
                access.repr = Repr::VALUE;
                ReadSource::Access(access)
            }
            (RustTy::Option(inner), _) => {
                access.ops.push(Op::Through);
                self.walk_rust(access, inner, steps)
            }
            (RustTy::Box(inner), _) => {
                access.ops.push(Op::Deref);
                self.walk_rust(access, inner, steps)
            }
            (RustTy::Vec(inner), Step::Index(index)) => {
                access.ops.push(Op::Index(*index));
                self.walk_rust(access, inner, rest)
            }
            (RustTy::Tuple(parts), Step::Index(index)) => match nth(parts.iter(), *index) {
                Some((at, part)) => {
                    access.ops.push(Op::Field(at.to_string()));
                    self.walk_rust(access, part, rest)
                }
                None => ReadSource::Nowhere,
            },
            (RustTy::Map(inner, _), Step::Key(key)) => {
                access.ops.push(Op::Key(key.clone()));
                self.walk_rust(access, inner, rest)
            }
            (RustTy::Def(id), _) => match self.contract.def(*id).map(|def| &def.kind) {
                Some(TypeKind::Newtype(newtype)) if newtype.visible => {
                    access.ops.push(Op::Field(newtype.rust_name.clone()));
                    self.walk_rust(access, &newtype.ty, steps)
                }
                Some(TypeKind::Struct(def)) => match step {
                    Step::Index(_) => ReadSource::Nowhere,
                    Step::Key(key) => match def.fields.iter().find(|field| field.json_name == *key) {
                        // It may be a key of what is flattened.
                        None if def.is_flattened() || def.tag.as_ref().is_some_and(|tag| tag.key == *key) => {
                            inside(access, ty, steps)
                        }
                        None => ReadSource::Nowhere,
                        Some(field) if field.flatten => inside(access, ty, steps),
                        Some(field) => match (field.skip_write, &field.ty) {
                            (Skip::Always, _) => ReadSource::Nowhere,
                            // Only serde knows whether and as what the field is written.
                            (Skip::Sometimes | Skip::Unknown, _) | (_, RustTy::Opaque(_) | RustTy::Coded(_)) => {
                                inside(access, ty, steps)
                            }
                            _ if !field.visible => inside(access, ty, steps),
                            (Skip::IfNone, RustTy::Option(inner)) => {
                                access.ops.push(Op::Field(field.rust_name.clone()));
                                access.ops.push(Op::Through);
                                self.walk_rust(access, inner, rest)
                            }
                            (Skip::IfNone, _) => inside(access, ty, steps),
                            (Skip::Never, ty) => {
                                access.ops.push(Op::Field(field.rust_name.clone()));
                                self.walk_rust(access, ty, rest)
                            }
                        },
                    },
                },
                Some(TypeKind::Enum(_) | TypeKind::Unit) => ReadSource::Nowhere,
                Some(TypeKind::Tuple(def)) => match step {
                    Step::Key(_) => ReadSource::Nowhere,
                    Step::Index(index) => match nth(def.parts.iter(), *index) {
                        None => ReadSource::Nowhere,
                        Some((_, part)) if part.visible && !matches!(part.ty, RustTy::Opaque(_) | RustTy::Coded(_)) => {
                            access.ops.push(Op::Field(part.index.to_string()));
                            self.walk_rust(access, &part.ty, rest)
                        }
                        Some(_) => inside(access, ty, steps),
                    },
                },
                Some(TypeKind::Opaque(_) | TypeKind::Whole(_) | TypeKind::Newtype(_) | TypeKind::Union(_)) | None => {
                    inside(access, ty, steps)
                }
            },
            (RustTy::Opaque(_) | RustTy::Coded(_), _) => inside(access, ty, steps),
            _ => ReadSource::Nowhere,
        }
    }
}

/// The part at an index; negative ones count from the end.
fn nth<T>(parts: impl ExactSizeIterator<Item = T>, index: i64) -> Option<(usize, T)> {
    let at = match usize::try_from(index) {
        Ok(at) => at,
        Err(_) => parts.len().checked_sub(usize::try_from(index.unsigned_abs()).ok()?)?,
    };
    parts.enumerate().nth(at)
}

/// A place that only the JSON form shows.
fn inside(mut access: Access, ty: &RustTy, steps: &[Step]) -> ReadSource {
    access.repr = Repr::Rust(ty.clone());
    ReadSource::Inside(access, value_steps(steps))
}

/// A place of the context object: what the runtime has at hand, else a walk through the whole object.
fn context(steps: &[Step], whole: ContextPart) -> ReadSource {
    let names: Vec<&str> = steps
        .iter()
        .take(2)
        .filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
        .collect();
    let string = Repr::Rust(RustTy::String);
    let (part, repr) = match names.as_slice() {
        ["Execution", "Id"] => (ContextPart::ExecutionId, string),
        ["Execution", "Name"] => (ContextPart::ExecutionName, string),
        ["Execution", "Input"] => (ContextPart::ExecutionInput, Repr::VALUE),
        ["Execution", "StartTime"] => (ContextPart::ExecutionStartTime, string),
        ["Execution", "RoleArn"] => (ContextPart::ExecutionRoleArn, string),
        ["StateMachine", "Id"] => (ContextPart::MachineId, string),
        ["StateMachine", "Name"] => (ContextPart::MachineName, string),
        ["State", "Name"] => (ContextPart::StateName, string),
        ["State", "EnteredTime"] => (ContextPart::StateEnteredTime, string),
        _ => (whole, Repr::VALUE),
    };
    let rest = if part == whole { steps } else { steps.get(2..).unwrap_or_default() };
    let mut ops = Vec::new();
    match (repr.is_value(), rest) {
        (_, []) => {}
        (true, rest) => ops.push(Op::Value(value_steps(rest))),
        (false, _) => return ReadSource::Nowhere,
    }
    ReadSource::Access(Access { root: RootPlace::Context(part), ops, repr })
}
