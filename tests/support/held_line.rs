//! A line to the server on which a story lets one request, or its answer, stand still.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// How many bytes are passed on at a time.
const PIECE: usize = 4 << 10;

/// What stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The request: the server never hears of it.
    Request,
    /// The answer, after so many bytes of it.
    AnswerAfter(usize),
}

#[derive(Debug, Default)]
struct State {
    holds: Option<Holds>,
    /// How long the longest answer on the path has been, in bytes.
    longest: usize,
}

/// A listening address whose connections lead to the server.
#[derive(Debug)]
pub struct HeldLine {
    address: String,
    state: Arc<Mutex<State>>,
    held: UnboundedReceiver<()>,
    accepting: JoinHandle<()>,
}

#[derive(Clone)]
struct Shared {
    /// How a request on the path begins.
    begins: Vec<u8>,
    state: Arc<Mutex<State>>,
    told: UnboundedSender<()>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HeldLine {
    /// A line to this address that watches the posts to one path, such as `/api/v1/sync/snapshot`. It passes everything on
    /// until it is told to hold.
    ///
    /// # Panics
    /// When the loopback address has no free port.
    pub async fn to(server: &str, path: &str) -> HeldLine {
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).await.expect("the loopback address has free ports");
        let address = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let server = server.trim_start_matches("http://").to_owned();
        let (state, (told, held)) = (Arc::new(Mutex::new(State::default())), unbounded_channel());
        let shared = Shared { begins: format!("POST {path} ").into_bytes(), state: state.clone(), told };
        let accepting = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let (server, shared) = (server.clone(), shared.clone());
                tokio::spawn(async move {
                    if let Ok(far) = TcpStream::connect(server).await {
                        pass(near, far, &shared).await;
                    }
                });
            }
        });
        HeldLine { address, state, held, accepting }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// From now on this stands still; `None` passes everything on again. What stands still goes on to.
    pub fn hold(&self, holds: Option<Holds>) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).holds = holds;
    }

    /// How long the longest answer on the path has been, in bytes.
    pub fn longest(&self) -> usize {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).longest
    }

    /// Waits until something stands still.
    ///
    /// # Panics
    /// When nothing does within a minute.
    pub async fn is_held(&mut self) {
        let held = tokio::time::timeout(std::time::Duration::from_secs(60), self.held.recv()).await;
        held.expect("something stands still").expect("the line listens");
    }
}

impl Drop for HeldLine {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Passes bytes both ways until one side ends. A connection carries one request after the other, so that its last request
/// says to which path the bytes of an answer belong.
async fn pass(near: TcpStream, far: TcpStream, shared: &Shared) {
    let (mut from_near, mut to_near) = near.into_split();
    let (mut from_far, mut to_far) = far.into_split();
    let on_path = Mutex::new(None::<usize>);
    let asking = async {
        let mut piece = vec![0; PIECE];
        loop {
            let count = from_near.read(&mut piece).await?;
            if count == 0 {
                return Ok::<_, std::io::Error>(());
            }
            let piece = &piece[..count];
            if piece.starts_with(b"POST ") || piece.starts_with(b"GET ") || piece.starts_with(b"PUT ") {
                let is_on_path = piece.starts_with(&shared.begins);
                *on_path.lock().unwrap_or_else(PoisonError::into_inner) = is_on_path.then_some(0);
                if is_on_path && shared.state().holds == Some(Holds::Request) {
                    let _ = shared.told.send(());
                    std::future::pending::<()>().await;
                }
            }
            to_far.write_all(piece).await?;
        }
    };
    let answering = async {
        let mut piece = vec![0; PIECE];
        loop {
            let count = from_far.read(&mut piece).await?;
            if count == 0 {
                return Ok::<_, std::io::Error>(());
            }
            let before = {
                let mut own = on_path.lock().unwrap_or_else(PoisonError::into_inner);
                let before = *own;
                *own = before.map(|passed| passed + count);
                before
            };
            let mut most = count;
            if let Some(passed) = before {
                let mut state = shared.state();
                state.longest = state.longest.max(passed + count);
                if let Some(Holds::AnswerAfter(limit)) = state.holds
                    && passed + count > limit
                {
                    most = limit.saturating_sub(passed);
                }
            }
            to_near.write_all(&piece[..most]).await?;
            if most < count {
                let _ = shared.told.send(());
                std::future::pending::<()>().await;
            }
        }
    };
    // Whichever ends first ends the other: both halves are dropped.
    tokio::select! {
        _ = asking => {}
        _ = answering => {}
    }
}
