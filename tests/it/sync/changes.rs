//! Changes: none is lost or comes twice in effect, pages go on where they ended, and who may not go on begins anew.

use super::{beside, draft, ids, scopes, tell_behind, write_behind};
use crate::withdrawal::office::Office;
use anju_store::feed::{Change, Kind};
use anju_store::{Engine, args};
use anju_tests::{City, Desk, both, new_id};
use serde_json::{Value, json};
use sqlx::{Connection as _, Executor as _, PgConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

const WRITERS: usize = 4;
const EACH: usize = 6;

/// The changes from a cursor to the present, page by page: all lines, and where they end.
async fn follow(desk: &Desk, cursor: &Value) -> (Vec<Value>, Value) {
    let (mut lines, mut cursor) = (Vec::new(), cursor.clone());
    loop {
        let page = desk.read("sync.changes", json!({ "cursor": cursor })).await.accepted();
        lines.extend(page["lines"].as_array().expect("lines").iter().cloned());
        cursor = page["cursor"].clone();
        if page["more"] == false {
            return (lines, cursor);
        }
    }
}

/// What a cache would hold of sheets after these lines.
fn apply(sheets: &mut BTreeMap<String, Value>, lines: &[Value]) {
    for line in lines {
        if let Some(record) = line.get("sheet") {
            sheets.insert(record["view"]["sheet_id"].to_string(), record["view"].clone());
        }
        if let Some(gone) = line.get("sheet_gone") {
            sheets.remove(&gone["sheet_id"].to_string());
        }
    }
}

both!(
    /// Four people write while the snapshot is read; with the changes after it the cache is what the reads say.
    nothing_falls_between_snapshot_and_changes,
    async |city: City| {
        let company = city.desk("wuye").await;
        let scopes = scopes(&company).await;
        let (community, own) = (ids(&scopes, true)[0].clone(), ids(&scopes, false));
        let mut writers = Vec::new();
        for _ in 0..WRITERS {
            let (desk, community) = (city.desk("wuye").await, community.clone());
            writers.push(tokio::spawn(async move {
                for _ in 0..EACH {
                    let sheet = new_id();
                    desk.write("withdrawal.save_draft", draft(&sheet, &community, 0, "门禁更换")).await.accepted();
                    desk.write("withdrawal.save_draft", draft(&sheet, &community, 1, "门禁维修")).await.accepted();
                }
            }));
        }
        let snapshot = company.snapshot(&own).await;
        let mut sheets = BTreeMap::new();
        apply(&mut sheets, &snapshot.lines);
        let cursor = snapshot.of("end")[0]["cursor"].clone();
        let (during, _) = follow(&company, &cursor).await;
        for writer in writers {
            writer.await.expect("a writer ends");
        }
        let (after, end) = follow(&company, &cursor).await;
        // Read twice, the changes come to the same.
        for lines in [&during, &after, &after] {
            apply(&mut sheets, lines);
        }
        assert_eq!(sheets.len(), WRITERS * EACH);
        for (id, view) in &sheets {
            let id = id.trim_matches('"');
            let read = company.read("withdrawal.get_sheet", json!({ "sheet_id": id })).await.accepted();
            assert_eq!(*view, read);
            assert_eq!(view["version"], 2);
        }
        assert_eq!(follow(&company, &end).await.0, Vec::<Value>::new(), "nothing more to tell");
    }
);

both!(
    /// A submission tells the community's readers, in one change, what its units hold now; a cancellation gives it back.
    holds_travel_with_the_sheet,
    async |city: City| {
        let office = Office::open(&city).await;
        let community = json!(office.estate.community);
        let snapshot = office.bureau.snapshot(std::slice::from_ref(&community)).await;
        let cursor = snapshot.of("end")[0]["cursor"].clone();
        let mut sheet = office.submitted("planned").await;
        let (lines, cursor) = follow(&office.bureau, &cursor).await;
        let balances: Vec<&Value> = lines.iter().filter_map(|line| line.get("balances")).collect();
        assert_eq!(balances.len(), 1, "one building, one line: {lines:?}");
        let held = |balances: &Value| {
            let mut held: Vec<i64> =
                balances["held_fen"].as_array().expect("held").iter().filter_map(Value::as_i64).collect();
            held.sort_unstable();
            held
        };
        assert_eq!(held(balances[0]), [50_000, 100_000, 100_000]);
        sheet.moved(&office.company, "cancel", json!({ "reason": "重新申报" })).await;
        let (lines, _) = follow(&office.bureau, &cursor).await;
        let balances = lines.iter().find_map(|line| line.get("balances")).expect("told again");
        assert_eq!(held(balances), [0, 0, 0]);
    }
);

/// A step that somebody makes between two reads of one record: what is told is of one version. Only PostgreSQL can hold a
/// read up, by a lock on the table of the steps.
#[tokio::test]
async fn a_record_is_of_one_version() {
    let city = City::on_postgres();
    let office = Office::open(&city).await;
    let own = ids(&scopes(&office.bureau).await, false);
    let cursor = office.bureau.snapshot(&own).await.of("end")[0]["cursor"].clone();
    let sheet = office.submitted("planned").await;
    let mut other = PgConnection::connect(city.url()).await.expect("the city's database opens");
    let mut step = other.begin().await.expect("a transaction begins");
    step.execute("LOCK TABLE timeline").await.expect("locked");
    let desk = office.bureau.clone();
    let reading = tokio::spawn(async move { follow(&desk, &cursor).await.0 });
    let waits =
        "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'timeline'::regclass)";
    while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&mut *step).await.expect("readable") {
        tokio::task::yield_now().await;
    }
    step.execute("UPDATE withdrawal SET state = 'cancelled', version = version + 1 WHERE number IS NOT NULL")
        .await
        .expect("moved on");
    step.execute(
        "INSERT INTO timeline SELECT case_id, seq + 1, at, actor_id, actor_name, 'cancel', to_state, 'cancelled', ''
         FROM timeline WHERE to_state = 'submitted'",
    )
    .await
    .expect("a step is made");
    step.commit().await.expect("committed");
    let lines = reading.await.expect("the changes are read");
    let told = lines.iter().filter_map(|line| line.get("sheet")).next_back().expect("a sheet is told");
    assert_eq!((&told["view"]["sheet_id"], &told["view"]["state"]), (&json!(sheet.id), &json!("cancelled")));
    let steps = told["steps"].as_array().expect("steps");
    assert_eq!(steps.last().expect("a step")["to_state"], "cancelled", "{steps:?}");
}

both!(
    /// A page has 500 changes; what changed often within it comes once.
    a_long_feed_comes_in_pages,
    async |city: City| {
        let company = city.desk("wuye").await;
        let own = ids(&scopes(&company).await, false);
        let cursor = company.snapshot(&own).await.of("end")[0]["cursor"].clone();
        let scope_id = Uuid::parse_str(own[0].as_str().expect("an id")).expect("an id");
        let (often, store) = (Uuid::now_v7(), beside(&city).await);
        let change = |number: u128| Change {
            scope_id,
            kind: Kind::Withdrawal,
            entity_id: if number < 600 { often } else { Uuid::from_u128(number) },
            removed: true,
            version: 1,
        };
        tell_behind(&store, (0..1_200).map(change).collect()).await;
        let mut sizes = Vec::new();
        let mut cursor = cursor;
        loop {
            let page = company.read("sync.changes", json!({ "cursor": cursor })).await.accepted();
            sizes.push(page["lines"].as_array().expect("lines").len());
            cursor = page["cursor"].clone();
            if page["more"] == false {
                break;
            }
        }
        assert_eq!(sizes, [1, 401, 200]);
    }
);

both!(
    /// Another life of the database, other roles, a feed that was cut, a cursor that this server did not write: 410.
    who_cannot_go_on_begins_anew,
    async |city: City| {
        let store = beside(&city).await;
        let bureau = city.desk("jianwei").await;
        let community = ids(&scopes(&bureau).await, true)[0].clone();
        let community_id = Uuid::parse_str(community.as_str().expect("an id")).expect("an id");
        let end = bureau.snapshot(std::slice::from_ref(&community)).await.of("end")[0].clone();
        let asked = json!({ "cursor": end["cursor"] });
        bureau.read("sync.changes", asked.clone()).await.accepted();
        let mut forged = end["cursor"].as_str().expect("a text").to_owned();
        let last = forged.pop().expect("a letter");
        forged.push(if last == 'A' { 'E' } else { 'A' });
        assert_eq!(bureau.read("sync.changes", json!({ "cursor": forged })).await.status, 410);

        let change =
            Change { scope_id: community_id, kind: Kind::Community, entity_id: community_id, removed: false, version: 2 };
        tell_behind(&store, vec![change]).await;
        bureau.read("sync.changes", asked.clone()).await.accepted();
        write_behind(&store, "UPDATE feed_head SET min_seq = seq WHERE scope_id = $1", args![community_id]).await;
        bureau.read("sync.changes", asked).await.refused("sync.restart");

        let end = bureau.snapshot(std::slice::from_ref(&community)).await.of("end")[0].clone();
        let asked = json!({ "cursor": end["cursor"] });
        // A clerk of the department sees names in full; what a bureau's reviewer kept is not continued by one.
        let clerk = city.desk("jingban").await;
        clerk.read("sync.changes", asked.clone()).await.refused("sync.restart");
        bureau.read("sync.changes", asked.clone()).await.accepted();

        let renewed = match store.engine() {
            Engine::Sqlite => "UPDATE server_epoch SET id = randomblob(16)",
            Engine::Postgres => "UPDATE server_epoch SET id = gen_random_uuid()",
        };
        write_behind(&store, renewed, args![]).await;
        bureau.read("sync.changes", asked).await.refused("sync.restart");
    }
);

both!(
    /// A community that a company does not serve any more is gone from its scopes, its snapshots and its changes.
    a_revoked_scope_is_gone,
    async |city: City| {
        let (store, company) = (beside(&city).await, city.desk("wuye").await);
        let before = scopes(&company).await;
        let (community, own) = (ids(&before, true)[0].clone(), ids(&before, false));
        let snapshot = company.snapshot(&[own[0].clone(), community.clone()]).await;
        let cursors: Vec<Value> = snapshot.of("end").iter().map(|end| end["cursor"].clone()).collect();
        let id = |value: &Value| Uuid::parse_str(value.as_str().expect("an id")).expect("an id");
        write_behind(&store, "DELETE FROM area_link WHERE community_id = $1", args![id(&community)]).await;
        let link = Change {
            scope_id: id(&own[0]),
            kind: Kind::Link,
            entity_id: id(&community),
            removed: true,
            version: 1,
        };
        tell_behind(&store, vec![link]).await;
        assert!(!ids(&scopes(&company).await, true).contains(&community));
        company.refused_snapshot(std::slice::from_ref(&community)).await.refused("not_found");
        company.read("sync.changes", json!({ "cursor": cursors[1] })).await.refused("not_found");
        let (lines, _) = follow(&company, &cursors[0]).await;
        assert_eq!(lines, [json!("scopes_changed")]);
    }
);
