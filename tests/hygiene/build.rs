//! Compiles the definition whose texts look like markup.

fn main() {
    stepwright_build::workflow("workflows/markup.asl.json").crate_path("::renamed").compile();
}
