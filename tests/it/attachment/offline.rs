//! Papers of others, read again without the server: kept encrypted once read, given up with the case, never altered.

use super::desk::stands_in;
use super::{SIGNED_SHEET, document, paper};
use crate::sync::{beside, ids, scopes, tell_behind, write_behind};
use crate::withdrawal::office::{Office, Sheet, signature};
use anju_store::args;
use anju_store::feed::{Change, Kind};
use anju_tests::{City, Line, Running, Workstation, both};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use uuid::Uuid;

/// A sheet in the bureau's review with two papers, and how each is asked for.
struct Papers {
    sheet: Sheet,
    read: Value,
    unread: Value,
}

async fn with_signed_sheet(office: &Office) -> Papers {
    let mut sheet = office.submitted("planned").await;
    let read = paper(&office.company.bring(SIGNED_SHEET).await, "signed_sheet", "签字表.pdf");
    let unread = paper(&office.company.bring(&document("unread", 10)).await, "signed_sheet", "续页.pdf");
    let rows: Vec<Value> =
        office.estate.homes.iter().map(|home| signature(&home.id.to_string(), "agree")).collect();
    let entered = json!({
        "signed_version": sheet.signed_version, "rows": rows, "attachments": [read.clone(), unread.clone()],
    });
    sheet.moved(&office.company, "enter_signatures", entered).await;
    sheet.moved(&office.company, "send_for_review", json!({})).await;
    let asked = |file: &Value| json!({ "sheet_id": sheet.id, "sha256": file["sha256"] });
    Papers { read: asked(&read), unread: asked(&unread), sheet }
}

async fn reads(desk: &Running, asked: &Value) -> Vec<u8> {
    let read = desk.ask("desk.read_attachment", asked.clone()).await;
    BASE64.decode(read["base64"].as_str().expect("bytes")).expect("base64")
}

/// A reviewer's desk that has caught up with the server.
async fn reviewer(city: &City) -> (Workstation, Running) {
    let station = Workstation::new(city.server().address());
    let desk = station.start().await;
    desk.sign_in("jianwei").await;
    desk.synced().await;
    (station, desk)
}

both!(
    /// A paper that was read once is read again without the server, after a new start too; one that was not, says so.
    a_paper_read_once_is_there_without_the_server,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let Papers { read: asked, unread, .. } = with_signed_sheet(&office).await;
        let (station, desk) = reviewer(&city).await;
        assert_eq!(reads(&desk, &asked).await, SIGNED_SHEET);
        city.kill();
        desk.is_online(false).await;
        assert_eq!(reads(&desk, &asked).await, SIGNED_SHEET);
        desk.stop().await;
        let desk = station.start().await;
        desk.sign_in("jianwei").await;
        assert_eq!(reads(&desk, &asked).await, SIGNED_SHEET);
        desk.refused("desk.read_attachment", unread, "client.not_cached").await;
        let clear = &SIGNED_SHEET[SIGNED_SHEET.len() / 2..][..200];
        assert!(!stands_in(station.folder(), clear), "it lies encrypted");
        desk.stop().await;
    }
);

both!(
    /// A case that goes to another district takes its papers along: those kept here are gone with it.
    a_case_that_is_gone_takes_its_papers_along,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let Papers { sheet, read: asked, .. } = with_signed_sheet(&office).await;
        let (_station, desk) = reviewer(&city).await;
        reads(&desk, &asked).await;
        moves_away(&city, &sheet).await;
        let gone = |inbox: &Value| {
            let rows = inbox["items"].as_array().expect("items");
            rows.iter().all(|row| row["sheet_id"] != sheet.id.as_str()).then_some(())
        };
        desk.until("withdrawal.inbox", json!({}), gone).await;
        city.kill();
        desk.is_online(false).await;
        desk.refused("desk.read_attachment", asked, "client.not_cached").await;
        desk.stop().await;
    }
);

both!(
    /// While the cache is behind, the server is asked; what it does not give any more is forgotten here.
    a_paper_that_is_refused_is_forgotten,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let Papers { sheet, read: asked, .. } = with_signed_sheet(&office).await;
        let (_station, desk) = reviewer(&city).await;
        reads(&desk, &asked).await;
        desk.ask("desk.pause_sync", json!({})).await;
        moves_away(&city, &sheet).await;
        desk.refused("desk.read_attachment", asked.clone(), "not_found").await;
        city.kill();
        desk.is_online(false).await;
        desk.refused("desk.read_attachment", asked, "client.not_cached").await;
        desk.stop().await;
    }
);

/// Gives the sheet to another district, and tells the desk's own one.
async fn moves_away(city: &City, sheet: &Sheet) {
    let store = beside(city).await;
    let sheet_id = Uuid::parse_str(&sheet.id).expect("an id");
    let moved =
        "UPDATE withdrawal SET district_id = (SELECT id FROM district WHERE id <> withdrawal.district_id
                 ORDER BY id LIMIT 1) WHERE id = $1";
    write_behind(&store, moved, args![sheet_id]).await;
    let own = ids(&scopes(&city.desk("jianwei").await).await, false)[0].clone();
    let scope_id = Uuid::parse_str(own.as_str().expect("a scope")).expect("an id");
    let gone = Change { scope_id, kind: Kind::Withdrawal, entity_id: sheet_id, removed: true, version: 9 };
    tell_behind(&store, vec![gone]).await;
}

both!(
    /// A paper that comes altered is neither shown nor kept.
    an_altered_paper_is_not_shown,
    async |city: City| {
        let office = Office::open(&city).await;
        let papers = with_signed_sheet(&office).await;
        let line = Line::altering(city.server().address(), (b"%PDF-1.", b"%PDF-9.")).await;
        let station = Workstation::new(line.address());
        let desk = station.start().await;
        desk.sign_in("jianwei").await;
        desk.synced().await;
        for _ in 0..2 {
            desk.refused("desk.read_attachment", papers.read.clone(), "attachment.altered").await;
        }
        desk.stop().await;
    }
);
