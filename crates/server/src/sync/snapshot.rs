//! A snapshot as a stream: lines of JSON under gzip, in pieces as large as a network likes them.

use super::{Streams, ends};
use crate::answer::Refused;
use crate::bearer;
use anju_app::Refusal;
use anju_app::sync::{LineSink, Snapshot};
use anju_contract::sync::{SNAPSHOT_TYPE, SnapshotRequest, SyncLine};
use anju_store::StoreError;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Error, Write as _};
use std::time::Duration;
use tokio::sync::mpsc;

/// How many compressed bytes are gathered before they leave.
const PIECE: usize = 64 << 10;
/// How many pieces may wait for a slow reader before the next lines are read.
const PIECES: usize = 8;
/// How long one piece may wait: a reader slower than this gives its place to another and goes on later.
const PATIENCE: Duration = Duration::from_secs(60);
/// Beyond this level the bytes hardly shrink and the time doubles.
const LEVEL: u32 = 4;
/// The name under which refusals are logged.
const NAME: &str = "sync.snapshot";

type Piece = Result<Bytes, Error>;

/// `POST /api/v1/sync/snapshot`
pub(super) async fn snapshot(State(streams): State<Streams>, headers: HeaderMap, body: Bytes) -> Response {
    match open(&streams, &headers, &body).await {
        Ok(snapshot) => {
            let (sender, mut pieces) = mpsc::channel(PIECES);
            tokio::spawn(write(streams, snapshot, sender));
            let stream = futures::stream::poll_fn(move |context| pieces.poll_recv(context));
            ([(header::CONTENT_TYPE, SNAPSHOT_TYPE)], Body::from_stream(stream)).into_response()
        }
        Err(refusal) => Refused { refusal, command: NAME }.into_response(),
    }
}

async fn open(streams: &Streams, headers: &HeaderMap, body: &Bytes) -> Result<Snapshot, Refusal> {
    let caller = bearer::caller(&streams.app, headers).await?;
    let request: SnapshotRequest = serde_json::from_slice(body).map_err(|_| {
        Refusal::invalid("request.unreadable", "请求内容无法识别，没有受理。请更新客户端后重试。")
    })?;
    Snapshot::open(&streams.app, &caller, request).await
}

async fn write(mut streams: Streams, snapshot: Snapshot, sender: mpsc::Sender<Piece>) {
    let Ok(_one_of_few) = streams.snapshots.clone().acquire_owned().await else { return };
    let written = async {
        let encoder = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
        let mut sink = Sink { encoder, sender: sender.clone() };
        snapshot.write(&mut sink).await?;
        sink.finish().await
    };
    let outcome = tokio::select! {
        outcome = written => outcome,
        () = ends(&mut streams.ending) => Err(gone()),
    };
    if let Err(refusal) = outcome {
        if let Some(fault) = refusal.fault() {
            tracing::warn!(%fault, "a snapshot was broken off");
        }
        // The reader sees a torn stream, keeps the scopes that have ended and asks for the others again.
        let _ = sender.try_send(Err(Error::other("broken off")));
    }
}

struct Sink {
    encoder: GzEncoder<Vec<u8>>,
    sender: mpsc::Sender<Piece>,
}

impl Sink {
    async fn send(&mut self) -> Result<(), Refusal> {
        let piece = Bytes::from(std::mem::take(self.encoder.get_mut()));
        match tokio::time::timeout(PATIENCE, self.sender.send(Ok(piece))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(gone()),
        }
    }

    async fn finish(mut self) -> Result<(), Refusal> {
        self.encoder.try_finish().map_err(unwritten)?;
        self.send().await
    }
}

impl LineSink for Sink {
    async fn line(&mut self, line: &SyncLine) -> Result<(), Refusal> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        self.encoder.write_all(&text).map_err(unwritten)?;
        // What is whole should not wait for what follows it.
        if matches!(line, SyncLine::End { .. }) {
            self.encoder.flush().map_err(unwritten)?;
        }
        if self.encoder.get_ref().len() >= PIECE { self.send().await } else { Ok(()) }
    }
}

fn unwritten(_: Error) -> Refusal {
    StoreError::Corrupt("compressed snapshot").into()
}

/// Nobody reads any more, or the server ends.
fn gone() -> Refusal {
    Refusal::gone("sync.broken_off", "同步中断，已同步的部分保留，稍后自动继续。")
}
