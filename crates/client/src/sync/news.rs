//! The news: server-sent events that say how far each scope is. Where something on the way holds them back, they are
//! done without.

use crate::ClientError;
use crate::open_desk::OpenDesk;
use anju_contract::sync::{EVENTS_PATH, HELLO, MOVED, ScopeMoved};
use reqwest::Response;
use std::time::Duration;
use tokio::time::timeout;

/// How long the stream and its first event may take: half of what the server lets pass between two signs of life. A
/// proxy that gathers answers lets none through.
const HELLO_LIMIT: Duration = Duration::from_secs(5);
/// The longest silence: the server says something every ten seconds.
const SILENCE: Duration = Duration::from_secs(35);
/// A line of the stream is not longer than this.
const LONGEST: usize = 64 << 10;

/// The stream, or its absence.
pub(super) enum News {
    /// Events arrive.
    Stream(Box<Events>),
    /// None do.
    Silent,
}

impl News {
    /// Opens the stream and waits for its first event.
    pub(super) async fn open(desk: &OpenDesk) -> Result<News, ClientError> {
        // What gathers an answer holds its head back as well as its events.
        let first = async {
            let response = desk.stream(EVENTS_PATH, None).await?;
            let mut events =
                Box::new(Events { response, bytes: Vec::new(), event: String::new(), data: String::new() });
            let is_hello = events.read().await?.is_some_and(|(event, _)| event == HELLO);
            Ok::<_, ClientError>(is_hello.then_some(events))
        };
        match timeout(HELLO_LIMIT, first).await {
            Ok(Ok(Some(events))) => Ok(News::Stream(events)),
            Ok(Ok(None)) | Err(_) => {
                tracing::info!("no news come through; the heads are asked for instead");
                Ok(News::Silent)
            }
            Ok(Err(error)) => Err(error),
        }
    }

    /// Whether events arrive.
    pub(super) fn arrive(&self) -> bool {
        matches!(self, News::Stream(_))
    }

    /// The next scope that moved; `None` when the server ends the stream. Without a stream it never resolves. Dropped
    /// while it waits, it loses nothing.
    pub(super) async fn next(&mut self) -> Result<Option<ScopeMoved>, ClientError> {
        let News::Stream(events) = self else { return std::future::pending().await };
        while let Some((event, data)) = events.read().await? {
            if event == MOVED {
                return serde_json::from_str(&data).map(Some).map_err(|_| ClientError::Unreachable);
            }
        }
        Ok(None)
    }
}

/// Events as they come out of the stream's bytes.
pub(super) struct Events {
    response: Response,
    bytes: Vec<u8>,
    event: String,
    data: String,
}

impl Events {
    async fn read(&mut self) -> Result<Option<(String, String)>, ClientError> {
        loop {
            if let Some(event) = self.parse() {
                return Ok(Some(event));
            }
            if self.bytes.len() > LONGEST {
                return Err(ClientError::Unreachable);
            }
            match timeout(SILENCE, self.response.chunk()).await {
                Ok(Ok(Some(chunk))) => self.bytes.extend_from_slice(&chunk),
                Ok(Ok(None)) => return Ok(None),
                Ok(Err(_)) | Err(_) => return Err(ClientError::Unreachable),
            }
        }
    }

    /// The next whole event among the bytes that have come.
    fn parse(&mut self) -> Option<(String, String)> {
        while let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.bytes.drain(..=end).collect();
            if let Some(event) = take_line(&line, &mut self.event, &mut self.data) {
                return Some(event);
            }
        }
        None
    }
}

/// Takes one line; an empty one ends an event.
fn take_line(line: &[u8], event: &mut String, data: &mut String) -> Option<(String, String)> {
    let text = String::from_utf8_lossy(line);
    let text = text.trim_end_matches(['\n', '\r']);
    if text.is_empty() {
        let ended = (std::mem::take(event), std::mem::take(data));
        return (!ended.0.is_empty()).then_some(ended);
    }
    // A line that begins with a colon is a sign of life.
    match text.split_once(':') {
        Some(("event", value)) => value.trim_start().clone_into(event),
        Some(("data", value)) => data.push_str(value.trim_start()),
        _ => {}
    }
    None
}

#[cfg(test)]
mod tests {
    use super::take_line;

    #[test]
    fn events_end_with_an_empty_line_and_signs_of_life_are_none() {
        let (mut event, mut data) = (String::new(), String::new());
        let mut seen = Vec::new();
        for line in ": still here\n\nevent: moved\ndata: {\"seq\":\r\ndata: 4}\n\n\nevent:hello\ndata:{}\n\n"
            .split_inclusive('\n')
        {
            seen.extend(take_line(line.as_bytes(), &mut event, &mut data));
        }
        let expected = [("moved", "{\"seq\":4}"), ("hello", "{}")];
        assert_eq!(seen, expected.map(|(event, data)| (event.to_owned(), data.to_owned())));
    }
}
