//! Writes paths again.

use std::fmt::{self, Write as _};

use crate::expr::{
    Filter, FilterPath, FilterValue, FunctionArg, Path, Root, Segment, Step,
    path::{filter::OPERATORS, functions::FUNCTIONS},
};

pub(crate) fn path(path: &Path) -> String {
    let mut out = String::new();
    match &path.root {
        Root::Document => out.push('$'),
        Root::Context => out.push_str("$$"),
        Root::Variable(name) => write!(out, "${name}").unwrap(),
    }
    for one in &path.steps {
        step(&mut out, one).unwrap();
    }
    if let Some(tail) = &path.tail {
        segments(&mut out, &tail.segments).unwrap();
    }
    out
}

fn quoted(name: &str) -> String {
    let mut out = String::from("'");
    for c in name.chars() {
        if matches!(c, '\'' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out + "'"
}

fn step(out: &mut String, step: &Step) -> fmt::Result {
    match step {
        Step::Key(name) => write!(out, "[{}]", quoted(name)),
        Step::Index(index) => write!(out, "[{index}]"),
    }
}

fn segments(out: &mut String, all: &[Segment]) -> fmt::Result {
    let bound = |bound: &Option<i64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    for segment in all {
        match segment {
            Segment::Step(one) => step(out, one)?,
            Segment::Wildcard => out.push_str("[*]"),
            Segment::Keys(names) => {
                write!(out, "[{}]", names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(","))?;
            }
            Segment::Indices(indices) => {
                write!(out, "[{}]", indices.iter().map(i64::to_string).collect::<Vec<_>>().join(","))?;
            }
            Segment::Slice(from, to) => write!(out, "[{}:{}]", bound(from), bound(to))?,
            Segment::Descent => out.push_str(".."),
            Segment::Filter(inner) => {
                out.push_str("[?(");
                filter(out, inner)?;
                out.push_str(")]");
            }
            Segment::Function(function, args) => {
                let (name, _) = FUNCTIONS.iter().find(|(_, known)| known == function).unwrap();
                write!(out, "{}{name}(", if out.ends_with("..") { "" } else { "." })?;
                for (at, arg) in args.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    match arg {
                        FunctionArg::Literal(value) => write!(out, "{value}")?,
                        FunctionArg::Path(inner) => {
                            out.push('$');
                            segments(out, inner)?;
                        }
                    }
                }
                out.push(')');
            }
        }
    }
    Ok(())
}

fn filter(out: &mut String, all: &Filter) -> fmt::Result {
    match all {
        Filter::And(parts) | Filter::Or(parts) => {
            for (at, part) in parts.iter().enumerate() {
                let sign = if matches!(all, Filter::And(_)) { " && " } else { " || " };
                out.push_str(if at > 0 { sign } else { "" });
                out.push('(');
                filter(out, part)?;
                out.push(')');
            }
        }
        Filter::Not(inner) => {
            out.push_str("!(");
            filter(out, inner)?;
            out.push(')');
        }
        Filter::Exists(path) => filter_path(out, path)?,
        Filter::Compare(operator, left, right) => {
            let (sign, _) = OPERATORS.iter().find(|(_, known)| known == operator).unwrap();
            value(out, left)?;
            write!(out, " {sign} ")?;
            value(out, right)?;
        }
        Filter::Matches(left, regex) => {
            value(out, left)?;
            write!(out, " =~ /{}/{}", regex.pattern, regex.flags)?;
        }
    }
    Ok(())
}

fn value(out: &mut String, value: &FilterValue) -> fmt::Result {
    match value {
        FilterValue::Literal(literal) => write!(out, "{literal}"),
        FilterValue::Path(path) => filter_path(out, path),
    }
}

fn filter_path(out: &mut String, path: &FilterPath) -> fmt::Result {
    out.push(if path.is_element { '@' } else { '$' });
    segments(out, &path.segments)
}
