//! Types that are moved whole although their JSON form is known: those of other crates, those that stand
//! under `#[asl(as = ..)]`, and fields under a `with`.

use syn::Type;

use super::{
    derives::derives,
    head::{Head, Scope, names},
    known::{Known, with_form},
    module::ModuleId,
    resolve::Found,
    serde_attr::{self, Serde},
    syntax,
    types::Importer,
};
use crate::types::contract::{
    Coded, DataVariant, EnumDef, Field, Form, IntTy, JsonForm, MapTy, RustTy, Skip, StructDef, Tagging, TuplePart,
    TypeKind, Whole,
};

/// How many newtypes and pointers a key may be in.
const KEY_DEPTH: u32 = 16;
/// Up to this length an array is known place by place.
const PLACES: usize = 32;

/// What the keys of a map are.
enum Keys {
    /// Plain `String`s.
    Strings,
    /// Something that is written as a string.
    Written,
    /// They are not known to be strings.
    Unknown,
}

impl Importer<'_> {
    /// The model's form of a known type with its arguments.
    pub(super) fn known(&mut self, ty: &Type, scope: &Scope, known: Known, arguments: &[(Type, Scope)]) -> RustTy {
        let like = |importer: &mut Self, form: RustTy| importer.whole(ty, scope, JsonForm::Like(form), true);
        match (known, arguments) {
            (Known::Bool, _) => RustTy::Bool,
            (Known::Int(int), _) => RustTy::Int(int),
            (Known::F32, _) => RustTy::F32,
            (Known::F64, _) => RustTy::F64,
            (Known::String, _) => RustTy::String,
            (Known::Timestamp, _) => RustTy::Timestamp,
            (Known::Value, _) => RustTy::Value,
            (Known::Option, [(inner, at)]) => RustTy::Option(Box::new(self.rust_ty(inner, at))),
            (Known::Vec, [(item, at)]) => RustTy::Vec(Box::new(self.rust_ty(item, at))),
            (Known::Box | Known::Like, [(inner, at)]) => match self.unsized_form(inner, at) {
                Some(form) => like(self, form),
                None if matches!(inner, Type::TraitObject(_)) => self.formless(ty, scope),
                None if known == Known::Box => RustTy::Box(Box::new(self.rust_ty(inner, at))),
                None => {
                    let form = self.rust_ty(inner, at);
                    like(self, form)
                }
            },
            (Known::BTreeMap | Known::HashMap | Known::Map, [key, (value, at), hasher @ ..]) if hasher.len() <= 1 => {
                let kind = if known == Known::HashMap { MapTy::Hash } else { MapTy::BTree };
                let keys = self.keys(&key.0, &key.1, KEY_DEPTH);
                if matches!(keys, Keys::Unknown) {
                    return self.opaque(ty, scope, "its keys are not known to be strings".to_owned());
                }
                let value = self.rust_ty(value, at);
                match keys {
                    Keys::Strings if known != Known::Map && hasher.is_empty() => RustTy::Map(Box::new(value), kind),
                    Keys::Strings => like(self, RustTy::Map(Box::new(value), kind)),
                    _ => {
                        let form = JsonForm::Map(self.rust_ty(&key.0, &key.1), value);
                        self.whole(ty, scope, form, true)
                    }
                }
            }
            (Known::Sequence, [(item, at), hasher @ ..]) if hasher.len() <= 1 => {
                let form = RustTy::Vec(Box::new(self.rust_ty(item, at)));
                like(self, form)
            }
            (Known::Result, [ok, error]) => self.result(ty, scope, ok, error),
            (Known::Object, _) => like(self, RustTy::Map(Box::new(RustTy::Value), MapTy::BTree)),
            (Known::Text, _) => like(self, RustTy::String),
            (Known::Number, _) => like(self, RustTy::F64),
            (Known::Phantom, _) => like(self, RustTy::Unit),
            (Known::NonZero(Some(int)), _) => self.non_zero(ty, scope, int),
            (Known::NonZero(None), [(inner, at)]) => match self.world.head(inner, at) {
                Head::Known(Known::Int(int), _) => self.non_zero(ty, scope, int),
                _ => self.formless(ty, scope),
            },
            (Known::Duration, _) => self.two_parts(ty, scope, "Duration", ["secs", "nanos"]),
            (Known::SystemTime, _) => {
                self.two_parts(ty, scope, "SystemTime", ["secs_since_epoch", "nanos_since_epoch"])
            }
            (Known::DateTime, [(zone, at)]) => match self.world.head(zone, at) {
                Head::Known(Known::Zone, _) => like(self, RustTy::Timestamp),
                _ => self.opaque(ty, scope, "its time zone is not one of chrono's own".to_owned()),
            },
            (Known::OfTime, _) => {
                let why = "the features of `time` decide its JSON form, unless `#[serde(with = \"time::serde::rfc3339\")]` or the like stands on the field";
                self.opaque(ty, scope, why.to_owned())
            }
            _ => self.formless(ty, scope),
        }
    }

    fn formless(&mut self, ty: &Type, scope: &Scope) -> RustTy {
        self.opaque(ty, scope, "it has no JSON form that is known here".to_owned())
    }

    fn non_zero(&mut self, ty: &Type, scope: &Scope, int: IntTy) -> RustTy {
        let (low, high) = int.range();
        self.whole(ty, scope, JsonForm::Int(if low == 0 { 1 } else { low }, high), true)
    }

    /// A tuple or an array, place by place.
    pub(super) fn places(&mut self, ty: &Type, scope: &Scope, items: Vec<(Type, Scope)>) -> RustTy {
        // Aliases and type parameters may double with every level.
        self.places = self.places.saturating_add(items.len());
        if self.places > super::types::MOST {
            return self.opaque(ty, scope, "the contract has too many tuples".to_owned());
        }
        RustTy::Tuple(items.iter().map(|(item, at)| self.rust_ty(item, at)).collect())
    }

    /// An array of a length, if that is written as a number.
    pub(super) fn array(&mut self, ty: &Type, scope: &Scope, item: &(Type, Scope), len: Option<usize>) -> RustTy {
        let is_nested = matches!(self.world.head(&item.0, &item.1), Head::Array(..) | Head::Tuple(_));
        let element = self.rust_ty(&item.0, &item.1);
        let form = match len {
            Some(0) => RustTy::Vec(Box::new(element)),
            Some(len) if len <= PLACES && !is_nested => RustTy::Tuple(vec![element; len]),
            _ => RustTy::Vec(Box::new(element)),
        };
        self.whole(ty, scope, JsonForm::Like(form), true)
    }

    /// The form of what stands behind a pointer only: `str`, `[T]`.
    fn unsized_form(&mut self, ty: &Type, scope: &Scope) -> Option<RustTy> {
        if let Type::Slice(slice) = ty {
            return Some(RustTy::Vec(Box::new(self.rust_ty(&slice.elem, scope))));
        }
        matches!(self.world.head(ty, scope), Head::Known(Known::Str, _)).then_some(RustTy::String)
    }

    /// What a key type writes.
    fn keys(&mut self, ty: &Type, scope: &Scope, depth: u32) -> Keys {
        let Some(depth) = depth.checked_sub(1) else { return Keys::Unknown };
        match self.world.head(ty, scope) {
            Head::Known(Known::String, _) => Keys::Strings,
            Head::Known(
                Known::Bool
                | Known::Int(_)
                | Known::NonZero(_)
                | Known::Text
                | Known::Str
                | Known::Timestamp
                | Known::DateTime,
                _,
            ) => Keys::Written,
            Head::Known(Known::Box | Known::Like, arguments) => match arguments.as_slice() {
                [(inner, at)] => match self.keys(inner, at, depth) {
                    Keys::Strings => Keys::Written,
                    other => other,
                },
                _ => Keys::Unknown,
            },
            Head::Def { module, item, .. } => self.keys_of(module, &item, depth),
            Head::Missing(module, name) => {
                self.report_missing(ty, scope, module, &name);
                Keys::Unknown
            }
            _ => Keys::Unknown,
        }
    }

    /// A unit enum, or a newtype of something that is written as a string.
    fn keys_of(&mut self, module: ModuleId, item: &syn::Item, depth: u32) -> Keys {
        match item {
            syn::Item::Enum(item) => {
                let units = item.variants.iter().all(|variant| matches!(variant.fields, syn::Fields::Unit));
                let derives = derives(&item.attrs);
                let derived = ["Serialize", "Deserialize"].iter().all(|name| derives.iter().any(|have| have == name));
                let is_plain = serde_attr::read(&item.attrs)
                    .is_ok_and(|serde| serde.strange.is_none() && serde.tag.is_none() && !serde.untagged);
                if units && derived && is_plain { Keys::Written } else { Keys::Unknown }
            }
            syn::Item::Struct(held) => match &held.fields {
                syn::Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                    let Some(field) = fields.unnamed.first().cloned() else { return Keys::Unknown };
                    let plain = held.attrs.iter().chain(&field.attrs).all(|attr| {
                        ["derive", "doc", "repr", "must_use"].iter().any(|known| attr.path().is_ident(known))
                    });
                    if !plain || !held.generics.params.is_empty() {
                        return Keys::Unknown;
                    }
                    match self.keys(&field.ty, &Scope::of(module), depth) {
                        Keys::Strings => Keys::Written,
                        other => other,
                    }
                }
                _ => Keys::Unknown,
            },
            _ => Keys::Unknown,
        }
    }

    /// The type of a field: as it is written, unless an attribute gives it another JSON form.
    pub(super) fn field_form(&mut self, module: ModuleId, serde: &Serde, ty: &Type) -> RustTy {
        let scope = self.scope_of(module);
        let declared = serde.declared.as_ref().map(|declared| JsonForm::Like(self.rust_ty(declared, &scope)));
        let path = self.world.render(ty, &scope);
        if !serde.with {
            let held = match declared {
                Some(form) => self.whole(ty, &scope, form, false),
                None => self.rust_ty(ty, &scope),
            };
            if self.world.nameable(ty, &scope) {
                return held;
            }
            return RustTy::Coded(Box::new(Coded { path, with: false, form: JsonForm::Like(held) }));
        }
        match declared.or_else(|| self.form_of_with(module, serde.with_module.as_deref()?)) {
            Some(form) => RustTy::Coded(Box::new(Coded { path, with: true, form })),
            None => RustTy::Opaque(path),
        }
    }

    fn form_of_with(&mut self, module: ModuleId, with: &str) -> Option<JsonForm> {
        let path = syntax::path(with).ok()?;
        match self.world.resolve(module, &names(&path), path.leading_colon.is_some()) {
            Found::Extern(path) => with_form(&path),
            _ => None,
        }
    }

    /// A struct of two whole numbers that nobody but serde takes apart.
    fn two_parts(&mut self, ty: &Type, scope: &Scope, name: &str, [first, second]: [&str; 2]) -> RustTy {
        let span = self.world.place(scope.module, ty);
        let field = |name: &str, int: IntTy| Field {
            rust_name: name.to_owned(),
            json_name: name.to_owned(),
            read_name: None,
            aliases: Vec::new(),
            ty: RustTy::Int(int),
            span,
            skip_write: Skip::Never,
            skip_read: false,
            default: None,
            flatten: false,
            visible: false,
        };
        let fields = vec![field(first, IntTy::U64), field(second, IntTy::U32)];
        let kind =
            TypeKind::Struct(StructDef { fields, deny_unknown: true, default: None, constructible: false, tag: None });
        self.interned(ty, scope, "", name, kind)
    }

    /// `Result<T, E>` as a value: an enum of two variants.
    fn result(&mut self, ty: &Type, scope: &Scope, ok: &(Type, Scope), error: &(Type, Scope)) -> RustTy {
        let span = self.world.place(scope.module, ty);
        let variants = [("Ok", ok), ("Err", error)].map(|(name, (inner, at))| DataVariant {
            rust_name: name.to_owned(),
            json_name: name.to_owned(),
            read_name: None,
            aliases: Vec::new(),
            span,
            skip_write: false,
            skip_read: false,
            other: false,
            untagged: false,
            form: Form::Newtype(TuplePart { index: 0, ty: self.rust_ty(inner, at), span, visible: true }),
        });
        let def = EnumDef { tagging: Tagging::External, variants: variants.into(), deny_unknown: false };
        let name = self.world.people(ty, scope);
        let made = self.interned(ty, scope, "", &name, TypeKind::Union(def));
        // Its variants are named by its path.
        if let RustTy::Def(id) = &made
            && let Some(def) = self.defs.list.get_mut(id.0 as usize)
            && !def.path.contains("::<")
        {
            def.path = def.path.replacen('<', "::<", 1);
        }
        made
    }

    /// A type that is moved whole, with its JSON form.
    fn whole(&mut self, ty: &Type, scope: &Scope, form: JsonForm, exact: bool) -> RustTy {
        let key = if exact { String::new() } else { format!("{form:?}") };
        let name = self.world.people(ty, scope);
        self.interned(ty, scope, &key, &name, TypeKind::Whole(Whole { form, exact }))
    }
}
