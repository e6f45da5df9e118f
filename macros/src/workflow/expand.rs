//! The expansion of `workflow!`: read, compile, and put together what comes out.

use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use stepwright_compiler::{
    Options, compile,
    diag::Diagnostics,
    json::{self, Node},
    skeleton,
    source::{Source, Sources},
    types::{
        Contract,
        import::{Loader as _, Root, Standing, import_for},
    },
};
use syn::Item;

use super::{
    input::{ContractFile, Definition, Input},
    load::Files,
    report::report,
};
use crate::{json_form, tasks};

/// Everything that is known while one macro call is expanded.
struct Expansion {
    sources: Sources,
    diags: Diagnostics,
    files: Files,
}

pub(super) fn expand(input: Input) -> TokenStream {
    let mut expansion = Expansion {
        sources: Sources::new(),
        diags: Diagnostics::with_levels(input.levels.clone()),
        files: Files::new(),
    };
    let mut faults = TokenStream::new();
    let contract = expansion.contract(&input, &mut faults);
    let mut options = Options {
        name: syn::ext::IdentExt::unraw(&input.name).to_string(),
        runtime: input.krate.clone(),
        text: String::new(),
        file: None,
    };
    let definition = expansion.definition(&input.definition, &mut options, &mut faults);
    let compiled = definition
        .and_then(|node| compile(&expansion.sources, &node, contract.as_ref(), &options, &mut expansion.diags))
        .filter(|_| !expansion.diags.has_errors() && faults.is_empty());

    let failed = compiled.is_none();
    let body = compiled.unwrap_or_else(|| skeleton(contract.as_ref(), &options));
    let Expansion { sources, diags, files } = expansion;
    for diagnostic in diags.into_sorted() {
        let place = file_place(&input, &sources, diagnostic.primary.span.source);
        faults.extend(report(&diagnostic, &sources, place));
    }
    let items = input.items.iter().map(|item| match item {
        // The attribute would report a second time what has been reported here.
        Item::Trait(item) if failed && item.attrs.iter().any(tasks::is_tasks) => {
            tasks::rewritten(item).into_token_stream()
        }
        item => {
            let mut item = item.clone();
            json_form::strip(&mut item);
            item.into_token_stream()
        }
    });
    let (attrs, vis, name) = (&input.attrs, &input.vis, &input.name);
    let tracked = files.read();
    quote! {
        #(#items)*
        #(#attrs)*
        #vis mod #name { #body }
        #(const _: &[::core::primitive::u8] = ::core::include_bytes!(#tracked);)*
        #faults
    }
}

impl Expansion {
    fn contract(&mut self, input: &Input, faults: &mut TokenStream) -> Option<Contract> {
        if let Some(file) = &input.contract {
            return self.contract_file(file, faults);
        }
        if input.items.is_empty() {
            return None;
        }
        let source = self.sources.add_tokens();
        let roots = [Root::Tokens { source, items: input.items.clone() }];
        Some(import_for(Standing::InContract, &mut self.sources, &roots, &self.files, &mut self.diags))
    }

    fn contract_file(&mut self, file: &ContractFile, faults: &mut TokenStream) -> Option<Contract> {
        let path = PathBuf::from(file.path.value());
        let module = file.module.as_ref().map(|path| path.to_token_stream().to_string().replace(' ', ""));
        if module.is_none() && !path.components().any(|part| part.as_os_str() == "src") {
            let message = "this file's place in the crate is not known: write `contract = \"..\" as crate::module;`";
            faults.extend(syn::Error::new(file.path.span(), message).into_compile_error());
            return None;
        }
        // rustc gives the tokens of a text that a macro parses no places of their own; proc_macro2's own
        // tokens have them. The contract leaves the import as plain data, so that the two never mix.
        proc_macro2::fallback::force();
        let roots = [Root::File { path, module }];
        let contract = import_for(Standing::Elsewhere, &mut self.sources, &roots, &self.files, &mut self.diags);
        proc_macro2::fallback::unforce();
        Some(contract)
    }

    fn definition(&mut self, definition: &Definition, options: &mut Options, faults: &mut TokenStream) -> Option<Node> {
        match definition {
            Definition::Inline(group) => {
                let source = self.sources.add_tokens();
                let tokens = TokenStream::from(TokenTree::Group(group.clone()));
                let node = json::from_tokens(&mut self.sources, source, tokens, group.span_close(), &mut self.diags)?;
                options.text = serde_json::to_string_pretty(&node.to_value()).unwrap_or_default();
                Some(node)
            }
            Definition::File(path) if is_yaml(&path.value()) => {
                let message = "definitions in YAML are compiled from a build script, by `stepwright-build`";
                faults.extend(syn::Error::new(path.span(), message).into_compile_error());
                None
            }
            Definition::File(path) => match self.files.load(Path::new(&path.value())) {
                Ok(text) => {
                    options.text.clone_from(&text);
                    options.file = Some(path.value());
                    let source = self.sources.add_text(path.value(), text);
                    json::parse(&self.sources, source, &mut self.diags)
                }
                Err(reason) => {
                    let message = format!("cannot read the definition `{}`: {reason}", path.value());
                    faults.extend(syn::Error::new(path.span(), message).into_compile_error());
                    None
                }
            },
        }
    }
}

/// The macro brings no reader of YAML into the builds of all who use it.
fn is_yaml(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml"))
}

/// Where findings in a file are shown: at the path that names it.
fn file_place(input: &Input, sources: &Sources, source: stepwright_compiler::source::SourceId) -> Span {
    let name = match sources.get(source) {
        Some(Source::Text { name, .. }) => name.as_str(),
        _ => return Span::call_site(),
    };
    match (&input.definition, &input.contract) {
        (Definition::File(path), _) if path.value() == name => path.span(),
        (_, Some(file)) => file.path.span(),
        (Definition::File(path), None) => path.span(),
        (Definition::Inline(_), None) => Span::call_site(),
    }
}
