//! Codes of findings about the data that flows through a definition.

super::page::codes! {
    UNREACHABLE = "ASL0230", "a state that no transition leads to";
    NO_END = "ASL0231", "a workflow that never ends";
    ENDLESS = "ASL0232", "a circle of states that never ends";
    PATH_MAYBE_MISSING = "ASL0311", "a path that is only sometimes there";
    PATH_MISSING = "ASL0312", "a path that does not exist";
    PATH_THROUGH = "ASL0313", "a path through a value that has no fields";
    PATH_OPAQUE = "ASL0314", "a path into a type that the contract does not show";
    CONTEXT_FIELD = "ASL0315", "a field that the context object does not have";
    VARIABLE_UNKNOWN = "ASL0320", "a variable that no state in sight assigns";
    VARIABLE_UNASSIGNED = "ASL0321", "a variable that is read before it is assigned";
    VARIABLE_MAYBE_UNASSIGNED = "ASL0322", "a variable that only some ways assign";
    UNREAD_VARIABLE = "ASL0323", "a variable that nothing reads";
    QUERY_FINDS_NOTHING = "ASL0330", "a path with a part that never finds anything";
    INTRINSIC_ARGUMENT = "ASL0340", "an argument that an intrinsic function does not take";
    RESULT_PATH_CONFLICT = "ASL0401", "a `ResultPath` into a value that is no object";
    UNREAD_RESULT = "ASL0402", "a result that is kept, and that nothing reads";
    OPERATOR_TYPE = "ASL0501", "an operator of another type than its variable";
    OPERAND_TYPE = "ASL0502", "an operand of another type than its operator";
    NO_VARIANT = "ASL0503", "a text that is none of an enum's values";
    DEAD_RULE = "ASL0504", "a Choice rule that can never hold";
    NOT_EXHAUSTIVE = "ASL0505", "a Choice without a rule for everything, and without `Default`";
    ALWAYS_HOLDS = "ASL0506", "a Choice rule that always holds";
    UNKNOWN_TASK = "ASL0601", "a `Resource` that is no task of the contract";
    ARGUMENT = "ASL0602", "an argument that the task does not accept";
    ERROR_NAME = "ASL0603", "an error name that the task cannot raise";
    UNNAMED_FUNCTION = "ASL0604", "a function that is known only when it runs";
    REPLY_WITHOUT_TOKEN = "ASL0605", "a task that answers by token, for a resource that waits for none";
    TOKEN_NOT_SENT = "ASL0606", "a task that waits for its token and does not hand it out";
    UNASKED = "ASL0607", "a retrier or catcher that is never asked";
    RESERVED_ERROR = "ASL0608", "an error name that nothing raises or handles";
    SECONDS = "ASL0701", "a `SecondsPath` to something other than whole seconds";
    TIMESTAMP = "ASL0702", "a `TimestampPath` to something other than a timestamp";
    TIMEOUT = "ASL0703", "a time-out that is no whole number of seconds";
    FAIL_TEXT = "ASL0704", "an error name or a cause that is no string";
    ITEMS = "ASL0705", "the items of a Map that are no list";
    COUNT = "ASL0706", "a number of a Map that is none";
    OUTPUT = "ASL0801", "an output that is not of the declared type";
    INPUT_UNDECLARED = "ASL0802", "a contract that does not say what comes in";
}
