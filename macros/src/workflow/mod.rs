//! `workflow!`: a contract and a definition in, the contract and the generated module out.

mod expand;
mod input;
mod load;
mod report;

use proc_macro2::TokenStream;

/// Expands the macro. What cannot be read is reported where it stands.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    match syn::parse2::<input::Input>(tokens) {
        Ok(input) => expand::expand(input),
        Err(error) => error.into_compile_error(),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn the_contract_and_the_module_come_out() {
        let out = expand(quote! {
            (krate)
            /// Docs.
            pub(crate) mod order;
            #[derive(Clone, Serialize, Deserialize)] pub struct Order { pub id: String }
            #[tasks(input = Order, output = Order)] pub trait Tasks {}
            definition = { "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }
        })
        .to_string();
        assert!(!out.contains("compile_error"), "{out}");
        assert!(out.contains("# [tasks (input = Order , output = Order)] pub trait Tasks"), "{out}");
        assert!(out.contains("pub (crate) mod order {"), "{out}");
    }

    #[test]
    fn on_faults_the_contract_stays_and_nothing_is_said_twice() {
        let out = expand(quote! {
            (krate)
            mod order;
            #[derive(Clone, Serialize, Deserialize)] pub struct Order { pub id: String }
            #[tasks(input = Order, output = Order)] pub trait Tasks { async fn a(&self, a: Order, b: u8) -> Result<Order, ()>; }
            definition = { "StartAt": nope }
        })
        .to_string();
        assert_eq!(out.matches("compile_error").count(), 2, "{out}");
        assert!(out.contains("pub struct Order") && out.contains("mod order {") && !out.contains("# [tasks"), "{out}");
        assert!(out.contains("fn a (& self , a : Order , b : u8) -> impl"), "{out}");
    }

    #[test]
    fn levels_are_inner_attributes() {
        let with = |levels: proc_macro2::TokenStream| {
            expand(quote! {
                (krate)
                #levels
                mod order;
                definition = { "StartAt": "A", "States": {
                    "A": { "Type": "Pass", "Result": { "a": "$.b" }, "End": true },
                    "B": { "Type": "Succeed" }
                } }
            })
            .to_string()
        };
        for (levels, errors, warnings) in [
            (quote!(), 1, 1),
            (quote!(#![allow(ASL0230)]), 0, 1),
            (quote!(#![allow(ASL0230, ASL0241)]), 0, 0),
            (quote!(#![warn(ASL0230,)] #![deny(ASL0241)]), 1, 1),
            (quote!(#![deny(warnings)]), 2, 0),
            (quote!(#![deny(warnings)] #![warn(ASL0241)] #![allow(ASL0230)]), 0, 1),
        ] {
            let out = with(levels.clone());
            let found = (out.matches("compile_error").count(), out.matches("deprecated (note").count());
            assert_eq!(found, (errors, warnings), "{levels}");
        }
    }

    #[test]
    fn what_is_not_its_syntax_is_refused() {
        for (input, fault) in [
            (
                quote!(
                    mod x;
                ),
                "call this as `stepwright::workflow!`",
            ),
            (quote!((c) struct X;), "expected the generated module's name first"),
            (quote!((c) mod x;), "expected `definition = { .. }`"),
            (quote!((c) mod x; definition = 5), "or the path of a file"),
            (quote!((c) mod x; definitoin = {}), "expected `contract = ..`, `definition = ..` or a Rust item"),
            (quote!((c) mod x; definition = {} definition = {}), "`definition` is given twice"),
            (quote!((c) mod x; struct A; contract = "a.rs"; definition = {}), "both a file and items"),
            (quote!((c) mod x; contract = "a.rs"; definition = "gone.json"), "place in the crate is not known"),
            (quote!((c) mod x; definition = "a.YAML"), "by `stepwright-build`"),
            (quote!((c) #![allow(ASL0210)] mod x; definition = {}), "cannot be allowed: AWS refuses"),
            (
                quote!((c) #![warn(ASL0331)] mod x; definition = {}),
                "there is no code `ASL0331`: did you mean `ASL0330`?",
            ),
            (quote!((c) #![forbid(warnings)] mod x; definition = {}), "expected `#![allow(..)]`"),
            (quote!((c) #![deny] mod x; definition = {}), "expected attribute arguments"),
            (quote!((c) mod x; definition = "gone.json"), "cannot read the definition `gone.json`: no such file"),
        ] {
            let out = expand(input).to_string();
            assert!(out.contains("compile_error") && out.contains(fault), "{fault}\n{out}");
        }
    }
}
