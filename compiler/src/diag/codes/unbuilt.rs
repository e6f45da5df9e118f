//! 10xx: legal ASL that is known and not yet built. AWS accepts all of these.

super::page::codes! {
    JSONATA = "ASL1002", "the query language JSONata, which is not built yet";
}
