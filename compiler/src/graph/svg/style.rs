//! The colours of a picture. Text and lines have the colour of text around them, and each type of state one accent
//! that is legible on light and on dark paper; so only the paper and the ink differ between the two.

use std::fmt::Write as _;

use super::Look;
use crate::graph::NodeKind;

pub(super) const FONT: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'Fira Sans','Helvetica Neue',Arial,sans-serif";

/// The colour of a type.
pub(super) fn accent(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Task => "#d9620f",
        NodeKind::Pass => "#6b7c8d",
        NodeKind::Choice => "#8b5cf6",
        NodeKind::Wait => "#0d9488",
        NodeKind::Succeed => "#1f9d49",
        NodeKind::Fail => "#dc3f45",
        NodeKind::Parallel => "#3b7ddd",
        NodeKind::Map => "#c2469b",
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
            rule(&format!("#{id}{{color:#1c2733}}"));
            rule(&format!("@media (prefers-color-scheme:dark){{#{id}{{color:#e3e8ee}}#{id} .paper{{fill:#15191f}}}}"));
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
