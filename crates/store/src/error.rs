//! What can go wrong below the use cases. None of it is ever shown to a person.

use sqlx::migrate::MigrateError;

/// A fault of the storage.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought to this program's version.
    #[error("migration: {0}")]
    Migration(MigrateError),
    /// A stored value is not what this program wrote.
    #[error("stored {0} cannot be read")]
    Corrupt(&'static str),
    /// A stored document is not what this program wrote.
    #[error("stored document: {0}")]
    Document(#[from] serde_json::Error),
    /// The database was written by a newer program; the first of its schema's versions that this one does not know.
    #[error("schema version {0} is not known")]
    Newer(i64),
    /// The target of a copy holds something already.
    #[error("the target is not empty")]
    NotEmpty,
    /// The writer has ended, or ended while it held the command; whether it was carried out is not known.
    #[error("the writer is gone")]
    WriterGone,
    /// The folder of files failed.
    #[error("folder: {0}")]
    Folder(std::io::Error),
    /// The URL names no engine.
    #[error("database URL must start with sqlite: or postgres:")]
    Url,
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> StoreError {
        match error {
            MigrateError::VersionMissing(version) => StoreError::Newer(version),
            error => StoreError::Migration(error),
        }
    }
}

impl StoreError {
    /// The same transaction, tried again, may succeed: a serialization failure or a deadlock.
    pub fn is_retryable(&self) -> bool {
        match self {
            StoreError::Database(sqlx::Error::Database(error)) => {
                matches!(error.code().as_deref(), Some("40001" | "40P01"))
            }
            _ => false,
        }
    }
}
