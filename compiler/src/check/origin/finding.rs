//! What a finding says of where its fault comes from.

use super::{
    Crossed, Crossing, Fault, How, Origin, blame,
    hint::{self, Hint},
    label, taken,
    trace::{Trace, trace},
};
use crate::{
    check::{
        blame::{Blame, Place},
        narrowed,
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, Label},
    expr::{Root, Step},
    ir::{Kind, State},
    source::Span,
};

/// How many borders of scopes a finding names.
const CROSSED: usize = 2;
/// How many causes a finding names.
const NAMED: usize = 3;

const INPUT_DECLARED: &str = "the workflow's input is declared here";

/// Names the cause of a fault in the diagnostic about it, and tells it for those that share it.
pub(crate) fn explain(
    scene: &Scene<'_>,
    here: &Here<'_>,
    fault: &Fault<'_>,
    diagnostic: Diagnostic,
) -> (Diagnostic, Blame) {
    let Some(nearest) = fault.lies.first() else { return (diagnostic, Blame::default()) };
    let in_input = match nearest {
        Origin::Raw(steps) => Some(steps.as_slice()),
        _ => None,
    };
    let mut trace = trace(scene, here.id, fault.lies, fault.bad);
    let lacked = trace.lacked.take();
    let search = Search { scene, here, fault, trace: &trace, in_input };
    let mut blame = blame(scene, fault, &trace);
    // Whatever is missing in what was taken for something else is one fault.
    let taken = trace.crossings.iter().find_map(|crossing| crossing.takes_parent(fault));
    blame.share(taken);
    let blame = blame.and(trace.crossings.iter().filter_map(|crossing| crossing.mistaken(fault)));
    let (choice, diagnostic, blame) = search.of_choice(diagnostic, blame);
    let mut blame = Blame { lacked, ..blame };
    let Some(first) = trace.sources.first() else {
        return match search.unused_result() {
            Some(hint) => search.of_hint(hint, diagnostic, blame),
            None => search.of_way(choice, diagnostic, blame),
        };
    };
    let mut diagnostic = search.of_sources(diagnostic);
    // What a state makes anew may have been left out, or it was never put where it is taken from.
    let hint = if first.how == How::Wrote { search.unused_result() } else { None };
    if let Some(hint) = hint {
        return search.of_hint(hint, diagnostic, blame);
    }
    search.of_selector(&mut blame);
    if let Some(help) = label::help(scene, first) {
        diagnostic = diagnostic.help(help);
    }
    // What was lost was to be taken as it is: of the fields that take it the nearest is enough.
    let most_taken = if first.how == How::Lost { search.most_taken().min(1) } else { search.most_taken() };
    (search.crossed(most_taken, diagnostic), blame)
}

/// Names the state that ends a branch or an iteration without what its result has, if what is read is not there for
/// that.
pub(crate) fn lacked_at_end(scene: &Scene<'_>, here: &Here<'_>, lies: &[Origin], diagnostic: Diagnostic) -> Diagnostic {
    let crossings = trace(scene, here.id, lies, &|walk| !walk.is_sure()).crossings;
    if let Some(hint) = crossings.iter().find_map(|crossing| crossing.unused_result(scene, &[])) {
        return hint.add(diagnostic);
    }
    match crossings.iter().find_map(|crossing| crossing.ended_without(scene)) {
        Some((ended, span, message)) => named(diagnostic, span, message, &ended.state.name),
        None => diagnostic,
    }
}

/// The search for the cause of a fault, and what it came to.
struct Search<'s, 'a> {
    scene: &'s Scene<'a>,
    /// The state that reads what is at fault.
    here: &'s Here<'s>,
    fault: &'s Fault<'s>,
    trace: &'s Trace<'a>,
    /// Where that lies in the input of the state, if it does.
    in_input: Option<&'s [Step]>,
}

impl<'a> Search<'_, 'a> {
    /// How many states are named that took something else for what is at fault.
    fn most_taken(&self) -> usize {
        if self.fault.meant { 0 } else { NAMED }
    }

    /// Names the Choice that left nothing else, and blames it. Gives back its name.
    fn of_choice(&self, diagnostic: Diagnostic, blame: Blame) -> (Option<&'a str>, Diagnostic, Blame) {
        let Search { scene, fault, .. } = self;
        // What a Choice takes apart, and what was lost, has a place of its own.
        let is_told = self.trace.sources.iter().any(|source| matches!(source.how, How::Lost | How::Narrowed));
        let narrowed = self
            .in_input
            .filter(|_| !is_told)
            .and_then(|steps| narrowed::on_the_way(scene, self.here.id, &Root::Document, steps, fault.bad));
        let Some(narrowed) = narrowed else { return (None, diagnostic, blame) };
        let by = narrowed.by.as_ref().and_then(|(choice, via, steps)| Some((scene.here(*choice)?, *via, steps)));
        let blame = match by {
            Some((choice, via, steps)) => {
                Blame { asked: blame.asked, ..taken(&choice, via, (&Root::Document, steps), fault.bad) }
            }
            None => blame,
        };
        (Some(narrowed.state), narrowed.add(diagnostic), blame)
    }

    /// A result that has what is missing, and went elsewhere. What a branch or an iteration ends with is nearer than what
    /// came before.
    fn unused_result(&self) -> Option<Hint> {
        let missing = self.fault.missing.as_ref()?;
        let mut crossings = self.trace.crossings.iter();
        let before = || {
            let steps: Vec<Step> =
                self.in_input.filter(|_| !missing.is_part)?.iter().chain(&missing.below).cloned().collect();
            // Where what was meant is known, no bare place is.
            let spare = if self.fault.meant { 0 } else { self.fault.spare + missing.below.len() };
            hint::unused_result(self.scene, self.here.id, &steps, spare, self.fault.other_root)
        };
        let at_end = |lie: &Origin| match lie {
            Origin::Ends(scope, steps) => hint::at_ends(self.scene, *scope, steps, &missing.below),
            _ => None,
        };
        let mut lies = self.fault.lies.iter();
        lies.find_map(at_end)
            .or_else(|| crossings.find_map(|crossing| crossing.unused_result(self.scene, &missing.below)))
            .or_else(before)
    }

    /// The state to blame whose result has what is missing.
    fn hinted(&self, hint: &Hint) -> Blame {
        let lost = self.in_input.map(|steps| words::document_path(self.fault.lost(steps)));
        // Which result was meant is a guess: that the name is nowhere is not.
        let written = hint.is_written.then_some(Place::Written(hint.state, hint.via));
        Blame::of(Place::Way(hint.state, hint.via), lost).wanting(&self.fault.want).and(written)
    }

    /// Names and blames the state whose result has what is missing.
    fn of_hint(&self, hint: Hint, diagnostic: Diagnostic, mut blame: Blame) -> (Diagnostic, Blame) {
        blame.share([self.hinted(&hint)]);
        (self.crossed(self.most_taken(), hint.add(diagnostic)), blame)
    }

    /// Blames a Map that hands in its bare items, if what is read is nothing of them.
    fn of_selector(&self, blame: &mut Blame) {
        blame.share(self.trace.crossings.iter().find_map(Crossing::lacks_selector));
    }

    /// Says what the data went through, and where it comes from, if no place is known where it went wrong.
    fn of_way(&self, choice: Option<&str>, diagnostic: Diagnostic, mut blame: Blame) -> (Diagnostic, Blame) {
        // What is taken for the very value is one fault, wherever it is read.
        let mut crossings = self.trace.crossings.iter().filter(|_| !self.fault.meant);
        let taken = crossings.find_map(|crossing| crossing.takes_whole());
        blame.share(taken.map(|taken| taken.wanting(&self.fault.want)));
        self.of_selector(&mut blame);
        let diagnostic = self.crossed(self.most_taken(), diagnostic);
        let diagnostic = match self.in_input {
            Some(_) => self.came_from(choice, diagnostic),
            None => diagnostic,
        };
        let diagnostic = match self.declared() {
            Some(input) => diagnostic.cause(input, INPUT_DECLARED, None),
            None => diagnostic,
        };
        (diagnostic, blame)
    }

    /// Names the places where the data went wrong.
    fn of_sources(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        for source in self.trace.sources.iter().take(NAMED) {
            let steps = match source.how {
                // A variant has all of the path, or none of its last step.
                How::Narrowed => &source.steps,
                How::Lost | How::Wrote | How::Without => self.fault.tried(&source.steps),
            };
            let (span, message) = label::of(self.scene, source, &words::path_of(&source.root, steps));
            diagnostic = named(diagnostic, span, message, &source.here.state.name);
        }
        diagnostic
    }

    /// Where the workflow's input is declared, if a fault goes back to it.
    fn declared(&self) -> Option<Span> {
        self.trace.from_start.as_ref()?;
        Some(self.scene.world.tasks()?.input.as_ref()?.span)
    }

    /// Says where a state's input comes from, where no single place is to blame, unless that is a Choice that was named.
    fn came_from(&self, choice: Option<&str>, diagnostic: Diagnostic) -> Diagnostic {
        let Search { scene, here, .. } = self;
        let mut sources: Vec<&State> = Vec::new();
        for (source, _) in scene.incoming(here.id) {
            if !sources.iter().any(|known| known.name == source.state.name) {
                sources.push(source.state);
            }
        }
        let name = &here.state.name;
        let is_start = scene.machine.start() == Some(here.id);
        let is_declared = self.declared().is_some();
        match sources.as_slice() {
            [] if is_declared => diagnostic,
            [] => diagnostic.note(format!("the input of state `{name}` is the workflow's own")),
            [one] if !is_start => {
                let from = format!("the input of state `{name}` comes from `{}`", one.name);
                let is_named = |label: &Label| label.state.as_ref() == Some(&one.name);
                // A Pass is there to form what comes next.
                let forms = matches!(one.kind, Kind::Pass(_));
                match is_declared || diagnostic.labels.iter().any(|label| label.state.is_some()) {
                    _ if choice == Some(&one.name) || diagnostic.labels.iter().any(is_named) => diagnostic,
                    true if !forms => diagnostic.note(from),
                    _ => diagnostic.cause(one.name_span, from, Some(&one.name)),
                }
            }
            _ => diagnostic,
        }
    }

    /// Names what the data went through on the way: what it was taken for something else by, up to so many, and states with
    /// branches or iterations.
    fn crossed(&self, most_taken: usize, mut diagnostic: Diagnostic) -> Diagnostic {
        let crossings = &self.trace.crossings;
        let is_whole = |crossing: &&Crossing<'_>| matches!(&crossing.what, Crossed::Taken(taken) if taken.is_whole);
        // What is taken for the very value says more than what is taken for one that holds it.
        let some_whole = crossings.iter().any(|crossing| is_whole(&crossing));
        let takes = |crossing: &&Crossing<'_>| match &crossing.what {
            Crossed::Taken(taken) => taken.is_whole || !some_whole,
            Crossed::Kept => true,
            _ => false,
        };
        let is_end = |crossing: &&Crossing<'_>| matches!(crossing.what, Crossed::Kept | Crossed::Ended);
        // What a run was ended with is said where no place before it is at fault, or not on every way.
        let is_from_before = self.trace.sources.is_empty() || self.trace.from_start.is_some();
        let is_named = |crossing: &&Crossing<'_>| {
            diagnostic.labels.iter().any(|label| label.state.as_deref() == Some(&crossing.here.state.name))
        };
        let ends = crossings.iter().filter(|crossing| is_from_before && is_end(crossing));
        let ends: Vec<_> = ends.take(CROSSED).collect();
        // What came out of a scope went into it before: that says nothing where its end is named.
        let is_behind = !ends.is_empty() || crossings.iter().any(|crossing| is_end(&crossing) && is_named(&crossing));
        let is_other = |crossing: &&Crossing<'_>| match crossing.what {
            Crossed::Into(_) => !is_behind,
            Crossed::End(..) | Crossed::Assign(_) => true,
            Crossed::Taken(_) | Crossed::Kept | Crossed::Ended => false,
        };
        let others = if some_whole { 1 } else { CROSSED };
        let taken = crossings.iter().filter(takes).take(most_taken);
        for crossing in taken.chain(ends).chain(crossings.iter().filter(is_other).take(others)) {
            let name = crossing.here.state.name.as_str();
            if diagnostic.labels.iter().any(|label| label.state.as_deref() == Some(name)) {
                continue;
            }
            if let Some((span, message)) = label::crossing(self.scene, crossing) {
                diagnostic = diagnostic.cause(span, message, Some(name));
            }
        }
        diagnostic
    }
}

/// Names a place, once.
fn named(diagnostic: Diagnostic, span: Span, message: String, state: &str) -> Diagnostic {
    let is_there = diagnostic.labels.iter().any(|label| label.span == span && label.state.as_deref() == Some(state));
    if is_there { diagnostic } else { diagnostic.cause(span, message, Some(state)) }
}
