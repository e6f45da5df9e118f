//! Forms that attributes and types give: tags of structs, conversions, results, keys that are no strings.
#![allow(missing_docs)]

use std::{borrow::Cow, collections::BTreeMap};

use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::{Just, any},
    prop_oneof,
    strategy::{BoxedStrategy, Strategy},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    pub tagged: Tagged,
    pub built: Built,
    pub text: Text<'static>,
    pub key: Key<2>,
    pub money: Money,
    pub tried: Result<u8, Fault>,
    pub colours: BTreeMap<Colour, u8>,
    pub floors: BTreeMap<i8, String>,
    pub node: Node,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub struct Tagged {
    pub a_name: String,
    pub b: Option<u8>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Built {
    pub name: String,
    #[cfg(not(target_os = "none"))]
    pub there: u8,
    #[cfg(target_os = "none")]
    pub absent: Missing,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Text<'a> {
    pub words: Cow<'a, str>,
    pub inner: Option<Inner<'a>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inner<'b> {
    pub words: Vec<Cow<'b, str>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, stepwright::JsonForm)]
pub struct Key<const N: usize> {
    #[serde(with = "bytes")]
    #[asl(as = Vec<u8>)]
    pub bytes: [u8; N],
    pub name: String,
}

mod bytes {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer, const N: usize>(bytes: &[u8; N], to: S) -> Result<S::Ok, S::Error> {
        bytes.as_slice().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>, const N: usize>(from: D) -> Result<[u8; N], D::Error> {
        Vec::<u8>::deserialize(from)?.try_into().map_err(|_| D::Error::custom("another length"))
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Amount", into = "Amount")]
pub struct Money(pub u64);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Amount {
    pub cents: u64,
}

impl From<Money> for Amount {
    fn from(Money(cents): Money) -> Self {
        Amount { cents }
    }
}

impl TryFrom<Amount> for Money {
    type Error = String;

    fn try_from(Amount { cents }: Amount) -> Result<Self, String> {
        if cents > 1_000 { Err("too much".to_owned()) } else { Ok(Money(cents)) }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    pub code: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    Red,
    #[serde(alias = "azure")]
    Blue,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Node {
    pub name: String,
    pub kids: Vec<Node>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn tag(&self, cx: stepwright::TaskContext, argument: Tagged) -> Result<Tagged, TaskFailure>;
    async fn retry(
        &self,
        cx: stepwright::TaskContext,
        argument: Result<u8, Fault>,
    ) -> Result<Result<u8, Fault>, TaskFailure>;
    async fn pay(&self, cx: stepwright::TaskContext, argument: Money) -> Result<Money, TaskFailure>;
    async fn paint(
        &self,
        cx: stepwright::TaskContext,
        argument: BTreeMap<Colour, u8>,
    ) -> Result<BTreeMap<Colour, u8>, TaskFailure>;
    async fn build(&self, cx: stepwright::TaskContext, argument: Built) -> Result<Built, TaskFailure>;
    async fn again(&self, cx: stepwright::TaskContext, argument: Input) -> Result<Input, TaskFailure>;
}

crate::handlers::handlers! { Tasks {
    tag(Tagged) -> Tagged;
    retry(Result<u8, Fault>) -> Result<u8, Fault>;
    pay(Money) -> Money;
    paint(BTreeMap<Colour, u8>) -> BTreeMap<Colour, u8>;
    build(Built) -> Built;
    again(Input) -> Input;
} }
crate::handlers::subject!(forms, in_any_order);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    Ok(match (method, roll % 6) {
        (_, 0) => return Err("Odd"),
        ("retry", 1) => json!({ "Ok": 3 }),
        ("retry", 2) => json!({ "Err": { "code": 4 } }),
        ("paint", 1) => json!({ "blue": 3 }),
        ("tag", 1) => json!({ "type": "Tagged", "aName": "t", "b": null }),
        _ => argument.clone(),
    })
}

fn nodes() -> impl Strategy<Value = Node> {
    let leaf = "[kl]".prop_map(|name| Node { name, kids: Vec::new() });
    leaf.prop_recursive(3, 8, 2, |inner| ("[mn]", vec(inner, 0..3)).prop_map(|(name, kids)| Node { name, kids }))
}

fn inputs() -> BoxedStrategy<Input> {
    let tried = prop_oneof![(0_u8..3).prop_map(Ok), (0_u16..3).prop_map(|code| Err(Fault { code }))];
    let colours = btree_map(prop_oneof![Just(Colour::Red), Just(Colour::Blue)], 0_u8..3, 0..3);
    let floors = btree_map(-1_i8..2, "[fg]", 0..3);
    let text = ("[tu]", option::of(vec("[vw]", 0..2)));
    (("[ab]", option::of(0_u8..2)), 0_u8..3, text, any::<[u8; 2]>(), 0_u64..5, tried, colours, floors, nodes())
        .prop_map(|((a_name, b), there, (words, inner), bytes, cents, tried, colours, floors, node)| Input {
            id: "i".to_owned(),
            tagged: Tagged { a_name, b },
            built: Built { name: "n".to_owned(), there },
            text: Text {
                words: words.into(),
                inner: inner.map(|words| Inner { words: words.into_iter().map(Cow::from).collect() }),
            },
            key: Key { bytes, name: "k".to_owned() },
            money: Money(cents),
            tried,
            colours,
            floors,
            node,
        })
        .boxed()
}
