//! The synchronisation: snapshots, changes, news, and the cache that they fill.

mod cache;
mod changes;
mod news;
mod resync;
mod snapshot;

use anju_store::feed::{self, Change};
use anju_store::sql::Sql;
use anju_store::{Store, StoreError, StoreOptions, Tx};
use anju_tests::{City, Desk};
use serde_json::{Value, json};

/// The scopes of a desk, as the server names them.
pub(crate) async fn scopes(desk: &Desk) -> Vec<Value> {
    let answer = desk.read("sync.scopes", json!({})).await.accepted();
    answer["scopes"].as_array().expect("scopes").clone()
}

/// The ids of those scopes that are communities, or of the one that is not.
pub(crate) fn ids(scopes: &[Value], communities: bool) -> Vec<Value> {
    let is_community = |scope: &&Value| (scope["kind"] == "community") == communities;
    scopes.iter().filter(is_community).map(|scope| scope["scope_id"].clone()).collect()
}

/// The city's database, beside its server: another program that works on it.
pub(crate) async fn beside(city: &City) -> Store {
    let options = StoreOptions { url: city.url().to_owned(), connections: 2 };
    Store::open(&options).await.expect("the city's database opens")
}

/// Writes one statement behind the server's back.
pub(crate) async fn write_behind(store: &Store, sql: &'static str, args: Vec<anju_store::Arg>) {
    let written = store.write(move |tx: &mut Tx| {
        let args = args.clone();
        Box::pin(async move { tx.exec(Sql(sql), args).await.map(drop) })
    });
    let written: Result<(), StoreError> = written.await;
    written.expect("the statement is carried out");
}

/// Writes changes into the feed behind the server's back.
pub(crate) async fn tell_behind(store: &Store, changes: Vec<Change>) {
    let told = store.write(move |tx| {
        let changes = changes.clone();
        Box::pin(async move { feed::record(tx, &changes).await.map(drop) })
    });
    let told: Result<(), StoreError> = told.await;
    told.expect("the feed can be written");
}

/// A draft of a sheet for this community.
pub(crate) fn draft(sheet_id: &str, community_id: &Value, version: i64, project: &str) -> Value {
    json!({
        "sheet_id": sheet_id, "community_id": community_id, "version": version,
        "draft": { "project": project, "amount_text": "1,200.50" },
    })
}
