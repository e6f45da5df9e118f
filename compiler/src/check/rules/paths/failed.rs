//! One path that leads nowhere: what is said of it, where that comes from, whom it blames.

use super::{help, said, want};
use crate::{
    check::{
        blame::{Blame, Place, Want},
        compared,
        flow::Via,
        origin::{self, Fault, Missing, Origin},
        outside,
        reads::{Read, Stage, lies, stages},
        scene::{Here, Scene},
        token, untold,
        variants::Said,
        words,
    },
    diag::Diagnostic,
    expr::{Root, Step},
    ir::{Kind, Select, State},
    types::ty::{Gap, GapKind, Walk},
};

/// A path that fails where a state reads it.
pub(super) struct Failed<'a> {
    /// The machine.
    pub scene: &'a Scene<'a>,
    /// The state.
    pub here: &'a Here<'a>,
    /// The path, and where it stands.
    pub read: &'a Read<'a>,
    /// What it finds.
    pub walk: &'a Walk,
    /// Where it leads on to nothing.
    pub gap: &'a Gap,
    /// What is to be said if that is a field of some variants of an enum only.
    pub variant: Option<Said>,
}

impl Failed<'_> {
    /// The finding, without its cause.
    pub(super) fn finding(&self) -> Diagnostic {
        let Failed { scene, here, read, walk, gap, variant } = self;
        let (code, message) = said::message(read.path, walk, gap);
        scene
            .finding(here, code, read.path.span, message)
            .in_field(&read.field)
            .label(variant.as_ref().map_or_else(|| said::label(read, walk, gap), |said| said.label.clone()))
            .note_if(said::opaque_reason(scene, gap))
            .note_if(said::selected(here, read))
    }

    /// Names where it comes from, and tells whom to blame.
    pub(super) fn explained(&self, diagnostic: Diagnostic) -> (Diagnostic, Blame) {
        let Failed { scene, here, read, gap, .. } = self;
        let elsewhere = words::selects_input(here, read).or_else(|| help::in_item(here, read));
        let lies = if elsewhere.is_none() { lies(here, read) } else { Vec::new() };
        let diagnostic = elsewhere.into_iter().fold(diagnostic, Diagnostic::help);
        let (diagnostic, blame) = match outside::of(here, read) {
            Some(outside) => outside.explain(&words::prefix(read.path, gap.step + 1), diagnostic),
            None => {
                let other_root = gap.kind == GapKind::Absent && help::other_root(scene, here, read).is_some();
                origin::explain(scene, here, &self.fault(&lies, other_root), diagnostic)
            }
        };
        let diagnostic = words::assigned(scene, here, read.path, diagnostic);
        (self.handed_on_whole(diagnostic), blame)
    }

    /// Names the only state before, if that is a Pass that hands on its whole input, and what is read is one level deeper
    /// in it.
    fn handed_on_whole(&self, diagnostic: Diagnostic) -> Diagnostic {
        let Failed { scene, here, read, gap, .. } = self;
        let is_input = matches!(read.stage, Stage::Raw | Stage::Effective) && read.path.root == Root::Document;
        if !is_input || gap.step > 0 || gap.kind != GapKind::Absent || *stages(here.state).0 != Select::Whole {
            return diagnostic;
        }
        let mut before = scene.incoming(here.id);
        let (Some((pass, _)), None) = (before.next(), before.next()) else { return diagnostic };
        let name = &pass.state.name;
        let is_named = diagnostic.labels.iter().any(|label| label.state.as_ref() == Some(name));
        if is_named || scene.machine.start() == Some(here.id) || !hands_on_whole(pass.state) {
            return diagnostic;
        }
        match words::one_deeper(read.path, gap) {
            Some(key) => {
                let part = words::document_path(&[Step::Key(key.to_owned())]);
                let message = format!("`{name}` hands on the whole of its input, and not `{part}`");
                diagnostic.cause(pass.state.name_span, message, Some(name))
            }
            None => diagnostic,
        }
    }

    /// What is at fault, for the search for its cause. `other_root` tells whether what was meant may start from
    /// something else.
    fn fault<'l>(&self, lies: &'l [Origin], other_root: bool) -> Fault<'l> {
        let Failed { scene, read, gap, variant, .. } = self;
        let open = variant.as_ref().filter(|said| said.is_open());
        Fault {
            spare: read.path.steps.len().saturating_sub(gap.step + 1),
            within: match open {
                Some(said) => (gap.step + 1).saturating_sub(said.at),
                None => usize::from(gap.kind != GapKind::Absent),
            },
            // What another variant has was not forgotten on the way.
            meant: words::did_you_mean(scene.world, read.path, gap).is_some() || other_root,
            other_root,
            missing: variant.is_none().then(Missing::default),
            ..Fault::of(lies, if open.is_some() { Want::OneKind } else { want(gap) }, &|walk| !walk.is_sure())
        }
    }

    /// Names a Choice before it that does not ask which variant is there, and blames that.
    pub(super) fn unasked(&self, diagnostic: Diagnostic, blame: Blame) -> (Diagnostic, Blame) {
        let Failed { scene, here, read, variant, .. } = self;
        // What a Choice asked before is not the result of this state.
        let Some(said) = variant.as_ref().filter(|_| read.stage != Stage::Result) else { return (diagnostic, blame) };
        let (diagnostic, unasked) = said.unasked(scene, here, diagnostic);
        let Some((choice, via, kinds)) = unasked.filter(|_| !blame.is_outright()) else { return (diagnostic, blame) };
        // That a Choice does not ask which kind a value is is one fault, whatever is read of it.
        let mut found = Blame::of(Place::Taken(choice.id, Via::Default), Some(kinds));
        if untold::is_one_slip(scene, &choice, via, (here, read.path)) {
            found = found.and([Place::Taken(choice.id, via)]);
        }
        (diagnostic, Blame { asked: blame.asked, ..found.wanting(&Want::OneKind) })
    }

    /// Blames besides what the state itself does that reads the path.
    pub(super) fn blamed_here(&self, mut blame: Blame) -> Blame {
        let Failed { here, read, gap, .. } = self;
        let path = read.path;
        if gap.kind == GapKind::Through {
            let parent = words::prefix(path, gap.step);
            blame.share([Blame::of(Place::Here(here.id), Some(parent)).wanting(&want(gap))]);
        }
        // What a rule of this very Choice takes is what its `Assign` sees.
        if let (Stage::Assign(via), Kind::Choice(_)) = (read.stage, &here.state.kind) {
            blame.asked.splice(0..0, compared::asked(here, via, path));
        }
        if token::is_meant(here, read) {
            blame.share([token::blame(here)]);
        }
        blame.and(self.branches())
    }

    /// The branches of a Parallel, if what is read of what one of them ends with is in none of its forms.
    fn branches(&self) -> Option<Place> {
        let Failed { scene, here, read, walk, .. } = self;
        let Walk::Lost(gap) = walk else { return None };
        let is_of_branch = read.stage == Stage::Result && gap.step == 1 && matches!(here.state.kind, Kind::Parallel(_));
        let is_meant = || words::did_you_mean(scene.world, read.path, gap).is_some();
        (is_of_branch && !is_meant()).then_some(Place::Branches(here.id))
    }

    /// What to do, if the search for the cause did not say it.
    pub(super) fn help(&self) -> Option<String> {
        let Failed { scene, here, read, walk, gap, variant } = self;
        match variant {
            // No Choice stands between the result and what `ResultSelector` reads of it.
            _ if read.stage == Stage::Result && !matches!(walk, Walk::Lost(_)) => {
                Some(help::in_result(here, read.path, gap))
            }
            Some(said) => Some(said.help.clone()),
            None => help::of(scene, here, read, walk, gap),
        }
    }
}

/// Whether a state is a Pass that hands on what it gets.
fn hands_on_whole(state: &State) -> bool {
    let (input_path, result_path, output_path) = stages(state);
    matches!(&state.kind, Kind::Pass(pass) if pass.parameters.is_none() && pass.result.is_none())
        && [input_path, result_path, output_path].into_iter().all(|select| *select == Select::Whole)
}
