//! Reading scopes whole. Bytes come in here, are unpacked and packed for the cache on a thread of their own, and each
//! scope that has come whole is written in one transaction: what has ended stays, whatever breaks off after it.

use crate::ClientError;
use crate::connection::{SyncProgress, Synced};
use crate::open_desk::OpenDesk;
use crate::tables::WholeScope;
use anju_contract::sync::{SNAPSHOT_PATH, SNAPSHOT_SCOPES, SnapshotRequest, SyncLine};
use flate2::read::GzDecoder;
use reqwest::Response;
use std::io::{BufRead as _, BufReader, Read};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;
use uuid::Uuid;

/// The longest silence of the server between two pieces.
const SILENCE: Duration = Duration::from_secs(60);
/// How many pieces, and how many scopes, wait between the steps.
const PIECES: usize = 16;
const SCOPES: usize = 8;

/// Reads these scopes and tells how far it is.
pub(super) async fn read(
    desk: &OpenDesk,
    scopes: &[Uuid],
    progress: &mut SyncProgress,
) -> Result<(), ClientError> {
    for scopes in scopes.chunks(SNAPSHOT_SCOPES) {
        let request = serde_json::to_string(&SnapshotRequest { scopes: scopes.to_vec() })?;
        let response = desk.stream(SNAPSHOT_PATH, Some(request)).await?;
        let (bytes, pieces) = mpsc::channel(PIECES);
        let (whole, mut scopes) = mpsc::channel(SCOPES);
        let unpacking = tokio::task::spawn_blocking(move || unpack(pieces, &whole));
        let writing = async {
            while let Some(scope) = scopes.recv().await {
                write(desk, scope, progress).await?;
                if desk.sync.is_paused() {
                    break;
                }
            }
            Ok::<_, ClientError>(())
        };
        let (received, written) = tokio::join!(receive(response, bytes), writing);
        let unpacked = unpacking.await.map_err(|_| ClientError::Internal("unpacking task"))?;
        written?;
        if desk.sync.is_paused() {
            return Ok(());
        }
        // What was cut off cannot be unpacked either: the cut is the reason.
        received.and(unpacked)?;
    }
    Ok(())
}

async fn write(desk: &OpenDesk, scope: WholeScope, progress: &mut SyncProgress) -> Result<(), ClientError> {
    let entries = scope.entries;
    desk.tell(desk.tables.news(&scope).await?).await?;
    let synced = Synced { estate: scope.has_community(), sheets: !scope.has_community() };
    desk.tables.put_whole(scope, desk.today()).await?;
    progress.done += entries;
    // What came after the heads were read makes more than was announced.
    progress.total = progress.total.max(progress.done);
    desk.line.syncing(*progress);
    desk.line.synced(synced);
    Ok(())
}

/// Takes the bytes in; ends when the server has sent all, or nobody unpacks them any more.
async fn receive(mut response: Response, bytes: mpsc::Sender<Vec<u8>>) -> Result<(), ClientError> {
    loop {
        match timeout(SILENCE, response.chunk()).await {
            Ok(Ok(Some(piece))) => {
                if bytes.send(piece.to_vec()).await.is_err() {
                    return Ok(());
                }
            }
            Ok(Ok(None)) => return Ok(()),
            Ok(Err(_)) | Err(_) => return Err(ClientError::Unreachable),
        }
    }
}

/// Unpacks lines and gathers them into scopes.
fn unpack(pieces: mpsc::Receiver<Vec<u8>>, whole: &mpsc::Sender<WholeScope>) -> Result<(), ClientError> {
    let decoder = GzDecoder::new(Pieces { pieces, piece: Vec::new(), at: 0 });
    let mut scope = WholeScope::default();
    let mut lines = BufReader::with_capacity(256 << 10, decoder);
    let mut line = Vec::new();
    loop {
        line.clear();
        // A torn stream lacks its end, which the decoder reports.
        if lines.read_until(b'\n', &mut line).map_err(|_| ClientError::Unreachable)? == 0 {
            return Ok(());
        }
        let line: SyncLine = serde_json::from_slice(&line).map_err(|_| ClientError::Unreachable)?;
        if scope.take(line)? && whole.blocking_send(std::mem::take(&mut scope)).is_err() {
            return Ok(());
        }
    }
}

/// The pieces as one stream of bytes, for a thread that may wait.
struct Pieces {
    pieces: mpsc::Receiver<Vec<u8>>,
    piece: Vec<u8>,
    at: usize,
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.piece.len() {
            match self.pieces.blocking_recv() {
                Some(piece) => (self.piece, self.at) = (piece, 0),
                None => return Ok(0),
            }
        }
        let count = into.len().min(self.piece.len() - self.at);
        into[..count].copy_from_slice(&self.piece[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
