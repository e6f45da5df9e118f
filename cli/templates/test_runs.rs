/// The workflow's name.
const WORKFLOW: &str = "{{workflow}}";

#[tokio::test]
async fn {{what}}() {
    let (examples, clock) = (Examples::default(), ManualClock::default());
    let builder = Engine::builder()
        .register(Workflow, examples.clone())
        .clock(clock.clone())
        .history_limit(2_000);
    let engine = builder.build().await.unwrap();
    let input = example("input").to_string();
    let execution = engine.start_json(WORKFLOW, None, &input).await.unwrap();
    // The clock is moved on whenever all that is left to do is to wait.
    let result = clock.run(&engine, execution.result_json()).await;
    let calls = examples.calls.lock().unwrap();
{{assertions}}}
