//! Text in aligned columns: labels on the left, what is said of them beside it, folded where it is long.

use anstyle::{AnsiColor, Style};

use super::View;

const HEADING: Style = Style::new().bold();
const DATA: Style = AnsiColor::Cyan.on_default();
const FAINT: Style = Style::new().dimmed();

/// How wide a column of labels may get; a longer label has a line of its own.
const LABEL: usize = 34;

/// Stands for a blank at which lines are not broken; names do not have it, for they are escaped.
pub(super) const UNBROKEN: char = '\u{a0}';

/// How a text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    /// Types and conditions.
    Data,
    /// What says nothing new.
    Faint,
}

/// A text with the way it is shown; its lines are kept.
pub(super) struct Text(pub(super) String, pub(super) Ink);

/// Lines under way.
pub(super) struct Sheet {
    view: View,
    out: String,
}

impl Sheet {
    pub(super) fn new(view: View) -> Self {
        Sheet { view, out: String::new() }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// A heading, with an empty line before it.
    pub(super) fn heading(&mut self, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.styled(&text.replace(UNBROKEN, " "), HEADING);
        self.out.push('\n');
    }

    /// A line of prose, wrapped, behind an indentation.
    pub(super) fn prose(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.view.width.saturating_sub(indent)) {
            self.blank(indent);
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    /// How much room there is behind labels of these widths.
    pub(super) fn room(&self, indent: usize, labels: usize) -> usize {
        self.view.width.saturating_sub(indent + labels + 2).max(20)
    }

    /// A label, and beside it what is said of it.
    pub(super) fn entry(&mut self, indent: usize, label: &str, width: usize, texts: &[Text]) {
        let column = indent + width + 2;
        self.blank(indent);
        self.out.push_str(label);
        let mut at = indent + length(label);
        if at + 2 > column {
            self.out.push('\n');
            at = 0;
        }
        for Text(text, ink) in texts {
            for line in text.lines() {
                self.blank(column - at);
                match ink {
                    Ink::Plain => self.out.push_str(line),
                    Ink::Data => self.styled(line, DATA),
                    Ink::Faint => self.styled(line, FAINT),
                }
                self.out.push('\n');
                at = 0;
            }
        }
        if at > 0 {
            self.out.push('\n');
        }
    }

    /// Rows of three columns: the second is cut by whoever fills it, the third wrapped.
    pub(super) fn table(&mut self, indent: usize, rows: &[(String, String, Vec<String>)]) {
        let first = width(rows.iter().map(|row| row.0.as_str()));
        let second = rows.iter().map(|row| length(&row.1)).max().unwrap_or_default();
        let room = self.view.width.saturating_sub(indent + first + second + 4).max(30);
        for (label, data, notes) in rows {
            self.blank(indent);
            self.out.push_str(label);
            self.blank((first + 2).saturating_sub(length(label)).max(2));
            self.styled(data, DATA);
            let lines: Vec<String> = notes.iter().flat_map(|note| wrap(note, room)).collect();
            // A label too long for its column takes the room of what follows.
            let over = length(label).saturating_sub(first);
            let mut before = (second + 2).saturating_sub(length(data) + over).max(2);
            for line in lines {
                self.blank(before);
                self.out.push_str(&line);
                self.out.push('\n');
                before = indent + first + second + 4;
            }
            if notes.is_empty() {
                self.out.push('\n');
            }
        }
    }

    fn blank(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }

    fn styled(&mut self, text: &str, style: Style) {
        if self.view.color {
            self.out.push_str(&format!("{style}{text}{style:#}"));
        } else {
            self.out.push_str(text);
        }
    }
}

/// The width of a column of labels.
pub(super) fn width<'a>(labels: impl Iterator<Item = &'a str>) -> usize {
    labels.map(length).filter(|length| *length <= LABEL).max().unwrap_or_default()
}

pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

/// Lines of whole words; what stands in backquotes is one word.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if !line.is_empty() && length(&line) + 1 + length(&word) > width {
            lines.push(std::mem::take(&mut line).replace(UNBROKEN, " "));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line.replace(UNBROKEN, " "));
    lines
}

fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        quoted ^= c == '`';
        if c == ' ' && !quoted {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_of_whole_words() {
        assert_eq!(wrap("written by `Charge card` (line\u{a0}5)", 20), ["written by", "`Charge card`", "(line 5)"]);
        assert_eq!(wrap("", 20), [""]);
        assert_eq!(wrap("unbreakable", 3), ["unbreakable"]);
    }
}
