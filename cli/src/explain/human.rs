//! What is known of a state, laid out for a terminal.

use stepwright_compiler::{
    check::explain::{
        Explained, Field, Lost, Origin, Place, Reach, StageName, Variable, Way, WayTarget, Without, Written,
    },
    source::{Sources, Span},
    types::{Presence, Ty},
};

use super::{
    View,
    sheet::{Ink, Sheet, Text, UNBROKEN, width, wrap},
    words::{beside, caught, plain, stage_label},
};
use crate::terminal::{number, safe};

/// How many findings a check has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

/// How many lines of a type are shown.
const LINES: usize = 60;

/// The states of a definition.
pub(super) fn list(rows: &[(String, &str, String)], file: &str, view: View) -> String {
    let mut sheet = Sheet::new(view);
    let rows: Vec<_> =
        rows.iter().map(|(name, kind, line)| (name.clone(), (*kind).to_owned(), vec![line.clone()])).collect();
    sheet.heading(&format!("states of {}", safe(file)));
    sheet.table(2, &rows);
    sheet.heading("");
    let mut out = sheet.finish();
    out.truncate(out.trim_end().len());
    out.push_str("\n\n`stepwright explain FILE STATE` tells what is known of the data of one.\n");
    out
}

/// All that is known of a state.
pub(super) fn render(explained: &Explained, sources: &Sources, counts: Counts, view: View) -> String {
    let mut page = Page { sheet: Sheet::new(view), sources, file: explained.state.span };
    page.head(explained, counts);
    page.arrivals(explained);
    if explained.reach == Reach::Reached {
        page.stages(explained);
        page.scopes(explained);
        page.fields(explained);
        page.lost(&explained.lost);
        page.variables(&explained.variables);
        page.ways(explained);
    }
    page.sheet.finish()
}

struct Page<'a> {
    sheet: Sheet,
    sources: &'a Sources,
    /// The place of the state: what stands in the same file is named by its line alone.
    file: Span,
}

impl Page<'_> {
    fn head(&mut self, explained: &Explained, counts: Counts) {
        let name = safe(&explained.state.name);
        let article =
            if explained.kind == "Unknown" { "of an unknown type".to_owned() } else { format!("a {}", explained.kind) };
        self.sheet.heading(&format!("`{name}`, {article}, {}", self.long(explained.state.span)));
        if explained.location.matches("/States/").count() > 1 {
            self.sheet.prose(2, &format!("at {}", safe(&explained.location)));
        }
        if counts.errors + counts.warnings > 0 {
            let found = match (counts.errors, counts.warnings) {
                (errors, 0) => number(errors, "error"),
                (0, warnings) => number(warnings, "warning"),
                (errors, warnings) => format!("{} and {}", number(errors, "error"), number(warnings, "warning")),
            };
            let so = match (counts.errors, counts.warnings) {
                (0, _) => "",
                (1, 0) => ": what follows from it is not known",
                _ => ": what follows from errors is not known",
            };
            self.sheet.prose(2, &format!("`stepwright check` finds {found}{so}"));
        }
        if explained.faulty {
            self.sheet.prose(2, "its own text is at fault: what it brings is not known");
        }
        match explained.reach {
            Reach::Reached => {}
            Reach::NeverTaken => {
                self.sheet.prose(2, "nothing reaches this state: none of the ways that lead here is ever taken");
            }
            Reach::NotLedTo if counts.errors > 0 => {
                self.sheet.prose(2, "nothing is known to reach this state, though an error may hide a way to it");
            }
            Reach::NotLedTo => self.sheet.prose(2, "nothing reaches this state: no way leads here from `StartAt`"),
        }
        if let Some(call) = &explained.call {
            let method = call.method.as_ref();
            let text = match method {
                Some(method) => format!("calls `{}` ({})", safe(&method.name), self.short(method.span)),
                None => format!("calls {}", safe(&call.resource)),
            };
            self.sheet.prose(2, &text);
            match (method, &call.takes) {
                (Some(_), Some(takes)) => self.labelled(2, "which takes", 11, takes),
                (Some(_), None) => self.sheet.prose(2, "which takes nothing"),
                _ => {}
            }
        }
    }

    fn arrivals(&mut self, explained: &Explained) {
        if explained.arrivals.is_empty() {
            return;
        }
        self.sheet.heading("comes from");
        for arrival in &explained.arrivals {
            let never = if arrival.is_taken { "" } else { ", which is never taken" };
            let text = match &arrival.from {
                None => format!("the start of the execution{never}"),
                Some(from) => format!("{}, {}{never}", self.place(from), arrival.field),
            };
            self.sheet.prose(2, &text);
        }
    }

    fn stages(&mut self, explained: &Explained) {
        let stages = &explained.stages;
        self.sheet.heading("data");
        let labels: Vec<String> = stages.iter().map(stage_label).collect();
        let width = width(labels.iter().map(String::as_str));
        let mut before: Option<&Ty> = None;
        for (stage, label) in stages.iter().zip(&labels) {
            // What the work brings has nothing to do with its input, even if it looks alike.
            let is_new = matches!(stage.name, StageName::ItemsPath | StageName::ItemSelector | StageName::Result)
                && explained.kind != "Pass";
            if before == Some(&stage.ty) && !is_new {
                self.sheet.entry(2, label, width, &[Text("the same".to_owned(), Ink::Faint)]);
            } else {
                self.labelled(2, label, width, &stage.ty);
            }
            before = Some(&stage.ty);
        }
    }

    fn scopes(&mut self, explained: &Explained) {
        for inner in &explained.scopes {
            let start = match &inner.start {
                Some(start) => format!(", from {}", self.place(start)),
                None => String::new(),
            };
            self.sheet.heading(&format!("{}{start}", inner.field));
            self.labelled(2, "begins with", 11, &inner.begins);
            self.labelled(2, "comes back", 11, &inner.ends);
        }
    }

    fn fields(&mut self, explained: &Explained) {
        if explained.fields.is_empty() {
            return;
        }
        self.sheet.heading("where the raw input came from");
        let rows: Vec<_> = explained.fields.iter().map(|field| self.field(field)).collect();
        self.sheet.table(2, &rows);
        if explained.fields_left_out > 0 {
            self.sheet.prose(2, &format!("… and {} more", explained.fields_left_out));
        }
    }

    fn field(&self, field: &Field) -> (String, String, Vec<String>) {
        let mark = if field.presence == Presence::Maybe { "?" } else { "" };
        let path = safe(field.path.strip_prefix("$.").filter(|rest| *rest != "*").unwrap_or(&field.path));
        let path = if field.path == "$.*" { "all else".to_owned() } else { path };
        let mut notes: Vec<String> = field.origins.iter().map(|origin| self.origin(origin, &field.path)).collect();
        for without in &field.without {
            notes.push(match without {
                Without::Input => "not in the workflow's input".to_owned(),
                Without::Way(state, by) => format!("not by way of {}, {by}", self.place(state)),
            });
        }
        if field.is_cut {
            notes.push("perhaps from elsewhere too: there are too many ways to look at".to_owned());
        } else if notes.is_empty() {
            notes.push("not known from where".to_owned());
        }
        (format!("{path}{mark}"), beside(&field.ty), notes)
    }

    fn origin(&self, origin: &Origin, path: &str) -> String {
        match origin {
            Origin::Input(at) if at == path || at == "$" && path == "$.*" => "from the workflow's input".to_owned(),
            Origin::Input(at) => format!("from the workflow's input, `{}`", safe(at)),
            Origin::Faulty(state) => format!("not known: the text of {} is at fault", self.place(state)),
            Origin::Written(written) => self.written(written, path),
        }
    }

    fn written(&self, written: &Written, path: &str) -> String {
        let by = self.place(&written.by);
        let mut text = match written.field.as_str() {
            field if field.starts_with("Catch") => format!("an error caught by {by}, {field}"),
            "Result" => format!("written by {by}"),
            field => format!("written by {by}, {field}"),
        };
        match &written.result_path {
            Some(path) if path == "null" => {}
            Some(path) if written.field.starts_with("Catch") => {
                text.push_str(&format!(".ResultPath `{}`", safe(path)));
            }
            Some(path) => text.push_str(&format!(", ResultPath `{}`", safe(path))),
            None => {}
        }
        let inside = written.path.strip_prefix('$').unwrap_or_default();
        let whole = format!("{}{inside}", written.result_path.as_deref().unwrap_or("$"));
        if !inside.is_empty() && path != whole {
            text.push_str(&format!(", of it `{}`", safe(&written.path)));
        }
        text
    }

    fn lost(&mut self, lost: &[Lost]) {
        if lost.is_empty() {
            return;
        }
        self.sheet.heading("lost on the way here");
        let rows: Vec<_> = lost
            .iter()
            .map(|lost| {
                let why = match &lost.why {
                    Some(why) => format!(": {}", safe(why)),
                    None => String::new(),
                };
                let path = safe(lost.path.strip_prefix("$.").unwrap_or(&lost.path));
                let by = match lost.field.as_str() {
                    "Next" => self.place(&lost.by),
                    field => format!("{}, {field}", self.place(&lost.by)),
                };
                (path, beside(&lost.ty), vec![format!("in {by}{why}")])
            })
            .collect();
        self.sheet.table(2, &rows);
    }

    fn variables(&mut self, variables: &[Variable]) {
        if variables.is_empty() {
            return;
        }
        self.sheet.heading("variables on entry");
        let rows: Vec<_> = variables
            .iter()
            .map(|variable| {
                let mark = if variable.is_sure { "" } else { "?" };
                let mut notes: Vec<String> = variable
                    .assigned
                    .iter()
                    .map(|(state, field)| match field.as_str() {
                        "Next" => format!("assigned by {}", self.place(state)),
                        field => format!("assigned by {}, {field}", self.place(state)),
                    })
                    .collect();
                if !variable.is_sure {
                    notes.push("not on every way".to_owned());
                }
                (format!("${}{mark}", safe(&variable.name)), beside(&variable.ty), notes)
            })
            .collect();
        self.sheet.table(2, &rows);
    }

    fn ways(&mut self, explained: &Explained) {
        if explained.ways.is_empty() {
            return;
        }
        self.sheet.heading("goes on");
        for way in &explained.ways {
            self.way(way);
        }
    }

    fn way(&mut self, way: &Way) {
        let target = match &way.target {
            WayTarget::State(state) => format!(" to {}", self.place(state)),
            WayTarget::End if way.field == "End" => String::new(),
            WayTarget::End => " to the end".to_owned(),
            WayTarget::Unknown => " to a state that is not there".to_owned(),
        };
        let never = if way.ty.is_never() { ", and is never taken" } else { "" };
        self.sheet.prose(2, &format!("{}{target}{never}", way.field));
        if let Some(rule) = &way.rule {
            if let Some(condition) = &rule.condition {
                let room = self.sheet.room(4, 8);
                let lines = wrap(&safe(condition), room).join("\n");
                self.sheet.entry(4, "if", 8, &[Text(lines, Ink::Data)]);
            }
            for (at, learnt) in rule.learnt.iter().enumerate() {
                let label = if at == 0 { "then" } else { "" };
                let path = safe(&learnt.path);
                match &learnt.ty {
                    None => self.sheet.entry(4, label, 8, &[Text(format!("{path} is not there"), Ink::Data)]),
                    Some(Ty::Any) => self.sheet.entry(4, label, 8, &[Text(format!("{path} is there"), Ink::Data)]),
                    Some(ty) => {
                        let bounds = match (learnt.least, learnt.most) {
                            (Some(least), Some(most)) => format!(" from {least} to {most}"),
                            (Some(least), None) => format!(", {least} or more"),
                            (None, Some(most)) => format!(", {most} or less"),
                            (None, None) => String::new(),
                        };
                        let text = format!("{path} is {}{bounds}", self.folded(ty, 4, 8 + path.chars().count() + 4));
                        self.sheet.entry(4, label, 8, &[Text(text, Ink::Data)]);
                    }
                }
            }
        }
        if let Some(catcher) = &way.catcher {
            let room = self.sheet.room(4, 8);
            let lines = wrap(&caught(catcher), room).join("\n");
            self.sheet.entry(4, "gets", 8, &[Text(lines, Ink::Plain)]);
            if !way.ty.is_never() {
                self.labelled(4, "hands on", 8, &way.ty);
            }
        }
        for (at, (name, ty)) in way.assigned.iter().enumerate() {
            let label = if at == 0 { "assigns" } else { "" };
            let name = safe(name);
            let text = format!("${name} = {}", self.folded(ty, 4, 8 + name.chars().count() + 4));
            self.sheet.entry(4, label, 8, &[Text(text, Ink::Data)]);
        }
    }

    /// A label with a type beside it.
    fn labelled(&mut self, indent: usize, label: &str, width: usize, ty: &Ty) {
        let text = self.folded(ty, indent, width);
        let ink = if matches!(ty, Ty::Any | Ty::Error | Ty::Never) { Ink::Plain } else { Ink::Data };
        self.sheet.entry(indent, label, width, &[Text(text, ink)]);
    }

    fn folded(&self, ty: &Ty, indent: usize, labels: usize) -> String {
        let text = plain(ty).unwrap_or_else(|| ty.folded(self.sheet.room(indent, labels)));
        let all = text.lines().count();
        if all <= LINES {
            return text;
        }
        let shown: Vec<&str> = text.lines().take(LINES).collect();
        format!("{}\n… {} more lines: `--format json` has all of it", shown.join("\n"), all - LINES)
    }

    /// A state and the line it stands in.
    fn place(&self, place: &Place) -> String {
        format!("`{}` ({})", safe(&place.name), self.short(place.span))
    }

    /// A place: its line, and its file if that is another one.
    fn short(&self, span: Span) -> String {
        match self.sources.positions(span) {
            Some((start, _)) if span.source == self.file.source => format!("line{UNBROKEN}{}", start.line),
            _ => self.long(span),
        }
    }

    fn long(&self, span: Span) -> String {
        let file = self.sources.name(span.source).map(safe).unwrap_or_default();
        match self.sources.positions(span) {
            Some((start, _)) => format!("{file}:{}", start.line),
            None => file,
        }
    }
}
