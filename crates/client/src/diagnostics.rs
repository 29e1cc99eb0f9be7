//! What the client says of itself to whoever helps: states and counts.
//!
//! Invariant: nothing here was typed by a person or came from a case, so that it may be handed to anybody.

use crate::keys::KeyStoreState;
use crate::{Client, ClientError, Connection};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

/// The client's state in words of its own and in numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Diagnostics {
    /// This machine's time.
    pub at: DateTime<Utc>,
    /// Where the server is.
    pub server: String,
    /// The connection, with the clock's offset, as the window shows it.
    pub connection: Connection,
    /// When the cache last held all that the server had told; of the desk that is open now.
    pub synced_at: Option<DateTime<Utc>>,
    /// How many items of the open desk's outbox are in each state; absent if nobody is signed in.
    pub outbox: Option<BTreeMap<String, i64>>,
    /// Where secrets lie, and whether they can be read.
    pub key_store: KeyStoreState,
}

impl Client {
    /// What to hand to whoever helps.
    ///
    /// # Errors
    /// When the open desk's file cannot be read.
    pub async fn diagnostics(&self) -> Result<Diagnostics, ClientError> {
        let desk = self.desk().ok();
        let outbox = match &desk {
            Some(desk) => Some(desk.file.item_counts().await?),
            None => None,
        };
        Ok(Diagnostics {
            at: self.clock.now(),
            server: self.remote.origin(),
            connection: self.connection(),
            synced_at: desk.and_then(|desk| desk.sync.caught_up_at()),
            outbox,
            key_store: self.keys.state(),
        })
    }
}
