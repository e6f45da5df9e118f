//! What a rule sees: the machine, the facts, and the ways that lead to each state.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use crate::{
    check::{
        blame::Value,
        flow::{Edge, Facts, StateFacts, Target, Via, World, context, template::Scope},
        reads::{Read, Stage},
        rules::choice::Looked,
    },
    diag::{Diagnostic, Severity},
    expr::{Root, Step},
    ir::{Catcher, Kind, Machine, Rule, ScopeId, State, StateId},
    source::Span,
    types::{Ty, ty::Walk},
};

/// How many places the searches for causes look at: a definition with that much wrong needs no more of them.
const PLACES: usize = 100_000;

/// The machine and all that is known of it.
pub(crate) struct Scene<'a> {
    /// The machine.
    pub machine: &'a Machine,
    /// What surrounds it.
    pub world: &'a World<'a>,
    /// The types of its data.
    pub facts: &'a Facts,
    /// The edges that lead to each state: their source, and which of its edges.
    incoming: Vec<Vec<(StateId, usize)>>,
    /// Whether no execution enters some state.
    has_unentered: bool,
    /// How many places the searches for causes may still look at, all together.
    places: Cell<usize>,
    /// By which ways out of a Choice a value is sure to come, two of them at most; as far as that was looked up.
    pub told: RefCell<HashMap<(StateId, Value), Vec<Via>>>,
    /// What names a part of the document that flows in a scope, as far as that was looked up.
    pub named: RefCell<HashMap<ScopeId, Named>>,
    /// Whether places that rules ask for are there in any state; as far as that was looked up.
    pub ever: RefCell<HashMap<(Root, Vec<Step>), bool>>,
}

/// By which paths parts of a document are named: the first step of each, and where that path stands if no other one has
/// the same step.
pub(crate) type Named = HashMap<Option<Step>, Option<Span>>;

/// The state that a rule looks at.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    /// Its index.
    pub id: StateId,
    /// The state.
    pub state: &'a State,
    /// The types of its data.
    pub facts: &'a StateFacts,
    /// How the rules of a Choice come out: of the state that the rules look at, but not of those around it.
    pub looked: Option<&'a Looked<'a>>,
}

impl<'a> Scene<'a> {
    /// Over a machine and its facts.
    pub(crate) fn new(machine: &'a Machine, world: &'a World<'a>, facts: &'a Facts) -> Self {
        let mut incoming = vec![Vec::new(); machine.states.len()];
        for (id, _) in machine.iter() {
            for (at, edge) in facts.state(id).iter().flat_map(|state| &state.edges).enumerate() {
                if let (Target::State(target), false) = (edge.target, edge.ty.is_never())
                    && let Some(list) = incoming.get_mut(target.0 as usize)
                {
                    list.push((id, at));
                }
            }
        }
        let has_unentered = machine.iter().any(|(id, _)| !facts.state(id).is_some_and(StateFacts::is_reached));
        Scene {
            machine,
            world,
            facts,
            incoming,
            has_unentered,
            places: Cell::new(PLACES),
            told: RefCell::default(),
            named: RefCell::default(),
            ever: RefCell::default(),
        }
    }

    /// Takes one of the places that searches for causes may look at; `false` once there are none.
    pub(crate) fn take_place(&self) -> bool {
        let left = self.places.get();
        self.places.set(left.saturating_sub(1));
        left > 0
    }

    /// The place of a state in the order in which an execution comes to them.
    pub(crate) fn order(&self, id: StateId) -> usize {
        self.facts.order.get(id.0 as usize).copied().unwrap_or(usize::MAX)
    }

    /// A finding about data: an error under a contract, a warning without one.
    pub(crate) fn finding(
        &self,
        here: &Here<'_>,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(code, span, message);
        if self.world.contract.is_none() {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic.in_state(&here.state.name)
    }

    /// The ways that lead to a state and may be taken.
    pub(crate) fn incoming(&self, id: StateId) -> impl Iterator<Item = (Here<'a>, &'a Edge)> {
        self.incoming.get(id.0 as usize).into_iter().flatten().filter_map(|(source, at)| {
            let here = self.here(*source)?;
            let edge = here.facts.edges.get(*at)?;
            Some((here, edge))
        })
    }

    /// The ways that end the runs of a scope and may be taken.
    pub(crate) fn ends(&self, scope: ScopeId) -> impl Iterator<Item = (Here<'a>, &'a Edge)> {
        let states = self.machine.scope(scope).into_iter().flat_map(|scope| &scope.states);
        states.filter_map(|id| self.here(*id)).flat_map(|here| {
            let edges = here.facts.edges.iter().filter(|edge| edge.target == Target::End && !edge.ty.is_never());
            edges.map(move |edge| (here, edge))
        })
    }

    /// A state, to look at.
    pub(crate) fn here(&self, id: StateId) -> Option<Here<'a>> {
        Some(Here { id, state: self.machine.state(id)?, facts: self.facts.state(id)?, looked: None })
    }

    /// Whether an execution can come to a state, as far as types tell.
    pub(crate) fn is_entered(&self, id: StateId) -> bool {
        self.facts.state(id).is_some_and(StateFacts::is_reached)
    }

    /// Whether there is a state that none can come to.
    pub(crate) fn has_unentered(&self) -> bool {
        self.has_unentered
    }

    /// Whether a transition leads to a state, whatever the types say.
    pub(crate) fn is_led_to(&self, id: StateId) -> bool {
        self.facts.order.get(id.0 as usize).is_some_and(|place| *place != usize::MAX)
    }
}

impl<'a> Here<'a> {
    /// What a path finds where it is read.
    pub(crate) fn walk(&self, scene: &Scene<'_>, read: &Read<'_>) -> Walk {
        self.at(scene, read.stage, |scope| scope.walk(read.path))
    }

    /// The rule of a Choice that a way out is.
    pub(crate) fn rule(&self, via: Via) -> Option<&'a Rule> {
        match (&self.state.kind, via) {
            (Kind::Choice(choice), Via::Rule(at)) => choice.rules.get(at),
            _ => None,
        }
    }

    /// The catcher that a way out is.
    pub(crate) fn catcher(&self, via: Via) -> Option<&'a Catcher> {
        match via {
            Via::Catch(at) => self.state.work()?.catch.get(at),
            _ => None,
        }
    }

    /// The edge that is a way out.
    pub(crate) fn edge(&self, via: Via) -> Option<&Edge> {
        self.facts.edges.iter().find(|edge| edge.via == via)
    }

    /// Looks at what paths start from at a stage.
    pub(crate) fn at<R>(&self, scene: &Scene<'_>, stage: Stage, look: impl FnOnce(Scope<'_>) -> R) -> R {
        let facts = self.facts;
        let mut or = None;
        let (document, variables) = match stage {
            Stage::Raw => (&facts.raw_input, &facts.variables),
            Stage::Effective | Stage::Item => (&facts.effective_input, &facts.variables),
            Stage::Result => (&facts.result, &facts.variables),
            Stage::Placed => (&facts.placed, &facts.variables),
            Stage::Assign(via) => match self.edge(via) {
                Some(edge) => {
                    or = edge.before.or.as_ref();
                    (&edge.before.document, &edge.before.variables)
                }
                None => (&Ty::Never, &facts.variables),
            },
        };
        let mut context = scene.world.context_of(scene.machine, self.state, variables);
        if let (Stage::Item, Kind::Map(map)) = (stage, &self.state.kind) {
            context = context::with_item(&context, &facts.item, &map.mode);
        }
        look(Scope { document, or, context: &context, variables })
    }
}
