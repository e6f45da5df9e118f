//! A definition whose names and comments look like Markdown, HTML and code.

renamed::include_workflow!("markup");
