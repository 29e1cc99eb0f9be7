//! A bank for tests and the demo city: a separate program that can be late, silent, doubled and wrong.

use crate::bank::{Order, Report, Status};
use crate::cli::{Failure, say};
use axum::extract::{Path, State};
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

type Shared = Arc<Mutex<Books>>;

/// Serves until the process ends.
pub(crate) async fn serve(listen: SocketAddr) -> Result<(), Failure> {
    let listener = TcpListener::bind(listen).await?;
    say(&format!("listening on http://{}", listener.local_addr()?));
    let router = Router::new()
        .route("/orders", post(take).get(list))
        .route("/orders/{id}", get(ask))
        .route("/behaviour", put(behave))
        .with_state(Shared::default());
    Ok(axum::serve(listener, router).await?)
}

fn books(shared: &Shared) -> std::sync::MutexGuard<'_, Books> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
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
            Behaviour::Pays | Behaviour::Late | Behaviour::Silent | Behaviour::Wrong => Status::Paid,
            Behaviour::Forgets => Status::NotFound,
        };
        books.orders.entry(id).or_insert(Known { order, status, times: 0 }).times += 1;
        behaviour
    };
    let report = |status, amount_fen, reason: &str| Report {
        instruction_id: id,
        status,
        amount_fen,
        reason: reason.to_owned(),
    };
    Json(match behaviour {
        Behaviour::Pays => report(Status::Paid, amount_fen, ""),
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
