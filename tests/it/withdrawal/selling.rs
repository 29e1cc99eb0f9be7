//! Sold public homes: their selling organisations bear a part from accounts of their own, from the grid to the bank.

use super::bank::{Bank, wait_for};
use super::office::{Sheet, cost, emergency_papers};
use anju_domain::money::Fen;
use anju_store::ledger::{self, AccountKind};
use anju_store::sql::Sql;
use anju_store::{Store, StoreOptions, args};
use anju_tests::{City, Desk, Paper, both, new_id};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

const HELD: Sql = Sql("SELECT held_fen FROM account WHERE owner_id = $1 AND kind = 'selling_principal'");

/// The first building of 白云观东里, most of whose homes are sold public ones, and everybody who works on its sheets.
struct Building {
    store: Store,
    company: Desk,
    bureau: Desk,
    reviewer: Desk,
    cashier: Desk,
    community: Value,
    id: Value,
    units: Vec<Value>,
}

/// Balance and held money of each selling organisation, in fen.
type Accounts = BTreeMap<Uuid, (i64, i64)>;

fn fen(value: &Value) -> i64 {
    value.as_i64().expect("fen")
}

impl Building {
    async fn open(city: &City) -> Building {
        let options = StoreOptions { url: city.url().to_owned(), connections: 2 };
        let company = city.desk("wuye").await;
        let list = company.read("estate.list_communities", json!({})).await.accepted();
        let card = list["communities"].as_array().expect("communities").iter();
        let community = card.clone().find(|card| card["name"] == "白云观东里").expect("the demo city has it")
            ["community_id"]
            .clone();
        let seen =
            company.read("estate.get_community", json!({ "community_id": community })).await.accepted();
        let id = seen["buildings"][0]["building_id"].clone();
        let units = company.read("estate.list_units", json!({ "building_id": id })).await.accepted();
        Building {
            store: Store::open(&options).await.expect("the city's database opens"),
            bureau: city.desk("jianwei").await,
            reviewer: city.desk("fuhe").await,
            cashier: city.desk("chuna").await,
            community,
            id,
            units: units["units"].as_array().expect("units").clone(),
            company,
        }
    }

    /// The allocation of 30,000.00 yuan as the desk shows it, and the draft that it is made of.
    async fn allocated(&self, basis: &str) -> (Value, Value) {
        let can = |unit: &&Value| unit["excluded_reason"].is_null();
        let takes_part = |unit: &&Value| basis == "mixed" || unit["kind"] == "sold_public_home";
        let ids =
            |units: Vec<&Value>| -> Vec<Value> { units.iter().map(|unit| unit["unit_id"].clone()).collect() };
        let (saved, left_out): (Vec<&Value>, Vec<&Value>) =
            self.units.iter().filter(can).partition(takes_part);
        let exclusions: Vec<Value> = ids(left_out)
            .iter()
            .map(|id| json!({ "unit_id": id, "reason": "商品住宅，不在本次范围" }))
            .collect();
        let saved = ids(saved);
        let asked = json!({
            "community_id": self.community, "amount_text": "30000.00", "basis": basis, "unit_ids": saved,
            "exclusions": exclusions,
        });
        let shown = self.company.read("withdrawal.allocate", asked).await.accepted();
        let draft = json!({
            "project": "屋面防水", "part": "屋面", "reason": "多处渗漏", "kind": "emergency", "emergency_kind": "roof_leak",
            "contractor": "北京防水工程有限公司", "contract_no": "HT-2026-1", "amount_text": "30000.00",
            "payee_name": "北京防水工程有限公司", "payee_bank": "中国工商银行北京分行",
            "payee_account": "6222020200112233445", "handler": "孙桂兰", "phone": "13800138000", "basis": basis,
            "ticked_buildings": [self.id], "saved_units": saved, "exclusions": exclusions,
        });
        (shown, draft)
    }

    /// Submits what was allocated.
    async fn submitted(&self, shown: &Value, draft: Value) -> Sheet {
        let id = new_id();
        let request = json!({ "sheet_id": id, "community_id": self.community, "version": 0, "draft": draft });
        let saved = self.company.write("withdrawal.save_draft", request).await.accepted();
        let version = saved["version"].as_i64().expect("a version");
        let mut sheet = Sheet { id, version, signed_version: 0 };
        sheet.moved(&self.company, "submit", json!({ "seen": shown["seen"] })).await;
        sheet.signed_version = sheet.version;
        sheet
    }

    /// The sheet on the cashier's desk and out to the bank.
    async fn release(&self, sheet: &mut Sheet) {
        let papers = emergency_papers(&self.company, sheet).await;
        sheet.moved(&self.company, "enter_signatures", papers).await;
        sheet.moved(&self.company, "send_for_review", json!({})).await;
        sheet.moved(&self.bureau, "bureau_decide", json!({ "approves": true })).await;
        let decision = json!({ "approves": true, "payee_and_papers_checked": true, "reason": "个别业主欠款待补交，先行拨付" });
        sheet.moved(&self.reviewer, "department_decide", decision).await;
        sheet.moved(&self.cashier, "release", json!({})).await;
    }

    async fn accounts(&self, shown: &Value) -> Accounts {
        let mut accounts = Accounts::new();
        for own in shown["selling_organisations"].as_array().expect("selling organisations") {
            let id = own["selling_organisation_id"].as_str().expect("an id").parse().expect("an id");
            let Fen(balance) = ledger::account::balance(&self.store, AccountKind::SellingPrincipal, id)
                .await
                .expect("readable");
            let held = self.store.opt(HELD, args![id]).await.expect("readable").expect("an account");
            accounts.insert(id, (balance, held.get("held_fen").expect("fen")));
        }
        accounts
    }

    async fn is_sound(&self) {
        assert_eq!(ledger::verify(&self.store).await.expect("readable"), None);
    }
}

/// What each organisation pays, as the desk was shown.
fn pays(shown: &Value) -> BTreeMap<Uuid, i64> {
    let pays = |own: &Value| {
        let id = own["selling_organisation_id"].as_str().expect("an id").parse().expect("an id");
        (id, fen(&own["pays_fen"]))
    };
    shown["selling_organisations"].as_array().expect("selling organisations").iter().map(pays).collect()
}

async fn paid_and_settled(mut city: City, basis: &str) {
    let bank = Bank::beside(&mut city);
    let building = Building::open(&city).await;
    let (shown, draft) = building.allocated(basis).await;
    let pays = pays(&shown);
    assert!(pays.len() >= 2 && pays.values().all(|fen| *fen > 0), "{shown}");
    let before = building.accounts(&shown).await;

    let mut sheet = building.submitted(&shown, draft).await;
    let held = building.accounts(&shown).await;
    for (id, pays) in &pays {
        assert_eq!((held[id].0, held[id].1), (before[id].0, before[id].1 + pays));
    }
    let seen = sheet.seen_by(&building.company).await;
    let submitted = &seen["submitted"];
    assert_eq!(
        (&submitted["pays_fen"], &submitted["shortfall_fen"]),
        (&shown["pays_fen"], &shown["shortfall_fen"])
    );
    for (frozen, line) in submitted["selling_organisations"]
        .as_array()
        .expect("frozen parts")
        .iter()
        .zip(shown["selling_organisations"].as_array().expect("lines"))
    {
        for key in ["name", "share_fen", "available_fen", "pays_fen", "shortfall_fen"] {
            assert_eq!(frozen[key], line[key], "{key}");
        }
    }
    let request = json!({ "sheet_id": sheet.id, "form": "allocation_register" });
    let register = Paper::of(&building.company.read("form.render", request).await.accepted());
    for line in submitted["selling_organisations"].as_array().expect("frozen parts") {
        register.says(&["售房单位小计", line["name"].as_str().expect("a name")]);
    }
    building.is_sound().await;

    building.release(&mut sheet).await;
    wait_for(&mut sheet, &building.cashier, "paid").await;
    assert_eq!(bank.orders().await[0]["order"]["amount_fen"], shown["pays_fen"]);
    let after = building.accounts(&shown).await;
    for (id, pays) in &pays {
        assert_eq!(after[id], (before[id].0 - pays, before[id].1));
    }
    building.is_sound().await;
    let settlement = cost(&building.company, &shown["pays_fen"]).await;
    sheet.moved(&building.company, "enter_settlement", settlement).await;
    let settled = sheet.moved(&building.reviewer, "settle", json!({})).await;
    assert_eq!(settled["state"], "settled");
    building.is_sound().await;
}

both!(
    /// By what was contributed: the organisations' parts are held, drawn, paid and settled with the owners'.
    a_contributed_sheet_is_paid_and_settled,
    async |city: City| paid_and_settled(city, "contributed").await
);

both!(
    /// Commodity and sold public homes in one scope.
    a_mixed_sheet_is_paid_and_settled,
    async |city: City| paid_and_settled(city, "mixed").await
);

both!(
    /// A cancelled sheet gives the organisations' money back, and so does a payment that is given up.
    what_an_organisation_reserved_or_drew_comes_back,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        bank.behaves("refuses").await;
        let building = Building::open(&city).await;
        let (shown, draft) = building.allocated("contributed").await;
        let before = building.accounts(&shown).await;
        let mut sheet = building.submitted(&shown, draft.clone()).await;
        sheet.moved(&building.company, "cancel", json!({ "reason": "改用其他方案" })).await;
        assert_eq!(building.accounts(&shown).await, before);

        let mut sheet = building.submitted(&shown, draft).await;
        building.release(&mut sheet).await;
        wait_for(&mut sheet, &building.cashier, "payment_failed").await;
        assert_ne!(building.accounts(&shown).await, before);
        sheet.moved(&building.reviewer, "give_up", json!({ "reason": "合同解除" })).await;
        assert_eq!(building.accounts(&shown).await, before);
        building.is_sound().await;
    }
);
