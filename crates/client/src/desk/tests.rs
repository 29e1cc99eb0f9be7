//! The outbox by itself: what is replaced, what is repeated, what is kept.

use super::{DeskFile, ItemState, Keep, NewItem};
use crate::ClientError;
use crate::answer::queued;
use crate::database::{open_cache, open_desk};
use crate::wrap::new_key;
use anju_contract::problem::Problem;
use chrono::{DateTime, Utc};
use serde_json::json;
use std::path::PathBuf;
use uuid::Uuid;

struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("anju-desk-{}", Uuid::new_v4().simple()));
        std::fs::create_dir(&path).expect("the temporary folder is writable");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("an instant")
}

fn item(subject: Uuid, key: Uuid, text: &str) -> NewItem {
    NewItem {
        key,
        command: "withdrawal.save_draft",
        subject,
        body: json!({ "text": text }).to_string(),
        request_hash: [u8::try_from(text.len()).expect("a short text"); 32],
        answer: json!({ "saved": text }).to_string(),
        now: now(),
    }
}

async fn desk(folder: &Folder) -> DeskFile {
    let pool = open_desk(&folder.0.join("desk.db"), &new_key()).await.expect("a new desk opens");
    DeskFile::new(pool)
}

fn stale() -> Problem {
    Problem {
        status: 409,
        code: "version.stale".to_owned(),
        message: String::new(),
        fields: Vec::new(),
        details: Some(json!({ "version": 7, "draft": { "text": "theirs" } })),
        request_id: String::new(),
    }
}

#[tokio::test]
async fn what_was_never_sent_is_replaced_and_what_was_sent_is_not() {
    let folder = Folder::new();
    let desk = desk(&folder).await;
    let (subject, first, second, third) = (Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
    desk.queue(&item(subject, first, "a")).await.expect("saved");
    desk.queue(&item(subject, second, "ab")).await.expect("saved");
    let out = desk.next_outgoing(0).await.expect("read").expect("one waits");
    assert_eq!((out.key, desk.counts().await.expect("counted").0), (second, 1));
    assert!(desk.mark_sent(&out, &out.body, now()).await.expect("marked"));
    desk.queue(&item(subject, third, "abc")).await.expect("saved");
    let again = desk.next_outgoing(0).await.expect("read").expect("the sent one comes first");
    assert_eq!((again.key, again.was_sent, &again.body), (second, true, &out.body));
    desk.accept(&again, 4, "{}", now()).await.expect("accepted");
    assert_eq!(desk.own_version(subject).await.expect("read"), 4);
    let unsent =
        desk.unsent("withdrawal.save_draft", subject).await.expect("read").expect("still typed here");
    assert_eq!(unsent.request, json!({ "text": "abc" }).to_string());
    let next = desk.next_outgoing(again.seq).await.expect("read").expect("the later one");
    assert_eq!((next.key, next.was_sent), (third, false));
    desk.accept(&next, 5, "{}", now()).await.expect("accepted");
    assert!(desk.unsent("withdrawal.save_draft", subject).await.expect("read").is_none());
}

#[tokio::test]
async fn an_item_replaced_on_its_way_out_is_read_again() {
    let folder = Folder::new();
    let desk = desk(&folder).await;
    let subject = Uuid::new_v4();
    desk.queue(&item(subject, Uuid::new_v4(), "a")).await.expect("saved");
    let out = desk.next_outgoing(0).await.expect("read").expect("one waits");
    desk.queue(&item(subject, Uuid::new_v4(), "ab")).await.expect("saved");
    assert!(!desk.mark_sent(&out, &out.body, now()).await.expect("asked"), "the older text must not leave");
}

#[tokio::test]
async fn a_key_is_one_entry_and_one_answer() {
    let folder = Folder::new();
    let desk = desk(&folder).await;
    let (subject, key) = (Uuid::new_v4(), Uuid::new_v4());
    let first = desk.queue(&item(subject, key, "a")).await.expect("saved");
    assert_eq!(desk.queue(&item(subject, key, "a")).await.expect("answered again"), first);
    assert!(matches!(desk.queue(&item(subject, key, "ab")).await, Err(ClientError::KeyReused)));
    assert_eq!(desk.counts().await.expect("counted"), (1, 0));
}

#[tokio::test]
async fn a_conflict_holds_its_subject_up_and_no_other() {
    let folder = Folder::new();
    let desk = desk(&folder).await;
    let (here, other) = (Uuid::new_v4(), Uuid::new_v4());
    desk.queue(&item(here, Uuid::new_v4(), "a")).await.expect("saved");
    let out = desk.next_outgoing(0).await.expect("read").expect("one waits");
    desk.decline(&out, ItemState::Conflict, &stale(), now()).await.expect("noted");
    desk.queue(&item(here, Uuid::new_v4(), "ab")).await.expect("saved");
    assert!(desk.next_outgoing(0).await.expect("read").is_none(), "the choice comes first");
    desk.queue(&item(other, Uuid::new_v4(), "b")).await.expect("saved");
    let free = desk.next_outgoing(0).await.expect("read").expect("the other subject");
    assert_eq!(free.subject, other);
    let shown = desk.items().await.expect("read");
    let conflict = shown.iter().find(|item| item.state == ItemState::Conflict).expect("shown");
    assert_eq!(
        (&conflict.mine["text"], &conflict.theirs.as_ref().expect("both")["version"]),
        (&json!("ab"), &json!(7))
    );
    let key = Uuid::new_v4();
    desk.resolve(out.key, Keep::Mine, key, now()).await.expect("resolved");
    let again = desk.next_outgoing(0).await.expect("read").expect("goes out again");
    assert_eq!((again.key, again.seq, desk.own_version(here).await.expect("read")), (key, out.seq, 7));
    assert_eq!(again.body, json!({ "text": "ab" }).to_string());
}

#[tokio::test]
async fn another_key_does_not_open_the_desk_and_makes_the_cache_anew() {
    let folder = Folder::new();
    let (key, file, cache) = (new_key(), folder.0.join("desk.db"), folder.0.join("cache.db"));
    open_desk(&file, &key).await.expect("opens").close().await;
    assert!(matches!(open_desk(&file, &new_key()).await, Err(ClientError::Damaged)));
    open_desk(&file, &key).await.expect("still opens with its own").close().await;
    open_cache(&cache, &key).await.expect("opens").close().await;
    open_cache(&cache, &new_key()).await.expect("is made anew").close().await;
}

#[tokio::test]
async fn a_cache_of_a_newer_program_is_made_anew() {
    let folder = Folder::new();
    let (key, cache) = (new_key(), folder.0.join("cache.db"));
    let rows = "SELECT count(*) FROM answer";
    let pool = open_cache(&cache, &key).await.expect("opens");
    sqlx::raw_sql("INSERT INTO answer VALUES ('c', 'r', '{}', 0); PRAGMA user_version = 1000")
        .execute(&pool)
        .await
        .expect("written");
    pool.close().await;
    let pool = open_cache(&cache, &key).await.expect("is made anew");
    let count: i64 = sqlx::query_scalar(rows).fetch_one(&pool).await.expect("read");
    assert_eq!(count, 0);
    sqlx::query("INSERT INTO answer VALUES ('c', 'r', '{}', 0)").execute(&pool).await.expect("written");
    pool.close().await;
    let pool = open_cache(&cache, &key).await.expect("opens as it is");
    let count: i64 = sqlx::query_scalar(rows).fetch_one(&pool).await.expect("read");
    assert_eq!(count, 1, "one of this version stays");
}

#[tokio::test]
async fn a_desk_of_a_newer_program_is_told_and_left_alone() {
    let folder = Folder::new();
    let (key, file) = (new_key(), folder.0.join("desk.db"));
    let pool = open_desk(&file, &key).await.expect("opens");
    let newer =
        "INSERT INTO _sqlx_migrations SELECT 1000, 'newer', installed_on, success, checksum, execution_time
                 FROM _sqlx_migrations WHERE version = 1";
    sqlx::query(newer).execute(&pool).await.expect("written");
    DeskFile::new(pool.clone()).queue(&item(Uuid::new_v4(), Uuid::new_v4(), "a")).await.expect("saved");
    pool.close().await;
    let before = std::fs::read(&file).expect("readable");
    let error = open_desk(&file, &key).await.expect_err("a newer program wrote it");
    assert_eq!(error.problem().code, "desk.newer");
    assert!(std::fs::read(&file).expect("readable") == before, "nothing is changed");
}

/// What the outbox held when drafts had no attachments yet.
const BEFORE_ATTACHMENTS: &str =
    include_str!("../../../../tests/fixtures/offline/outbox-before-attachments.json");

#[tokio::test]
async fn an_outbox_of_an_earlier_program_goes_out() {
    let folder = Folder::new();
    let (key, file) = (new_key(), folder.0.join("desk.db"));
    let pool = open_desk(&file, &key).await.expect("opens");
    // As the first program left it: without the tables that have come since.
    let first = "DROP TABLE attachment_use; DROP TABLE attachment_piece; DROP TABLE attachment; DROP TABLE print_count;
                 DROP TABLE notification; DELETE FROM _sqlx_migrations WHERE version > 1";
    sqlx::raw_sql(first).execute(&pool).await.expect("undone");
    let ids = ["sheet", "community", "building", "unit"].map(|name| (name, Uuid::new_v4()));
    let filled = ids.iter().fold(BEFORE_ATTACHMENTS.to_owned(), |text, (name, id)| {
        text.replace(&format!("{{{name}}}"), &id.to_string())
    });
    let items: Vec<serde_json::Value> = serde_json::from_str(&filled).expect("JSON");
    for (seq, item) in items.iter().enumerate() {
        sqlx::query(
            "INSERT INTO outbox (idempotency_key, command, contract_version, subject_id, body, state, queued_at, sent_at)
             VALUES (?, ?, 1, ?, ?, ?, 0, ?)",
        )
        .bind(Uuid::new_v4())
        .bind(item["command"].as_str())
        .bind(ids[0].1)
        .bind(item["body"].as_str())
        .bind(if seq == 0 { "sent" } else { "waiting" })
        .bind((seq == 0).then_some(0))
        .execute(&pool)
        .await
        .expect("written");
    }
    pool.close().await;

    let desk = DeskFile::new(open_desk(&file, &key).await.expect("opens"));
    let sent = desk.next_outgoing(0).await.expect("read").expect("the one whose answer was lost");
    assert_eq!((sent.was_sent, Some(sent.body.as_str())), (true, items[0]["body"].as_str()), "byte for byte");
    desk.accept(&sent, 1, "{}", now()).await.expect("accepted");
    let waiting = desk.next_outgoing(sent.seq).await.expect("read").expect("the one behind it");
    let own = desk.own_version(waiting.subject).await.expect("read");
    let body = queued::rebase(&waiting.command, &waiting.body, own).expect("it is read by this program");
    assert!(queued::files_of(&waiting.command, &body).expect("read").is_empty());
    assert!(desk.mark_sent(&waiting, &body, now()).await.expect("marked"));
}
