//! What there is to draw, free of any format: states, the scopes they stand in, and what leads from one to another.

/// A state, as an index into [`Graph::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub usize);

/// A definition as a picture shows it.
///
/// Transitions never leave their scope, so a picture is a tree of scopes, and each scope is a graph of its own.
/// Texts are those of the definition, unescaped: every writer escapes them for its format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// `Comment` of the definition.
    pub comment: Option<String>,
    /// The scopes; the first is the top level, and each stands after the one around it. Empty if the definition
    /// is no object.
    pub scopes: Vec<Scope>,
    /// The states of all scopes: those of the definition by their [`StateId`](crate::ir::StateId), then those that
    /// are led to and do not exist.
    pub nodes: Vec<Node>,
}

impl Graph {
    /// The node behind an id.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0)
    }

    /// The states that the definition has, without those that it only names.
    pub fn states(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| node.kind != NodeKind::Missing)
    }
}

/// A set of states that lead to one another only: the top level, a branch of a `Parallel`, or what a `Map` does
/// with each item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The state that it belongs to, and which of that state's scopes it is; `None` for the top level.
    pub owner: Option<(NodeId, usize)>,
    /// Its states, in the order of the source.
    pub nodes: Vec<NodeId>,
    /// What leads from where to where: first from the start, then state by state in the order of the source.
    pub edges: Vec<Edge>,
}

/// A state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The key in `States`.
    pub name: String,
    /// `Type`, as far as it is known.
    pub kind: NodeKind,
    /// The scope that it stands in, as an index into [`Graph::scopes`].
    pub scope: usize,
    /// What it does, in a few words: the function it calls, the time it waits, the error it fails with.
    pub detail: Option<String>,
    /// `Comment`.
    pub comment: Option<String>,
    /// `Retry`: a sentence a retrier.
    pub retries: Vec<String>,
    /// The scopes that belong to it, as indices into [`Graph::scopes`].
    pub scopes: Vec<usize>,
}

/// The type of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// `Task`
    Task,
    /// `Pass`
    Pass,
    /// `Choice`
    Choice,
    /// `Wait`
    Wait,
    /// `Succeed`
    Succeed,
    /// `Fail`
    Fail,
    /// `Parallel`
    Parallel,
    /// `Map`
    Map,
    /// A state whose `Type` is missing or not known.
    Unknown,
    /// No state: a name that a transition leads to and that `States` does not have.
    Missing,
}

impl NodeKind {
    /// The word for it: `Type` as the language writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Task => "Task",
            Self::Pass => "Pass",
            Self::Choice => "Choice",
            Self::Wait => "Wait",
            Self::Succeed => "Succeed",
            Self::Fail => "Fail",
            Self::Parallel => "Parallel",
            Self::Map => "Map",
            Self::Unknown => "Unknown type",
            Self::Missing => "Not there",
        }
    }

    /// The class by which a picture marks it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Pass => "pass",
            Self::Choice => "choice",
            Self::Wait => "wait",
            Self::Succeed => "succeed",
            Self::Fail => "fail",
            Self::Parallel => "parallel",
            Self::Map => "map",
            Self::Unknown => "unknown",
            Self::Missing => "missing",
        }
    }
}

/// Where an edge begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The start of the scope.
    Start,
    /// A state of the scope.
    State(NodeId),
    /// The end of the scope.
    End,
}

/// What leads from one place of a scope to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it begins.
    pub from: Place,
    /// Where it leads.
    pub to: Place,
    /// What kind of transition it is.
    pub kind: EdgeKind,
    /// When it is taken: the rule, `Default`, the names of the errors. Empty where there is no condition.
    pub label: String,
}

/// The kind of a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// `StartAt`
    Start,
    /// `Next`
    Next,
    /// The scope ends: `End`, a `Succeed`, or on the top level a `Fail`.
    End,
    /// `Choices`: which rule, from 0.
    Rule(usize),
    /// `Default`
    Default,
    /// `Catch`: which catcher, from 0.
    Catch(usize),
}

impl EdgeKind {
    /// The class by which a picture marks it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Next => "next",
            Self::End => "end",
            Self::Rule(_) => "rule",
            Self::Default => "default",
            Self::Catch(_) => "catch",
        }
    }
}
