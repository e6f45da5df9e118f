//! What is known of one state's data, as data.

use crate::{
    check::flow::Via,
    source::Span,
    types::{Presence, Ty},
};

/// Everything that is known of one state's data. Types are those of the checker: `Any` where nothing is known,
/// `Error` where that is because of an error, `Never` where no value can be.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The state.
    pub state: Place,
    /// Its `Type`; `Unknown` if that is missing or misspelt.
    pub kind: &'static str,
    /// Where the service says that it is: `/States/P/Branches[0]/States/Name`.
    pub location: String,
    /// Whether executions come here.
    pub reach: Reach,
    /// Whether its own text is at fault: then what it brings is not known.
    pub faulty: bool,
    /// What a Task calls.
    pub call: Option<Call>,
    /// What leads here, in the order of the source; ways that are never taken are among them.
    pub arrivals: Vec<Arrival>,
    /// The stages of its data flow that its kind has, in order.
    pub stages: Vec<Stage>,
    /// Of a Parallel its branches, of a Map what it does with an item.
    pub scopes: Vec<Inner>,
    /// The variables in scope on entry, by name.
    pub variables: Vec<Variable>,
    /// The fields of the raw input, and where each came from.
    pub fields: Vec<Field>,
    /// How many fields more there are than are listed.
    pub fields_left_out: usize,
    /// Fields that a state before this one had, and that do not come here.
    pub lost: Vec<Lost>,
    /// The ways out, in the order of the source: rules, default, catchers, next.
    pub ways: Vec<Way>,
}

/// A state, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// The place of its name.
    pub span: Span,
}

/// Whether executions come to a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// They do, as far as types tell.
    Reached,
    /// Transitions lead here, and none of them is ever taken.
    NeverTaken,
    /// No transition leads here from where executions begin.
    NotLedTo,
}

/// What a Task calls.
#[derive(Clone, Debug)]
pub struct Call {
    /// `Resource`, as written.
    pub resource: String,
    /// The method of the contract, with its place; `None` if there is no contract, or no such method.
    pub method: Option<Place>,
    /// What the method takes; of `lambda:invoke` that is `Payload`. `None` if it takes nothing.
    pub takes: Option<Ty>,
}

/// A way that leads to a state.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The state it leads from; `None`: the execution begins here.
    pub from: Option<Place>,
    /// Which way out of it: `Next`, `Choices[0]`, `Default`, `Catch[0]`, `Branches[0]`, `ItemProcessor`.
    pub field: String,
    /// Whether it is ever taken.
    pub is_taken: bool,
}

/// A stage of a state's data flow.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Which one.
    pub name: StageName,
    /// The field that makes it of the one before, as it is written: a path, `null`, or `{ .. }` for a template.
    /// `None`: the state does not have the field.
    pub written: Option<String>,
    /// The type of the data then.
    pub ty: Ty,
}

/// The stages, called as the service's `TestState` calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageName {
    /// What comes in.
    Input,
    /// After `InputPath`.
    InputPath,
    /// After `Parameters`: what a task is called with, what each branch begins with, what a Pass hands on.
    Parameters,
    /// Of a Map, after `ItemsPath`: what is iterated over.
    ItemsPath,
    /// Of a Map, after `ItemSelector`: what is made of one item.
    ItemSelector,
    /// Of a distributed Map, after `ItemBatcher`: one batch.
    ItemBatcher,
    /// What the work brings.
    Result,
    /// After `ResultSelector`.
    ResultSelector,
    /// After `ResultPath`.
    ResultPath,
    /// After `OutputPath`: what the state hands on.
    Output,
}

impl StageName {
    /// The name for tools.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            StageName::Input => "input",
            StageName::InputPath => "afterInputPath",
            StageName::Parameters => "afterParameters",
            StageName::ItemsPath => "afterItemsPath",
            StageName::ItemSelector => "afterItemSelector",
            StageName::ItemBatcher => "afterItemBatcher",
            StageName::Result => "result",
            StageName::ResultSelector => "afterResultSelector",
            StageName::ResultPath => "afterResultPath",
            StageName::Output => "output",
        }
    }
}

/// A branch of a Parallel, or what a Map does with an item.
#[derive(Clone, Debug)]
pub struct Inner {
    /// The field: `Branches[0]`, `ItemProcessor`, `Iterator`.
    pub field: String,
    /// The state it begins with, if that is known.
    pub start: Option<Place>,
    /// What it begins with.
    pub begins: Ty,
    /// What it ends with; `Never` if it never ends well.
    pub ends: Ty,
}

/// A variable in scope.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name, without `$`.
    pub name: String,
    /// What it holds.
    pub ty: Ty,
    /// Whether every way that leads here assigns it.
    pub is_sure: bool,
    /// The states whose `Assign` may be what it holds, and by which way out of them.
    pub assigned: Vec<(Place, String)>,
}

/// A field of the raw input.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its path: `$.order.total`; `$` for an input that has no fields, and `$.*` for those that are not known.
    pub path: String,
    /// The type of its value.
    pub ty: Ty,
    /// Whether it is always there.
    pub presence: Presence,
    /// Where it came from: one entry for each place that may have written it.
    pub origins: Vec<Origin>,
    /// The ways that come without it.
    pub without: Vec<Without>,
    /// Whether the search for where it came from was given up, for its size.
    pub is_cut: bool,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The workflow's input, at this path.
    Input(String),
    /// A state wrote it.
    Written(Written),
    /// A state whose text is at fault.
    Faulty(Place),
}

/// What a state wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The state.
    pub by: Place,
    /// What of it: `Result`, `Parameters`, `ResultSelector`, `ItemSelector`, or `Catch[0]` for a caught error.
    pub field: String,
    /// The `ResultPath` that it was written to; `None`: it replaced the whole.
    pub result_path: Option<String>,
    /// Where in what was written it lies: `$` or a path.
    pub path: String,
}

/// A way that comes without a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Without {
    /// The workflow's input does not have it.
    Input,
    /// A way out of a state.
    Way(Place, String),
}

/// A field that does not come here any more.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Its path.
    pub path: String,
    /// What it was.
    pub ty: Ty,
    /// The state that lost it.
    pub by: Place,
    /// The way out of that state.
    pub field: String,
    /// What it was lost by, in words; `None` if there is no more to say.
    pub why: Option<String>,
    /// The place of that.
    pub span: Span,
}

/// A way out of a state.
#[derive(Clone, Debug)]
pub struct Way {
    /// Which one it is.
    pub via: Via,
    /// The field: `Choices[0]`, `Default`, `Catch[0]`, `Next`, `End`.
    pub field: String,
    /// Where it leads.
    pub target: WayTarget,
    /// What it carries; `Never` if it is never taken.
    pub ty: Ty,
    /// Of a rule or the default of a Choice: when it holds, and what is known then that was not before.
    pub rule: Option<Rule>,
    /// Of a catcher: which errors it gets.
    pub catcher: Option<Catcher>,
    /// The variables that its `Assign` sets, in order.
    pub assigned: Vec<(String, Ty)>,
}

/// Where a way out leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayTarget {
    /// To a state.
    State(Place),
    /// To the end of the execution, the branch or the iteration.
    End,
    /// Not known; a finding says so.
    Unknown,
}

/// What a rule of a Choice asks, and what follows from it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// When it holds, in the words of the language; `None` for the default.
    pub condition: Option<String>,
    /// What is known on its way and was not before.
    pub learnt: Vec<Learnt>,
}

/// Something that is known on the way of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learnt {
    /// The path of what it is known of.
    pub path: String,
    /// What it is there; `None`: it is not there.
    pub ty: Option<Ty>,
    /// Of a whole number the least it can be, if that is news.
    pub least: Option<i128>,
    /// And the most.
    pub most: Option<i128>,
}

/// Which errors a catcher gets.
#[derive(Clone, Debug)]
pub struct Catcher {
    /// `ErrorEquals`, as written.
    pub named: Vec<String>,
    /// `ResultPath`, as written.
    pub result_path: Option<String>,
    /// Those that it gets, behind the catchers before it; `None` if no contract tells.
    pub gets: Option<Vec<String>>,
    /// Whether it may get others as well, that no contract lists.
    pub others: bool,
}
