//! SQLite's single writer. Commands that wait together are committed together, so that one disk sync serves many;
//! each runs in a savepoint of its own, and no answer leaves before the COMMIT that it depends on.

use crate::{StoreError, Tx};
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::SqliteConnection;
use std::panic::AssertUnwindSafe;
use tokio::sync::{mpsc, oneshot};

/// The most commands that share one COMMIT.
const GROUP: usize = 256;

/// One command on its way through the writer.
pub(crate) trait Job: Send {
    /// Runs the command; `true` if its changes are to be kept.
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, bool>;
    /// Sends the answer, or the reason why the COMMIT failed.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

/// A command, its outcome once it has run, and where the answer goes.
pub(crate) struct Pending<F, T, E> {
    work: F,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Pending<F, T, E> {
    pub(crate) fn new(work: F) -> (Pending<F, T, E>, oneshot::Receiver<Result<T, E>>) {
        let (reply, answer) = oneshot::channel();
        (Pending { work, outcome: None, reply }, answer)
    }
}

impl<F, T, E> Job for Pending<F, T, E>
where
    F: crate::Work<T, E>,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let outcome = (self.work)(tx).await;
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let answer = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Err(error), Some(Ok(_))) => Err(error.into()),
            (Err(_), Some(refused)) => refused,
            (_, None) => Err(StoreError::WriterGone.into()),
        };
        // Whoever asked may have gone away; the command stands all the same.
        let _ = self.reply.send(answer);
    }
}

/// Serves commands until every sender is gone.
pub(crate) async fn serve(connection: SqliteConnection, mut jobs: mpsc::Receiver<Box<dyn Job>>) {
    let mut tx = Tx::Sqlite(Box::new(connection));
    let mut group = Vec::with_capacity(GROUP);
    while jobs.recv_many(&mut group, GROUP).await > 0 {
        let committed = run_group(&mut tx, &mut group).await;
        let failure = committed.err();
        if failure.is_some() {
            // A failed COMMIT may leave the transaction open.
            let _ = statement(&mut tx, "ROLLBACK").await;
        }
        if let Some(error) = &failure {
            tracing::error!(%error, commands = group.len(), "group commit failed");
        }
        for job in group.drain(..) {
            job.answer(if failure.is_none() { Ok(()) } else { Err(StoreError::WriterGone) });
        }
    }
}

async fn run_group(tx: &mut Tx, group: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    statement(tx, "BEGIN IMMEDIATE").await?;
    for job in group.iter_mut() {
        statement(tx, "SAVEPOINT command").await?;
        let keep = AssertUnwindSafe(job.run(tx)).catch_unwind().await.unwrap_or(false);
        if !keep {
            statement(tx, "ROLLBACK TO command").await?;
        }
        statement(tx, "RELEASE command").await?;
    }
    statement(tx, "COMMIT").await
}

async fn statement(tx: &mut Tx, text: &'static str) -> Result<(), StoreError> {
    tx.exec(crate::sql::Sql(text), Vec::new()).await.map(|_| ())
}
