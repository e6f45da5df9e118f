//! The states that need nothing from outside, or only time: `Pass`, `Choice`, `Wait`, `Succeed` and `Fail`.

use super::{Cells, Leaving};
use crate::{
    ir::{self, Next, Select},
    lower::{
        build::place_of,
        layout::Presence,
        made::{self, Made},
        plan::{ArmId, Body, Change, Expr, MissingKind, UntilPlan},
        repr::Repr,
        view::{Document, View},
    },
};

impl Cells<'_> {
    pub(super) fn pass(&mut self, pass: &ir::Pass, arm: ArmId, presence: &Presence, data: &View) -> Body {
        let view = self.input(data, &pass.input_path);
        let made = match (&pass.result, &pass.parameters) {
            (Some(result), _) => made::of_literal(result, self.values),
            (None, Some(template)) => self.resolver().made_of_template(template, &view, self.values),
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

    pub(super) fn choice(&mut self, choice: &ir::Choice, presence: &Presence, data: &View) -> Body {
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

    pub(super) fn wait(&mut self, wait: &ir::Wait, arm: ArmId, presence: &Presence, data: &View) -> Body {
        let view = self.input(data, &wait.input_path);
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

    pub(super) fn succeed(&mut self, succeed: &ir::Succeed, arm: ArmId, presence: &Presence, data: &View) -> Body {
        let view = self.input(data, &succeed.input_path);
        let leaving = self.passed_on(&succeed.input_path, &succeed.output_path, presence, &view);
        Body::Succeed(self.leave(None, arm, leaving))
    }

    pub(super) fn fail(&self, fail: &ir::Fail, data: &View) -> Body {
        Body::Fail {
            error: self.words(fail.error.as_ref(), "ErrorPath", data),
            cause: self.words(fail.cause.as_ref(), "CausePath", data),
        }
    }

    /// `Error`, `Cause` and their `..Path` twins; failures quote the field.
    fn words(&self, words: Option<&ir::Words>, field: &str, data: &View) -> Option<Expr> {
        let resolver = self.resolver();
        words.map(|words| match words {
            ir::Words::Literal(text) => Expr::Str(text.value.clone()),
            ir::Words::Call(call) => Expr::Words(Box::new(resolver.call(call, field, data)), field.to_owned()),
            ir::Words::Path(path) => resolver.words(&place_of(path, MissingKind::Field(field.to_owned()), data), field),
        })
    }
}
