//! The store itself, on both databases: its statements, its transactions, its audit chain, its feed, its ledger.

use anju_store::{Store, StoreOptions};
use anju_tests::{Database, Postgres, TempFolder};

mod audit;
mod contention;
mod feed;
mod ledger;
mod statements;
mod transactions;

/// An open store with what it stands on.
struct Opened {
    store: Store,
    _folder: Option<TempFolder>,
    _database: Option<Database>,
}

async fn open(url: String) -> Store {
    Store::open(&StoreOptions { url, connections: 8 }).await.expect("an empty database opens")
}

async fn on_sqlite() -> Opened {
    let folder = TempFolder::new("store");
    let store = open(format!("sqlite:{}", folder.path().join("anju.db").display())).await;
    Opened { store, _folder: Some(folder), _database: None }
}

async fn on_postgres() -> Opened {
    let database = Postgres::start().database();
    let store = open(database.url()).await;
    Opened { store, _folder: None, _database: Some(database) }
}

/// The same test on both databases.
#[macro_export]
macro_rules! both_stores {
    ($(#[doc = $doc:literal])* $name:ident, $test:expr) => {
        $(#[doc = $doc])*
        mod $name {
            use super::*;

            #[tokio::test]
            async fn sqlite() {
                ($test)(&$crate::on_sqlite().await.store).await;
            }

            mod postgres {
                use super::*;

                #[tokio::test]
                async fn store() {
                    ($test)(&$crate::on_postgres().await.store).await;
                }
            }
        }
    };
}
