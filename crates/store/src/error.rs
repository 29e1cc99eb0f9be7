//! What can go wrong below the use cases. None of it is ever shown to a person.

/// A fault of the storage.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought to this program's version.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored value is not what this program wrote.
    #[error("stored {0} cannot be read")]
    Corrupt(&'static str),
    /// A stored document is not what this program wrote.
    #[error("stored document: {0}")]
    Document(#[from] serde_json::Error),
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
