//! Files on a desk: attached at once, also without the server; encrypted; sent before what names them, each once.

use super::{PHOTO, SIGNED_SHEET, document, paper};
use crate::withdrawal::estate::Estate;
use crate::withdrawal::office::{Office, signature};
use anju_client::CrashPoint;
use anju_domain::attachment::{ContentHash, clean};
use anju_tests::{City, Desk, Running, Workstation, both};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

async fn attach(desk: &Running, sheet: &str, bytes: &[u8]) -> Value {
    desk.ask("desk.attach", json!({ "sheet_id": sheet, "base64": BASE64.encode(bytes) })).await
}

/// Saves the sheet with these files in it.
async fn save_with(desk: &Running, sheet: &str, files: &[Value]) {
    let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
    let mut draft = view["draft"].clone();
    draft["attachments"] = json!(files);
    let request = json!({
        "sheet_id": sheet, "community_id": view["community_id"], "version": view["version"], "draft": draft,
    });
    desk.ask("withdrawal.save_draft", request).await;
}

async fn is_whole(desk: &Desk, name: &Value) {
    let request = json!({ "files": [name] });
    desk.until("attachment.states", request, |states| {
        states["files"][0]["complete"].as_bool().filter(|whole| *whole)
    })
    .await;
}

/// Whether these bytes stand readable anywhere in a folder.
pub(super) fn stands_in(folder: &std::path::Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("readable").any(|entry| {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            return stands_in(&path, bytes);
        }
        let content = std::fs::read(path).expect("readable");
        content.windows(bytes.len()).any(|window| window == bytes)
    })
}

both!(
    /// Attached and submitted while the server is down: file, draft and submission arrive in their order, once.
    a_file_attached_offline_arrives_before_its_submission,
    async |mut city: City| {
        let elsewhere = city.desk("wuye").await;
        let estate = Estate::build(&city, &elsewhere, &[(10_000, 500_000, 0)]).await;
        let (sheet, version) = estate.draft(&elsewhere, "3000.00", "planned").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
        let listen = city.kill();
        let photo = attach(&desk, &sheet, PHOTO).await;
        assert_eq!((&photo["kind"], &photo["orientation"]), (&json!("jpg"), &json!(6)));
        let rules = json!({ "stage": "submission", "kind": "planned", "emergency_kind": "" });
        let rules = desk.ask("attachment.rules", rules).await;
        assert_eq!((&rules["max_bytes"], &rules["max_files"]), (&json!(10 << 20), &json!(20)));
        let file = paper(&photo, "site_photos", "屋面.jpg");
        save_with(&desk, &sheet, std::slice::from_ref(&file)).await;
        let request = json!({
            "sheet_id": sheet, "version": version, "seen": estate.seen_as_built(300_000),
            "attachments": [photo["sha256"]],
        });
        assert_eq!(desk.ask("withdrawal.submit", request).await["state"], "waiting");
        let asked = json!({ "sheet_id": sheet, "sha256": photo["sha256"] });
        let read = desk.ask("desk.read_attachment", asked.clone()).await;
        let kept = BASE64.decode(read["base64"].as_str().expect("bytes")).expect("base64");
        assert_eq!(kept, clean(PHOTO.to_vec()).expect("a photograph").bytes);
        let pixels = &kept[kept.len() - 2_000..];
        assert!(!stands_in(station.folder(), pixels), "it lies encrypted");
        desk.stop().await;

        city.start_again(&listen);
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.delivered().await;
        assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!(view["submitted"]["attachments"][0]["file"], file);
        let name = photo["sha256"].as_str().expect("a name");
        let given = city.desk("jianwei").await.file(name, &sheet).await.expect("the reviewer has it");
        assert_eq!(given, kept);
        let files = desk.ask("desk.attachments", json!({ "sheet_id": sheet })).await;
        assert_eq!((&files["files"][0]["state"], files["files"].as_array().map(Vec::len)), (&json!("sent"), Some(1)));
        desk.stop().await;
    }
);

both!(
    /// The program dies after the first piece; the next one goes on from there.
    a_killed_desk_goes_on_where_the_server_stands,
    async |city: City| {
        let elsewhere = city.desk("wuye").await;
        let estate = Estate::build(&city, &elsewhere, &[(10_000, 500_000, 0)]).await;
        let (sheet, _) = estate.draft(&elsewhere, "3000.00", "planned").await;
        let station = Workstation::new(city.server().address());
        let dying = station.start_and_crash(CrashPoint::AfterPiece).await;
        dying.sign_in("wuye").await;
        let bytes = document("long", 600_000);
        let file = attach(&dying, &sheet, &bytes).await;
        let request = json!({ "files": [file["sha256"]] });
        let received = elsewhere
            .until("attachment.states", request.clone(), |states| {
                states["files"][0]["received_bytes"].as_u64().filter(|received| *received > 0)
            })
            .await;
        assert_eq!(received, 256 << 10, "one piece");
        dying.stop().await;
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        is_whole(&elsewhere, &file["sha256"]).await;
        let name = ContentHash::of(&bytes).to_string();
        assert_eq!(file["sha256"], name);
        let kept = std::fs::read(city.folder().join("attachments").join(&name[..2]).join(&name));
        assert_eq!(kept.expect("it stands under its name"), bytes);
        desk.stop().await;
    }
);

both!(
    /// What the sheet gives up is not sent; given up by mistake, it is sent after all; what is no paper is told at once.
    a_file_given_up_is_not_sent,
    async |mut city: City| {
        let elsewhere = city.desk("wuye").await;
        let estate = Estate::build(&city, &elsewhere, &[(10_000, 500_000, 0)]).await;
        let (sheet, _) = estate.draft(&elsewhere, "3000.00", "planned").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let listen = city.kill();
        let given_up = attach(&desk, &sheet, &document("given up", 10)).await;
        let wanted = attach(&desk, &sheet, &document("wanted", 10)).await;
        let of = |file: &Value| json!({ "sheet_id": sheet, "sha256": file["sha256"] });
        desk.ask("desk.detach", of(&given_up)).await;
        desk.ask("desk.detach", of(&wanted)).await;
        assert_eq!(desk.ask("desk.attach_again", of(&wanted)).await["there"], true);
        let no_paper = json!({ "sheet_id": sheet, "base64": BASE64.encode(b"MZ a program") });
        let problem = desk.refused("desk.attach", no_paper, "fields.invalid").await;
        assert_eq!(problem["fields"][0]["code"], "attachment.other_kind");
        city.start_again(&listen);
        is_whole(&elsewhere, &wanted["sha256"]).await;
        let states = elsewhere.read("attachment.states", json!({ "files": [given_up["sha256"]] })).await.accepted();
        assert_eq!((&states["files"][0]["complete"], &states["files"][0]["received_bytes"]), (&json!(false), &json!(0)));
        desk.stop().await;
    }
);

both!(
    /// A write that needs the server sends the files that it names first.
    signatures_come_with_their_sheet,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let file = attach(&desk, &sheet.id, SIGNED_SHEET).await;
        let rows: Vec<Value> =
            office.estate.homes.iter().map(|home| signature(&home.id.to_string(), "agree")).collect();
        let request = sheet.request(json!({
            "signed_version": sheet.signed_version, "rows": rows,
            "attachments": [paper(&file, "signed_sheet", "签字表.pdf")],
        }));
        let entered = desk.ask("withdrawal.enter_signatures", request).await;
        let request = json!({ "sheet_id": sheet.id, "version": entered["version"] });
        assert_eq!(desk.ask("withdrawal.send_for_review", request).await["state"], "bureau_review");
        let reviewer = Workstation::new(city.server().address());
        let reading = reviewer.start().await;
        reading.sign_in("jianwei").await;
        let asked = json!({ "sheet_id": sheet.id, "sha256": file["sha256"] });
        let read = reading.ask("desk.read_attachment", asked).await;
        assert_eq!(BASE64.decode(read["base64"].as_str().expect("bytes")).expect("base64"), SIGNED_SHEET);
        reading.stop().await;
        desk.stop().await;
    }
);
