//! Runs the data flow forward over values that come from unknown places, and notes what is done with them.

mod state;

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    methods::Methods,
    place::{Goal, PlaceId, Places},
    read::Uses,
    shape::{Lost, Shape},
};
use crate::{
    check::flow::{context, graph},
    ir::{Kind, Machine, ScopeId, State, StateId, Until, Words},
};
use state::Here;

/// How often something new may come to a state, or to the end of a scope, before all of it counts as unknown.
const ROUNDS: u32 = 40;

/// The variables at one place.
pub(super) type Variables = Rc<BTreeMap<String, Shape>>;

/// What comes to a state.
#[derive(Clone, Debug, Default)]
struct Arrival {
    document: Option<Shape>,
    variables: Variables,
    rounds: u32,
}

struct Flow<'a> {
    machine: &'a Machine,
    methods: &'a Methods,
    places: &'a mut Places,
    uses: Uses,
    input: PlaceId,
    order: Vec<usize>,
    arrivals: Vec<Arrival>,
    /// What the runs of each scope end with, and how often that has grown.
    ends: Vec<(Option<Shape>, u32)>,
    queue: BTreeSet<(usize, StateId)>,
}

/// Notes on the places what a machine does with them. `input` is that of the workflow's input.
pub(super) fn run(machine: &Machine, methods: &Methods, input: PlaceId, places: &mut Places) -> Uses {
    let mut flow = Flow {
        machine,
        methods,
        places,
        uses: Uses::default(),
        input,
        order: graph::order(machine),
        arrivals: vec![Arrival::default(); machine.states.len()],
        ends: vec![(None, 0); machine.scopes.len()],
        queue: BTreeSet::new(),
    };
    if let Some(start) = machine.start() {
        flow.arrive(start, Shape::place(input), &Variables::default());
    }
    while let Some((_, id)) = flow.queue.pop_first() {
        flow.look(id);
    }
    flow.uses
}

impl Flow<'_> {
    fn queue(&mut self, id: StateId) {
        self.queue.insert((self.order.get(id.0 as usize).copied().unwrap_or(usize::MAX), id));
    }

    /// Lets data come to a state.
    fn arrive(&mut self, id: StateId, document: Shape, variables: &Variables) {
        let mut lost = Lost::new();
        let document = document.bounded(&mut lost);
        let Some(arrival) = self.arrivals.get_mut(id.0 as usize) else { return };
        let mut next = match &arrival.document {
            None => Arrival { document: Some(document), variables: variables.clone(), rounds: 0 },
            Some(known) => Arrival {
                document: Some(known.join(&document).bounded(&mut lost)),
                variables: joined(&arrival.variables, variables, &mut lost),
                rounds: arrival.rounds,
            },
        };
        let is_new = next.document != arrival.document || next.variables != arrival.variables;
        if is_new {
            next.rounds += 1;
            if next.rounds > ROUNDS {
                next.document.iter().chain(next.variables.values()).for_each(|shape| shape.all(&mut lost));
                let unknown = next.variables.keys().map(|name| (name.clone(), Shape::default())).collect();
                let was_unknown = next.rounds > ROUNDS + 1;
                next = Arrival { document: Some(Shape::default()), variables: Rc::new(unknown), rounds: next.rounds };
                *arrival = next;
                self.lose(id, lost);
                if !was_unknown {
                    self.queue(id);
                }
                return;
            }
            *arrival = next;
            self.queue(id);
        }
        self.lose(id, lost);
    }

    /// Lets a run of a scope end.
    fn end(&mut self, scope: ScopeId, from: StateId, document: &Shape) {
        if scope == ScopeId::TOP {
            self.escape(document, Goal::Output);
            return;
        }
        let mut lost = Lost::new();
        let Some((known, grown)) = self.ends.get_mut(scope.0 as usize) else { return };
        let joined = match &*known {
            None => document.clone().bounded(&mut lost),
            Some(known) => known.join(document).bounded(&mut lost),
        };
        if known.as_ref() != Some(&joined) {
            *grown += 1;
            if *grown > ROUNDS {
                joined.all(&mut lost);
                *known = Some(Shape::default());
            } else {
                *known = Some(joined);
            }
            let may_go_on = *grown <= ROUNDS + 1;
            if let Some((owner, _)) = self.machine.scope(scope).and_then(|scope| scope.owner).filter(|_| may_go_on) {
                self.queue(owner);
            }
        }
        self.lose(from, lost);
    }

    /// What is no longer followed counts as used as a whole.
    fn lose(&mut self, id: StateId, lost: Lost) {
        for place in lost {
            self.places.evidence(place, |evidence| {
                evidence.goes_to.insert(Goal::Other(id));
            });
        }
    }

    fn escape(&mut self, shape: &Shape, goal: Goal) {
        let mut all = Lost::new();
        shape.all(&mut all);
        for place in all {
            self.places.evidence(place, |evidence| {
                evidence.goes_to.insert(goal.clone());
            });
        }
    }

    fn look(&mut self, id: StateId) {
        let Some(arrival) = self.arrivals.get(id.0 as usize).cloned() else { return };
        let (Some(raw), Some(state)) = (arrival.document, self.machine.state(id)) else { return };
        let variables = arrival.variables;
        let context = self.context(state);
        let mut here = Here { flow: self, id, scope: state.scope, raw, context, variables };
        match &state.kind {
            Kind::Task(task) => here.task(task),
            Kind::Parallel(parallel) => here.parallel(parallel),
            Kind::Map(map) => here.map(map),
            Kind::Pass(pass) => here.pass(pass),
            Kind::Choice(choice) => here.choice(choice),
            Kind::Wait(wait) => {
                let effective = here.select(&wait.input_path, &here.raw.clone());
                match &wait.until {
                    Until::SecondsPath(path) => here.reader(&effective).integer(path),
                    Until::TimestampPath(path) => here.reader(&effective).timestamp(path),
                    Until::Seconds(_) | Until::Timestamp(_) => {}
                }
                let variables = here.assign(wait.assign.as_ref(), &effective);
                let output = here.select(&wait.output_path, &effective);
                here.go(&wait.next, output, &variables);
            }
            Kind::Succeed(succeed) => {
                let effective = here.select(&succeed.input_path, &here.raw.clone());
                let output = here.select(&succeed.output_path, &effective);
                here.flow.end(state.scope, id, &output);
            }
            Kind::Fail(fail) => {
                for words in fail.error.iter().chain(&fail.cause) {
                    let raw = here.raw.clone();
                    match words {
                        Words::Path(path) => here.reader(&raw).string(path),
                        Words::Call(call) => drop(here.reader(&raw).call(call)),
                        Words::Literal(_) => {}
                    }
                }
            }
            Kind::Unknown => {}
        }
    }

    /// The context object as a state sees it: only the execution's input comes from an unknown place.
    fn context(&self, state: &State) -> Shape {
        let input =
            if context::Shape::of(self.machine, state).child { Shape::default() } else { Shape::place(self.input) };
        Shape::object([("Execution", Shape::object([("Input", input)]))])
    }
}

fn joined(a: &Variables, b: &Variables, lost: &mut Lost) -> Variables {
    if a == b {
        return a.clone();
    }
    let mut all = BTreeMap::clone(a);
    for (name, shape) in b.iter() {
        let shape = match all.get(name) {
            Some(known) => known.join(shape),
            None => shape.clone(),
        };
        all.insert(name.clone(), shape.bounded(lost));
    }
    Rc::new(all)
}
