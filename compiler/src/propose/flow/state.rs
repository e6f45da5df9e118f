//! What one state does with the values that come to it.

use std::{collections::BTreeMap, rc::Rc};

use super::{Flow, Variables};
use crate::{
    check::flow::{
        services::{self, Member},
        tasks::{is_invoke, pattern},
    },
    expr::Template,
    ir::{
        Assign, Choice, Count, Distributed, Map, Mode, Next, Number, Parallel, Pass, Pattern, ScopeId, Seconds, Select,
        StateId, Task, Work,
    },
    propose::{place::Goal, read::Reader, shape::Shape},
};

/// A state that is looked at, with what comes to it.
pub(super) struct Here<'f, 'a> {
    pub(super) flow: &'f mut Flow<'a>,
    pub(super) id: StateId,
    pub(super) scope: ScopeId,
    pub(super) raw: Shape,
    pub(super) context: Shape,
    pub(super) variables: Variables,
}

impl Here<'_, '_> {
    /// Reads from a document.
    pub(super) fn reader<'r>(&'r mut self, document: &'r Shape) -> Reader<'r> {
        Reader {
            places: self.flow.places,
            uses: &mut self.flow.uses,
            id: self.id,
            document,
            context: &self.context,
            variables: &self.variables,
        }
    }

    pub(super) fn select(&mut self, select: &Select, document: &Shape) -> Shape {
        match select {
            Select::Whole => document.clone(),
            Select::Null(_) => Shape::default(),
            Select::Path(path) => self.reader(document).path(path),
        }
    }

    fn template(&mut self, template: Option<&Template>, document: &Shape) -> Shape {
        match template {
            Some(template) => self.reader(document).template(template),
            None => document.clone(),
        }
    }

    /// A template that something outside takes.
    fn sent(&mut self, template: Option<&Template>, document: &Shape) {
        if let Some(template) = template {
            let sent = self.reader(document).template(template);
            self.flow.escape(&sent, Goal::Other(self.id));
        }
    }

    pub(super) fn assign(&mut self, assign: Option<&Assign>, document: &Shape) -> Variables {
        let Some(assign) = assign else { return self.variables.clone() };
        let mut all = BTreeMap::clone(&self.variables);
        for field in &assign.fields {
            let value = self.reader(document).template(&field.value);
            all.insert(field.name.clone(), value);
        }
        Rc::new(all)
    }

    pub(super) fn go(&mut self, next: &Next, document: Shape, variables: &Variables) {
        match next {
            Next::State(id, _) => self.flow.arrive(*id, document, variables),
            Next::End(_) => self.flow.end(self.scope, self.id, &document),
            Next::Unknown(_) => {}
        }
    }

    fn place(&mut self, path: &Select, value: Shape) -> Shape {
        match path {
            Select::Whole => value,
            Select::Null(_) => self.raw.clone(),
            Select::Path(path) => self.raw.clone().with(&path.steps, value, self.flow.places),
        }
    }

    pub(super) fn pass(&mut self, pass: &Pass) {
        let effective = self.select(&pass.input_path, &self.raw.clone());
        let result = match (&pass.result, &pass.parameters) {
            (Some(node), _) => Shape::literal(node),
            (None, Some(template)) => self.reader(&effective).template(template),
            (None, None) => effective,
        };
        let variables = self.assign(pass.assign.as_ref(), &result);
        let placed = self.place(&pass.result_path, result);
        let output = self.select(&pass.output_path, &placed);
        self.go(&pass.next, output, &variables);
    }

    pub(super) fn choice(&mut self, choice: &Choice) {
        let effective = self.select(&choice.input_path, &self.raw.clone());
        let is_closed = choice.default.is_none();
        for rule in &choice.rules {
            self.reader(&effective).condition(&rule.condition, is_closed);
        }
        let output = self.select(&choice.output_path, &effective);
        for rule in &choice.rules {
            let variables = self.assign(rule.assign.as_ref(), &effective);
            self.go(&rule.next, output.clone(), &variables);
        }
        if let Some(default) = &choice.default {
            let variables = self.assign(choice.assign.as_ref(), &effective);
            self.go(default, output, &variables);
        }
    }

    pub(super) fn task(&mut self, task: &Task) {
        let effective = self.select(&task.work.input_path, &self.raw.clone());
        let argument = self.template(task.parameters.as_ref(), &effective);
        self.flow.escape(&argument, Goal::Task(self.id));
        self.sent(task.credentials.as_ref(), &effective);
        for seconds in [&task.timeout, &task.heartbeat].into_iter().flatten() {
            if let Seconds::Path(path) = seconds {
                self.reader(&effective).integer(path);
            }
        }
        let result = self.result(task);
        self.after(&task.work, Some(result));
    }

    fn result(&self, task: &Task) -> Shape {
        let resource = &task.resource.value;
        let by_token = pattern(resource) == Pattern::TaskToken;
        let Some(method) = self.flow.methods.of(self.id).filter(|method| method.has_reply == by_token) else {
            return Shape::default();
        };
        let result = Shape::place(method.result);
        let is_envelope = is_invoke(resource) && !by_token && self.is_named(task);
        if !is_envelope {
            return result;
        }
        let others = ["ExecutedVersion", "StatusCode", "SdkHttpMetadata", "SdkResponseMetadata", "LogResult"];
        Shape::object(others.map(|name| (name, Shape::default())).into_iter().chain([("Payload", result)]))
    }

    /// Whether a function behind `lambda:invoke` has a method of its own, which brings the payload.
    fn is_named(&self, task: &Task) -> bool {
        matches!(services::member(task.parameters.as_ref(), "FunctionName"), Member::Literal(node) if node.as_str().is_some())
    }

    pub(super) fn parallel(&mut self, parallel: &Parallel) {
        let effective = self.select(&parallel.work.input_path, &self.raw.clone());
        let argument = self.template(parallel.parameters.as_ref(), &effective);
        for branch in &parallel.branches {
            self.enter(*branch, argument.clone());
        }
        let ends: Option<Vec<Shape>> = parallel.branches.iter().map(|branch| self.ended(*branch)).collect();
        self.after(&parallel.work, ends.map(Shape::tuple));
    }

    pub(super) fn map(&mut self, map: &Map) {
        let effective = self.select(&map.work.input_path, &self.raw.clone());
        let distributed = match &map.mode {
            Mode::Distributed(distributed) => Some(&**distributed),
            Mode::Inline => None,
        };
        let item = match (distributed.and_then(|mode| mode.item_reader.as_ref()), &map.items_path) {
            (Some(reader), _) => {
                self.sent(reader.parameters.as_ref(), &effective);
                self.count(reader.max_items.as_ref(), &effective);
                Shape::default()
            }
            (None, Some(path)) => self.reader(&effective).items(path),
            (None, None) => self.reader(&effective).items_of_document(),
        };
        self.count(map.max_concurrency.as_ref(), &effective);
        if let Some(distributed) = distributed {
            self.distributed(distributed, &effective);
        }
        let of_map = Shape::object([("Item", Shape::object([("Value", item.clone())]))]);
        let outer = self.context.clone();
        self.context = outer.with(&[crate::expr::Step::Key("Map".to_owned())], of_map, self.flow.places);
        let selected = match &map.item_selector {
            Some(template) => self.reader(&effective).template(template),
            None => item,
        };
        self.context = outer;
        let handed = match distributed.and_then(|mode| mode.item_batcher.as_ref()) {
            Some(batcher) => {
                let items = Shape::list(selected);
                match &batcher.input {
                    Some(input) => {
                        let input = self.reader(&effective).template(input);
                        Shape::object([("BatchInput", input), ("Items", items)])
                    }
                    None => Shape::object([("Items", items)]),
                }
            }
            None => selected,
        };
        let is_written = distributed.is_some_and(|mode| mode.result_writer.is_some());
        let Some(processor) = map.processor else { return };
        self.enter(processor, handed);
        let result = match self.ended(processor) {
            // The results are in a file of their own.
            Some(end) if is_written => {
                self.flow.escape(&end, Goal::Other(self.id));
                Some(Shape::default())
            }
            end => end.map(Shape::list),
        };
        self.after(&map.work, result);
    }

    fn distributed(&mut self, mode: &Distributed, effective: &Shape) {
        self.count(mode.tolerated_failure_count.as_ref(), effective);
        if let Some(Number::Path(path)) = &mode.tolerated_failure_percentage {
            self.reader(effective).number(path);
        }
        if let Some(batcher) = &mode.item_batcher {
            self.count(batcher.max_items.as_ref(), effective);
            self.count(batcher.max_bytes.as_ref(), effective);
        }
        let writer = mode.result_writer.as_ref();
        self.sent(writer.and_then(|writer| writer.parameters.as_ref()), effective);
    }

    fn count(&mut self, count: Option<&Count>, document: &Shape) {
        if let Some(Count::Path(path)) = count {
            self.reader(document).integer(path);
        }
    }

    /// Enters a scope of the state. Those of executions of their own see no variables.
    fn enter(&mut self, scope: ScopeId, document: Shape) {
        let Some(inner) = self.flow.machine.scope(scope) else { return };
        let variables = if inner.is_sealed { Variables::default() } else { self.variables.clone() };
        if let Some(start) = inner.start {
            self.flow.arrive(start, document, &variables);
        }
    }

    fn ended(&self, scope: ScopeId) -> Option<Shape> {
        self.flow.ends.get(scope.0 as usize)?.0.clone()
    }

    /// What follows the work; `None`: as far as is known it never ends well.
    fn after(&mut self, work: &Work, result: Option<Shape>) {
        let error = Shape::object([("Error", Shape::default()), ("Cause", Shape::default())]);
        for catcher in &work.catch {
            let document = self.place(&catcher.result_path, error.clone());
            let variables = self.assign(catcher.assign.as_ref(), &error);
            self.go(&catcher.next, document, &variables);
        }
        let Some(result) = result else { return };
        let selected = self.template(work.result_selector.as_ref(), &result);
        let variables = self.assign(work.assign.as_ref(), &result);
        let placed = self.place(&work.result_path, selected);
        let output = self.select(&work.output_path, &placed);
        self.go(&work.next, output, &variables);
    }
}
