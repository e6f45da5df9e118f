//! 02xx: the structure of a definition: fields, values, transitions.

super::page::codes! {
    NOT_AN_OBJECT = "ASL0201", "a definition that is no object";
    UNKNOWN_FIELD = "ASL0202", "a field that ASL does not have";
    MISPLACED_FIELD = "ASL0203", "a field in a place where it means nothing";
    MISSING_FIELD = "ASL0204", "a required field that is missing";
    WRONG_TYPE = "ASL0205", "a value of the wrong JSON type";
    EXCLUSIVE_FIELDS = "ASL0206", "fields that exclude each other";
    OUT_OF_RANGE = "ASL0207", "a number out of its range";
    EMPTY = "ASL0208", "an array or object that may not be empty";
    UNKNOWN_VALUE = "ASL0209", "a word that is none of the allowed ones";
    MISSING_TARGET = "ASL0210", "a transition to a state that does not exist";
    STATE_NAME = "ASL0211", "a state's name that is empty or too long";
    DUPLICATE_STATE = "ASL0212", "two states of one name";
    STATES_ALL = "ASL0213", "`States.ALL` that does not stand alone and last";
    NESTED_NEXT = "ASL0214", "a transition inside a nested rule";
    RULE_OPERATORS = "ASL0215", "a Choice rule without an operator, or with two";
    RESOURCE = "ASL0216", "a `Resource` that no task can have";
    TIMESTAMP = "ASL0217", "a text that is no timestamp";
    PATTERN = "ASL0218", "a pattern with an escape that does not exist";
    JSONATA_FIELD = "ASL0219", "a field of JSONata in a JSONPath state";
    QUERY_LANGUAGE_MIX = "ASL0220", "a JSONPath state in a JSONata definition";
    JSONPATH_FIELD = "ASL0221", "a field of JSONPath in a JSONata state";
    VARIABLE_NAME = "ASL0222", "a name that no variable can have";
    VARIABLE_CLASH = "ASL0223", "a variable of an outer scope that is assigned inside";
    FOREIGN_TARGET = "ASL0224", "a transition into another scope";
    LABEL = "ASL0225", "a label that is empty, too long, or has other characters";
    DUPLICATE_LABEL = "ASL0226", "two distributed Maps of one label";
    INLINE_MAP = "ASL0227", "a field of distributed Maps in an inline one";
    NO_DOLLAR = "ASL0240", "a text that looks like a path, and is not read";
    STATIC_RESULT = "ASL0241", "a `Result` with what looks like a path";
}
