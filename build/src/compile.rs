//! One compilation: read, compile, write.

use std::path::PathBuf;

use stepwright_compiler::{
    Options, compile as compile_definition,
    diag::{Diagnostics, Levels, Severity, human},
    json::{self, Language, Pointer},
    skeleton,
    source::Sources,
    types::import::{Loader as _, Root, import},
};

use crate::{
    builder::Builder,
    error::{Error, Report},
    load::Files,
    output,
};

pub(crate) fn compile(builder: &Builder) -> Result<Report, Error> {
    let fail = |text: String| Error::one(text, Vec::new());
    let name = builder.name().map_err(fail)?;
    let runtime = syn::parse_str::<syn::Path>(&builder.crate_path)
        .map_err(|_| fail(format!("`{}` is no path of a crate", builder.crate_path)))?;
    let files = Files::new(folder(builder.manifest_dir.as_ref(), "CARGO_MANIFEST_DIR").map_err(fail)?);
    let out_dir = folder(builder.out_dir.as_ref(), "OUT_DIR").map_err(fail)?;

    let text = files.load(&builder.definition).map_err(|reason| {
        Error::one(format!("cannot read the definition `{}`: {reason}", builder.definition.display()), files.read())
    })?;
    let mut levels = Levels::new();
    for (level, code) in &builder.levels {
        levels.set(*level, code).map_err(|refusal| fail(refusal.to_string()))?;
    }
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::with_levels(levels));
    let source = sources.add_text(builder.definition.display().to_string(), text.clone());
    let language = Language::of_name(&builder.definition.to_string_lossy());
    let definition = json::read(&sources, source, language, &Pointer::default(), &mut diags).value();
    let roots: Vec<Root> = builder
        .contracts
        .iter()
        .map(|(path, module)| Root::File { path: path.clone(), module: module.clone() })
        .collect();
    let contract = (!roots.is_empty()).then(|| import(&mut sources, &roots, &files, &mut diags));

    let file = Some(builder.definition.display().to_string());
    // The generated module tells its definition in JSON, as the service does.
    let text = match (&definition, language) {
        (_, Language::Json) | (None, _) => text,
        (Some(definition), Language::Yaml) => format!("{:#}", definition.to_value()),
    };
    let options = Options { name: name.clone(), runtime: quote::ToTokens::to_token_stream(&runtime), text, file };
    let compiled = definition
        .and_then(|node| compile_definition(&sources, &node, contract.as_ref(), &options, &mut diags))
        .filter(|_| !diags.has_errors());
    let failed = compiled.is_none();
    let body = compiled.unwrap_or_else(|| skeleton(contract.as_ref(), &options));
    let written = output::write(&out_dir, &name, &builder.definition, body);

    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    for diagnostic in diags.into_sorted() {
        let text = human::render(&diagnostic, &sources, false);
        match diagnostic.severity {
            Severity::Error => errors.push(text),
            Severity::Warning => warnings.push(text),
        }
    }
    if let Err(error) = &written {
        errors.push(format!("cannot write the generated module to `{}`: {error}", out_dir.display()));
    }
    match written {
        Ok(output) if !failed => Ok(Report { output, files: files.read(), warnings }),
        _ => Err(Error { errors, warnings, files: files.read() }),
    }
}

fn folder(given: Option<&PathBuf>, variable: &str) -> Result<PathBuf, String> {
    match (given, std::env::var_os(variable)) {
        (Some(dir), _) => Ok(dir.clone()),
        (None, Some(dir)) => Ok(PathBuf::from(dir)),
        (None, None) => Err(format!("`{variable}` is not set: stepwright-build runs in a build script")),
    }
}
