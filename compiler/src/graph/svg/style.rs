//! The colours of a picture. Text and lines have the colour of text around them, and each type of state one accent
//! that is legible on light and on dark paper; so only the paper and the ink differ between the two.

use std::fmt::Write as _;

use super::Look;
use crate::graph::NodeKind;

/// How much of its colour text has that stands back behind names.
pub(super) const QUIET: f64 = 0.75;
/// The same of lines.
pub(super) const LINE: f64 = 0.65;
/// The same of the borders of branches.
pub(super) const BRANCH: f64 = 0.5;
/// The ink and the paper of a picture in a file of its own.
const LIGHT: (&str, &str) = ("#1c2733", "#fff");
const DARK: (&str, &str) = ("#e3e8ee", "#15191f");

pub(super) const FONT: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'Fira Sans','Helvetica Neue',Arial,sans-serif";

/// The colour of a type.
pub(super) fn accent(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Task => "#d9620f",
        NodeKind::Pass => "#728394",
        NodeKind::Choice => "#9164f6",
        NodeKind::Wait => "#0d9488",
        NodeKind::Succeed => "#1f9d49",
        NodeKind::Fail => "#df4f54",
        NodeKind::Parallel => "#3f80de",
        NodeKind::Map => "#c857a4",
        NodeKind::Unknown | NodeKind::Missing => "#a67c00",
    }
}

/// The rules, all of them for this picture only. Colours that programs without CSS variables or media queries
/// should show as well stand on the elements themselves.
pub(super) fn rules(id: &str, look: Look) -> String {
    let mut out = String::new();
    let mut rule = |text: &str| {
        let _ = writeln!(out, "{text}");
    };
    match look {
        Look::File => {
            rule(&format!("#{id}{{color:{}}}", LIGHT.0));
            let (ink, paper) = DARK;
            rule(&format!("@media (prefers-color-scheme:dark){{#{id}{{color:{ink}}}#{id} .paper{{fill:{paper}}}}}"));
        }
        Look::Page => {
            rule(&format!("#{id}{{color:var(--main-color,inherit)}}"));
            rule(&format!("#{id} .paper{{fill:var(--main-background-color,Canvas)}}"));
        }
    }
    rule(&format!("#{id} text{{fill:currentColor;unicode-bidi:isolate}}"));
    rule(&format!("#{id} .line{{fill:none;stroke:currentColor}}"));
    rule(&format!("#{id} .ink{{fill:currentColor}}"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rgb = [f64; 3];

    fn rgb(hex: &str) -> Rgb {
        let hex = hex.trim_start_matches('#');
        let part = |at: usize| match hex.len() {
            3 => u8::from_str_radix(&hex[at..=at].repeat(2), 16),
            _ => u8::from_str_radix(&hex[2 * at..2 * at + 2], 16),
        };
        [0, 1, 2].map(|at| f64::from(part(at).unwrap()) / 255.0)
    }

    fn over(color: Rgb, share: f64, paper: Rgb) -> Rgb {
        [0, 1, 2].map(|at| color[at] * share + paper[at] * (1.0 - share))
    }

    /// The contrast of two colours, as WCAG 2 counts it: from 1 to 21.
    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let part = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let light = |c: Rgb| 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]) + 0.05;
        let (a, b) = (light(a), light(b));
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_lines_and_icons_are_legible_on_every_paper() {
        // Those of rustdoc's three themes as well.
        let themes = [LIGHT, DARK, ("#000", "#fff"), ("#ddd", "#353535"), ("#c5c5c5", "#0f1419")];
        let kinds = [
            NodeKind::Task,
            NodeKind::Pass,
            NodeKind::Choice,
            NodeKind::Wait,
            NodeKind::Succeed,
            NodeKind::Fail,
            NodeKind::Parallel,
            NodeKind::Map,
            NodeKind::Unknown,
            NodeKind::Missing,
        ];
        for (ink, paper) in themes.map(|(ink, paper)| (rgb(ink), rgb(paper))) {
            for kind in kinds {
                let accent = rgb(accent(kind));
                let title = over(accent, 0.1, paper);
                assert!(contrast(over(ink, QUIET, title), title) >= 4.5, "{kind:?} {paper:?}");
                assert!(contrast(accent, paper) >= 3.0, "{kind:?} {paper:?}");
                assert!(contrast(accent, rgb("#fff")) >= 3.0, "{kind:?}");
            }
            assert!(contrast(over(ink, QUIET, paper), paper) >= 4.5, "{paper:?}");
            assert!(contrast(over(ink, LINE, paper), paper) >= 3.0, "{paper:?}");
            assert!(contrast(over(ink, BRANCH, paper), paper) >= 3.0, "{paper:?}");
        }
    }
}
