use serde_json::{Value, json};

use crate::{
    diag::{Diagnostic, Diagnostics},
    json::{Found, Language, Node, Pointer, read},
    source::{Sources, Span},
};

fn at(text: &str, pointer: &str) -> (Found, Vec<Diagnostic>) {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let id = sources.add_text("a.yaml", text);
    let found = read(&sources, id, Language::Yaml, &pointer.parse().unwrap(), &mut diags);
    (found, diags.into_sorted())
}

fn node(text: &str) -> Node {
    match at(text, "") {
        (Found::Value(node), diags) if diags.is_empty() => node,
        other => panic!("{text}\n{other:#?}"),
    }
}

fn value(text: &str) -> Value {
    node(text).to_value()
}

/// The faults as `CODE [what is underlined] message`.
fn faults(text: &str) -> Vec<String> {
    faults_at(text, "")
}

fn faults_at(text: &str, pointer: &str) -> Vec<String> {
    let (found, diags) = at(text, pointer);
    assert_eq!(found.value(), None, "{text}");
    diags.iter().map(|d| format!("{} [{}] {}", d.code, shown(text, d.primary.span), d.message)).collect()
}

fn shown(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap()
}

/// The source of the value at a pointer, and of the key before it.
fn places<'a>(text: &'a str, pointer: &str) -> (&'a str, &'a str) {
    let root = node(text);
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    let parent = parent.parse::<Pointer>().unwrap().find(&root).unwrap();
    let member = parent.member(last).unwrap();
    (shown(text, member.key.span), shown(text, member.value.span))
}

/// The source of `start..end` of the string at a pointer.
fn part<'a>(text: &'a str, pointer: &str, of: &str) -> &'a str {
    let root = node(text);
    let string = pointer.parse::<Pointer>().unwrap().find(&root).unwrap().as_text().unwrap();
    let start = string.value.find(of).unwrap();
    shown(text, string.part(start, start + of.len()))
}

const ALL: &str = "\u{feff}# a comment
plain: some text # not this
\"q\\u0075oted\": 'it''s
  folded'
literal: |
  one
  twö

  three
folded: >-
  one
  two

    more
  x
flow: {a: [1, 2.50, ], 'b': null}
empty:
list:
- é: yes
  n: -0x1F
- &anchor {k: v}
- *anchor
- &text word
escapes: \"a\\tb\\\"c\\
  d \\x41
  e\"
\"\\ttab\": 1
";

#[test]
fn everything_is_read() {
    assert_eq!(
        value(ALL),
        json!({
            "plain": "some text", "quoted": "it's folded", "literal": "one\ntwö\n\nthree\n",
            "folded": "one two\n\n  more\nx", "flow": {"a": [1, 2.5], "b": null}, "empty": null,
            "list": [{"é": "yes", "n": "-0x1F"}, {"k": "v"}, {"k": "v"}, "word"],
            "escapes": "a\tb\"cd A e", "\ttab": 1,
        })
    );
}

#[test]
fn places_are_exact() {
    for (pointer, key, value) in [
        ("/plain", "plain", "some text"),
        ("/quoted", "\"q\\u0075oted\"", "'it''s\n  folded'"),
        ("/literal", "literal", "one\n  twö\n\n  three"),
        ("/folded", "folded", "one\n  two\n\n    more\n  x"),
        ("/flow", "flow", "{a: [1, 2.50, ], 'b': null}"),
        ("/flow/a", "a", "[1, 2.50, ]"),
        ("/flow/b", "'b'", "null"),
        ("/empty", "empty", ""),
        ("/list/0/é", "é", "yes"),
        ("/list/1/k", "k", "v"),
        ("/list/2/k", "k", "v"),
    ] {
        assert_eq!(places(ALL, pointer), (key, value), "{pointer}");
    }
    let root = node(ALL);
    let list = root.get("list").unwrap();
    assert!(shown(ALL, list.span).starts_with("- é: yes\n") && shown(ALL, list.span).ends_with("&text word"));
    let items = list.as_array().unwrap();
    assert_eq!(
        items.iter().map(|item| shown(ALL, item.span)).collect::<Vec<_>>(),
        ["é: yes\n  n: -0x1F", "{k: v}", "{k: v}", "word"]
    );
}

#[test]
fn parts_of_scalars_have_places() {
    for (pointer, of, source) in [
        ("/plain", "text", "text"),
        ("/quoted", "'s", "''s"),
        ("/quoted", "s fo", "s\n  fo"),
        ("/literal", "wö\n\nth", "wö\n\n  th"),
        ("/literal", "three\n", "three\n"),
        ("/folded", "e tw", "e\n  tw"),
        ("/folded", "\n\n  m", "\n\n    m"),
        ("/folded", "e\nx", "e\n  x"),
        ("/escapes", "\"cd", "\\\"c\\\n  d"),
        ("/escapes", "A e", "\\x41\n  e"),
        ("/list/3", "or", "or"),
    ] {
        assert_eq!(part(ALL, pointer, of), source, "{pointer} {of:?}");
    }
    // Carriage returns, blanks at the ends of lines, and an end without a line feed.
    let text = "a: |2\r\n   x\r\n\r\n  y\r\nb: >\r\n\r\n  p\r\n  q\r\n\r\n  r\r\nc: one  \r\n  two\r\n\r\n  three\r\nd: |\n  z";
    assert_eq!(value(text), json!({"a": " x\n\ny\n", "b": "\np q\nr\n", "c": "one two\nthree", "d": "z\n"}));
    for (pointer, of, source) in [
        ("/a", "x\n\ny", "x\r\n\r\n  y"),
        ("/b", "p q", "p\r\n  q"),
        ("/b", "q\nr", "q\r\n\r\n  r"),
        ("/c", "e t", "e  \r\n  t"),
        ("/c", "two\nt", "two\r\n\r\n  t"),
        ("/d", "z", "z"),
    ] {
        assert_eq!(part(text, pointer, of), source, "{pointer} {of:?}");
    }
}

#[test]
fn merge_keys_take_over() {
    let text = "base: &base {a: 1, b: 2}\nmore: &more {b: 3, c: 4}\nx: {z: 0, <<: [*base, *more], b: 5}\ny: {<<: *base}\nq: {'<<': 1}\n";
    let value = value(text);
    assert_eq!(value["x"].to_string(), r#"{"z":0,"a":1,"c":4,"b":5}"#);
    assert_eq!((&value["y"], &value["q"]), (&json!({"a": 1, "b": 2}), &json!({"<<": 1})));
    assert_eq!(faults("x: {<<: 1}"), ["ASL0126 [<<] `<<` merges a number, and can merge mappings only"]);
    assert_eq!(faults("x: {<<: [{a: 1}, b]}"), ["ASL0126 [<<] `<<` merges an array, and can merge mappings only"]);
    assert_eq!(faults("x: {<<: {}, <<: {}}"), ["ASL0102 [<<] the key `<<` stands twice in this mapping"]);
}

#[test]
fn one_document() {
    assert_eq!(value("--- \na: 1\n...\n"), json!({"a": 1}));
    assert_eq!(faults("a: 1\n---\nb: 2\n"), ["ASL0121 [---] a second YAML document begins here"]);
    assert_eq!(faults("# nothing\n"), ["ASL0106 [] the text is empty"]);
    assert_eq!(faults(""), ["ASL0106 [] the text is empty"]);
}

#[test]
fn keys_are_strings_and_stand_once() {
    assert_eq!(
        value("1: a\ntrue: b\n'null': c\n&x k: d\nl: {*x : e}\n"),
        json!({"1": "a", "true": "b", "null": "c", "k": "d", "l": {"k": "e"}})
    );
    assert_eq!(faults("a: 1\nb: 2\n\"a\": 3"), ["ASL0102 [\"a\"] the key `a` stands twice in this object"]);
    assert_eq!(faults("~: 1"), ["ASL0124 [~] a key that is null"]);
    assert_eq!(faults("? [a]\n: 1"), ["ASL0124 [[a]] the key of this member is an array"]);
}

#[test]
fn tags_are_yamls_own_or_refused() {
    assert_eq!(
        value("a: !!str 1\nb: !!int \"2\"\nc: ! 3\nd: !!seq [4]\ne: !!map {}\nf: !!null ''\ng: !!str |\n  x\n"),
        json!({"a": "1", "b": 2, "c": "3", "d": [4], "e": {}, "f": null, "g": "x\n"})
    );
    assert_eq!(
        faults("a: !Sub '${X}'\nb: !Ref\n  c\nd: !Join [a, b]\ne: !Getatt x\n!Foo k: 1\ng: !!map [1]\nh: !!int x\n"),
        [
            "ASL0122 [!Sub '${X}'] `!Sub` is a function of CloudFormation, and no part of the Amazon States Language",
            "ASL0122 [!Ref\n  c] `!Ref` is a function of CloudFormation, and no part of the Amazon States Language",
            "ASL0122 [!Join] `!Join` is a function of CloudFormation, and no part of the Amazon States Language",
            "ASL0122 [!Getatt x] the tag `!Getatt` means nothing in a definition",
            "ASL0122 [!Foo k] the tag `!Foo` means nothing in a definition",
            "ASL0122 [!!map] this is a sequence, and its tag says a mapping",
            "ASL0122 [x] this is not a number, as its tag says",
        ]
    );
    assert_eq!(value("a: ${X}\n"), json!({"a": "${X}"}));
}

const TEMPLATE: &str = r#"Resources:
  Block:
    DefinitionString: !Sub |
      {"StartAt": "A",
       "é": "${Fn.Arn}"}
  Mapped:
    DefinitionString: !Sub
      - '{"StartAt": "${A}"}'
      - A: !Ref B
  Folded: {DefinitionString: !Sub "{\"a\": \"b\"}"}
  Long:
    DefinitionString:
      Fn::Sub: >-
        {"a":
        "long"}
  LongMapped: {"DefinitionString": {"Fn::Sub": ['{"a": 1}', {x: y}]}}
  ToJson:
    DefinitionString: {Fn::ToJsonString: {a: {Fn::GetAtt: [Fn, Arn]}}}
  Object:
    Definition:
      a: !GetAtt Fn.Arn
      b: !GetAtt [Fn, Arn]
      c: !Ref Fn
      d: !Sub "arn:${AWS::Partition}:x"
      e: {"Ref": Fn}
      f: {"Fn::Sub": ["${x}", {x: !Join [y]}]}
      g: {Ref: Fn, h: 1}
      h: {Fn::Join: ['', [x]]}
  Others:
    Definition: [!Join ['', [x]], !If [a, b, c], !Sub {a: b}, !Sub [a, {}, c], !GetAtt [a], !Sub [[a], {}]]
"#;

#[test]
fn functions_that_stand_for_a_text_are_that_text_in_a_template() {
    let of = |name: &str| {
        let (found, diags) = at(TEMPLATE, &format!("/Resources/{name}"));
        assert_eq!(diags, [], "{name}");
        found.value().unwrap()
    };
    for (name, expected) in [
        ("Block/DefinitionString", json!({"StartAt": "A", "é": "${Fn.Arn}"})),
        ("Mapped/DefinitionString", json!({"StartAt": "${A}"})),
        ("Folded/DefinitionString", json!({"a": "b"})),
        ("Long/DefinitionString", json!({"a": "long"})),
        ("LongMapped/DefinitionString", json!({"a": 1})),
        ("ToJson/DefinitionString", json!({"a": "${Fn.Arn}"})),
        (
            "Object/Definition",
            json!({
                "a": "${Fn.Arn}", "b": "${Fn.Arn}", "c": "${Fn}", "d": "arn:${AWS::Partition}:x", "e": "${Fn}",
                "f": "${x}", "g": {"Ref": "Fn", "h": 1}, "h": {"Fn::Join": ["", ["x"]]}
            }),
        ),
    ] {
        assert_eq!(of(name).to_value(), expected, "{name}");
    }
    for (name, key, value, part) in [
        ("Block/DefinitionString", r#""é""#, r#""${Fn.Arn}""#, "${Fn"),
        ("Mapped/DefinitionString", r#""StartAt""#, r#""${A}""#, "${A}"),
        ("Folded/DefinitionString", r#"\"a\""#, r#"\"b\""#, "b"),
        ("Long/DefinitionString", r#""a""#, r#""long""#, "lo"),
    ] {
        let node = of(name);
        let member = node.as_object().unwrap().last().unwrap();
        let text = member.value.as_text().unwrap();
        assert_eq!((shown(TEMPLATE, member.key.span), shown(TEMPLATE, member.value.span)), (key, value), "{name}");
        assert_eq!(shown(TEMPLATE, text.part(0, part.len())), part, "{name}");
    }
    let object = of("Object/Definition");
    let places: Vec<_> = object.as_object().unwrap().iter().map(|m| shown(TEMPLATE, m.value.span)).collect();
    assert_eq!(places[..5], ["Fn.Arn", "[Fn, Arn]", "Fn", r#""arn:${AWS::Partition}:x""#, "Fn"]);
    assert_eq!(faults_at(TEMPLATE, "/Resources/Others/Definition").len(), 6);
    // Only a template has them.
    assert_eq!(faults("a: !Sub ['x', {y: !Ref z}]").len(), 1);
    // Outside of the resources of a template `Ref` is a key like any other.
    assert_eq!(at("x: {a: {Ref: b}}", "/x").0.value().unwrap().to_value(), json!({"a": {"Ref": "b"}}));
}

#[test]
fn what_stands_around_a_definition_may_be_anything() {
    let text = "Other: {x: !Ref y, n: .nan, ~: 1, <<: 2}\nFlow:\n  Definition:\n    a: 1\n  Text: |\n    {\"b\": [\"$.c\"],\n     \"d\": oops}\n";
    assert_eq!(at(text, "/Flow/Definition").0.value().unwrap().to_value(), json!({"a": 1}));
    assert_eq!(faults_at(text, "/Flow/Text"), ["ASL0101 [oops] `oops` is no JSON value"]);
    let sound = text.replace("oops", "2");
    let (found, _) = at(&sound, "/Flow/Text");
    let path = found.value().unwrap();
    let path = path.get("b").unwrap().as_array().unwrap()[0].as_text().unwrap();
    assert_eq!((shown(&sound, path.span), shown(&sound, path.part(2, 3))), ("\"$.c\"", "c"));
    assert_eq!(faults_at(text, "/Other").len(), 3);
    assert!(matches!(at(text, "/Flow/Nothing").0, Found::Nothing(near, _) if near.to_string() == "/Flow"));
}

#[test]
fn scalars_that_json_lacks_are_said() {
    assert_eq!(
        faults("a: .inf\nb: 012\nc: 1e999\n"),
        [
            "ASL0125 [.inf] `.inf` cannot be read: JSON has no such number",
            "ASL0125 [012] `012` cannot be read: readers of YAML disagree about numbers with a leading zero",
            "ASL0125 [1e999] the number `1e999` is too large",
        ]
    );
}

#[test]
fn json_is_read_as_json() {
    assert_eq!(value("{\"a\": \"\\ud83d\\ude00\\/\"}"), json!({"a": "😀/"}));
}

#[test]
fn syntax_is_shown_where_it_ends() {
    assert_eq!(faults("a: é\nb: @x\n"), ["ASL0120 [@] this is no YAML: unexpected character: `@'"]);
    assert_eq!(faults("a: 1\nb: \u{0}c\n"), ["ASL0120 [\u{0}] the control character U+0000 stands in the text"]);
}

#[test]
fn hostile_documents_end() {
    let bomb: String = std::iter::once("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned())
        .chain((1..12).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(10))))
        .collect();
    assert!(faults(&bomb)[0].starts_with("ASL0123 "));
    let long = format!("a: &a {}\nb: [{}]", "x".repeat(100_000), "*a, ".repeat(1_000));
    assert!(faults(&long)[0].starts_with("ASL0123 "));
    let nested: String = std::iter::once("a0: &a0 [x]\n".to_owned())
        .chain((1..200).map(|n| format!("a{n}: &a{n} [*a{}]\n", n - 1)))
        .collect();
    assert!(faults(&nested)[0].starts_with("ASL0103 "));
    assert_eq!(faults("a: &a [*a]"), ["ASL0123 [*a] this alias stands inside the value that it stands for"]);
    for deep in ["[".repeat(5_000), "- ".repeat(5_000), "? ".repeat(5_000), "{a: ".repeat(5_000)] {
        assert_eq!(faults(&deep).len(), 1);
    }
}
