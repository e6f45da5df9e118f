//! Compiles the definitions whose texts look like markup, and whose states have names in many scripts.

fn main() {
    stepwright_build::workflow("workflows/markup.asl.json").crate_path("::renamed").compile();
    stepwright_build::workflow("workflows/scripts.asl.json").crate_path("::renamed").compile();
}
