//! A line to the server that breaks where a story wants it to.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How many bytes are passed on at a time.
const PIECE: usize = 4 << 10;

/// Words of an answer, and what comes in their place.
pub type Altered = (&'static [u8], &'static [u8]);

/// A listening address whose connections lead to the server, as far as they hold.
#[derive(Debug)]
pub struct Line {
    address: String,
    cuts: Arc<AtomicUsize>,
    accepting: JoinHandle<()>,
}

impl Line {
    /// A line to this address. Each of the first connections whose answer grows longer than its limit is cut there.
    ///
    /// # Panics
    /// When the loopback address has no free port.
    pub async fn cut_at(server: &str, limits: &[usize]) -> Line {
        Line::to(server, limits, None).await
    }

    /// A line to this address that puts other words in the place of some: what a broken box between would do. The words
    /// are as long as one another.
    ///
    /// # Panics
    /// As [`Line::cut_at`].
    pub async fn altering(server: &str, words: Altered) -> Line {
        assert_eq!(words.0.len(), words.1.len(), "an answer keeps its length");
        Line::to(server, &[], Some(words)).await
    }

    async fn to(server: &str, limits: &[usize], altered: Option<Altered>) -> Line {
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).await.expect("the loopback address has free ports");
        let address = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let (server, limits) = (server.trim_start_matches("http://").to_owned(), limits.to_vec());
        let cuts = Arc::new(AtomicUsize::new(0));
        let counted = cuts.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let (server, limits, cuts) = (server.clone(), limits.clone(), counted.clone());
                tokio::spawn(async move {
                    if let Ok(far) = TcpStream::connect(server).await {
                        pass(near, far, &limits, altered, &cuts).await;
                    }
                });
            }
        });
        Line { address, cuts, accepting }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// How many connections were cut.
    pub fn cuts(&self) -> usize {
        self.cuts.load(Ordering::SeqCst)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Passes bytes both ways until one side ends, or the answer has become as long as the next limit.
async fn pass(
    near: TcpStream,
    far: TcpStream,
    limits: &[usize],
    altered: Option<Altered>,
    cuts: &AtomicUsize,
) {
    let (mut from_near, mut to_near) = near.into_split();
    let (mut from_far, mut to_far) = far.into_split();
    let asking = async { tokio::io::copy(&mut from_near, &mut to_far).await.map(drop) };
    let answering = async {
        let mut piece = vec![0; PIECE];
        let mut passed = 0;
        loop {
            let count = from_far.read(&mut piece).await?;
            if count == 0 {
                return Ok::<_, std::io::Error>(());
            }
            passed += count;
            let cut = cuts.load(Ordering::SeqCst);
            if limits.get(cut).is_some_and(|limit| passed > *limit) {
                cuts.fetch_add(1, Ordering::SeqCst);
                return Ok(());
            }
            if let Some((from, to)) = altered
                && let Some(at) = piece[..count].windows(from.len()).position(|words| words == from)
            {
                piece[at..at + to.len()].copy_from_slice(to);
            }
            to_near.write_all(&piece[..count]).await?;
        }
    };
    // Whichever ends first ends the other: both halves are dropped.
    tokio::select! {
        _ = asking => {}
        _ = answering => {}
    }
}
