//! The outbox by itself: what is replaced, what is repeated, what is kept.

use super::{DeskFile, ItemState, Keep, NewItem};
use crate::ClientError;
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
