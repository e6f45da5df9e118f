//! The small pictures for the types of states, in a square of 24.

use crate::graph::NodeKind;

/// The lines of an icon, as the data of a path that is stroked.
pub(super) fn icon(kind: NodeKind) -> &'static str {
    match kind {
        // A bolt.
        NodeKind::Task => "M13 5.5 7.5 13h4l-.8 5.5L16.5 11h-4.2z",
        // An arrow.
        NodeKind::Pass => "M6 12h11.5M13 7.5 17.5 12 13 16.5",
        // A rhombus.
        NodeKind::Choice => "M12 5.5 18.5 12 12 18.5 5.5 12z",
        // A clock.
        NodeKind::Wait => "M18.5 12a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM12 8.2V12l2.6 1.8",
        // A tick.
        NodeKind::Succeed => "M6.5 12.5 10.5 16.5 17.5 8",
        // A cross.
        NodeKind::Fail => "M8 8l8 8M16 8l-8 8",
        // Two ways that part and meet.
        NodeKind::Parallel => "M12 5v2.2M12 16.800v2.200M7.5 16.800V7.200h9v9.600z",
        // A stack.
        NodeKind::Map => "M6.5 8h11M6.5 12h11M6.5 16h11",
        // A question mark.
        NodeKind::Unknown | NodeKind::Missing => "M9.3 9.500a2.7 2.7 0 1 1 4 2.400c-.9.5-1.3 1-1.3 2M12 17v.2",
    }
}

/// An arrow that goes round, in a square of 16: the mark of a state that is retried.
pub(super) const RETRY: &str = "M13 8a5 5 0 1 1-1.5-3.600M11.8 1.800v2.800H9";
