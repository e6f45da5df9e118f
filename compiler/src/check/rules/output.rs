//! The workflow ends with the output that the contract declares.

use crate::{
    check::{
        flow::{Target, Via},
        origin::{origin_of, places},
        reads::stages,
        report::Report,
        rules::misfit::{self, Refused},
        scene::{Here, Scene},
        words,
    },
    diag::codes::flow as codes,
    expr::Template,
    ir::{Kind, Next, ScopeId, Select, State},
    source::Span,
    types::fits::Misfit,
};

/// Looks at every way out that ends the workflow.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Some(output) = scene.world.tasks().and_then(|tasks| tasks.output.as_ref()) else { return };
    if here.state.scope != ScopeId::TOP {
        return;
    }
    for edge in here.facts.edges.iter().filter(|edge| edge.target == Target::End && !edge.ty.is_never()) {
        let found = misfit::of(scene, &edge.ty, output);
        let Some(first) = found.first() else { continue };
        let name = &here.state.name;
        let whole = "the output";
        let (span, field) = place(here.state, edge.via, first);
        let message =
            format!("the output of state `{name}` is not what the workflow ends with: {}", first.words(whole));
        let diagnostic = scene
            .finding(here, codes::OUTPUT, span, message)
            .in_field(field)
            .label(format!("the output here is {}", edge.ty.brief()))
            .cause(output.span, "the workflow ends with this", None);
        let template = match &here.state.kind {
            Kind::Pass(pass) => pass.parameters.as_ref(),
            _ => None,
        };
        let read = read(here.state, template, first);
        let refused = Refused { whole, ty: &edge.ty, accepted: output, path: &first.path, read };
        let diagnostic = misfit::describe(diagnostic, &refused, &found);
        let lies = |steps| places(origin_of(here, edge.via, steps));
        let slip = misfit::slip(scene, &refused, first, &lies);
        let (diagnostic, blame) = misfit::explain(scene, here, &refused, &slip, diagnostic);
        let diagnostic = misfit::otherwise(scene, &refused, first, diagnostic);
        let diagnostic = match template.and_then(|template| misfit::path_in_template(template, &first.path)) {
            Some(path) => words::assigned(scene, here, path, diagnostic),
            None => diagnostic,
        };
        report.caused(here, diagnostic, blame, "the workflow's output");
    }
}

/// The path by which what is wrong is read, if the state does no more than read it.
fn read(state: &State, template: Option<&Template>, first: &Misfit) -> Option<String> {
    let (input_path, result_path, output_path) = stages(state);
    match (template, &state.kind) {
        (Some(_), _) if *result_path == Select::Whole && *output_path == Select::Whole => {
            misfit::read_from(template, input_path, &first.path)
        }
        (None, Kind::Succeed(_) | Kind::Wait(_)) if *input_path == Select::Whole => {
            misfit::read_from(None, output_path, &first.path)
        }
        _ => None,
    }
}

/// Where the output was written.
fn place(state: &State, via: Via, misfit: &Misfit) -> (Span, String) {
    let (_, result_path, output_path) = stages(state);
    match output_path {
        Select::Path(path) => return (path.span, "OutputPath".to_owned()),
        Select::Null(span) => return (*span, "OutputPath".to_owned()),
        Select::Whole => {}
    }
    let next = match (&state.kind, via) {
        (Kind::Pass(pass), _) => {
            if let (Some(template), Select::Whole) = (&pass.parameters, result_path) {
                return misfit::in_template(template, &misfit.path, "Parameters".to_owned());
            }
            if let (Some(node), Select::Whole) = (&pass.result, result_path) {
                return misfit::in_literal(node, &misfit.path, "Result".to_owned());
            }
            Some(&pass.next)
        }
        (Kind::Wait(wait), _) => Some(&wait.next),
        _ => state.work().map(|work| &work.next),
    };
    match next {
        Some(Next::End(span)) => (*span, "End".to_owned()),
        _ => (state.name_span, "Type".to_owned()),
    }
}
