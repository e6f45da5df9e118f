//! The definition as meant: states by index, transitions resolved, expressions parsed.

mod choice;
mod express;
mod fields;
mod location;
mod machine;
mod map;
mod references;
mod resource;
mod state;
mod work;

#[cfg(test)]
mod tests;

pub use choice::{Choice, Comparison, Condition, Glob, Operand, Order, Rule, Test, TypeTest};
pub use express::{Refusal, express_refusals};
pub use fields::{Assign, Assigned, Next, Seconds, Select, Spanned};
pub use machine::{Machine, Scope, ScopeId, StateId};
pub use map::{Count, Distributed, ExecutionType, ItemBatcher, ItemReader, Map, Mode, Number, ResultWriter};
pub(crate) use references::{condition_paths, template_paths};
pub use references::{each_path, variable_references};
pub use resource::{Pattern, Resource, ResourceKind};
pub use state::{Fail, Kind, Pass, State, Succeed, Until, Wait, Words};
pub use work::{Catcher, Parallel, Retrier, Task, Work};
