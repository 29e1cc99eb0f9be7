//! How a command is carried out: who may, once, in one transaction, with an answer that is kept.

use crate::identity::Limits;
use crate::progress::Jobs;
use crate::{Caller, Clock, Keys, Refusal, Unit};
use anju_contract::command::Command;
use anju_store::attachment::Files;
use anju_store::idempotency::{self, Earlier};
use anju_store::{Store, StoreError};
use std::future::Future;
use std::sync::Arc;
use tokio::sync::broadcast;
use uuid::Uuid;

/// How many heads of feeds a slow listener may fall behind before it has to ask again.
const HEADS: usize = 1_024;

/// The central server's use cases over one store.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The server's own keys.
    pub keys: Arc<Keys>,
    /// The long commands under way.
    pub jobs: Jobs,
    /// The contents of attachments.
    pub files: Files,
    /// What was tried lately without a session.
    pub(crate) limits: Arc<Limits>,
    /// The answer of every captcha, of a server for tests and the demo city.
    pub(crate) sandbox_captcha: Option<String>,
    heads: broadcast::Sender<(Uuid, i64)>,
    public_url: Arc<str>,
}

/// A command that changes nothing.
pub trait Read: Command {
    /// Answers it. Access is checked already; scope is this function's duty.
    fn read(
        app: &App,
        caller: &Caller,
        request: Self::Request,
    ) -> impl Future<Output = Result<Self::Response, Refusal>> + Send;
}

/// A command that changes something.
pub trait Write: Command {
    /// What is computed before the transaction opens: hashes, allocations, parsed files.
    type Prepared: Clone + Send + Sync + 'static;

    /// The request as it is recognised when it is repeated. A password is taken out: a stored hash of it could be
    /// guessed.
    fn hashed(request: &Self::Request) -> Self::Request {
        request.clone()
    }

    /// Computes it, outside any transaction.
    fn prepare(
        app: &App,
        caller: &Caller,
        request: &Self::Request,
    ) -> impl Future<Output = Result<Self::Prepared, Refusal>> + Send;

    /// Carries it out inside the transaction, which may be tried again. Access is checked already; scope, state and
    /// version are this function's duty.
    fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: Self::Request,
        prepared: Self::Prepared,
    ) -> impl Future<Output = Result<Self::Response, Refusal>> + Send;
}

/// The answer of a write, as the bytes that every repetition gets too.
pub struct Answered {
    /// The response as JSON.
    pub json: String,
    /// The key was answered before; nothing happened now.
    pub repeated: bool,
}

impl App {
    /// The use cases over this store, clock, keys and folder of attachments.
    pub fn new(store: Store, clock: Arc<dyn Clock>, keys: Arc<Keys>, files: Files) -> App {
        let (heads, _) = broadcast::channel(HEADS);
        App {
            store,
            clock,
            keys,
            files,
            jobs: Jobs::default(),
            limits: Arc::default(),
            sandbox_captcha: None,
            heads,
            public_url: Arc::from(""),
        }
    }

    /// The same use cases, whose captchas all have this answer: for tests and the demo city.
    #[must_use]
    pub fn with_sandbox_captcha(self, answer: Option<String>) -> App {
        App { sandbox_captcha: answer, ..self }
    }

    /// The same, reached by the public at this address, such as `https://anju.example`: it stands on printed forms.
    #[must_use]
    pub fn at_public_url(mut self, url: &str) -> App {
        self.public_url = Arc::from(url.trim_end_matches('/'));
        self
    }

    /// The address at which a printed form is checked. Neither part is personal.
    pub(crate) fn verification_url(&self, number: &str, check_code: &str) -> String {
        format!("{}/v/{number}?c={check_code}", self.public_url)
    }

    /// Follows the heads of all feeds.
    pub fn heads(&self) -> broadcast::Receiver<(Uuid, i64)> {
        self.heads.subscribe()
    }

    /// Tells whoever listens how far the feeds are now.
    pub(crate) fn announce(&self, heads: Vec<(Uuid, i64)>) {
        for head in heads {
            // Nobody may be listening.
            let _ = self.heads.send(head);
        }
    }

    /// Answers a command that changes nothing.
    pub async fn read<C: Read>(&self, caller: &Caller, request: C::Request) -> Result<C::Response, Refusal> {
        caller.check(C::ACCESS)?;
        C::read(self, caller, request).await
    }

    /// Carries a command out exactly once for this key. `sent` are the bytes of the request: one that an earlier server
    /// has answered is recognised by them, because it was written down without the fields that have come since.
    pub async fn write<C: Write>(
        &self,
        caller: &Caller,
        key: Uuid,
        request: C::Request,
        sent: &[u8],
    ) -> Result<Answered, Refusal> {
        caller.check(C::ACCESS)?;
        let body = serde_json::to_vec(&C::hashed(&request))?;
        let hash = idempotency::request_hash(C::NAME, &body);
        let known_by = [hash, idempotency::request_hash(C::NAME, sent)];
        // A repetition is answered before anything is prepared: its inputs may have moved on since.
        if let Some(json) = earlier(idempotency::look(&self.store, caller.user_id, key, &known_by).await?)? {
            return Ok(Answered { json, repeated: true });
        }
        let prepared = C::prepare(self, caller, &request).await?;
        let now = self.clock.now();
        let work_caller = caller.clone();
        let (answered, heads) = self
            .store
            .write(move |tx| {
                let (caller, request, prepared) = (work_caller.clone(), request.clone(), prepared.clone());
                Box::pin(async move {
                    if let Some(json) = earlier(idempotency::find(tx, caller.user_id, key, &known_by).await?)?
                    {
                        return Ok((Answered { json, repeated: true }, Vec::new()));
                    }
                    let mut unit = Unit::new(tx, C::NAME, now);
                    let response = C::write(&mut unit, &caller, request, prepared).await?;
                    let json = serde_json::to_string(&response)?;
                    if !idempotency::keep(unit.tx, caller.user_id, key, C::NAME, hash, &json, now).await? {
                        return Err(busy());
                    }
                    let heads = unit.finish().await?;
                    Ok::<_, Refusal>((Answered { json, repeated: false }, heads))
                })
            })
            .await?;
        self.announce(heads);
        Ok(answered)
    }
}

fn earlier(earlier: Earlier) -> Result<Option<String>, Refusal> {
    match earlier {
        Earlier::None => Ok(None),
        Earlier::Same(json) => Ok(Some(json)),
        Earlier::Other => Err(Refusal::conflict(
            "idempotency.key_reused",
            "同一提交编号下的内容与先前不同，为避免重复办理，本次没有受理。请刷新后重新提交。",
            None,
        )),
    }
}

fn busy() -> Refusal {
    Refusal::conflict("idempotency.in_progress", "同一提交正在办理中，请稍候查看结果。", None)
}

impl App {
    /// Runs something on the pool for blocking work: hashing, parsing.
    pub async fn blocking<T: Send + 'static>(
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Corrupt("blocking task").into())
    }
}
