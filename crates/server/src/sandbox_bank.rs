//! A bank for tests and the demo city: a separate program that can be late, silent, doubled and wrong.

use crate::bank::{CreditReport, Order, Report, Status};
use crate::cli::{Failure, say};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use uuid::Uuid;

/// How the bank behaves towards the orders that come from now on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Behaviour {
    /// Pays at once and says so.
    #[default]
    Pays,
    /// Takes the order, pays it, and says so only when asked.
    Late,
    /// Refuses.
    Refuses,
    /// Takes the order and pays it, but never answers; asked, it says that it paid.
    Silent,
    /// Says that it paid another amount.
    Wrong,
    /// Has never heard of the order.
    Forgets,
    /// Pays at once and says so twice, in the answer and in a notice.
    Doubled,
}

/// What the bank knows of an order.
#[derive(Clone, Debug, Serialize)]
struct Known {
    order: Order,
    status: Status,
    /// How often the order came: more than once means that somebody pays twice.
    times: u32,
}

#[derive(Default)]
struct Books {
    behaviour: Behaviour,
    orders: HashMap<Uuid, Known>,
}

/// Where the bank reports by itself, and under which key.
#[derive(Clone, Debug)]
pub(crate) struct Notify {
    pub(crate) url: String,
    pub(crate) key: String,
}

#[derive(Clone)]
struct Shared {
    books: Arc<Mutex<Books>>,
    notify: Option<Notify>,
    http: reqwest::Client,
}

impl Shared {
    /// Reports something by itself; what the other side answers, or that it does not.
    async fn report(&self, route: &str, body: &impl Serialize) -> StatusCode {
        let Some(notify) = &self.notify else {
            return StatusCode::NOT_IMPLEMENTED;
        };
        let post = self.http.post(format!("{}/bank/{route}", notify.url)).header("x-bank-key", &notify.key);
        match post.json(body).send().await {
            Ok(answer) => StatusCode::from_u16(answer.status().as_u16()).unwrap_or(StatusCode::BAD_GATEWAY),
            Err(_) => StatusCode::BAD_GATEWAY,
        }
    }
}

/// Serves until the process ends.
pub(crate) async fn serve(listen: SocketAddr, notify: Option<Notify>) -> Result<(), Failure> {
    let listener = TcpListener::bind(listen).await?;
    say(&format!("listening on http://{}", listener.local_addr()?));
    let http =
        reqwest::Client::builder().no_proxy().build().map_err(|error| Failure::Said(error.to_string()))?;
    let router = Router::new()
        .route("/orders", post(take).get(list))
        .route("/orders/{id}", get(ask))
        .route("/behaviour", put(behave))
        .route("/credits", post(credit))
        .route("/notices/{id}/{status}", post(tell))
        .with_state(Shared { books: Arc::default(), notify, http });
    Ok(axum::serve(listener, router).await?)
}

fn books(shared: &Shared) -> std::sync::MutexGuard<'_, Books> {
    shared.books.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn behave(State(shared): State<Shared>, Json(behaviour): Json<Behaviour>) {
    books(&shared).behaviour = behaviour;
}

async fn list(State(shared): State<Shared>) -> Json<Vec<Known>> {
    Json(books(&shared).orders.values().cloned().collect())
}

async fn take(State(shared): State<Shared>, Json(order): Json<Order>) -> Json<Report> {
    let (id, amount_fen) = (order.instruction_id, order.amount_fen);
    let behaviour = {
        let mut books = books(&shared);
        let behaviour = books.behaviour;
        let status = match behaviour {
            Behaviour::Refuses => Status::Failed,
            Behaviour::Pays | Behaviour::Late | Behaviour::Silent | Behaviour::Wrong | Behaviour::Doubled => {
                Status::Paid
            }
            Behaviour::Forgets => Status::NotFound,
        };
        let known = books.orders.entry(id).or_insert(Known { order, status, times: 0 });
        known.times += 1;
        // What it has carried out or refused it does not carry out again under the same reference.
        if known.status == Status::NotFound {
            known.status = status;
        }
        behaviour
    };
    let report = |status, amount_fen, reason: &str| Report {
        instruction_id: id,
        status,
        amount_fen,
        reason: reason.to_owned(),
    };
    if behaviour == Behaviour::Doubled {
        shared.report("notices", &report(Status::Paid, amount_fen, "")).await;
    }
    Json(match behaviour {
        Behaviour::Pays | Behaviour::Doubled => report(Status::Paid, amount_fen, ""),
        Behaviour::Late | Behaviour::Forgets => report(Status::Accepted, amount_fen, ""),
        Behaviour::Refuses => report(Status::Failed, amount_fen, "收款账户户名不符"),
        Behaviour::Wrong => report(Status::Paid, amount_fen + 1, ""),
        Behaviour::Silent => std::future::pending().await,
    })
}

async fn ask(State(shared): State<Shared>, Path(id): Path<Uuid>) -> Json<Report> {
    let books = books(&shared);
    let known = books.orders.get(&id);
    Json(Report {
        instruction_id: id,
        status: known.map_or(Status::NotFound, |known| known.status),
        amount_fen: known.map_or(0, |known| known.order.amount_fen),
        reason: known
            .filter(|known| known.status == Status::Failed)
            .map_or(String::new(), |_| "收款账户户名不符".to_owned()),
    })
}

/// Money arrives on a district's account: the bank reports it, and answers what it was told.
async fn credit(State(shared): State<Shared>, Json(report): Json<CreditReport>) -> StatusCode {
    shared.report("credits", &report).await
}

/// Reports an order by itself as something that it may not be, as a bank does that errs; answers what it was told.
async fn tell(State(shared): State<Shared>, Path((id, status)): Path<(Uuid, Status)>) -> StatusCode {
    let amount_fen = books(&shared).orders.get(&id).map_or(0, |known| known.order.amount_fen);
    let reason = if status == Status::Failed { "收款账户已销户，退票" } else { "" };
    let report = Report { instruction_id: id, status, amount_fen, reason: reason.to_owned() };
    shared.report("notices", &report).await
}
