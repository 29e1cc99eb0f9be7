//! Selling organisations come in with the unit table: their accounts are opened, put right, and left alone once used.

use super::{buildings, community, csv, import, preview, units};
use anju_tests::{City, Desk, both};
use serde_json::{Value, json};

const HEADS: &str = "自然幢,单元,层,房号,建筑面积,房屋性质,销售状态,业主姓名,证件号码,产权份额,电梯,首次交存金额,当前余额,其中本金,其中利息,售房单位,售房单位交存金额(元),售房单位余额(元)";

/// A sold public home whose organisation has this name, contributed 5,370.00 yuan, and has this much left.
fn home(room: &str, organisation: &str, left: &str) -> String {
    format!(
        "1号楼,1,1,{room},89.50,售后公房,已售,万国嘉、杜博,110105198707018327、110105197501089467,1/3、2/3,有,8950,8960,8950,10,{organisation},5370,{left}"
    )
}

async fn organisations(desk: &Desk, id: &Value) -> Vec<(String, i64)> {
    let seen = desk.read("estate.get_community", json!({ "community_id": id })).await.accepted();
    let card = |own: &Value| {
        let name = own["name"].as_str().expect("a name").to_owned();
        (name, own["balance_fen"].as_i64().expect("fen"))
    };
    seen["selling_organisations"].as_array().expect("organisations").iter().map(card).collect()
}

both!(
    /// One account for each organisation: what its homes bring along is added up, a mistake is put right, and a home that
    /// moves to another organisation takes its money there.
    accounts_are_opened_and_put_right,
    async |city: City| {
        let desk = city.desk("jingban2").await;
        let id = community(&desk, "望京花园一区").await;
        let file = csv(&[HEADS, &home("101", "北京第一机床厂", "5000"), &home("102", "北京第一机床厂", "4000.50")]);
        import(&desk, &id, &file).await;
        assert_eq!(organisations(&desk, &id).await, [("北京第一机床厂".to_owned(), 900_050)]);
        let again = import(&desk, &id, &file).await;
        assert_eq!(again["counts"]["unchanged"], 2);

        let file = csv(&[HEADS, &home("101", "北京第一机床厂", "4999"), &home("102", "北京第二毛纺厂", "4000.50")]);
        let seen = preview(&desk, &id, &file).await;
        let labels: Vec<&str> = seen["changes"]
            .as_array()
            .expect("changes")
            .iter()
            .flat_map(|row| row["columns"].as_array().expect("columns"))
            .map(|column| column["label"].as_str().expect("a label"))
            .collect();
        assert_eq!(labels, ["售房单位余额", "售房单位"]);
        import(&desk, &id, &file).await;
        let mut stands = organisations(&desk, &id).await;
        stands.sort();
        assert_eq!(stands, [("北京第一机床厂".to_owned(), 499_900), ("北京第二毛纺厂".to_owned(), 400_050)]);
    }
);

both!(
    /// Money needs an organisation, an organisation's contribution needs its balance, and co-owners' shares the whole.
    what_is_half_stated_is_refused_by_its_column,
    async |city: City| {
        let desk = city.desk("jingban2").await;
        let id = community(&desk, "望京花园一区").await;
        let cases = [
            (home("101", "北京第一机床厂", ""), "selling_balance", "cell.missing"),
            (home("101", "", "5000"), "selling_organisation", "cell.missing"),
            (home("101", "北京第一机床厂", "-1"), "selling_balance", "money.sign"),
            (home("101", "甲厂", "1").replace("1/3、2/3", "1/3、1/3"), "owner_share", "owner_share.not_whole"),
            (home("101", "甲厂", "1").replace("1/3、2/3", "1/3"), "owner_share", "owner_share.count_differs"),
            (home("101", "甲厂", "1").replace("1/3、2/3", "一半、一半"), "owner_share", "owner_share.not_a_share"),
            (home("101", "甲厂", "1").replace(",有,", ",三部,"), "lift", "cell.unknown_word"),
        ];
        for (row, column, code) in cases {
            let seen = preview(&desk, &id, &csv(&[HEADS, &row])).await;
            let fault = &seen["faults"][0];
            assert_eq!((&fault["column_code"], &fault["code"]), (&json!(column), &json!(code)), "{fault}");
        }
    }
);

both!(
    /// A building knows its lift, a unit its co-owners with their shares; a basis that needs an organisation names the home
    /// that has none.
    lifts_shares_and_missing_organisations_are_shown,
    async |city: City| {
        let clerk = city.desk("jingban2").await;
        let id = community(&clerk, "望京花园一区").await;
        let without = home("102", "", "").replace(",5370,", ",0,");
        import(&clerk, &id, &csv(&[HEADS, &home("101", "北京第一机床厂", "5000"), &without])).await;
        let building = &buildings(&clerk, &id).await[0];
        assert_eq!(building["has_lift"], true);
        let of_building = units(&clerk, &building["building_id"]).await;
        assert_eq!(
            of_building[0]["co_owners"],
            json!([{ "name": "万国嘉", "share": "1/3" }, { "name": "杜博", "share": "2/3" }])
        );
        let company = city.desk("wuye2").await;
        let ids: Vec<&Value> = of_building.iter().map(|unit| &unit["unit_id"]).collect();
        let asked = json!({ "community_id": id, "amount_text": "100", "basis": "contributed", "unit_ids": ids });
        let problem = company.read("withdrawal.allocate", asked).await.refused("fields.invalid");
        let message = problem["fields"][0]["message"].as_str().expect("a sentence");
        assert!(message.contains("102"), "{problem}");
    }
);
