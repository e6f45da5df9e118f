//! Paths beyond definite steps, and intrinsic functions, as the runtime knows them.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::expr::{
    Filter, FilterOperator, FilterPath, FilterValue, FunctionArg, Intrinsic, PathFunction, Regex, Segment, Step,
    path::regex::translate,
};

/// A `&'static [rt::Segment]`: the tail of a path.
pub(super) fn segments(segments: &[Segment]) -> TokenStream {
    let mut statics = Statics::default();
    let list = statics.segments(segments);
    let Statics { items, .. } = statics;
    quote!({
        #(#items)*
        static SEGMENTS: &[rt::Segment] = #list;
        SEGMENTS
    })
}

/// A call of an intrinsic function with arguments that are variables, plain values each.
pub(super) fn intrinsic(function: Intrinsic, args: &[proc_macro2::Ident]) -> TokenStream {
    let name = match function {
        Intrinsic::Array => quote!(array),
        Intrinsic::ArrayContains => quote!(array_contains),
        Intrinsic::ArrayGetItem => quote!(array_get_item),
        Intrinsic::ArrayLength => quote!(array_length),
        Intrinsic::ArrayPartition => quote!(array_partition),
        Intrinsic::ArrayRange => quote!(array_range),
        Intrinsic::ArrayUnique => quote!(array_unique),
        Intrinsic::Base64Decode => quote!(base64_decode),
        Intrinsic::Base64Encode => quote!(base64_encode),
        Intrinsic::Format => quote!(format),
        Intrinsic::Hash => quote!(hash),
        Intrinsic::JsonMerge => quote!(json_merge),
        Intrinsic::JsonToString => quote!(json_to_string),
        Intrinsic::MathAdd => quote!(math_add),
        Intrinsic::MathRandom => quote!(math_random),
        Intrinsic::StringSplit => quote!(string_split),
        Intrinsic::StringToJson => quote!(string_to_json),
        Intrinsic::Uuid => quote!(uuid),
    };
    let args = match (function, args) {
        (Intrinsic::Array, args) => quote!(Vec::from([#(#args),*])),
        (Intrinsic::Format, [template, values @ ..]) => quote!(&#template, &[#(#values),*]),
        (Intrinsic::MathRandom, [start, end]) => quote!(&#start, &#end, None),
        (Intrinsic::MathRandom, [start, end, seed]) => quote!(&#start, &#end, Some(&#seed)),
        (_, args) => quote!(#(&#args),*),
    };
    quote!(rt::states::#name(cx, #args))
}

/// What a path holds that is made when it is first needed, and so has a place of its own.
#[derive(Default)]
struct Statics {
    items: Vec<TokenStream>,
}

impl Statics {
    fn segments(&mut self, segments: &[Segment]) -> TokenStream {
        let segments: Vec<_> = segments.iter().map(|segment| self.segment(segment)).collect();
        quote!(&[#(#segments),*])
    }

    fn segment(&mut self, segment: &Segment) -> TokenStream {
        match segment {
            Segment::Step(Step::Key(name)) => quote!(rt::Segment::Key(#name)),
            Segment::Step(Step::Index(index)) => {
                let index = Literal::i64_unsuffixed(*index);
                quote!(rt::Segment::Index(#index))
            }
            Segment::Wildcard => quote!(rt::Segment::Wildcard),
            Segment::Keys(names) => quote!(rt::Segment::Keys(&[#(#names),*])),
            Segment::Indices(indices) => {
                let indices = indices.iter().map(|index| Literal::i64_unsuffixed(*index));
                quote!(rt::Segment::Indices(&[#(#indices),*]))
            }
            Segment::Slice(from, to) => {
                let (from, to) = (bound(*from), bound(*to));
                quote!(rt::Segment::Slice(#from, #to))
            }
            Segment::Descent => quote!(rt::Segment::Descent),
            Segment::Filter(filter) => {
                let filter = self.filter(filter);
                quote!(rt::Segment::Filter(&#filter))
            }
            Segment::Function(function, args) => {
                let function = path_function(*function);
                let args: Vec<_> = args.iter().map(|arg| self.argument(arg)).collect();
                quote!(rt::Segment::Function(rt::query::Function::#function, &[#(#args),*]))
            }
        }
    }

    fn argument(&mut self, arg: &FunctionArg) -> TokenStream {
        match arg {
            FunctionArg::Literal(value) => {
                let name = self.literal(value);
                quote!(rt::query::Argument::Literal(&#name))
            }
            FunctionArg::Path(segments) => {
                let segments = self.segments(segments);
                quote!(rt::query::Argument::Path(#segments))
            }
        }
    }

    fn filter(&mut self, filter: &Filter) -> TokenStream {
        match filter {
            Filter::And(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.filter(part)).collect();
                quote!(rt::query::Filter::And(&[#(#parts),*]))
            }
            Filter::Or(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.filter(part)).collect();
                quote!(rt::query::Filter::Or(&[#(#parts),*]))
            }
            Filter::Not(inner) => {
                let inner = self.filter(inner);
                quote!(rt::query::Filter::Not(&#inner))
            }
            Filter::Exists(path) => {
                let segments = self.segments(&path.segments);
                quote!(rt::query::Filter::Exists(#segments))
            }
            Filter::Compare(operator, left, right) => {
                let operator = filter_operator(*operator);
                let (left, right) = (self.operand(left), self.operand(right));
                quote!(rt::query::Filter::Compare(rt::query::Operator::#operator, #left, #right))
            }
            Filter::Matches(operand, regex) => {
                let operand = self.operand(operand);
                let regex = self.regex(regex);
                quote!(rt::query::Filter::Matches(#operand, &#regex))
            }
        }
    }

    fn operand(&mut self, operand: &FilterValue) -> TokenStream {
        match operand {
            FilterValue::Literal(value) => {
                let name = self.literal(value);
                quote!(rt::query::Operand::Literal(&#name))
            }
            FilterValue::Path(FilterPath { is_element, segments }) => {
                let segments = self.segments(segments);
                let from = if *is_element { quote!(Element) } else { quote!(Document) };
                quote!(rt::query::Operand::#from(#segments))
            }
        }
    }

    fn literal(&mut self, value: &serde_json::Value) -> TokenStream {
        let name = format_ident!("LITERAL_{}", self.items.len());
        let text = value.to_string();
        self.items.push(quote!(static #name: rt::Literal = rt::Literal::new(#text);));
        quote!(#name)
    }

    fn regex(&mut self, regex: &Regex) -> TokenStream {
        let name = format_ident!("REGEX_{}", self.items.len());
        // The reader refuses what has no like in Rust: what is left without one matches nothing.
        let pattern = translate(regex).unwrap_or_else(|_| r"[^\s\S]".to_owned());
        self.items.push(quote!(static #name: rt::query::Regex = rt::query::Regex::new(#pattern);));
        quote!(#name)
    }
}

fn bound(bound: Option<i64>) -> TokenStream {
    match bound {
        Some(bound) => {
            let bound = Literal::i64_unsuffixed(bound);
            quote!(Some(#bound))
        }
        None => quote!(None),
    }
}

fn path_function(function: PathFunction) -> TokenStream {
    match function {
        PathFunction::Length => quote!(Length),
        PathFunction::Size => quote!(Size),
        PathFunction::Min => quote!(Min),
        PathFunction::Max => quote!(Max),
        PathFunction::Avg => quote!(Avg),
        PathFunction::Stddev => quote!(Stddev),
        PathFunction::Sum => quote!(Sum),
        PathFunction::Keys => quote!(Keys),
        PathFunction::Concat => quote!(Concat),
        PathFunction::Append => quote!(Append),
        PathFunction::First => quote!(First),
        PathFunction::Last => quote!(Last),
        PathFunction::Index => quote!(Index),
    }
}

fn filter_operator(operator: FilterOperator) -> TokenStream {
    match operator {
        FilterOperator::Equal => quote!(Equal),
        FilterOperator::NotEqual => quote!(NotEqual),
        FilterOperator::Less => quote!(Less),
        FilterOperator::LessOrEqual => quote!(LessOrEqual),
        FilterOperator::Greater => quote!(Greater),
        FilterOperator::GreaterOrEqual => quote!(GreaterOrEqual),
        FilterOperator::TypeSafeEqual => quote!(TypeSafeEqual),
        FilterOperator::TypeSafeNotEqual => quote!(TypeSafeNotEqual),
        FilterOperator::In => quote!(In),
        FilterOperator::NotIn => quote!(NotIn),
        FilterOperator::SubsetOf => quote!(SubsetOf),
        FilterOperator::AnyOf => quote!(AnyOf),
        FilterOperator::NoneOf => quote!(NoneOf),
        FilterOperator::All => quote!(All),
        FilterOperator::Contains => quote!(Contains),
        FilterOperator::Size => quote!(Size),
        FilterOperator::Empty => quote!(Empty),
        FilterOperator::Type => quote!(Type),
        FilterOperator::Matches => quote!(Matches),
    }
}

#[cfg(test)]
mod tests {
    use super::segments;
    use crate::{
        diag::{Diagnostics, Site},
        expr::path::{Usage, parse},
        json::{Places, Text},
        source::{SourceId, Span},
    };

    #[test]
    fn what_is_made_late_has_a_place_of_its_own() {
        let span = Span { source: SourceId(0), start: 0, end: 0 };
        let written = "$.a[?(@.b == 'x' && @.c =~ /y/)][1:].sum($.d, 2)".to_owned();
        let text = Text { value: written, span, places: Places::Whole };
        let mut diags = Diagnostics::new();
        let path = parse(&text, Usage::Path, &Site::machine(), &mut diags);
        let path = path.unwrap_or_else(|| panic!("{:?}", diags.as_slice()));
        let code = segments(&path.tail.unwrap().segments).to_string().replace(' ', "");
        let expected = r#"{
            static LITERAL_0: rt::Literal = rt::Literal::new("\"x\"");
            static REGEX_1: rt::query::Regex = rt::query::Regex::new("\\A(?:y)\\z");
            static LITERAL_2: rt::Literal = rt::Literal::new("2");
            static SEGMENTS: &[rt::Segment] = &[
                rt::Segment::Filter(&rt::query::Filter::And(&[
                    rt::query::Filter::Compare(
                        rt::query::Operator::Equal,
                        rt::query::Operand::Element(&[rt::Segment::Key("b")]),
                        rt::query::Operand::Literal(&LITERAL_0)
                    ),
                    rt::query::Filter::Matches(
                        rt::query::Operand::Element(&[rt::Segment::Key("c")]),
                        &REGEX_1
                    )
                ])),
                rt::Segment::Slice(Some(1), None),
                rt::Segment::Function(
                    rt::query::Function::Sum,
                    &[
                        rt::query::Argument::Path(&[rt::Segment::Key("d")]),
                        rt::query::Argument::Literal(&LITERAL_2)
                    ]
                )
            ];
            SEGMENTS
        }"#;
        assert_eq!(code, expected.split_whitespace().collect::<String>());
    }
}
