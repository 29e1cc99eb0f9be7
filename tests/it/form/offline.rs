//! Printing without the server: the same paper from what the desk keeps, and a record that arrives later.

use crate::withdrawal::office::Office;
use anju_tests::{City, Paper, Running, Workstation, both};
use chrono::Utc;
use serde_json::{Value, json};

async fn made(desk: &Running, sheet: &str, form: &str) -> Value {
    desk.ask("form.render", json!({ "sheet_id": sheet, "form": form })).await
}

async fn printed(desk: &Running, sheet: &str, form: &str, made: &Value) {
    #[expect(clippy::disallowed_methods, reason = "the workstation's clock is the real one")]
    let now = Utc::now();
    let request = json!({
        "print_id": anju_tests::new_id(), "sheet_id": sheet, "form": form, "place": made["place"],
        "reprint": made["reprint"], "way": "printer", "printed_at": now,
    });
    desk.ask("form.record_print", request).await;
}

both!(
    /// With the server gone every form still comes, twice the same; its print waits, is counted here at once, and is on
    /// record when the server is back.
    every_form_prints_without_the_server,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let number = sheet.seen_by(&office.company).await["number"].as_str().expect("a number").to_owned();
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet.id })).await;
        let online = made(&desk, &sheet.id, "task_sheet").await;
        assert!(Paper::of(&online).text().contains("6222020200112233445"), "the server puts the account on paper");
        let listen = city.kill();
        for form in ["task_sheet", "signature_table", "shortfall_notices", "allocation_register"] {
            let one = made(&desk, &sheet.id, form).await;
            let paper = Paper::of(&one);
            paper.says(&[number.as_str(), "第1次打印"]);
            assert!(paper == Paper::of(&made(&desk, &sheet.id, form).await), "{form}: the same bytes");
            assert_eq!(one["place"], online["place"], "one workstation");
            assert_eq!(one["draft"], false);
        }
        let task_sheet = made(&desk, &sheet.id, "task_sheet").await;
        assert_eq!(task_sheet["account_masked"], true);
        let text = Paper::of(&task_sheet).text();
        assert!(text.contains("****3445") && !text.contains("6222020200112233445"), "{text}");
        printed(&desk, &sheet.id, "task_sheet", &task_sheet).await;
        assert_eq!(desk.ask("desk.status", json!({})).await["pending"], 1);
        let again = made(&desk, &sheet.id, "task_sheet").await;
        assert_eq!((&again["place"]["print_count"], &again["reprint"]), (&json!(2), &json!(true)));
        Paper::of(&again).says(&["补打", "第2次打印（补打）"]);
        desk.stop().await;

        city.start_again(&listen);
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.delivered().await;
        assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
        let list = office.company.read("form.list_prints", json!({})).await.accepted();
        assert_eq!(list["forms"][0]["prints"], 1, "{list}");
        assert_eq!(list["forms"][0]["last_workstation"], online["place"]["workstation"]);
        let third = made(&desk, &sheet.id, "task_sheet").await;
        assert_eq!(third["place"]["print_count"], 2, "the count outlives the program");
        desk.stop().await;
    }
);

both!(
    /// What was typed and never sent prints as a draft, from this machine alone.
    a_draft_typed_offline_prints_as_one,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let (sheet, version) = office.estate.draft(&office.company, "3000.00", "planned").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
        made(&desk, &sheet, "signature_table").await;
        city.kill();
        let mut draft = view["draft"].clone();
        draft["project"] = json!("屋面防水𠮷");
        let request = json!({
            "sheet_id": sheet, "community_id": view["community_id"], "version": version, "draft": draft,
        });
        desk.ask("withdrawal.save_draft", request).await;
        let answer = made(&desk, &sheet, "task_sheet").await;
        assert_eq!((&answer["draft"], &answer["account_masked"]), (&json!(true), &json!(true)));
        Paper::of(&answer).says(&["屋面防水𠮷", "草稿不计打印次数", "￥3,000.00"]);
        Paper::of(&made(&desk, &sheet, "signature_table").await).says(&["业主3𠮷"]);
        desk.refused(
            "form.render",
            json!({ "sheet_id": sheet, "form": "allocation_register" }),
            "form.not_accepted",
        )
        .await;
        desk.stop().await;
    }
);
