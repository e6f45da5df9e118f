//! Reading places: references, options of references, and what happens if nothing is there.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Data, Scoped, query, ty};
use crate::lower::plan::{
    Access, ContextPart, Missing, MissingKind, Op, QueryPlan, Read, ReadSource, RootPlace, ScopeDocument, ValueStep,
};

/// What is known of a place as tokens.
pub(super) enum Reached {
    /// A place expression of the value.
    Place(TokenStream),
    /// An `Option` of a reference to it.
    Maybe(TokenStream),
}

/// Steps into a plain value.
pub(super) fn steps(steps: &[ValueStep]) -> TokenStream {
    let parts = steps.iter().map(|step| match step {
        ValueStep::Key(key) => quote!(rt::Part::Key(#key)),
        ValueStep::Index(index) => {
            let index = Literal::i64_unsuffixed(*index);
            quote!(rt::Part::Index(#index))
        }
    });
    quote!(&[#(#parts),*])
}

impl Scoped<'_> {
    /// The way to a place.
    pub(super) fn access(&self, access: &Access) -> Reached {
        access.ops.iter().fold(self.root(access), step)
    }

    /// Where the way to a place begins.
    fn root(&self, access: &Access) -> Reached {
        match &access.root {
            RootPlace::Value if self.data == Data::Owned => Reached::Place(quote!(data)),
            RootPlace::Value => Reached::Place(quote!((*data))),
            RootPlace::Base => Reached::Place(quote!(data.base)),
            RootPlace::Slot(slot, _) => {
                let field = self.slot(*slot);
                Reached::Maybe(quote!(data.#field.as_ref()))
            }
            RootPlace::Result => Reached::Place(quote!(result)),
            RootPlace::Bound => Reached::Place(quote!((*bound))),
            RootPlace::Variable(name) => Reached::Maybe(quote!(cx.variable(#name))),
            RootPlace::Selected => Reached::Place(quote!(input)),
            RootPlace::Item => Reached::Place(quote!((*item))),
            RootPlace::ItemIndex => Reached::Place(quote!(index)),
            RootPlace::Element => Reached::Place(quote!((*element))),
            RootPlace::Context(part) => Reached::Place(context(*part)),
        }
    }

    /// A reference to what is read; fails if nothing is there. Values that are no place are made first,
    /// so the reference lives as long as the statement.
    pub(super) fn reference(&self, read: &Read) -> TokenStream {
        match &read.source {
            ReadSource::Access(access) => {
                let place = self.found(access, &read.missing);
                quote!(&#place)
            }
            _ => {
                let value = self.value(read);
                quote!(&#value)
            }
        }
    }

    /// What is read as a place expression, to be compared or copied; fails if nothing is there.
    pub(super) fn operand(&self, read: &Read) -> TokenStream {
        match &read.source {
            ReadSource::Access(access) => self.found(access, &read.missing),
            _ => self.value(read),
        }
    }

    /// A place expression that fails at the first step at which nothing is there. No closures: each would
    /// be a function of its own for rustc.
    fn found(&self, access: &Access, missing: &Missing) -> TokenStream {
        let find = |reached: Reached| match reached {
            Reached::Place(place) => place,
            Reached::Maybe(option) => {
                let (missing, document) = self.missing(missing);
                quote!((*rt::found(cx, #option, #missing, #document)?))
            }
        };
        let mut place = find(self.root(access));
        for op in &access.ops {
            place = find(step(Reached::Place(place), op));
        }
        place
    }

    /// What is read as a plain value of its own.
    pub(super) fn value(&self, read: &Read) -> TokenStream {
        let missing = || self.missing(&read.missing);
        match &read.source {
            ReadSource::Access(access) if access.repr.is_value() => {
                let reference = self.reference(read);
                quote!(Clone::clone(#reference))
            }
            ReadSource::Access(_) => {
                let reference = self.reference(read);
                quote!(rt::value(cx, #reference)?)
            }
            ReadSource::Whole => {
                let document = self.document();
                quote!(rt::value(cx, #document)?)
            }
            ReadSource::Document(way) => {
                let (document, way, (missing, scope)) = (self.document(), steps(way), missing());
                quote!(rt::found_part(cx, rt::value(cx, #document)?, #way, #missing, #scope)?)
            }
            ReadSource::Inside(access, way) => {
                let outer = Read { source: ReadSource::Access(access.clone()), missing: read.missing.clone() };
                let (outer, way, (missing, scope)) = (self.reference(&outer), steps(way), missing());
                quote!(rt::found_part(cx, rt::value(cx, #outer)?, #way, #missing, #scope)?)
            }
            ReadSource::Empty => quote!(rt::empty_object()),
            ReadSource::Query(query) => {
                let ((missing, scope), query) = (missing(), self.query(query));
                quote!(rt::queried(cx, #query, #missing, #scope)?)
            }
            ReadSource::Nowhere => {
                let (missing, scope) = missing();
                quote!(Err::<rt::Value, _>(rt::missing(cx, #missing, #scope))?)
            }
        }
    }

    /// Arguments of a query: where it begins, what `$` is in it, and its segments.
    fn query(&self, query: &QueryPlan) -> TokenStream {
        let base = self.optional(&query.base);
        let document = query.document.as_ref().map_or_else(|| quote!(None), |source| self.optional(source));
        let segments = query::segments(&query.segments);
        quote!(#base, #document, #segments)
    }

    /// What is there as a plain value, as an `Option` of a reference that lives as long as the statement.
    fn optional(&self, source: &ReadSource) -> TokenStream {
        let whole = || {
            let document = self.document();
            quote!(rt::value(cx, #document)?)
        };
        let made = |option: TokenStream, made: TokenStream| quote!(match #option { Some(found) => #made, None => None }.as_ref());
        match source {
            ReadSource::Access(access) => match (self.access(access), access.repr.is_value()) {
                (Reached::Place(place), true) => quote!(Some(&#place)),
                (Reached::Maybe(option), true) => option,
                (Reached::Place(place), false) => quote!(Some(&rt::value(cx, &#place)?)),
                (Reached::Maybe(option), false) => made(option, quote!(Some(rt::value(cx, found)?))),
            },
            ReadSource::Whole => {
                let whole = whole();
                quote!(Some(&#whole))
            }
            ReadSource::Document(way) => {
                let (whole, way) = (whole(), steps(way));
                quote!(rt::part(#whole, #way).as_ref())
            }
            ReadSource::Inside(access, way) => {
                let way = steps(way);
                let option = match self.access(access) {
                    Reached::Place(place) => quote!(Some(&#place)),
                    Reached::Maybe(option) => option,
                };
                made(option, quote!(rt::part(rt::value(cx, found)?, #way)))
            }
            ReadSource::Empty => quote!(Some(&rt::empty_object())),
            // A path has one tail, so none begins where another ends.
            ReadSource::Query(_) | ReadSource::Nowhere => quote!(None),
        }
    }

    /// Whether something is there, as a `bool`.
    pub(super) fn present(&self, source: &ReadSource) -> TokenStream {
        match source {
            ReadSource::Access(access) => match self.access(access) {
                Reached::Place(_) => quote!(true),
                Reached::Maybe(option) => quote!(#option.is_some()),
            },
            ReadSource::Whole | ReadSource::Empty => quote!(true),
            ReadSource::Nowhere => quote!(false),
            ReadSource::Query(query) => {
                // A list of what was found is there, even if nothing was.
                if !query.is_definite {
                    return quote!(true);
                }
                let query = self.query(query);
                quote!(rt::is_found(#query))
            }
            ReadSource::Document(way) => {
                let (document, way) = (self.document(), steps(way));
                quote!(rt::part(rt::value(cx, #document)?, #way).is_some())
            }
            ReadSource::Inside(access, way) => {
                let outer = match self.access(access) {
                    Reached::Place(place) => quote!(Some(&#place)),
                    Reached::Maybe(option) => option,
                };
                let way = steps(way);
                let found = quote!(rt::part(rt::value(cx, outer)?, #way).is_some());
                quote!(match #outer { Some(outer) => #found, None => false })
            }
        }
    }

    /// What the failure for a place that is not there says, and the document that it quotes.
    fn missing(&self, missing: &Missing) -> (TokenStream, TokenStream) {
        let path = &missing.path;
        let way = steps(&missing.steps);
        let prefix = steps(&missing.scope.prefix);
        let kind = match &missing.kind {
            MissingKind::Path => quote!(rt::MissingKind::Path),
            MissingKind::Field(field) => quote!(rt::MissingKind::Field(#field)),
            MissingKind::Choice => quote!(rt::MissingKind::Choice),
            MissingKind::Seconds => quote!(rt::MissingKind::Seconds),
            MissingKind::Timestamp => quote!(rt::MissingKind::Timestamp),
            MissingKind::Items => quote!(rt::MissingKind::Items),
        };
        let document = match &missing.scope.document {
            ScopeDocument::Data => self.document(),
            ScopeDocument::Result => quote!(&result),
            ScopeDocument::Context => quote!(&cx.context()),
            ScopeDocument::Variable(name) => quote!(&cx.variable(#name)),
            ScopeDocument::Selected => quote!(&input),
            ScopeDocument::Empty => quote!(&rt::Object),
        };
        (quote!(&rt::Missing { kind: #kind, path: #path, prefix: #prefix, steps: #way }), document)
    }

    /// The state's data as the document that ASL sees.
    pub(super) fn document(&self) -> TokenStream {
        let is_value = self.arm.is_none_or(|arm| arm.base.is_value());
        if self.data == Data::Owned && is_value { quote!(&rt::Doc(&data)) } else { quote!(&rt::Doc(&*data)) }
    }
}

/// One step on the way to a place.
fn step(at: Reached, op: &Op) -> Reached {
    use Reached::{Maybe, Place};
    match (at, op) {
        (Place(place), Op::Field(name)) => {
            let name = ty::member(name);
            Place(quote!(#place.#name))
        }
        (Place(place), Op::Deref) => Place(quote!((*#place))),
        (Place(place), Op::Through) => Maybe(quote!(#place.as_ref())),
        (Place(place), Op::Index(index)) => {
            let index = Literal::i64_unsuffixed(*index);
            Maybe(quote!(rt::element(&#place, #index)))
        }
        (Place(place), Op::Key(key)) => Maybe(quote!(#place.get(#key))),
        (Place(place), Op::Value(way)) => {
            let way = steps(way);
            Maybe(quote!(rt::get(&#place, #way)))
        }
        (Maybe(option), Op::Field(name)) => {
            let name = ty::member(name);
            Maybe(quote!(#option.map(|v| &v.#name)))
        }
        (Maybe(option), Op::Deref) => Maybe(quote!(#option.map(|v| &**v))),
        (Maybe(option), Op::Through) => Maybe(quote!(#option.and_then(|v| v.as_ref()))),
        (Maybe(option), Op::Index(index)) => {
            let index = Literal::i64_unsuffixed(*index);
            Maybe(quote!(#option.and_then(|v| rt::element(v, #index))))
        }
        (Maybe(option), Op::Key(key)) => Maybe(quote!(#option.and_then(|v| v.get(#key)))),
        (Maybe(option), Op::Value(way)) => {
            let way = steps(way);
            Maybe(quote!(#option.and_then(|v| rt::get(v, #way))))
        }
    }
}

fn context(part: ContextPart) -> TokenStream {
    match part {
        ContextPart::Whole => quote!(cx.context()),
        ContextPart::WholeWithItem => quote!(rt::item_context(cx, index, item)?),
        ContextPart::ExecutionId => quote!((*cx.execution_id())),
        ContextPart::ExecutionName => quote!((*cx.execution_name())),
        ContextPart::ExecutionInput => quote!((*cx.execution_input())),
        ContextPart::ExecutionStartTime => quote!((*rt::time_text(cx.execution_start_time()))),
        ContextPart::ExecutionRoleArn => quote!((*cx.role_arn())),
        ContextPart::MachineId => quote!((*cx.machine_id())),
        ContextPart::MachineName => quote!((*cx.machine_name())),
        ContextPart::StateName => quote!((*cx.state_name())),
        ContextPart::StateEnteredTime => quote!((*rt::time_text(cx.state_entered_time()))),
    }
}
