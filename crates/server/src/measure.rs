//! What operators see of the server: how often each command was answered how, and how long it took (Prometheus).
//! Labels are routes and statuses, never anything of a person.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use std::sync::Arc;
use std::time::Instant;

const ANSWERED: &str = "anju_requests_total";
const TOOK: &str = "anju_request_seconds";
/// The upper bounds of the histogram's buckets, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The measurements of one server; not the process's, so that two servers in one process do not mix.
#[derive(Clone)]
pub(crate) struct Measures {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
}

impl Measures {
    pub(crate) fn new() -> Measures {
        let builder = PrometheusBuilder::new();
        // Refused only for an empty list of buckets.
        let builder = builder.set_buckets_for_metric(Matcher::Full(TOOK.to_owned()), &BUCKETS);
        let recorder = builder.unwrap_or_else(|_| PrometheusBuilder::new()).build_recorder();
        let handle = recorder.handle();
        Measures { recorder: Arc::new(recorder), handle }
    }
}

/// Counts and times a request by its route.
pub(crate) async fn measure(State(measures): State<Measures>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let began = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::with_local_recorder(&*measures.recorder, || {
        metrics::counter!(ANSWERED, "route" => route.clone(), "status" => status).increment(1);
        metrics::histogram!(TOOK, "route" => route).record(began.elapsed());
    });
    response
}

/// Everything measured so far, in Prometheus's text form.
pub(crate) async fn show(State(measures): State<Measures>) -> String {
    measures.handle.run_upkeep();
    measures.handle.render()
}
