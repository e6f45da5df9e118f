//! One state over one layout: what it does and what leaves it.

mod work;

use crate::{
    expr::{Path, Step},
    ir::{self, Kind, Next, ScopeId, Select},
    lower::{
        Target,
        build::{Place, place_of},
        layout::{Layouts, Presence},
        made::{self, Made},
        plan::{ArmId, Body, Change, Exit, Expr, Goto, MissingKind, Output, Put, Read, ReadSource, UntilPlan},
        repr::Repr,
        resolve::{Document, Resolver, View, value_steps},
        tasks::Tasks,
    },
    types::{Contract, contract::RustTy},
};

/// A document that leaves a state.
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum Leaving {
    /// The state's data, with what is laid over it by now.
    Same(Presence),
    /// Another value.
    New(Made),
}

/// Lowers cells, and collects where they lead.
pub struct Cells<'a> {
    /// The definition.
    pub machine: &'a ir::Machine,
    /// The contract; an empty one if there is none.
    pub contract: &'a Contract,
    /// The tasks behind the resources.
    pub tasks: &'a Tasks,
    /// Whether there is a contract.
    pub typed: bool,
    /// The layouts so far.
    pub layouts: &'a mut Layouts,
    /// Targets that take plain values, because too many layouts lead there.
    pub collapsed: &'a std::collections::BTreeSet<Target>,
    /// Where the cells lowered so far lead.
    pub edges: Vec<(Target, ArmId, Presence)>,
    /// The scope of the state that is lowered.
    pub scope: ScopeId,
}

impl Cells<'_> {
    fn resolver(&self) -> Resolver<'_> {
        Resolver { layouts: self.layouts, contract: self.contract, item: None }
    }

    /// What a state does with data of a layout.
    pub fn cell(&mut self, state: &ir::State, arm: ArmId, presence: &Presence) -> Body {
        let data = View::data(arm, presence.clone());
        self.scope = state.scope;
        match &state.kind {
            Kind::Pass(pass) => self.pass(pass, arm, presence, &data),
            Kind::Choice(choice) => self.choice(choice, presence, &data),
            Kind::Wait(wait) => {
                let view = self.input(&data, &wait.input_path);
                let until = match &wait.until {
                    ir::Until::Seconds(seconds) => UntilPlan::Seconds(seconds.value),
                    ir::Until::SecondsPath(path) => {
                        UntilPlan::SecondsPath(self.read(path, MissingKind::Seconds, &view), path.text.clone())
                    }
                    ir::Until::Timestamp(text) => UntilPlan::Timestamp(text.value.clone()),
                    ir::Until::TimestampPath(path) => {
                        UntilPlan::TimestampPath(self.read(path, MissingKind::Timestamp, &view), path.text.clone())
                    }
                };
                let leaving = self.passed_on(&wait.input_path, &wait.output_path, presence, &view);
                let assign = self.assigned(wait.assign.as_ref(), &view);
                Body::Wait { until, exit: self.leave(Some(&wait.next), arm, leaving).assigning(assign) }
            }
            Kind::Succeed(succeed) => {
                let view = self.input(&data, &succeed.input_path);
                let leaving = self.passed_on(&succeed.input_path, &succeed.output_path, presence, &view);
                Body::Succeed(self.leave(None, arm, leaving))
            }
            Kind::Fail(fail) => {
                let words = |this: &Self, words: &Option<ir::Words>, field: &str| {
                    words.as_ref().map(|words| match words {
                        ir::Words::Literal(text) => Expr::Str(text.value.clone()),
                        ir::Words::Call(call) => {
                            Expr::Words(Box::new(this.resolver().call(call, field, &data)), field.to_owned())
                        }
                        ir::Words::Path(path) => {
                            this.resolver().words(&place_of(path, MissingKind::Field(field.to_owned()), &data), field)
                        }
                    })
                };
                Body::Fail {
                    error: words(self, &fail.error, "ErrorPath"),
                    cause: words(self, &fail.cause, "CausePath"),
                }
            }
            Kind::Task(task) => self.task(task, arm, presence, &data),
            Kind::Parallel(parallel) => self.parallel(parallel, arm, presence, &data),
            Kind::Map(map) => self.map(map, arm, presence, &data),
            // A machine with a state of unknown kind has an error and is never lowered.
            Kind::Unknown => Body::Fail { error: None, cause: None },
        }
    }

    /// What `InputPath` makes of the raw input, for the fields after it.
    fn input(&self, data: &View, select: &Select) -> View {
        match select {
            Select::Whole => data.clone(),
            Select::Null(_) => View { document: Document::Empty, prefix: Vec::new() },
            Select::Path(path) => data.enter(path),
        }
    }

    /// What `InputPath` selects, where it may be missing and the state does not read it first of all.
    #[must_use]
    pub fn input_read(&self, state: &ir::State, arm: ArmId, presence: &Presence) -> Option<Read> {
        let select = match &state.kind {
            Kind::Task(task) if task.parameters.is_some() => &task.work.input_path,
            Kind::Parallel(parallel) if parallel.parameters.is_some() => &parallel.work.input_path,
            Kind::Map(map) if map.items_path.is_some() => &map.work.input_path,
            Kind::Pass(pass) if pass.result.is_none() && pass.parameters.is_some() => &pass.input_path,
            Kind::Choice(choice) => &choice.input_path,
            Kind::Wait(wait) => &wait.input_path,
            Kind::Succeed(succeed) => &succeed.input_path,
            _ => return None,
        };
        let view = self.input(&View::data(arm, presence.clone()), select);
        Some(self.resolver().read(&Self::effective(&view, select))).filter(Read::may_fail)
    }

    /// What `InputPath` selects, if it is a value of its own and no place.
    #[must_use]
    pub fn selected(&self, state: &ir::State, arm: ArmId, presence: &Presence) -> Option<Expr> {
        let select = match &state.kind {
            Kind::Task(task) => &task.work.input_path,
            Kind::Parallel(parallel) => &parallel.work.input_path,
            Kind::Map(map) => &map.work.input_path,
            Kind::Pass(pass) if pass.result.is_none() => &pass.input_path,
            Kind::Choice(choice) => &choice.input_path,
            Kind::Wait(wait) => &wait.input_path,
            Kind::Succeed(succeed) => &succeed.input_path,
            Kind::Pass(_) | Kind::Fail(_) | Kind::Unknown => return None,
        };
        let Select::Path(path) = select else { return None };
        path.tail.as_ref()?;
        let place = place_of(path, MissingKind::Path, &View::data(arm, presence.clone()));
        Some(self.resolver().place(&place, &RustTy::Value))
    }

    /// `Assign`: the variables, and what they become.
    fn assigned(&self, assign: Option<&ir::Assign>, view: &View) -> Vec<(String, Expr)> {
        let fields = assign.map(|assign| assign.fields.as_slice()).unwrap_or_default();
        fields
            .iter()
            .map(|field| (field.name.clone(), self.resolver().value_under(&field.value, &field.key, view)))
            .collect()
    }

    fn read(&self, path: &Path, kind: MissingKind, view: &View) -> Read {
        self.resolver().read(&place_of(path, kind, view))
    }

    /// The effective input itself, as a place. Reading it is what `InputPath` reports as missing.
    fn effective(view: &View, select: &Select) -> Place {
        let path = match select {
            Select::Path(path) => path.text.clone(),
            _ => "$".to_owned(),
        };
        let scope = View { document: view.document.clone(), prefix: Vec::new() };
        let missing = crate::lower::plan::Missing {
            kind: MissingKind::Path,
            path,
            scope: scope.scope(),
            steps: value_steps(&view.prefix),
        };
        Place { view: view.clone(), steps: Vec::new(), tail: None, missing }
    }

    /// `OutputPath` of states that pass their effective input on.
    fn passed_on(&mut self, input: &Select, output: &Select, presence: &Presence, view: &View) -> Leaving {
        let before = match input {
            Select::Whole => Leaving::Same(presence.clone()),
            _ => Leaving::New(self.made_of(&Self::effective(view, input))),
        };
        match (input, output) {
            // One read of the longer path: `$` of `OutputPath` is what `InputPath` found.
            (_, Select::Path(path)) => Leaving::New(self.made_of(&place_of(path, MissingKind::Path, view))),
            (_, Select::Null(_)) => Leaving::New(self.empty()),
            (_, Select::Whole) => before,
        }
    }

    fn made_of(&self, place: &Place) -> Made {
        let made = self.resolver().made_of_place(place);
        match made {
            made if self.typed => made,
            made => Made::value(made.into_value()),
        }
    }

    fn empty(&self) -> Made {
        if self.typed {
            Made::Record(Vec::new())
        } else {
            Made::value(Expr::Json(serde_json::Value::Object(serde_json::Map::new())))
        }
    }

    fn pass(&mut self, pass: &ir::Pass, arm: ArmId, presence: &Presence, data: &View) -> Body {
        let view = self.input(data, &pass.input_path);
        let made = match (&pass.result, &pass.parameters) {
            (Some(result), _) => made::of_literal(result, self.typed),
            (None, Some(template)) => self.resolver().made_of_template(template, &view, self.typed),
            // Nothing happens to the data: it is not taken apart only to be put together again.
            (None, None) if pass.input_path == Select::Whole && pass.result_path == Select::Whole => {
                let mut change = Change::default();
                let leaving = self.select_output(arm, Leaving::Same(presence.clone()), &pass.output_path, &mut change);
                let exit = self.leave(Some(&pass.next), arm, leaving);
                return Body::Pass {
                    result: None,
                    change,
                    exit: exit.assigning(self.assigned(pass.assign.as_ref(), &view)),
                };
            }
            (None, None) => self.made_of(&Self::effective(&view, &pass.input_path)),
        };
        // `$` of `Assign` is the result: a place of its own only where nothing was made of the input.
        let is_made = pass.result.is_some() || pass.parameters.is_some();
        let (result, made, view) = if is_made && pass.assign.is_some() {
            let view = View { document: Document::Result(Repr::VALUE), prefix: Vec::new() };
            (Some(made.into_value()), Made::value(Expr::TakeResult), view)
        } else {
            (None, made, view)
        };
        let assign = self.assigned(pass.assign.as_ref(), &view);
        let (mut change, leaving) = self.result(arm, presence, made, &pass.result_path);
        let leaving = self.select_output(arm, leaving, &pass.output_path, &mut change);
        let exit = self.leave(Some(&pass.next), arm, leaving).assigning(assign);
        Body::Pass { result, change, exit }
    }

    fn choice(&mut self, choice: &ir::Choice, presence: &Presence, data: &View) -> Body {
        let view = self.input(data, &choice.input_path);
        let Document::Data(arm, _) = &data.document else { return Body::Choice { rules: Vec::new(), default: None } };
        let exit = |this: &mut Self, next: &Next, assign: Option<&ir::Assign>| {
            let leaving = this.passed_on(&choice.input_path, &choice.output_path, presence, &view);
            let assign = this.assigned(assign, &view);
            this.leave(Some(next), *arm, leaving).assigning(assign)
        };
        let mut rules = Vec::new();
        for rule in &choice.rules {
            let condition = self.resolver().condition(&rule.condition, &view);
            rules.push((condition, exit(self, &rule.next, rule.assign.as_ref())));
        }
        let default = choice.default.as_ref().map(|next| exit(self, next, choice.assign.as_ref()));
        Body::Choice { rules, default }
    }

    /// `ResultPath`: lays a result over the raw input, or puts it in its place.
    fn result(&mut self, arm: ArmId, presence: &Presence, made: Made, select: &Select) -> (Change, Leaving) {
        let path = match select {
            Select::Whole => return (Change::default(), Leaving::New(made)),
            Select::Null(_) => {
                return (Change { unread: made.unread(), ..Change::default() }, Leaving::Same(presence.clone()));
            }
            Select::Path(path) if path.steps.is_empty() => return (Change::default(), Leaving::New(made)),
            Select::Path(path) => path,
        };
        let is_value = self.layouts.arm(arm).is_none_or(|arm| arm.base.is_value());
        if is_value {
            let put =
                Put { slot: None, path: value_steps(&path.steps), text: path.text.clone(), value: made.into_value() };
            return (Change { put: Some(put), ..Change::default() }, Leaving::Same(presence.clone()));
        }
        let keys: Option<Vec<String>> = path
            .steps
            .iter()
            .map(|step| match step {
                Step::Key(key) => Some(key.clone()),
                Step::Index(_) => None,
            })
            .collect();
        let Some(keys) = keys.filter(|keys| self.parents_are_objects(arm, presence, keys)) else {
            let whole = Self::effective(&View::data(arm, presence.clone()), &Select::Whole);
            let document = Expr::ToValue(self.resolver().read(&whole));
            let value = Expr::PutInto(
                Box::new(document),
                value_steps(&path.steps),
                path.text.clone(),
                Box::new(made.into_value()),
            );
            return (Change::default(), Leaving::New(Made::value(value)));
        };
        let mut presence = presence.clone();
        if let Some((slot, length)) = self.layouts.absorbing(arm, &keys) {
            let way = path.steps.get(length..).unwrap_or_default();
            let put =
                Put { slot: Some(slot), path: value_steps(way), text: path.text.clone(), value: made.into_value() };
            presence.insert(keys.get(..length).unwrap_or_default().to_vec(), true);
            return (Change { put: Some(put), ..Change::default() }, Leaving::Same(presence));
        }
        let gone: Vec<Vec<String>> = presence.keys().filter(|at| at.starts_with(&keys)).cloned().collect();
        let mut change = Change::default();
        for at in gone {
            presence.remove(&at);
            change.clear.extend(self.layouts.arm(arm).and_then(|arm| arm.slot(&at)).map(|(slot, _)| slot));
        }
        made::lay(self.layouts, arm, &keys, made, &mut change.set, &mut presence);
        change.clear.retain(|slot| !change.set.iter().any(|(set, _)| set == slot));
        (change, Leaving::Same(presence))
    }

    /// Whether everything above a path is an object, or not there and so made one.
    fn parents_are_objects(&self, arm: ArmId, presence: &Presence, keys: &[String]) -> bool {
        if !self.layouts.arm(arm).is_some_and(|arm| arm.base.is_object(self.contract)) {
            return false;
        }
        let absorbing = self.layouts.absorbing(arm, keys).map(|(_, length)| length);
        let view = View::data(arm, presence.clone());
        (1..keys.len()).all(|length| {
            let above = keys.get(..length).unwrap_or_default();
            if absorbing == Some(length) {
                // The slot takes it if nothing under it would be hidden: it is there, or nothing is.
                let steps: Vec<Step> = above.iter().map(|key| Step::Key(key.clone())).collect();
                return presence.get(above) == Some(&true)
                    || self.resolver().find(&view, &steps) == ReadSource::Nowhere;
            }
            // Below the slot that takes it, the plain value in there tells at run time.
            absorbing.is_some_and(|absorbing| absorbing < length) || self.resolver().only_objects(arm, presence, above)
        })
    }

    /// `OutputPath` of what `ResultPath` left.
    fn select_output(&mut self, arm: ArmId, leaving: Leaving, select: &Select, change: &mut Change) -> Leaving {
        let path = match select {
            Select::Whole => return leaving,
            Select::Null(_) => None,
            Select::Path(path) => Some(path),
        };
        let Some(path) = path.filter(|path| path.root == crate::expr::Root::Document) else {
            if let Leaving::New(made) = leaving {
                change.unread = made.unread();
            }
            let elsewhere = View { document: Document::Empty, prefix: Vec::new() };
            return Leaving::New(match path {
                Some(path) => self.made_of(&place_of(path, MissingKind::Path, &elsewhere)),
                None => self.empty(),
            });
        };
        match leaving {
            Leaving::Same(presence) => {
                let place = place_of(path, MissingKind::Path, &View::data(arm, presence));
                Leaving::New(self.made_of(&place))
            }
            Leaving::New(made) => Leaving::New(self.part_of(made, path, &path.steps)),
        }
    }

    /// A part of a value that was just made.
    fn part_of(&self, made: Made, path: &Path, steps: &[Step]) -> Made {
        let Some((step, rest)) = steps.split_first() else {
            return match &path.tail {
                None => made,
                Some(_) => Made::value(pick(made.into_value(), path, steps)),
            };
        };
        match (made, step) {
            (Made::Record(mut fields), Step::Key(key)) => {
                let others_fail = fields.iter().any(|(name, made)| name != key && made.may_fail());
                match fields.iter().position(|(name, _)| name == key) {
                    Some(at) if !others_fail => self.part_of(fields.swap_remove(at).1, path, rest),
                    _ => Made::value(pick(Made::Record(fields).into_value(), path, steps)),
                }
            }
            (Made::Leaf(repr, Expr::TakeResult), _) => {
                let view = View { document: Document::Result(repr), prefix: Vec::new() };
                let mut place = place_of(path, MissingKind::Path, &view);
                place.steps = steps.to_vec();
                self.made_of(&place)
            }
            (made, _) => Made::value(pick(made.into_value(), path, steps)),
        }
    }

    /// Where a document leads, and in which layout.
    fn leave(&mut self, next: Option<&Next>, arm: ArmId, leaving: Leaving) -> Exit {
        let target = match next {
            Some(Next::State(id, _)) => Some(Target::State(*id)),
            _ if self.scope == ScopeId::TOP => Some(Target::End),
            // A branch or an iteration ends: what is made for that is made a plain value at once.
            _ => None,
        };
        let leaving = match leaving {
            Leaving::New(made) if target.is_none() => Leaving::New(Made::value(made.into_value())),
            leaving => leaving,
        };
        let (arm, presence, output) = match leaving {
            Leaving::Same(presence) => (arm, presence, Output::Same),
            Leaving::New(made) => {
                let (arm, data, presence) = made::root(self.layouts, made);
                (arm, presence, Output::New(arm, data))
            }
        };
        let to = match target {
            Some(target) => self.arrive(target, arm, presence),
            None => Goto::Return { to_value: self.layouts.arm(arm).is_some_and(|arm| !arm.base.is_value()) },
        };
        Exit { assign: Vec::new(), output, to }
    }

    /// How a target takes a document of a layout.
    pub fn arrive(&mut self, target: Target, arm: ArmId, presence: Presence) -> Goto {
        let is_value = self.layouts.arm(arm).is_none_or(|arm| arm.base.is_value());
        let (arm, presence, to_value) = if self.collapsed.contains(&target) && !is_value {
            (self.layouts.with_base(Repr::VALUE), Presence::new(), true)
        } else {
            (arm, presence, false)
        };
        self.edges.push((target, arm, presence));
        match target {
            Target::State(state) => Goto::State { state, arm, to_value },
            Target::End => Goto::End { arm, to_value },
        }
    }
}

impl Exit {
    /// The same, with what `Assign` says.
    fn assigning(self, assign: Vec<(String, Expr)>) -> Self {
        Exit { assign, ..self }
    }
}

/// A part of a plain value, for `OutputPath`.
fn pick(value: Expr, path: &Path, steps: &[Step]) -> Expr {
    let missing = crate::lower::plan::Missing {
        kind: MissingKind::Path,
        path: path.text.clone(),
        scope: crate::lower::plan::Scope { document: crate::lower::plan::ScopeDocument::Data, prefix: Vec::new() },
        steps: value_steps(steps),
    };
    match &path.tail {
        None => Expr::Pick(Box::new(value), missing),
        Some(tail) => Expr::PickQuery(Box::new(value), tail.clone(), missing),
    }
}
