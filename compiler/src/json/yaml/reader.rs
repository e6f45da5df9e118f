//! Events to nodes, with a stack of its own instead of recursion.

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks, Tag};

use super::{
    Fault,
    anchors::{self, Anchors},
    extent,
    merge::{Merge, merged},
    offsets::Offsets,
    places,
    scalar::{Scalar, resolve},
    tags::{Foreign, Meaning, Wanted, is_bare, meaning},
};
use crate::{
    diag::{Diagnostic, Diagnostics, codes::json as codes},
    json::{Kind, MAX_DEPTH, Member, Node, Places, Text, object::Builder, text::shown},
    source::{SourceId, Span},
};

/// Reading cannot go on; a diagnostic says why.
struct Stop;

struct Reader<'a> {
    text: &'a str,
    source: SourceId,
    offsets: Offsets,
    diags: &'a mut Diagnostics,
    failed: bool,
    /// Faults of single values.
    faults: Vec<Fault>,
    anchors: Anchors,
    open: Vec<Open>,
    documents: usize,
    root: Option<Node>,
}

/// A collection that is not finished.
struct Open {
    start: usize,
    /// In brackets or braces: then its end is that of the closing one.
    flow: bool,
    anchor: usize,
    /// What is wrong with it as a whole.
    faults: Vec<Diagnostic>,
    /// Its tag, if that is not YAML's own, and where it stands.
    foreign: Option<(Foreign, Span)>,
    inner: Inner,
}

enum Inner {
    Sequence(Vec<Node>),
    Mapping(Box<Mapping>),
}

#[derive(Default)]
struct Mapping {
    members: Builder,
    count: usize,
    key: Option<Key>,
    merge: Option<Merge>,
}

enum Key {
    Text(Text),
    /// `<<`
    Merge(Text),
    /// The first of two: its value is dropped.
    Repeated,
}

/// The document and the faults of its values.
pub(super) fn read(text: &str, source: SourceId, diags: &mut Diagnostics) -> Option<(Node, Vec<Fault>)> {
    let mut reader = Reader {
        text,
        source,
        offsets: Offsets::of(text),
        diags,
        failed: false,
        faults: Vec::new(),
        anchors: Anchors::default(),
        open: Vec::new(),
        documents: 0,
        root: None,
    };
    let ended = reader.document();
    if reader.failed || ended.is_err() {
        return None;
    }
    let root = reader.root?;
    Some((root, reader.faults))
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Stop> {
        self.characters()?;
        for event in Parser::new_from_str(self.text) {
            match event {
                Ok((event, marks)) => self.event(event, &marks)?,
                Err(error) => {
                    let at = self.offsets.byte(error.marker().index());
                    let length = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                    let message = format!("this is no YAML: {}", error.info());
                    return Err(self.stop(codes::YAML, (at, at + length), message, ""));
                }
            }
        }
        if self.root.is_none() {
            let end = self.text.len();
            let help = "a definition is an object with `StartAt` and `States`";
            return Err(self.stop(codes::EMPTY, (end, end), "the text is empty", help));
        }
        Ok(())
    }

    /// Characters that YAML does not have: the parser would take one of them for the end of the text.
    fn characters(&mut self) -> Result<(), Stop> {
        let bad = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
        match self.text.char_indices().find(|(_, c)| bad(*c)) {
            None => Ok(()),
            Some((at, c)) => {
                let message = format!("the control character {} stands in the text", shown(c));
                let help = "write it as an escape in double quotes, such as `\"\\x1b\"`";
                Err(self.stop(codes::YAML, (at, at + c.len_utf8()), message, help))
            }
        }
    }

    fn event(&mut self, event: Event<'_>, marks: &Marks) -> Result<(), Stop> {
        let (start, end) = (self.offsets.byte(marks.start.index()), self.offsets.byte(marks.end.index()));
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    let help = "a file holds one definition; put the other documents into files of their own";
                    return Err(self.stop(codes::DOCUMENTS, (start, end), "a second YAML document begins here", help));
                }
                Ok(())
            }
            Event::Scalar(value, style, anchor, tag) => {
                self.scalar(&value, style, anchor, tag.as_deref(), (start, end))
            }
            Event::SequenceStart(anchor, tag) => {
                self.begin((start, end), anchor, tag.as_deref(), Wanted::Sequence, Inner::Sequence(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                let inner = Inner::Mapping(Box::default());
                self.begin((start, end), anchor, tag.as_deref(), Wanted::Mapping, inner)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(end),
            Event::Alias(anchor) => self.alias(anchor, (start, end)),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn begin(
        &mut self,
        (start, end): (usize, usize),
        anchor: usize,
        tag: Option<&Tag>,
        wanted: Wanted,
        inner: Inner,
    ) -> Result<(), Stop> {
        if self.open.len() == MAX_DEPTH {
            let message = format!("sequences and mappings are nested more than {MAX_DEPTH} deep");
            return Err(self.stop(codes::TOO_DEEP, (start, end), message, ""));
        }
        // The place of its first character; properties stand before it.
        let flow = self.text.get(start..end).is_some_and(|text| text.ends_with(['[', '{']));
        let (tag_start, tag_end) = extent::tag(self.text, start, end);
        let place = self.span(tag_start, tag_end);
        let mut foreign = None;
        let fault = match tag.map(meaning) {
            None => None,
            Some(Ok(Meaning::Plain(named))) if named == wanted => None,
            Some(Ok(Meaning::String)) if tag.is_some_and(is_bare) => None,
            Some(Ok(named)) => {
                let named = match named {
                    Meaning::String => "a string",
                    Meaning::Plain(wanted) => wanted.describe(),
                };
                let message = format!("this is {}, and its tag says {named}", wanted.describe());
                Some(Diagnostic::error(codes::TAG, place, message).help("remove the tag"))
            }
            Some(Err(tag)) => {
                foreign = Some((tag, place));
                None
            }
        };
        let behind = extent::behind_properties(self.text, start, end);
        let start = match (flow, wanted) {
            (true, _) => end - 1,
            (false, Wanted::Sequence) => extent::dash(self.text, behind),
            (false, _) => behind,
        };
        self.open.push(Open { start, flow, anchor, faults: fault.into_iter().collect(), foreign, inner });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Stop> {
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        let (kind, last) = match open.inner {
            Inner::Sequence(items) => {
                let last = items.last().map(|item| item.span.end);
                (Kind::Array(items), last)
            }
            Inner::Mapping(mapping) => {
                let Mapping { members, merge, .. } = *mapping;
                let own = members.finish();
                let last = own.last().map(|member| member.value.span.end.max(member.key.span.end));
                let last = last.max(merge.as_ref().map(|merge| merge.from.span.end.max(merge.key.span.end)));
                let members = match merge {
                    None => own,
                    Some(merge) => match merge.sources() {
                        Some(sources) => merged(own, merge.before, &sources),
                        None => {
                            let message = format!("`<<` merges {}, and can merge mappings only", merge.from.describe());
                            let help = "give an alias of a mapping, or a list of such; in quotes `<<` is a plain key";
                            open.faults.push(Diagnostic::error(codes::MERGE, merge.key.span, message).help(help));
                            own
                        }
                    },
                };
                (Kind::Object(members), last)
            }
        };
        // Where a block ends, the parser has gone on to what follows it. Values of aliases stand elsewhere.
        let end = match last {
            Some(last) if !open.flow && (last as usize) > open.start && (last as usize) <= end => last as usize,
            _ if open.flow => end,
            _ => {
                let text = self.text.get(open.start..end).unwrap_or_default();
                open.start + text.trim_end().len()
            }
        };
        let node = Node { span: self.span(open.start, end), kind };
        for fault in open.faults {
            self.fault(node.span, fault);
        }
        let node = match open.foreign {
            Some((foreign, place)) => self.foreign(foreign, node, place),
            None => node,
        };
        self.value(node, open.anchor)
    }

    fn alias(&mut self, anchor: usize, (start, end): (usize, usize)) -> Result<(), Stop> {
        let (message, code) = match self.anchors.value(anchor, self.open.len()) {
            Ok(node) => return self.value(node, 0),
            Err(anchors::Fault::Cyclic) => ("this alias stands inside the value that it stands for", codes::ALIAS),
            Err(anchors::Fault::TooMuch) => {
                ("the aliases of this file stand for more than a definition may hold", codes::ALIAS)
            }
            Err(anchors::Fault::TooDeep) => {
                ("what this alias stands for would be nested too deeply here", codes::TOO_DEEP)
            }
        };
        Err(self.stop(code, (start, end), message, ""))
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        (start, end): (usize, usize),
    ) -> Result<(), Stop> {
        let has_properties = anchor != 0 || tag.is_some();
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let property = start;
        let start = if has_properties { extent::behind_properties(self.text, start, end) } else { start };
        // Of a block with properties, the parser gives the place of these, and else that of its content.
        let start = if has_properties && is_block { extent::block(self.text, start, end) } else { start };
        // Of a value that is not there, the parser gives the place of what follows.
        let end = if value.is_empty() && style == ScalarStyle::Plain { start } else { end };
        let raw = self.text.get(start..end).unwrap_or_default();
        let places = places::of(self.text, (start, start + raw.len()), style, value);
        let end = if is_block { start + extent::content(raw, value, start, &places) } else { end };
        let span = self.span(start, end);
        let whole = self.span(property, end);
        let text = Text { value: value.to_owned(), span, places };
        if self.wants_key() {
            let node = Node { span, kind: Kind::String(text.clone()) };
            self.key(text, style, tag, whole);
            return self.keep(anchor, &node);
        }
        let node = match tag.map(meaning) {
            Some(Err(foreign)) => self.foreign(foreign, Node { span, kind: Kind::String(text) }, whole),
            Some(Ok(meaning)) => Node { span, kind: self.kind(text, style, Some(meaning)) },
            None => Node { span, kind: self.kind(text, style, None) },
        };
        self.value(node, anchor)
    }

    /// What a value with a tag of others is: in a template perhaps a text, and else a fault.
    fn foreign(&mut self, foreign: Foreign, given: Node, place: Span) -> Node {
        let text = foreign.text_of(&given);
        let is_text = text.is_some();
        let node = text.unwrap_or(given);
        let diagnostic = Diagnostic::error(codes::TAG, place, foreign.message).help(foreign.help);
        self.faults.push(Fault { value: node.span, is_text, diagnostic });
        node
    }

    /// What a scalar is, by its tag or by its text.
    fn kind(&mut self, text: Text, style: ScalarStyle, tag: Option<Meaning>) -> Kind {
        let span = text.span;
        let scalar = match tag {
            None if style == ScalarStyle::Plain => resolve(&text.value),
            None | Some(Meaning::String) => Scalar::String,
            Some(Meaning::Plain(wanted)) => {
                let found = resolve(&text.value);
                let fits = matches!(
                    (&found, wanted),
                    (Scalar::Value(Kind::Null), Wanted::Null)
                        | (Scalar::Value(Kind::Bool(_)), Wanted::Bool)
                        | (Scalar::Value(Kind::Number(_)) | Scalar::Fault(..), Wanted::Number)
                );
                if !fits {
                    let message = format!("this is not {}, as its tag says", wanted.describe());
                    self.fault(span, Diagnostic::error(codes::TAG, span, message).help("remove the tag"));
                }
                found
            }
        };
        match scalar {
            Scalar::Value(kind) => kind,
            Scalar::String => Kind::String(text),
            Scalar::Fault(message, help) => {
                self.fault(span, Diagnostic::error(codes::SCALAR, span, message).help(help));
                Kind::Null
            }
        }
    }

    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { inner: Inner::Mapping(mapping), .. }) if mapping.key.is_none())
    }

    fn key(&mut self, text: Text, style: ScalarStyle, tag: Option<&Tag>, whole: Span) {
        if let Some(Err(foreign)) = tag.map(meaning) {
            self.fault(text.span, Diagnostic::error(codes::TAG, whole, foreign.message).help(foreign.help));
        }
        let plain = style == ScalarStyle::Plain && tag.is_none();
        if plain && resolve(&text.value) == Scalar::Value(Kind::Null) {
            let null = Diagnostic::error(codes::KEY, text.span, "a key that is null");
            self.fault(text.span, null.help("keys are strings; put it in quotes"));
        }
        let is_merge = plain && text.value == "<<";
        let Some(Open { inner: Inner::Mapping(mapping), .. }) = self.open.last_mut() else { return };
        let Mapping { key, merge, .. } = &mut **mapping;
        if !is_merge {
            *key = Some(Key::Text(text));
        } else if let Some(first) = merge {
            let repeated =
                Diagnostic::error(codes::DUPLICATE_KEY, text.span, "the key `<<` stands twice in this mapping")
                    .label("again here")
                    .cause(first.key.span, "first here", None)
                    .help("give one `<<` a list: `<<: [*first, *second]`");
            *key = Some(Key::Repeated);
            self.push(repeated);
        } else {
            *key = Some(Key::Merge(text));
        }
    }

    /// Puts a finished value where it belongs.
    fn value(&mut self, node: Node, anchor: usize) -> Result<(), Stop> {
        self.keep(anchor, &node)?;
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return Ok(());
        };
        match &mut open.inner {
            Inner::Sequence(items) => items.push(node),
            Inner::Mapping(mapping) => match mapping.key.take() {
                // An alias, or a collection, in the place of a key.
                None => {
                    let span = node.span;
                    let text = node.as_text().cloned();
                    let is_text = text.is_some();
                    mapping.key =
                        Some(Key::Text(text.unwrap_or(Text { value: String::new(), span, places: Places::Whole })));
                    if !is_text {
                        let message = format!("the key of this member is {}", node.describe());
                        self.fault(span, Diagnostic::error(codes::KEY, span, message).help("keys are strings"));
                    }
                }
                Some(Key::Merge(key)) => mapping.merge = Some(Merge { before: mapping.count, key, from: node }),
                Some(Key::Repeated) => {}
                Some(Key::Text(key)) => match mapping.members.add(Member { key, value: node }) {
                    None => mapping.count += 1,
                    Some(duplicate) => self.push(duplicate),
                },
            },
        }
        Ok(())
    }

    fn keep(&mut self, anchor: usize, node: &Node) -> Result<(), Stop> {
        if anchor == 0 || self.anchors.keep(anchor, node) {
            return Ok(());
        }
        let place = (node.span.start as usize, node.span.end as usize);
        Err(self.stop(codes::ALIAS, place, "the anchors of this file are on more than a definition may hold", ""))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(start), end: offset(end.max(start)) }
    }

    /// A fault of the value, or the key, at a place.
    fn fault(&mut self, value: Span, diagnostic: Diagnostic) {
        self.faults.push(Fault { value, is_text: false, diagnostic });
    }

    /// A fault of the whole document.
    fn push(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.diags.push(diagnostic);
    }

    fn stop(
        &mut self,
        code: &'static str,
        (start, end): (usize, usize),
        message: impl Into<String>,
        help: &str,
    ) -> Stop {
        let diagnostic = Diagnostic::error(code, self.span(start, end), message);
        self.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
        Stop
    }
}
