//! What people type wrong, one by one, over HTTP and at a desk: a sentence that says what, why and what next; what was
//! typed stays as it was typed, and no money is held.

use super::estate::Estate;
use crate::attachment::{PHOTO, document, paper};
use crate::sync::{beside, write_behind};
use anju_store::args;
use anju_tests::{City, Desk, Running, Workstation, both, new_id};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

const HOMES: [(i64, i64, i64); 2] = [(10_000, 500_000, 0), (20_000, 500_000, 0)];

/// What somebody does to a draft.
type Change<'c> = &'c dyn Fn(&mut Value);

/// Whoever types: over HTTP, or at a desk.
enum Typist {
    Server(Desk),
    Desk(Box<Running>),
}

impl Typist {
    async fn ask(&self, command: &str, request: Value) -> Result<Value, Value> {
        let writes = ["withdrawal.save_draft", "withdrawal.submit"].contains(&command);
        match self {
            Typist::Desk(desk) => desk.rpc(command, request).await,
            Typist::Server(desk) => {
                let answer = if writes {
                    desk.write(command, request).await
                } else {
                    desk.read(command, request).await
                };
                if answer.status == 200 { Ok(answer.body) } else { Err(answer.body) }
            }
        }
    }

    async fn view(&self, sheet: &str) -> Value {
        self.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.expect("the sheet is there")
    }

    /// Types the changed draft and submits it; what was typed, and what was said to it.
    async fn submit(&self, sheet: &str, seen: &Value, change: Change<'_>) -> (Value, Result<Value, Value>) {
        let view = self.view(sheet).await;
        let mut draft = view["draft"].clone();
        change(&mut draft);
        let request = json!({
            "sheet_id": sheet, "community_id": view["community_id"], "version": view["version"], "draft": draft,
        });
        let saved = self.ask("withdrawal.save_draft", request).await.expect("anything may be saved");
        let files = draft["attachments"].as_array().cloned().unwrap_or_default();
        let hashes: Vec<&Value> = files.iter().map(|file| &file["sha256"]).collect();
        let request =
            json!({ "sheet_id": sheet, "version": saved["version"], "seen": seen, "attachments": hashes });
        (draft, self.ask("withdrawal.submit", request).await)
    }
}

/// What, why and what next, in whole Chinese sentences.
fn is_a_sentence(problem: &Value) {
    let message = problem["message"].as_str().expect("a sentence");
    let whole = message.ends_with('。') && message.matches('。').count() >= 2 && message.contains('请');
    assert!(whole, "{message}");
}

fn is_refused(said: Result<Value, Value>, field: &str, code: &str) {
    let problem = said.expect_err(code);
    if field.is_empty() {
        assert_eq!(problem["code"], code, "{problem}");
        return is_a_sentence(&problem);
    }
    assert_eq!(problem["code"], "fields.invalid", "{problem}");
    let fields = problem["fields"].as_array().expect("fields");
    let told: Vec<_> = fields.iter().map(|own| (own["field"].clone(), own["code"].clone())).collect();
    assert_eq!(told, [(json!(field), json!(code))], "{problem}");
    fields.iter().for_each(is_a_sentence);
}

async fn typists(city: &City) -> (Workstation, [Typist; 2]) {
    let station = Workstation::new(city.server().address());
    let desk = station.start().await;
    desk.sign_in("wuye").await;
    (station, [Typist::Server(city.desk("wuye").await), Typist::Desk(Box::new(desk))])
}

both!(
    /// Amounts, names and files that are none: each beside its field, the rest of the form untouched.
    each_field_says_what_is_wrong_with_it,
    async |city: City| {
        let company = city.desk("wuye").await;
        let estate = Estate::build(&city, &company, &HOMES).await;
        let seen = estate.seen_as_built(300_000);
        let stored = company.bring(&document("a long name", 10)).await;
        let long = "长".repeat(200);
        let cases: [(&str, Value, &str, &str); 10] = [
            ("amount_text", json!("0"), "draft.amount_text", "money.zero"),
            ("amount_text", json!("-1"), "draft.amount_text", "money.sign"),
            ("amount_text", json!("−1"), "draft.amount_text", "money.sign"),
            ("amount_text", json!("1e15"), "draft.amount_text", "money.not_a_number"),
            ("amount_text", json!("1000000000000000"), "draft.amount_text", "money.too_large"),
            ("project", json!(long), "draft.project", "field.too_long"),
            ("contractor", json!(long), "draft.contractor", "field.too_long"),
            ("payee_name", json!(long), "draft.payee_name", "field.too_long"),
            ("handler", json!(long), "draft.handler", "person_name.too_long"),
            ("attachments", json!([paper(&stored, "contract", &long)]), "draft.attachments.0", "attachment.name"),
        ];
        let (_station, typists) = typists(&city).await;
        for typist in &typists {
            for (name, typed, field, code) in &cases {
                let (sheet, _) = estate.draft(&company, "3000.00", "planned").await;
                let (draft, said) = typist.submit(&sheet, &seen, &|draft| draft[name] = typed.clone()).await;
                is_refused(said, field, code);
                let view = typist.view(&sheet).await;
                assert_eq!((&view["draft"], &view["state"]), (&draft, &json!("draft")), "{code}: nothing is lost");
            }
        }
        assert_eq!((estate.stands(0).await.2, estate.stands(1).await.2), (0, 0), "nothing is held");
    }
);

both!(
    /// Digits of a Chinese keyboard are digits: １２３ is 123.00 yuan.
    full_width_digits_are_an_amount,
    async |city: City| {
        let company = city.desk("wuye").await;
        let estate = Estate::build(&city, &company, &HOMES).await;
        let (_station, typists) = typists(&city).await;
        let mut held = 0;
        for typist in &typists {
            let free: Vec<i64> = [(500_000, 1), (500_000, 2)].iter().map(|(all, part)| all - held * part / 3).collect();
            let (sheet, _) = estate.draft(&company, "1.00", "planned").await;
            let seen = estate.seen(12_300, &free);
            let (_, said) = typist.submit(&sheet, &seen, &|draft| draft["amount_text"] = json!("１２３")).await;
            assert_eq!(said.expect("an amount")["state"], "submitted");
            held += 12_300;
            assert_eq!(estate.stands(0).await.2 + estate.stands(1).await.2, held);
        }
        estate.is_sound().await;
    }
);

both!(
    /// A unit that is named twice takes part once, a building that is ticked twice is one.
    a_unit_named_twice_takes_part_once,
    async |city: City| {
        let company = city.desk("wuye").await;
        let estate = Estate::build(&city, &company, &HOMES).await;
        let (sheet, _) = estate.draft(&company, "3000.00", "planned").await;
        let typist = Typist::Server(company);
        let twice = |draft: &mut Value| {
            for name in ["saved_units", "ticked_buildings"] {
                let first = draft[name][0].clone();
                draft[name].as_array_mut().expect("a list").push(first);
            }
        };
        let (_, said) = typist.submit(&sheet, &estate.seen_as_built(300_000), &twice).await;
        said.expect("a sheet over two units");
        assert_eq!((estate.stands(0).await.2, estate.stands(1).await.2), (100_000, 200_000), "each pays once");
        estate.is_sound().await;
    }
);

both!(
    /// Nobody who pays: no units in the community, all left out, none with an area.
    a_sheet_without_a_payer_is_refused,
    async |city: City| {
        let company = city.desk("wuye").await;
        let estate = Estate::build(&city, &company, &HOMES).await;
        let seen = estate.seen_as_built(300_000);
        let (_station, typists) = typists(&city).await;
        let none = |draft: &mut Value| {
            draft["saved_units"] = json!([]);
            draft["ticked_buildings"] = json!([]);
        };
        let all_left_out = |draft: &mut Value| {
            let units = draft["saved_units"].as_array().expect("units").clone();
            let left = units.iter().map(|unit| json!({ "unit_id": unit, "reason": "不受益" }));
            draft["exclusions"] = left.collect();
            draft["saved_units"] = json!([]);
        };
        let untouched = |_: &mut Value| {};
        let changes: [(Change<'_>, &str); 3] = [
            (&none, "withdrawal.allocation.no_unit_takes_part"),
            (&all_left_out, "withdrawal.allocation.no_unit_takes_part"),
            (&untouched, "withdrawal.allocation.area_not_positive"),
        ];
        for (change, code) in changes {
            if code == "withdrawal.allocation.area_not_positive" {
                let store = beside(&city).await;
                write_behind(&store, "UPDATE unit SET area_dm2 = 0 WHERE building_id = $1", args![estate.building]).await;
            }
            for typist in &typists {
                let (sheet, _) = estate.draft(&company, "3000.00", "planned").await;
                let (draft, said) = typist.submit(&sheet, &seen, change).await;
                is_refused(said, "", code);
                assert_eq!(typist.view(&sheet).await["draft"], draft, "{code}: nothing is lost");
            }
        }
        let empty = city.desk("wuye2").await;
        let list = empty.read("estate.list_communities", json!({})).await.accepted();
        let mut cards = list["communities"].as_array().expect("communities").iter();
        let card = cards.find(|card| card["unit_count"] == 0).expect("the demo city has an empty community");
        let asked = json!({ "community_id": card["community_id"] });
        assert_eq!(empty.read("estate.get_community", asked).await.accepted()["buildings"], json!([]));
        let view = company.read("withdrawal.get_sheet", json!({ "sheet_id": estate.draft(&company, "1.00", "planned").await.0 }));
        let mut draft = view.await.accepted()["draft"].clone();
        none(&mut draft);
        let sheet = new_id();
        let request =
            json!({ "sheet_id": sheet, "community_id": card["community_id"], "version": 0, "draft": draft });
        empty.write("withdrawal.save_draft", request).await.accepted();
        let request = json!({ "sheet_id": sheet, "version": 1, "seen": seen });
        let problem = empty.write("withdrawal.submit", request).await.refused("withdrawal.allocation.no_unit_takes_part");
        is_a_sentence(&problem);
    }
);

both!(
    /// A picture that is none is told at once; one of 20 MB by the server, with its size; the sheet goes on without them.
    files_that_are_none_cost_no_sheet,
    async |city: City| {
        let company = city.desk("wuye").await;
        let estate = Estate::build(&city, &company, &HOMES).await;
        let (sheet, _) = estate.draft(&company, "3000.00", "planned").await;
        let (_station, [_, desk]) = typists(&city).await;
        let Typist::Desk(desk) = &desk else { panic!("a desk") };
        for (bytes, code) in [
            (&b""[..], "attachment.empty"),
            (b"\xff\xd8\xff\xe0 not a picture", "attachment.broken"),
            (b"PK\x03\x04 a workbook", "attachment.other_kind"),
        ] {
            let request = json!({ "sheet_id": sheet, "base64": BASE64.encode(bytes) });
            let problem = desk.refused("desk.attach", request, "fields.invalid").await;
            assert_eq!(problem["fields"][0]["code"], code, "{problem}");
            is_a_sentence(&problem["fields"][0]);
        }
        let (start, end) = PHOTO.split_at(PHOTO.len() - 2);
        let large = [start, &vec![0x55; 20 << 20], end].concat();
        let request = json!({ "sheet_id": sheet, "base64": BASE64.encode(&large) });
        desk.ask("desk.attach", request).await;
        let refused = |files: &Value| {
            let file = files["files"][0].clone();
            (file["state"] == "refused").then_some(file)
        };
        let file = desk.until("desk.attachments", json!({ "sheet_id": sheet }), refused).await;
        assert_eq!(file["problem"]["code"], "attachment.too_large", "{file}");
        is_a_sentence(&file["problem"]);
        let (_, said) = Typist::Server(company).submit(&sheet, &estate.seen_as_built(300_000), &|_| {}).await;
        said.expect("a sheet without them");
    }
);
