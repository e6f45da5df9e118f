//! An execution's history: events as the service has them, kept compactly a commit at a time.

mod decode;
mod encode;
mod event;
mod kind;

pub(crate) use decode::decode;
pub(crate) use encode::ChunkWriter;
pub use event::HistoryEvent;
pub use kind::EventType;

/// How much of an execution's history is kept. Event ids are counted all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HistoryLevel {
    /// Every event.
    #[default]
    Full,
    /// How the execution began and ended, and which states it entered and left.
    Transitions,
    /// Nothing.
    Off,
}

impl HistoryLevel {
    pub(crate) fn keeps(self, kind: EventType) -> bool {
        match self {
            Self::Full => true,
            Self::Transitions => kind.is_transition(),
            Self::Off => false,
        }
    }
}

/// A member of an event's details. The number is what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Field {
    Name = 1,
    Input = 2,
    Output = 3,
    RoleArn = 4,
    Error = 5,
    Cause = 6,
    Resource = 7,
    ResourceType = 8,
    Region = 9,
    Parameters = 10,
    TimeoutInSeconds = 11,
    HeartbeatInSeconds = 12,
    TaskCredentials = 13,
    AssignedVariables = 14,
    Length = 15,
    Index = 16,
    /// No member: the event's own moment.
    At = 17,
}

impl Field {
    const ALL: [Self; 17] = [
        Self::Name,
        Self::Input,
        Self::Output,
        Self::RoleArn,
        Self::Error,
        Self::Cause,
        Self::Resource,
        Self::ResourceType,
        Self::Region,
        Self::Parameters,
        Self::TimeoutInSeconds,
        Self::HeartbeatInSeconds,
        Self::TaskCredentials,
        Self::AssignedVariables,
        Self::Length,
        Self::Index,
        Self::At,
    ];

    fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|field| *field as u8 == code)
    }

    fn member(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Input => "input",
            Self::Output => "output",
            Self::RoleArn => "roleArn",
            Self::Error => "error",
            Self::Cause => "cause",
            Self::Resource => "resource",
            Self::ResourceType => "resourceType",
            Self::Region => "region",
            Self::Parameters => "parameters",
            Self::TimeoutInSeconds => "timeoutInSeconds",
            Self::HeartbeatInSeconds => "heartbeatInSeconds",
            Self::TaskCredentials => "taskCredentials",
            Self::AssignedVariables => "assignedVariables",
            Self::Length => "length",
            Self::Index => "index",
            Self::At => "timestamp",
        }
    }

    /// The member that says that this one is whole.
    fn details_member(self) -> Option<&'static str> {
        match self {
            Self::Input => Some("inputDetails"),
            Self::Output => Some("outputDetails"),
            Self::AssignedVariables => Some("assignedVariablesDetails"),
            _ => None,
        }
    }
}
