//! 09xx: the contract: the Rust types and the tasks trait beside a definition.

super::page::codes! {
    FILE = "ASL0901", "a contract that cannot be read, or is not Rust";
    NO_TASKS = "ASL0902", "a contract without a tasks trait";
    TWO_TASKS = "ASL0903", "a contract with two tasks traits";
    UNKNOWN_TYPE = "ASL0904", "a type that the contract does not have";
    MISSING_DERIVE = "ASL0905", "a stored type that lacks a derive";
    SHAPE = "ASL0906", "a task whose method has the wrong shape";
    ATTRIBUTE = "ASL0907", "an attribute of the contract that is malformed";
    SAME_RESOURCE = "ASL0908", "two methods of one resource";
}
