//! A table as property companies really keep them: every good row comes in, every fault is named by row and column.

use super::{buildings, community, fixture, import, preview, units};
use anju_tests::{City, both};
use serde_json::json;

/// Row and column as the spreadsheet shows them, the unit, the code.
const FAULTS: [(i64, &str, &str, &str); 27] = [
    (7, "I", "1号楼-1单元-202", "cell.formula"),
    (13, "N", "1号楼-1单元-502", "money.sign"),
    (19, "G", "1号楼-2单元-202", "cell.unknown_word"),
    (20, "G", "1号楼-2单元-301", "cell.unknown_word"),
    (28, "F", "1号楼-3单元-101", "area.too_many_decimals"),
    (44, "K", "2号楼-1单元-202", "id_number.as_number"),
    (51, "F", "2号楼-1单元-403", "area.too_many_decimals"),
    (52, "F", "2号楼-1单元-501", "area.zero"),
    (52, "N", "2号楼-1单元-501", "money.sign"),
    (105, "N", "2号楼-2单元-1103", "balance.differs"),
    (120, "N", "3号楼-1单元-206", "balance.differs"),
    (126, "F", "3号楼-1单元-304", "area.sign"),
    (136, "F", "3号楼-1单元-406", "area.sign"),
    (140, "G", "3号楼-1单元-502", "cell.unknown_word"),
    (157, "N", "3号楼-1单元-703", "balance.differs"),
    (162, "F", "3号楼-1单元-708", "cell.missing"),
    (162, "K", "3号楼-1单元-708", "id_number.check_digit"),
    (164, "I", "3号楼-1单元-802", "cell.formula"),
    (166, "F", "3号楼-1单元-804", "cell.missing"),
    (171, "K", "3号楼-1单元-901", "id_number.as_number"),
    (172, "K", "3号楼-1单元-902", "id_number.check_digit"),
    (208, "F", "3号楼-1单元-1306", "area.too_many_decimals"),
    (210, "F", "3号楼-1单元-1308", "area.zero"),
    (217, "I", "3号楼-1单元-1407", "cell.formula"),
    (227, "E", "2号楼-1单元-902", "unit.duplicate"),
    (228, "E", "3号楼-1单元-704", "unit.duplicate"),
    (229, "E", "1号楼-1单元-402", "unit.duplicate"),
];

/// Faults that are none: read as what was meant. Row, unit, area, balance.
const MEANT: [(&str, &str, i64, i64); 4] = [
    // 89.5㎡ and a room in full-width digits
    ("3号楼", "1302", 8_950, 0),
    ("1号楼", "602", 12_845, 1_078_537),
    // Spaces around the area
    ("3号楼", "1505", 8_950, 1_811_120),
    // Thousands separators
    ("1号楼", "601", 8_950, 909_109),
];

both!(
    /// The community has units of the same addresses already: those of the file replace what is stored.
    a_messy_table_gives_its_good_rows,
    async |city: City| {
        let desk = city.desk("jingban").await;
        let id = community(&desk, "槐柏树街南里").await;
        let seen = preview(&desk, &id, &fixture("estate-messy.xlsx")).await;
        assert_eq!(seen["head_row"], 3);
        let faults: Vec<(i64, &str, &str, &str)> = seen["faults"]
            .as_array()
            .expect("faults")
            .iter()
            .map(|fault| {
                let text = |key: &str| fault[key].as_str().expect("text");
                assert!(text("message").ends_with('。'), "{}", text("message"));
                (fault["row"].as_i64().expect("a row"), text("column"), text("unit"), text("code"))
            })
            .collect();
        assert_eq!(faults, FAULTS);
        let counts = &seen["counts"];
        assert_eq!(counts["rows"], 225);
        assert_eq!((&counts["refused"], &counts["faults"]), (&json!(25), &json!(27)));
        assert_eq!((&counts["empty_rows"], &counts["total_rows"]), (&json!(1), &json!(1)));
        let taken = counts["added"].as_i64().zip(counts["changed"].as_i64()).map(|(new, old)| new + old);
        assert_eq!(taken, Some(200));

        let done = import(&desk, &id, &fixture("estate-messy.xlsx")).await;
        assert_eq!(&done["counts"], counts);
        let cards = buildings(&desk, &id).await;
        for (building, room, area_dm2, balance_fen) in MEANT {
            let card = cards.iter().find(|card| card["name"] == building).expect("the building");
            let of_building = units(&desk, &card["building_id"]).await;
            let same = |unit: &&serde_json::Value| {
                unit["room"] == room && unit["area_dm2"] == area_dm2 && unit["balance_fen"] == balance_fen
            };
            assert!(of_building.iter().any(|unit| same(&unit)), "{building} {room}");
        }

        let again = import(&desk, &id, &fixture("estate-messy.xlsx")).await;
        assert_eq!(again["version"], done["version"], "the same again changes nothing");
        assert_eq!(again["counts"]["unchanged"], 200);
    }
);
