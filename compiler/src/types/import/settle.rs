//! What stands among the keys of something else: flattened fields, and contents beside an internal tag.
//!
//! Only an object can, and whether a type is one is known once all definitions are read. A definition for
//! which serde would fail, or that cannot be followed, is opaque and says why.

use std::collections::{BTreeSet, HashMap};

use crate::types::contract::{EnumDef, Form, JsonForm, RustTy, StructDef, Tagging, TypeDef, TypeId, TypeKind};

/// How many types deep keys are followed.
const DEPTH: usize = 16;
/// How many keys one object may have to be followed.
const KEYS: usize = 4096;

/// The keys that an object may be written with, as far as they are fixed; the error says why it is none.
type Keys = Result<BTreeSet<String>, String>;

/// Makes definitions opaque whose keys cannot be told.
pub(super) fn settle(types: &mut [TypeDef]) {
    let mut settle = Settle { types, done: HashMap::new(), open: Vec::new() };
    let mut reasons = Vec::new();
    for at in 0..settle.types.len() {
        let id = TypeId(u32::try_from(at).unwrap_or(u32::MAX));
        if let Some(why) = settle.trouble(id) {
            reasons.push((at, why));
        }
    }
    for (at, why) in reasons {
        if let Some(def) = types.get_mut(at) {
            def.kind = TypeKind::Opaque(why);
        }
    }
}

struct Settle<'a> {
    types: &'a [TypeDef],
    done: HashMap<TypeId, Keys>,
    open: Vec<TypeId>,
}

impl Settle<'_> {
    /// Why a definition cannot be followed, if it has parts that stand among its keys.
    fn trouble(&mut self, id: TypeId) -> Option<String> {
        let types = self.types;
        let def = types.get(id.0 as usize)?;
        match &def.kind {
            TypeKind::Struct(fields) if fields.is_flattened() => self.def(id).err(),
            TypeKind::Union(union) => {
                // The form of its own variants decides, whether or not the whole is an object.
                let flattens =
                    union.variants.iter().any(|v| matches!(&v.form, Form::Struct(fields) if fields.is_flattened()));
                let has_contents = matches!(union.tagging, Tagging::Internal(_));
                if !flattens && !has_contents {
                    return None;
                }
                self.variants(&def.name, union, false).err()
            }
            _ => None,
        }
    }

    /// The keys of a definition's objects.
    fn def(&mut self, id: TypeId) -> Keys {
        if let Some(known) = self.done.get(&id) {
            return known.clone();
        }
        let types = self.types;
        let Some(def) = types.get(id.0 as usize) else { return Err("it is not known".to_owned()) };
        let name = &def.name;
        if self.open.contains(&id) {
            return Err(format!("`{name}` stands among its own keys"));
        }
        if self.open.len() >= DEPTH {
            return Err(format!("`{name}` is flattened more than {DEPTH} types deep"));
        }
        self.open.push(id);
        let keys = match &def.kind {
            TypeKind::Struct(fields) => self.fields(name, fields),
            TypeKind::Newtype(newtype) => self.content(&newtype.ty),
            TypeKind::Whole(whole) => self.content_of(&whole.form),
            TypeKind::Union(union) => self.variants(name, union, true),
            TypeKind::Unit => Ok(BTreeSet::new()),
            TypeKind::Enum(_) => Err(format!("`{name}` is a string")),
            TypeKind::Tuple(_) => Err(format!("`{name}` is a list")),
            TypeKind::Opaque(why) => Err(why.clone()),
        };
        self.open.pop();
        self.done.insert(id, keys.clone());
        keys
    }

    /// The keys of a value that is an object.
    fn content(&mut self, ty: &RustTy) -> Keys {
        match ty {
            RustTy::Def(id) => self.def(*id),
            RustTy::Box(inner) => self.content(inner),
            RustTy::Map(..) | RustTy::Value | RustTy::Unit => Ok(BTreeSet::new()),
            RustTy::Coded(coded) if !coded.with => self.content_of(&coded.form),
            RustTy::Opaque(_) | RustTy::Coded(_) => Err("it is written or read by code of its own".to_owned()),
            _ => Err("it is no object".to_owned()),
        }
    }

    fn content_of(&mut self, form: &JsonForm) -> Keys {
        match form {
            JsonForm::Like(ty) => self.content(ty),
            JsonForm::Int(..) => Err("it is no object".to_owned()),
            JsonForm::Map(..) => Ok(BTreeSet::new()),
        }
    }

    fn fields(&mut self, name: &str, def: &StructDef) -> Keys {
        let mut keys: BTreeSet<String> = def.tag.iter().map(|tag| tag.key.clone()).collect();
        if def.deny_unknown && def.is_flattened() {
            return Err(format!("`{name}` flattens fields and denies unknown ones"));
        }
        for field in &def.fields {
            let added = if field.flatten {
                let ty = match &field.ty {
                    RustTy::Option(inner) => inner,
                    ty => ty,
                };
                let rust_name = &field.rust_name;
                self.flattened(ty)
                    .map_err(|why| format!("`{name}` flattens its field `{rust_name}`, of which {why}"))?
            } else {
                let read = field.read_names().map(str::to_owned);
                BTreeSet::from_iter(read.chain([field.json_name.clone()]))
            };
            if let Some(twice) = added.iter().find(|key| keys.contains(*key)) {
                return Err(format!("`{name}` has the key `{twice}` twice"));
            }
            keys.extend(added);
            if keys.len() > KEYS {
                return Err(format!("`{name}` has more than {KEYS} keys"));
            }
        }
        Ok(keys)
    }

    /// The keys of a field that is flattened: an externally tagged enum has its variants as keys there.
    fn flattened(&mut self, ty: &RustTy) -> Keys {
        let types = self.types;
        if let RustTy::Def(id) = ty
            && let Some(TypeDef { name, kind: TypeKind::Union(union), .. }) = types.get(id.0 as usize)
            && union.tagging == Tagging::External
        {
            if union.variants.iter().any(|variant| variant.untagged) {
                return Err(format!("`{name}` has variants without a tag"));
            }
            self.variants(name, union, false)?;
            return Ok(union
                .variants
                .iter()
                .flat_map(|v| v.read_names().chain([&*v.json_name]))
                .map(str::to_owned)
                .collect());
        }
        let keys = self.content(ty);
        // What was said of another part is said as it is.
        keys.map_err(|why| match why.starts_with('`') || why.starts_with("the ") {
            true => format!("the form is not known: {why}"),
            false => why,
        })
    }

    /// The keys of an enum's objects. `whole`: each of its variants has to be one.
    fn variants(&mut self, name: &str, def: &EnumDef, whole: bool) -> Keys {
        let mut all: BTreeSet<String> = BTreeSet::new();
        for variant in def.variants.iter().filter(|variant| !variant.skip_write || !variant.skip_read) {
            let what = format!("the variant `{}` of `{name}`", variant.rust_name);
            let tagging = if variant.untagged { &Tagging::Untagged } else { &def.tagging };
            let in_place = matches!(tagging, Tagging::Internal(_)) || (whole && *tagging == Tagging::Untagged);
            let content = match &variant.form {
                Form::Struct(fields) => self.fields(name, fields),
                Form::Newtype(part) if in_place => {
                    let keys = self.content(&part.ty);
                    match (&part.ty, tagging) {
                        (RustTy::Unit, Tagging::Untagged) => Err("it is no object".to_owned()),
                        _ => keys,
                    }
                    .map_err(|why| format!("{what} stands among other keys, and {why}"))
                }
                Form::Unit if whole && *tagging == Tagging::Untagged => Err(format!("{what} is `null`")),
                Form::Tuple(_) if whole && *tagging == Tagging::Untagged => Err(format!("{what} is a list")),
                _ => Ok(BTreeSet::new()),
            }?;
            match tagging {
                Tagging::Internal(tag) => {
                    if content.contains(tag) {
                        return Err(format!("{what} has a field `{tag}`, which is the tag"));
                    }
                    all.insert(tag.clone());
                    all.extend(content);
                }
                Tagging::Adjacent { tag, content } => all.extend([tag.clone(), content.clone()]),
                Tagging::Untagged => all.extend(content),
                Tagging::External if whole => {
                    return Err(format!("`{name}` is told by its only key, which leaves no place for others"));
                }
                Tagging::External => {}
            }
            if all.len() > KEYS {
                return Err(format!("`{name}` has more than {KEYS} keys"));
            }
        }
        Ok(all)
    }
}
