//! Enums with data in every form that serde knows.
#![allow(missing_docs)]

use std::collections::BTreeMap;

use proptest::{
    collection::vec,
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
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum Payment {
    Card {
        number: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hold_id: Option<String>,
    },
    Cash,
    Invoice(Terms),
    Split(BTreeMap<String, u8>),
    #[serde(other)]
    Else,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Terms {
    pub days: u8,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shipping {
    Pickup,
    Courier { name: String, insured: bool },
    Post(u8),
    Relay(u8, String),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    Opened { by: String },
    Closed(Option<u8>),
    Nothing,
    Nested(Vec<Event>),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Note {
    Number(u8),
    Text(String),
    Signed { text: String, by: Option<String> },
    Also { text: String },
    Nothing,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    pub payment: Payment,
    pub refund: Option<Payment>,
    pub shipping: Shipping,
    pub event: Event,
    pub note: Note,
    pub list: Vec<Payment>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn pay(&self, cx: stepwright::TaskContext, argument: Payment) -> Result<Payment, TaskFailure>;
    async fn send(&self, cx: stepwright::TaskContext, argument: Shipping) -> Result<Shipping, TaskFailure>;
    async fn tell(&self, cx: stepwright::TaskContext, argument: Event) -> Result<Event, TaskFailure>;
    async fn sign(&self, cx: stepwright::TaskContext, argument: Option<Note>) -> Result<Note, TaskFailure>;
}

crate::handlers::handlers! { Tasks {
    pay(Payment) -> Payment;
    send(Shipping) -> Shipping;
    tell(Event) -> Event;
    sign(Option<Note>) -> Note;
} }
crate::handlers::subject!(enums, in_any_order);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    Ok(match (method, roll % 5) {
        (_, 0) => return Err("Odd"),
        ("pay", 1) => json!({ "kind": "card", "number": "n", "holdId": null }),
        ("pay", 2) => json!({ "kind": "split", "a": 1, "b": 2 }),
        ("send", 1) => json!({ "courier": { "name": "c", "insured": true } }),
        ("send", 2) => json!({ "relay": [1, "r"] }),
        ("tell", 1) => json!({ "type": "Closed" }),
        ("tell", 2) => json!({ "type": "Nested", "data": [{ "type": "Nothing" }, { "data": 5, "type": "Closed" }] }),
        ("sign", 1) => json!({ "text": "t", "more": 1 }),
        ("sign", _) if argument.is_null() => json!("none"),
        _ => argument.clone(),
    })
}

fn payments() -> impl Strategy<Value = Payment> {
    prop_oneof![
        ("[0-9]{2}", option::of("h")).prop_map(|(number, hold_id)| Payment::Card { number, hold_id }),
        Just(Payment::Cash),
        (0_u8..3, option::of("n")).prop_map(|(days, note)| Payment::Invoice(Terms { days, note })),
        vec(("[ab]", 0_u8..3), 0..3).prop_map(|all| Payment::Split(all.into_iter().collect())),
        Just(Payment::Else),
    ]
}

fn shippings() -> impl Strategy<Value = Shipping> {
    prop_oneof![
        Just(Shipping::Pickup),
        ("[xy]", any::<bool>()).prop_map(|(name, insured)| Shipping::Courier { name, insured }),
        (0_u8..3).prop_map(Shipping::Post),
        (0_u8..3, "[xy]").prop_map(|(stops, at)| Shipping::Relay(stops, at)),
    ]
}

fn events() -> impl Strategy<Value = Event> {
    let flat = || {
        prop_oneof![
            "[xy]".prop_map(|by| Event::Opened { by }),
            option::of(0_u8..3).prop_map(Event::Closed),
            Just(Event::Nothing),
        ]
    };
    prop_oneof![flat(), vec(flat(), 0..3).prop_map(Event::Nested)]
}

fn notes() -> impl Strategy<Value = Note> {
    prop_oneof![
        (0_u8..3).prop_map(Note::Number),
        "[xy]".prop_map(Note::Text),
        ("[xy]", option::of("b")).prop_map(|(text, by)| Note::Signed { text, by }),
        "[xy]".prop_map(|text| Note::Also { text }),
        Just(Note::Nothing),
    ]
}

fn inputs() -> BoxedStrategy<Input> {
    ("[ab]", payments(), option::of(payments()), shippings(), events(), notes(), vec(payments(), 0..3))
        .prop_map(|(id, payment, refund, shipping, event, note, list)| Input {
            id,
            payment,
            refund,
            shipping,
            event,
            note,
            list,
        })
        // An untagged value may be read back as another variant: both builds begin with that one.
        .prop_filter_map("it reads what it writes", |input| {
            serde_json::from_value(serde_json::to_value(input).ok()?).ok()
        })
        .boxed()
}
