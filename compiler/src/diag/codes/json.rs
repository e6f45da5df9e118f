//! 01xx: JSON and sources.

super::page::codes! {
    SYNTAX = "ASL0101", "text that is not JSON";
    DUPLICATE_KEY = "ASL0102", "a key that stands twice in one object";
    TOO_DEEP = "ASL0103", "arrays and objects that are nested too deeply";
    STRING = "ASL0104", "a string that is not written as JSON has it";
    NUMBER = "ASL0105", "a number that is not written as JSON has it";
    EMPTY = "ASL0106", "an empty text";
    BYTE_ORDER_MARK = "ASL0107", "a byte order mark before the text";
    TRAILING = "ASL0108", "something behind the definition";
    COMMENT = "ASL0109", "a comment";
    TRAILING_COMMA = "ASL0110", "a comma before a closing bracket";
    TOO_LARGE = "ASL0111", "a source that is too large to be read";
    OVER_LIMIT = "ASL0112", "a source that is larger than what AWS takes";
    YAML = "ASL0120", "text that is not YAML";
    DOCUMENTS = "ASL0121", "a second document in a YAML file";
    TAG = "ASL0122", "a YAML tag that means nothing in a definition";
    ALIAS = "ASL0123", "a YAML alias that stands for too much, or for itself";
    KEY = "ASL0124", "a YAML key that is no string";
    SCALAR = "ASL0125", "a YAML scalar that JSON cannot hold";
    MERGE = "ASL0126", "a YAML merge key that merges no mapping";
}
