//! The tasks trait: methods, contexts, errors, and every wrong shape.

use super::Read;

const ITEMS: &str = "#[derive(Clone, Serialize, Deserialize)] pub struct A;\n#[derive(TaskError)] enum E { Throttled, #[task_error(name = \"Card.Declined\")] Declined { reason: String } }\n";

fn tasks(methods: &str) -> String {
    format!("{ITEMS}#[stepwright::tasks(input = A, output = Vec<A>)]\npub trait Tasks {{\n{methods}\n}}")
}

#[test]
fn methods_are_read() {
    let text = tasks(
        "#[resource(\"arn:x\")] async fn a(&self, cx: TaskContext, a: A) -> Result<Option<A>, E>;
         async fn b(&self) -> Result<(), std::convert::Infallible>;
         fn c(&self, cx: stepwright::TaskContext) -> impl Future<Output = Result<A, other::Error>> + Send;
         async fn r#type(&self, a: String) -> Answer<A>;
         async fn e(&self) -> std::result::Result<(), Open>;",
    ) + "type Answer<T, X = E> = Result<T, X>; #[derive(TaskError)] enum Open { One, #[task_error(other)] Other(String), #[task_error(display = \"x\", name = \"Two.X\")] Two }";
    let read = Read::fine(&text);
    let tasks = read.contract.tasks.as_ref().unwrap();
    assert_eq!((tasks.name.as_str(), tasks.path.as_str()), ("Tasks", "super::Tasks"));
    assert_eq!(read.show(&tasks.input.as_ref().unwrap().ty), "super::A");
    assert_eq!(read.show(&tasks.output.as_ref().unwrap().ty), "Vec<super::A>");
    let said: Vec<String> = tasks
        .methods
        .iter()
        .map(|m| {
            let argument = m.argument.as_ref().map_or("-".to_owned(), |a| read.show(&a.ty));
            let open = if m.errors.open { " .." } else { "" };
            let resource = m.resource.as_deref().unwrap_or("-");
            format!(
                "{} {resource} {} {argument} {} {} [{}{open}]",
                m.name,
                m.takes_context,
                read.show(&m.result.ty),
                m.errors.name,
                m.errors.names.join(", ")
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "a arn:x true super::A Option<super::A> E [Throttled, Card.Declined]",
            "b - false - Unit std::convert::Infallible []",
            "c - true - super::A other::Error [ ..]",
            "type - false String super::A E [Throttled, Card.Declined]",
            "e - false - Unit Open [One, Two.X ..]",
        ]
    );
}

#[test]
fn a_reply_has_a_type_of_its_own() {
    let read = Read::fine(&tasks(
        "#[reply(Vec<A>)] async fn a(&self, a: A) -> Result<(), E>;\nasync fn b(&self) -> Result<A, E>;",
    ));
    let methods = &read.contract.tasks.as_ref().unwrap().methods;
    let replies: Vec<Option<String>> =
        methods.iter().map(|method| method.reply.as_ref().map(|reply| read.show(&reply.ty))).collect();
    assert_eq!(replies, [Some("Vec<super::A>".to_owned()), None]);
}

#[test]
fn wrong_shapes_are_reported_in_place() {
    for (method, fault) in [
        ("fn a(&self) -> Result<A, E>;", "5:4: task `a` is not async"),
        ("async fn a(self) -> Result<A, E>;", "5:12: task `a` does not take `&self`"),
        ("async fn a(&mut self) -> Result<A, E>;", "5:12: task `a` does not take `&self`"),
        ("async fn a() -> Result<A, E>;", "5:10: task `a` does not take `&self`"),
        ("async fn a(&self);", "5:10: task `a` does not return a `Result`"),
        ("async fn a(&self) -> A;", "5:22: task `a` does not return `Result<T, E>`"),
        ("async fn a(&self) -> Result<A>;", "5:22: task `a` does not return `Result<T, E>`"),
        ("async fn a(&self, x: A, y: A) -> Result<A, E>;", "5:28: task `a` takes more than one argument"),
        (
            "async fn a(&self, x: A, cx: TaskContext) -> Result<A, E>;",
            "5:29: the context of task `a` does not stand first",
        ),
        ("async fn a(&self, cx: &TaskContext) -> Result<A, E>;", "5:23: task `a` takes its context by reference"),
        ("async fn a(&self, x: &A) -> Result<A, E>;", "5:22: the argument of task `a` is a reference: `&A`"),
        ("async fn a<T>(&self) -> Result<A, E>;", "5:11: task `a` is generic"),
        ("const N: u8;", "5:1: the tasks trait `Tasks` has an item that is no task"),
        ("#[resource(x)] async fn a(&self) -> Result<A, E>;", "5:1: malformed `resource` attribute of task `a`"),
        ("#[reply] async fn a(&self) -> Result<(), E>;", "5:1: malformed `reply` attribute of task `a`"),
        ("#[reply(B)] async fn a(&self) -> Result<(), E>;", "5:9: cannot find type `B` in the contract"),
        ("#[reply(A)] async fn a(&self) -> Result<A, E>;", "5:41: task `a` has a reply and a result of its own"),
        ("async fn a(&self, x: B) -> Result<A, E>;", "5:22: cannot find type `B` in the contract"),
        ("async fn a(&self) -> Result<A, Missing>;", "5:32: cannot find type `Missing` in the contract"),
    ] {
        assert_eq!(Read::faults(&tasks(method)), [fault], "{method}");
    }
    let twice = tasks(
        "#[resource(\"x\")] async fn a(&self) -> Result<A, E>; #[resource(\"x\")] async fn b(&self) -> Result<A, E>;",
    );
    assert_eq!(Read::faults(&twice), ["5:79: `b` has the resource of `a`"]);
    assert_eq!(
        Read::faults("#[tasks(inputs = u8)] trait T {}"),
        ["1:9: malformed `tasks` attribute: expected `input = Type` or `output = Type`"]
    );
    assert_eq!(Read::faults("#[tasks] trait T<X> {}"), ["1:17: the tasks trait `T` is generic"]);
}

#[test]
fn near_names_are_suggested() {
    let read = Read::of(
        super::Standing::InContract,
        &[(
            "c.rs",
            &(tasks("") + "#[derive(Clone, Serialize, Deserialize)] struct Order { a: Ordr }")
                .replace("input = A", "input = Order"),
        )],
        &["c.rs"],
    );
    assert_eq!(read.found[0].help, ["did you mean `Order`?"]);
}

#[test]
fn stored_types_need_their_derives() {
    let text = "struct Bare;\n#[derive(Serialize, Deserialize)] struct NoClone;\n#[derive(Serialize, Deserialize)] struct Hand; impl Clone for Hand {}\n#[magic] struct Magic;\n\
        #[tasks(input = Option<Bare>, output = NoClone)] trait T { async fn a(&self, h: Hand) -> Result<Magic, ()>; async fn b(&self) -> Result<Bare, ()>; }";
    assert_eq!(
        Read::faults(text),
        ["1:8: `Bare` does not derive `Clone`, `Serialize`, `Deserialize`", "2:42: `NoClone` does not derive `Clone`"]
    );
}
