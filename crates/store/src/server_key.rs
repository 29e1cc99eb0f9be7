//! Which server key sealed what the database holds.

use crate::{Store, StoreError, args, statements};

statements! {
    ADD = "INSERT INTO server_key (purpose, fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    GET = "SELECT fingerprint FROM server_key WHERE purpose = $1";
}

/// Keeps the fingerprint of the key for this purpose if there is none yet, and returns the one that is kept.
pub async fn keep(
    store: &Store,
    purpose: &'static str,
    fingerprint: [u8; 32],
) -> Result<Vec<u8>, StoreError> {
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.exec(ADD, args![purpose, fingerprint]).await?;
                tx.opt(GET, args![purpose])
                    .await?
                    .ok_or(StoreError::Corrupt("server key"))?
                    .get("fingerprint")
            })
        })
        .await
}
