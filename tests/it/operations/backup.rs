//! Backup while the office works, restore, copy to the other engine, upgrade: what comes back is whole, and said so.

use crate::sync::{beside, draft, write_behind};
use crate::withdrawal::office::Office;
use anju_store::args;
use anju_tests::{City, Desk, Postgres, Running, ServerProcess, TempFolder, Workstation, both, new_id};
use serde_json::{Value, json};

/// Everything that a company's lists and sheets say.
async fn books(desk: &Desk) -> Vec<Value> {
    let mut said = vec![desk.read("estate.list_communities", json!({})).await.accepted()];
    let list = desk.read("withdrawal.list_sheets", json!({ "tab": "applied" })).await.accepted();
    for row in list["sheets"].as_array().expect("rows") {
        let asked = json!({ "sheet_id": row["sheet_id"] });
        said.push(desk.read("withdrawal.get_sheet", asked).await.accepted());
    }
    said
}

/// Every sheet as this workstation shows it, by id.
async fn shown(desk: &Running) -> Vec<(String, Value)> {
    let list = desk.ask("withdrawal.list_sheets", json!({ "tab": "applied" })).await;
    let mut sheets = Vec::new();
    for row in list["sheets"].as_array().expect("rows") {
        let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": row["sheet_id"] })).await;
        sheets.push((row["sheet_id"].to_string(), view));
    }
    sheets.sort_by(|one, other| one.0.cmp(&other.0));
    sheets
}

both!(
    /// Four desks write while the backup is made; it verifies, and the restored server has one moment of it. A desk that
    /// worked on after the backup offers again what the server took from it and lost, once; its waiting draft arrives;
    /// then it shows what a new desk shows, and work goes on.
    a_backup_under_load_comes_back,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let sheet = office.under_review().await;
        let community = json!(office.estate.community);
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        let own = new_id();
        desk.ask("withdrawal.save_draft", draft(&own, &community, 0, "备份之前")).await;
        desk.delivered().await;

        let backups = TempFolder::new("backups");
        let folder = backups.path().join("nightly");
        let writing: Vec<_> = (0..4)
            .map(|number| {
                let (desk, community) = (office.company.clone(), community.clone());
                tokio::spawn(async move {
                    for version in 0..25 {
                        let id = new_id();
                        let request = draft(&id, &community, 0, &format!("{number}-{version}"));
                        desk.write("withdrawal.save_draft", request).await.accepted();
                    }
                })
            })
            .collect();
        let (url, data, to) =
            (city.url().to_owned(), city.folder().to_path_buf(), folder.display().to_string());
        let backed_up =
            tokio::task::spawn_blocking(move || ServerProcess::operate(&url, &data, &["backup", &to]));
        let (done, words) = backed_up.await.expect("the backup ends");
        assert!(done, "{words}");
        for writer in writing {
            writer.await.expect("every write was accepted");
        }
        for number in 0..100 {
            let request = draft(&new_id(), &community, 0, &format!("之后 {number}"));
            office.company.write("withdrawal.save_draft", request).await.accepted();
        }
        desk.ask("withdrawal.save_draft", draft(&own, &community, 1, "备份之后")).await;
        desk.delivered().await;

        let listen = city.kill();
        desk.is_online(false).await;
        let waiting = new_id();
        desk.ask("withdrawal.save_draft", draft(&waiting, &community, 0, "等待发送")).await;
        let (done, words) = city.restore(&folder);
        assert!(done, "{words}");
        assert!(words.contains("审计链完整"), "{words}");
        city.start_again(&listen);
        desk.is_online(true).await;
        let elsewhere = city.desk("wuye").await;
        let asked = json!({ "sheet_id": sheet.id });
        let view = elsewhere.read("withdrawal.get_sheet", asked).await.accepted();
        assert_eq!(view["state"], "bureau_review", "the case stands where it stood");
        desk.delivered().await;
        let asked = json!({ "sheet_id": waiting });
        let view = elsewhere.read("withdrawal.get_sheet", asked).await.accepted();
        assert_eq!((&view["version"], &view["draft"]["project"]), (&json!(1), &json!("等待发送")));
        let asked = json!({ "sheet_id": own });
        let again = |view: &Value| (view["version"] == 2).then(|| view["draft"]["project"].clone());
        assert_eq!(elsewhere.until("withdrawal.get_sheet", asked, again).await, "备份之后");
        desk.delivered().await;
        desk.synced().await;
        let fresh = Workstation::new(city.server().address());
        let fresh_desk = fresh.start().await;
        fresh_desk.sign_in("wuye").await;
        fresh_desk.synced().await;
        assert!(shown(&desk).await == shown(&fresh_desk).await, "both desks show what the server has");
        let next = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": own })).await;
        let version = next["version"].as_i64().expect("a version");
        desk.ask("withdrawal.save_draft", draft(&own, &community, version, "恢复之后")).await;
        desk.delivered().await;
        assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": own })).await.accepted();
        assert_eq!((&view["draft"]["project"], &view["version"]), (&json!("恢复之后"), &json!(version + 1)));
        desk.stop().await;
        fresh_desk.stop().await;
    }
);

both!(
    /// A backup is never written over, a target that holds anything is left alone, a changed byte is found and named.
    a_backup_is_held_against_its_list,
    async |mut city: City| {
        let backups = TempFolder::new("backups");
        let folder = backups.path().join("nightly");
        let to = folder.display().to_string();
        let (done, words) = city.operate(&["backup", &to]);
        assert!(done, "{words}");
        let (done, words) = city.operate(&["backup", &to]);
        assert!(!done && words.contains("已经存在"), "{words}");
        let (done, words) = city.operate(&["restore", &to]);
        assert!(!done && words.contains("不是空的"), "{words}");
        city.kill();
        let database = folder.join("anju.db");
        let mut bytes = std::fs::read(&database).expect("the backup is readable");
        let last = bytes.last_mut().expect("it is not empty");
        *last ^= 1;
        std::fs::write(&database, bytes).expect("the backup can be written");
        let (done, words) = city.restore(&folder);
        assert!(!done && words.contains("anju.db 与备份时不同"), "{words}");
        std::fs::remove_file(&database).expect("the backup can be written");
        let (done, words) = city.restore(&folder);
        assert!(!done && words.contains("anju.db"), "{words}");
        assert!(!city.folder().join("anju.db").exists(), "nothing was written");
    }
);

/// A city moves to PostgreSQL with its cases, people and files, and from there back into a backup.
#[tokio::test]
async fn a_city_moves_to_postgres() {
    let mut city = City::on_sqlite();
    let office = Office::open(&city).await;
    office.payable().await;
    let before = books(&office.company).await;
    city.kill();
    let postgres = Postgres::start();
    let database = postgres.database();
    let data = city.folder().to_path_buf();
    let from = city.url().to_owned();
    let (to, folder) = (database.url(), data.display().to_string());
    let copy = ["copy", "--from", from.as_str(), "--to", &to, "--data", &folder];
    let (done, words) = ServerProcess::run(&copy);
    assert!(done, "{words}");
    let (done, words) = ServerProcess::run(&copy);
    assert!(!done && words.contains("目标已有内容"), "{words}");
    let server = ServerProcess::start(&database.url(), &data);
    let company = Desk::sign_in(&server, "wuye").await;
    assert_eq!(books(&company).await, before);
    let anew = postgres.database();
    ServerProcess::make_demo_city(&anew.url(), TempFolder::new("anew").path(), "small");
    let references = "SELECT count(*) FROM pg_constraint WHERE contype = 'f'";
    assert_eq!(database.query(references), anew.query(references), "as many as in a database made anew");
}

both!(
    /// A database of an earlier version is backed up as it was before it is brought up; that backup comes back too.
    an_upgrade_begins_with_a_backup,
    async |mut city: City| {
        let store = beside(&city).await;
        write_behind(&store, "DROP INDEX withdrawal_revises", args![]).await;
        write_behind(&store, "DELETE FROM _sqlx_migrations WHERE version = 27", args![]).await;
        drop(store);
        city.kill();
        let (done, words) = city.operate(&["verify"]);
        assert!(done && words.contains("升级数据库前已备份到"), "{words}");
        let backups = std::fs::read_dir(city.folder().join("backups")).expect("there are backups");
        let backups: Vec<_> = backups.map(|entry| entry.expect("readable").path()).collect();
        let [backup] = backups.as_slice() else { panic!("one backup: {backups:?}") };
        let (done, words) = city.operate(&["verify"]);
        assert!(done && !words.contains("升级数据库前"), "an upgrade happens once: {words}");
        let elsewhere = TempFolder::new("backups");
        let kept = elsewhere.path().join("kept");
        std::fs::rename(backup, &kept).expect("a backup can be moved");
        let (done, words) = city.restore(&kept);
        assert!(done && words.contains("升级数据库前已备份到"), "it is of the earlier version: {words}");
        city.start_again("127.0.0.1:0");
        city.desk("wuye").await;
    }
);

both!(
    /// What a newer program wrote is not opened, not even to look at it.
    a_newer_database_is_refused,
    async |mut city: City| {
        let store = beside(&city).await;
        let newer = "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
                     SELECT 9999, 'of the future', installed_on, success, checksum, 0 FROM _sqlx_migrations LIMIT 1";
        write_behind(&store, newer, args![]).await;
        city.kill();
        let data = city.folder().display().to_string();
        let words = ServerProcess::refused(&["serve", "--database", city.url(), "--data", &data]);
        assert!(words.contains("更新版本的安居") && words.contains("9999"), "{words}");
    }
);
