//! The compile error that the README shows is the one that the workflow's users see.
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

const README: &str = include_str!("../../../README.md");

#[test]
fn the_error_in_the_readme_is_real() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in ["workflows/order.asl.json", "src/shop.rs"] {
        fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
        let text = fs::read_to_string(here.join(file)).unwrap();
        let misspelt = text.replace("$.shipment.collectedInSeconds", "$.shipment.collectedSeconds");
        fs::write(folder.join(file), misspelt).unwrap();
    }
    let error = stepwright_build::workflow("workflows/order.asl.json")
        .contract("src/shop.rs")
        .manifest_dir(&folder)
        .out_dir(&folder)
        .try_compile()
        .unwrap_err();
    assert_eq!(error.errors.len(), 1, "{error}");
    assert!(README.contains(error.to_string().trim_end()), "the README shows another error than\n{error}");
}
