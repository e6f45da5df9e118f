//! 030x: how paths and payload templates are written.

super::page::codes! {
    SYNTAX = "ASL0301", "a text that is no path";
    NOT_A_REFERENCE_PATH = "ASL0302", "a path that may name several places";
    RESULT_PATH_ROOT = "ASL0303", "a `ResultPath` outside of the state's input";
    TEMPLATE_VALUE = "ASL0304", "a `.$` key without a path or a function";
    TEMPLATE_DUPLICATE = "ASL0305", "a template with both `k` and `k.$`";
    INTRINSIC = "ASL0306", "a call of an intrinsic function that is wrong";
    OPEN_BRACKET = "ASL0307", "a path that ends with an open bracket";
}
