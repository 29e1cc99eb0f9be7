use proptest::prelude::*;

use super::*;

/// Every row is in ascending order.
#[test]
fn orders_that_a_caretaker_would_walk() {
    for (level, row) in [
        (PlaceLevel::Building, "地下车库 1号楼 ２号楼 3号楼 3甲号楼 10号楼 A座 B座 甲楼 乙楼 东楼 西楼 会所"),
        (PlaceLevel::Building, "第1栋 第2栋 第10栋"),
        (PlaceLevel::Building, "一号楼 二号楼 九号楼 十号楼 十一号楼 二十号楼 一百零一号楼"),
        (PlaceLevel::Building, "1-1号楼 1-2号楼 1-10号楼 2号楼"),
        (PlaceLevel::Building, "Ⅰ期 Ⅱ期 Ⅳ期 Ⅹ期"),
        (PlaceLevel::Entrance, "1单元 2单元 10单元 甲单元 乙单元 丙单元 丁单元"),
        (PlaceLevel::Entrance, "东门 中门 西门"),
        (PlaceLevel::Floor, "-10 -2 -1 1 2 10"),
        (PlaceLevel::Floor, "B3 B2 B1 1 2"),
        (PlaceLevel::Floor, "地下三层 地下2层 负一层 地下室 半地下 1层 二层 3 4F F5 L6 地上7层 十层 顶层"),
        (PlaceLevel::Floor, "B2 B1 B1夹层 1 1夹层 2"),
        (PlaceLevel::Room, "地下1 地下2 101 102 201 1004"),
        (PlaceLevel::Room, "101 101A 101B 102室 103"),
        (PlaceLevel::Room, "1-101 1-102 2-101"),
        (PlaceLevel::Room, "东户 中户 西户"),
        (PlaceLevel::Room, "左室 右室"),
        (PlaceLevel::Room, " 1 2"),
    ] {
        let texts: Vec<&str> = row.split(' ').collect();
        for (index, pair) in texts.windows(2).enumerate() {
            let order = natural_cmp(level, pair[0], pair[1]);
            assert_eq!(order, Ordering::Less, "{level:?}: {pair:?} at {index}");
        }
    }
}

#[test]
fn one_text_in_another_spelling_is_the_same() {
    for (a, b) in [("３号楼", "3 号楼"), ("ａ座", "A座"), ("－１", "-1"), ("二〇一", "二零一")]
    {
        assert_eq!(natural_cmp(PlaceLevel::Building, a, b), Ordering::Equal, "{a} {b}");
    }
    assert_ne!(natural_cmp(PlaceLevel::Building, "3号楼", "3栋"), Ordering::Equal);
}

fn texts<'a>(row: [&'a str; 4]) -> PlaceTexts<'a> {
    let [building, entrance, floor, room] = row;
    PlaceTexts { building, entrance, floor, room }
}

#[test]
fn ordinals_count_from_one_at_every_level() {
    let units = [
        ["10号楼", "1单元", "1", "101"],
        ["3号楼", "2单元", "-1", "01"],
        ["3号楼", "1单元", "10", "1004"],
        ["3号楼", "1单元", "1", "102"],
        ["3号楼", "1单元", "1", "101"],
        ["3号楼", "2单元", "1", "103"],
        ["３号楼", "1单元", "1", "１０１"],
    ];
    let places: Vec<[i32; 4]> = assign_places(&units.map(texts)).into_iter().map(Place::path).collect();
    assert_eq!(
        places,
        [[2, 1, 1, 1], [1, 2, 1, 1], [1, 1, 3, 1], [1, 1, 2, 2], [1, 1, 2, 1], [1, 2, 2, 1], [1, 1, 2, 1],]
    );
    assert_eq!(Place::from_path([1, 2, 3, 4]).path(), [1, 2, 3, 4]);
    assert!(assign_places(&[]).is_empty());
}

fn any_level() -> impl Strategy<Value = PlaceLevel> {
    prop_oneof![
        Just(PlaceLevel::Building),
        Just(PlaceLevel::Entrance),
        Just(PlaceLevel::Floor),
        Just(PlaceLevel::Room)
    ]
}

/// Texts that collide often: short, from the characters that the order treats specially.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[-0-2１BFA零一二十百甲乙东西地下负半第号楼单元层室 ]{0,5}",
        1 => "\\PC{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn the_order_is_total(level in any_level(), a in any_text(), b in any_text(), c in any_text()) {
        let cmp = |x: &str, y: &str| natural_cmp(level, x, y);
        prop_assert_eq!(cmp(&a, &b), cmp(&b, &a).reverse());
        prop_assert_eq!(cmp(&a, &a), Ordering::Equal);
        if cmp(&a, &b).is_le() && cmp(&b, &c).is_le() {
            prop_assert!(cmp(&a, &c).is_le(), "{a:?} <= {b:?} <= {c:?}");
        }
    }

    #[test]
    fn numbers_sort_by_their_value(level in any_level(), a in 0_u32..100_000, b in 0_u32..100_000) {
        prop_assert_eq!(natural_cmp(level, &a.to_string(), &b.to_string()), a.cmp(&b));
        prop_assert_eq!(natural_cmp(level, &format!("{a}号"), &format!("{b}号")), a.cmp(&b));
    }

    #[test]
    fn floors_sort_by_their_height(a in -99_i32..100, b in -99_i32..100) {
        let order = natural_cmp(PlaceLevel::Floor, &a.to_string(), &b.to_string());
        prop_assert_eq!(order, a.cmp(&b));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn places_do_not_depend_on_the_order_of_rows(
        (rows, shuffled) in proptest::collection::vec(
            (any_text(), any_text(), any_text(), any_text()), 0..16,
        ).prop_flat_map(|rows| {
            let indexed: Vec<_> = rows.iter().cloned().enumerate().collect();
            (Just(rows), Just(indexed).prop_shuffle())
        })
    ) {
        let of = |(b, e, f, r): &(String, String, String, String)| -> [String; 4] {
            [b.clone(), e.clone(), f.clone(), r.clone()]
        };
        let owned: Vec<[String; 4]> = rows.iter().map(of).collect();
        let units: Vec<PlaceTexts<'_>> =
            owned.iter().map(|row| texts([&row[0], &row[1], &row[2], &row[3]])).collect();
        let places = assign_places(&units);
        let moved: Vec<PlaceTexts<'_>> = shuffled.iter().map(|(index, _)| units[*index]).collect();
        for ((index, _), place) in shuffled.iter().zip(assign_places(&moved)) {
            prop_assert_eq!(place, places[*index]);
        }
        for (a, place_a) in units.iter().zip(&places) {
            for (b, place_b) in units.iter().zip(&places) {
                let by_text = natural_cmp(PlaceLevel::Building, a.building, b.building)
                    .then(natural_cmp(PlaceLevel::Entrance, a.entrance, b.entrance))
                    .then(natural_cmp(PlaceLevel::Floor, a.floor, b.floor))
                    .then(natural_cmp(PlaceLevel::Room, a.room, b.room));
                prop_assert_eq!(place_a.cmp(place_b), by_text);
            }
        }
    }
}
