//! A unit table comes in whole, from either format, and coming in again changes nothing.

use super::{buildings, community, csv, fixture, import, preview, units};
use anju_tests::{City, both, new_id};
use serde_json::{Value, json};

const HEADS: &str = "自然幢,单元,层,房号,建筑面积,房屋性质,销售状态,业主姓名,证件号码,联系电话,首次交存金额,当前余额,其中本金,其中利息";

fn effects(counts: &Value) -> [i64; 4] {
    ["added", "changed", "unchanged", "refused"].map(|effect| counts[effect].as_i64().expect("a count"))
}

both!(
    /// The same table as Excel and as GB 18030 text: what the first brings, the second finds there exactly.
    a_clean_table_imports_whole,
    async |city: City| {
        let desk = city.desk("jingban2").await;
        let id = community(&desk, "望京花园一区").await;
        let seen = preview(&desk, &id, &fixture("estate-clean.xlsx")).await;
        assert_eq!((&seen["format"], &seen["head_row"]), (&json!("xlsx"), &json!(1)));
        assert_eq!(effects(&seen["counts"]), [820, 0, 0, 0]);
        assert_eq!(seen["good"][0]["owner_names"], "万国嘉");

        let done = import(&desk, &id, &fixture("estate-clean.xlsx")).await;
        assert_eq!(effects(&done["counts"]), [820, 0, 0, 0]);
        assert_eq!(done["faults"], json!([]));

        let cards = buildings(&desk, &id).await;
        let names: Vec<&str> = cards.iter().filter_map(|card| card["name"].as_str()).collect();
        assert_eq!(names, ["1号楼", "2号楼", "3号楼", "4号楼", "5号楼", "甲6号楼"]);
        assert_eq!(cards[0]["unit_count"], 144);
        assert_eq!(cards[0]["floor_count"], 18);
        assert_eq!(cards[0]["entrance_count"], 2);
        let first = &units(&desk, &cards[0]["building_id"]).await[0];
        assert_eq!(first["room"], "101");
        assert_eq!(first["area_dm2"], 9_899);
        assert_eq!(first["balance_fen"], 145_420);
        assert_eq!(first["available_fen"], 145_420);
        assert_eq!(first["first_contribution_fen"], 1_979_800);

        let text = preview(&desk, &id, &fixture("estate-clean-gbk.csv")).await;
        assert_eq!(text["format"], "csv_gb18030");
        assert_eq!(effects(&text["counts"]), [0, 0, 820, 0]);
        assert_eq!(text["total_area_dm2"], seen["total_area_dm2"]);
        assert_eq!(text["total_balance_fen"], seen["total_balance_fen"]);
        let again = import(&desk, &id, &fixture("estate-clean-gbk.csv")).await;
        assert_eq!(again["version"], done["version"], "nothing changed, so nothing has a new version");
    }
);

both!(
    /// An ID number that is right but unlikely is shown with its place in the file, and stops nothing.
    an_unlikely_id_number_is_shown_and_imported,
    async |city: City| {
        let desk = city.desk("jingban2").await;
        let id = community(&desk, "望京花园一区").await;
        let old = "1号楼,1,1,101,89.50,商品住宅,已售,万国嘉,440524188001010014,13076752022,8950,8960,8950,10";
        let usual = "1号楼,1,1,102,89.50,商品住宅,已售,杜博,110105197501089467,13076752022,8950,8960,8950,10";
        let table = csv(&[HEADS, old, usual]);
        let seen = preview(&desk, &id, &table).await;
        let unusual = seen["unusual"].as_array().expect("cells");
        assert_eq!(unusual.len(), 1, "{unusual:?}");
        let found = ["row", "column", "unit", "code"].map(|key| unusual[0][key].clone());
        assert_eq!(json!(found), json!([2, "I", "1号楼-1单元-101", "id_number.too_old"]));
        assert_eq!(effects(&import(&desk, &id, &table).await["counts"]), [2, 0, 0, 0]);
    }
);

both!(
    /// What differs is shown before it is written; a balance that nothing has touched is put right in the ledger.
    changed_values_are_shown_and_then_written,
    async |city: City| {
        let desk = city.desk("jingban2").await;
        let id = community(&desk, "望京花园一区").await;
        let row = "1号楼,1,1,101,89.50,商品住宅,已售,万国嘉,110105198707018327,13076752022,8950,8960,8950,10";
        import(&desk, &id, &csv(&[HEADS, row])).await;
        let row = "1号楼,1,1,101,90.50,商品住宅,已售,杜博,110105197501089467,13076752022,8950,8900,8890,10";
        let other = "甲1号楼,1,1,101,90.50,商品住宅,未售,,,,9050,0,0,0";
        let file = csv(&[HEADS, row, other]);
        let seen = preview(&desk, &id, &file).await;
        assert_eq!(effects(&seen["counts"]), [1, 1, 0, 0]);
        let changes: Vec<(&str, &str, &str)> = seen["changes"][0]["columns"]
            .as_array()
            .expect("changes")
            .iter()
            .map(|change| {
                let text = |key: &str| change[key].as_str().expect("text");
                (text("label"), text("before"), text("after"))
            })
            .collect();
        assert_eq!(
            changes,
            [
                ("建筑面积", "89.50 ㎡", "90.50 ㎡"),
                ("其中本金", "8,950.00 元", "8,890.00 元"),
                ("业主姓名", "万国嘉", "杜博"),
                ("证件号码", "110105********8327", "110105********9467"),
            ]
        );
        import(&desk, &id, &file).await;
        let cards = buildings(&desk, &id).await;
        let unit = &units(&desk, &cards[0]["building_id"]).await[0];
        assert_eq!((&unit["area_dm2"], &unit["balance_fen"]), (&json!(9_050), &json!(890_000)));
        assert_eq!(unit["owner_name"], "杜博");
        let unsold = &units(&desk, &cards[1]["building_id"]).await[0];
        assert_eq!(unsold["owner_name"], "北京望京房地产开发有限公司");
        assert_eq!(effects(&preview(&desk, &id, &file).await["counts"]), [0, 0, 2, 0]);
    }
);

both!(
    /// An import names the version that its preview saw.
    an_import_after_another_looks_again,
    async |city: City| {
        let desk = city.desk("jingban2").await;
        let id = community(&desk, "望京花园一区").await;
        let row = "1号楼,1,1,101,89.50,商品住宅,未售,,,,8950,8960,8950,10";
        let file = csv(&[HEADS, row]);
        let version = preview(&desk, &id, &file).await["version"].clone();
        let request = json!({ "community_id": id, "version": version, "content_base64": file });
        desk.write("estate.import", request.clone()).await.accepted();
        desk.write("estate.import", request).await.refused("version.stale");
    }
);

both!(
    /// A file that cannot be read says why and what to do.
    what_is_no_unit_table_is_refused,
    async |city: City| {
        let desk = city.desk("jingban2").await;
        let id = community(&desk, "望京花园一区").await;
        let cases = [
            (String::new(), "file.empty"),
            (csv(&["姓名,电话", "张三,1"]), "head.not_found"),
            (csv(&["自然幢,单元,层,房号,房屋性质,销售状态", "1,1,1,1,住宅,已售"]), "head.missing"),
            (csv(&[HEADS]), "table.no_units"),
            (csv(&["<html>"]), "file.unknown"),
            ("UEsDBAAA".to_owned(), "file.damaged"),
            ("不是".to_owned(), "request.unreadable"),
            ("A".repeat(29 << 20), "request.too_large"),
        ];
        for (content_base64, code) in cases {
            let request = json!({ "community_id": id, "content_base64": content_base64 });
            desk.read("estate.preview_import", request).await.refused(code);
        }
    }
);

both!(
    /// A long import is watched by its number and told to stop: nothing of it is written, and it can begin again.
    a_long_import_is_watched_and_stopped,
    async |city: City| {
        let desk = city.desk("jingban2").await;
        let id = community(&desk, "望京花园一区").await;
        let mut lines = vec![HEADS.to_owned()];
        for (building, floor, room) in (0..6_000).map(|at| (1 + at / 300, 1 + at % 300 / 10, 1 + at % 10)) {
            lines.push(format!(
                "{building}号楼,1,{floor},{floor}{room:02},89.50,商品住宅,未售,,,,8950,8960,8950,10"
            ));
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let job = json!({ "job_id": new_id() });
        let mut request = json!({ "community_id": id, "version": 0, "content_base64": csv(&lines) });
        request["version"] = preview(&desk, &id, &csv(&lines)).await["version"].clone();
        request["job_id"] = job["job_id"].clone();
        let (importing, watched) = (desk.clone(), request.clone());
        let importing = tokio::spawn(async move { importing.write("estate.import", watched).await });
        desk.until("estate.watch_import", job.clone(), |seen| (seen["running"] == true).then_some(())).await;
        assert_eq!(desk.read("estate.stop_import", job.clone()).await.accepted()["told"], true);
        importing.await.expect("a task").refused("job.stopped");
        assert_eq!(desk.read("estate.watch_import", job.clone()).await.accepted()["running"], false);
        assert_eq!(desk.read("estate.stop_import", job).await.accepted()["told"], false);
        assert_eq!(buildings(&desk, &id).await, Vec::<Value>::new(), "nothing is written");
        let done = desk.write("estate.import", request).await.accepted();
        assert_eq!(done["counts"]["added"], 6_000);
    }
);
