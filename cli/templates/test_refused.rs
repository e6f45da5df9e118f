#[tokio::test]
async fn the_engine_says_what_it_cannot_run_yet() {
    let builder = Engine::builder().register(Workflow, Examples::default());
    let error = builder.build().await.unwrap_err();
    assert!(matches!(error, EngineError::Unsupported { .. }), "{error}");
}
