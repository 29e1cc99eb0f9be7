//! Which server keys sealed what the database holds.

use crate::{Store, StoreError, args, statements};

statements! {
    ADD = "INSERT INTO server_key (purpose, fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    ALL_KEYS = "SELECT purpose, fingerprint FROM server_key LIMIT 1000";
}

/// Notes these keys, by purpose and fingerprint, if every key that is noted already is among them; returns whether it is.
pub async fn keep(store: &Store, keys: Vec<(String, [u8; 32])>) -> Result<bool, StoreError> {
    store
        .write(move |tx| {
            let keys = keys.clone();
            Box::pin(async move {
                for row in tx.all(ALL_KEYS, args![]).await? {
                    let noted: (String, Vec<u8>) = (row.get("purpose")?, row.get("fingerprint")?);
                    if !keys.iter().any(|(purpose, own)| *purpose == noted.0 && own[..] == noted.1) {
                        return Ok(false);
                    }
                }
                for (purpose, fingerprint) in keys {
                    tx.exec(ADD, args![purpose.as_str(), fingerprint]).await?;
                }
                Ok(true)
            })
        })
        .await
}
