//! `kill -9` of the server, before COMMIT and at random under load: what was acknowledged is there, what was not is there
//! once when it is sent again, and never twice. After COMMIT, before the answer: `withdrawal::killed`.

use crate::sync::{beside, draft, write_behind};
use anju_store::sql::Sql;
use anju_store::{Engine, Store, args};
use anju_tests::{Answer, City, Desk, both, new_id};
use serde_json::{Value, json};
use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};
use std::collections::BTreeMap;
use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// How often the named point is tried.
const TIMES: usize = 20;
/// How many random kills.
const KILLS: u64 = 50;
/// How many desks write meanwhile.
const WRITERS: usize = 4;
/// How often a condition is looked at.
const STEP: Duration = Duration::from_millis(5);
/// How long it may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let looking = async {
        let mut steps = tokio::time::interval(STEP);
        loop {
            steps.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.expect("what is waited for comes in time")
}

/// From now on the last statement of a command takes longer than any story.
async fn hold_before_commit(store: &Store) {
    let texts: &[&'static str] = match store.engine() {
        Engine::Sqlite => &[
            "CREATE TRIGGER slow AFTER INSERT ON command_answer BEGIN SELECT count(*) FROM (
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000000000) SELECT i FROM n); END",
        ],
        Engine::Postgres => &[
            "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN LOOP NULL; END LOOP; END $$",
            "CREATE TRIGGER slow AFTER INSERT ON command_answer FOR EACH ROW EXECUTE FUNCTION slow()",
        ],
    };
    for text in texts {
        write_behind(store, text, args![]).await;
    }
}

async fn let_commit(store: &Store) {
    let texts: &[&'static str] = match store.engine() {
        Engine::Sqlite => &["DROP TRIGGER slow"],
        Engine::Postgres => &["DROP TRIGGER slow ON command_answer", "DROP FUNCTION slow()"],
    };
    for text in texts {
        write_behind(store, text, args![]).await;
    }
}

const HELD: Sql = Sql(
    "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'INSERT INTO command_answer%'",
);
/// The other side of a killed connection is noticed late; here at once, so that the story need not wait for it.
const END: Sql = Sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE state = 'active' AND query LIKE 'INSERT INTO command_answer%'");

/// Waits until the server is inside its transaction.
async fn is_before_commit(city: &City, store: &Store) {
    match store.engine() {
        Engine::Sqlite => {
            let options =
                SqliteConnectOptions::from_str(city.url()).expect("a URL").busy_timeout(Duration::ZERO);
            let mut own = options.connect().await.expect("the database opens");
            until(async || match sqlx::query("BEGIN IMMEDIATE").execute(&mut own).await {
                Ok(_) => {
                    sqlx::query("ROLLBACK").execute(&mut own).await.expect("nothing was written");
                    None
                }
                Err(_) => Some(()),
            })
            .await;
        }
        Engine::Postgres => {
            until(async || store.opt(HELD, args![]).await.expect("readable").map(drop)).await;
        }
    }
}

async fn first_community(desk: &Desk) -> Value {
    let list = desk.read("estate.list_communities", json!({})).await.accepted();
    list["communities"][0]["community_id"].clone()
}

both!(
    /// Twenty times: killed inside its transaction, the server has nothing of the command; sent again, it has it once.
    killed_before_commit_nothing_is_there,
    async |mut city: City| {
        let desk = city.desk("wuye").await;
        let community = first_community(&desk).await;
        let store = beside(&city).await;
        for time in 0..TIMES {
            hold_before_commit(&store).await;
            let (sheet, key) = (new_id(), new_id());
            let request = draft(&sheet, &community, 0, &format!("第 {time} 次"));
            let sent = {
                let (desk, request, key) = (desk.clone(), request.clone(), key.clone());
                tokio::spawn(async move { desk.try_write_with_key("withdrawal.save_draft", &request, &key).await })
            };
            is_before_commit(&city, &store).await;
            let listen = city.kill();
            assert_eq!(sent.await.expect("a task"), None, "nobody was told anything");
            if store.engine() == Engine::Postgres {
                store.all(END, args![]).await.expect("what was held ends");
                until(async || store.opt(HELD, args![]).await.expect("readable").is_none().then_some(())).await;
            }
            let_commit(&store).await;
            city.start_again(&listen);
            desk.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.refused("not_found");
            let first = desk.write_with_key("withdrawal.save_draft", request.clone(), &key).await.accepted();
            assert_eq!(first["version"], 1);
            assert_eq!(desk.write_with_key("withdrawal.save_draft", request, &key).await.accepted(), first);
        }
        let (sound, words) = city.verify();
        assert!(sound, "{words}");
    }
);

/// The answer to a write that is sent until there is one.
async fn acknowledgement(desk: &Desk, request: &Value, key: &str) -> Answer {
    let mut steps = tokio::time::interval(STEP);
    loop {
        steps.tick().await;
        match desk.try_write_with_key("withdrawal.save_draft", request, key).await {
            Some(answer) if answer.body["code"] != "idempotency.in_progress" => return answer,
            Some(_) | None => {}
        }
    }
}

/// Writes one draft after the other; each is repeated under its key until it is acknowledged.
async fn write_on(
    desk: Desk,
    community: Value,
    acknowledged: watch::Sender<u64>,
    over: Arc<AtomicBool>,
) -> BTreeMap<String, String> {
    let mut written = BTreeMap::new();
    while !over.load(Ordering::SeqCst) {
        let (sheet, key) = (new_id(), new_id());
        let request = draft(&sheet, &community, 0, &key);
        let answer = tokio::time::timeout(PATIENCE, acknowledgement(&desk, &request, &key));
        let answer = answer.await.expect("the server comes back");
        assert_eq!(answer.accepted()["version"], 1);
        written.insert(sheet, key);
        acknowledged.send_modify(|count| *count += 1);
    }
    written
}

both!(
    /// Fifty times at random while four desks write: everything acknowledged is there, each once, and nothing besides.
    killed_at_random_nothing_is_lost_or_doubled,
    async |mut city: City| {
        let desk = city.desk("wuye").await;
        let community = first_community(&desk).await;
        let (acknowledged, mut seen) = watch::channel(0);
        let over = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let community = community.clone();
                tokio::spawn(write_on(desk.clone(), community, acknowledged.clone(), Arc::clone(&over)))
            })
            .collect();
        for kill in 0..KILLS {
            // One to seven more, so that the kill meets every part of a command.
            let enough = *seen.borrow() + 1 + kill * 5 % 7;
            let more = tokio::time::timeout(PATIENCE, seen.wait_for(|count| *count >= enough)).await;
            drop(more.expect("the desks go on").expect("the desks write"));
            let listen = city.kill();
            city.start_again(&listen);
        }
        over.store(true, Ordering::SeqCst);
        let mut written = BTreeMap::new();
        for writer in writers {
            written.extend(writer.await.expect("a desk ends"));
        }
        let mut after = Value::Null;
        let mut found = BTreeMap::new();
        loop {
            let asked = json!({ "tab": "applied", "after": after });
            let list = desk.read("withdrawal.list_sheets", asked).await.accepted();
            for row in list["sheets"].as_array().expect("rows") {
                assert_eq!(row["version"], 1, "{row}");
                let text = |name: &str| row[name].as_str().expect("text").to_owned();
                assert_eq!(found.insert(text("sheet_id"), text("project")), None, "listed once");
                after = row["sheet_id"].clone();
            }
            if list["more"] != true {
                break;
            }
        }
        assert!(found == written, "{} are there, {} were acknowledged", found.len(), written.len());
        let (sound, words) = city.verify();
        assert!(sound, "{words}");
    }
);
