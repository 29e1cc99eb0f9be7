use super::{AllocateRequest, Exclusion, allocate};
use crate::estate::UnitCard;
use anju_domain::area::AreaDm2;
use anju_domain::estate::{UnitKind, UnitState};
use anju_domain::money::Fen;
use uuid::Uuid;

fn card(number: i32, area_dm2: i64, balance_fen: i64) -> UnitCard {
    UnitCard {
        unit_id: Uuid::from_u128(number as u128),
        building_id: Uuid::from_u128(1_000),
        building: "1号楼".to_owned(),
        building_ordinal: 1,
        entrance: "1".to_owned(),
        floor: number.to_string(),
        room: format!("{number}01"),
        entrance_ordinal: 1,
        floor_ordinal: number,
        room_ordinal: 1,
        area_dm2: AreaDm2(area_dm2),
        kind: UnitKind::CommodityHome,
        state: UnitState::Sold,
        excluded_reason: None,
        owner_name: "张三".to_owned(),
        owner_count: 1,
        co_owners: Vec::new(),
        first_contribution_fen: Fen(1_000_000),
        balance_fen: Fen(balance_fen),
        held_fen: Fen(0),
        available_fen: Fen(balance_fen),
        selling_organisation_id: None,
        selling_contribution_fen: Fen(0),
        version: 1,
    }
}

fn request(cards: &[UnitCard]) -> AllocateRequest {
    AllocateRequest {
        community_id: Uuid::from_u128(9),
        amount_text: "100.00".to_owned(),
        basis: "area".to_owned(),
        unit_ids: cards.iter().map(|card| card.unit_id).collect(),
        exclusions: Vec::new(),
        explain: true,
    }
}

#[test]
fn lines_stand_in_place_order_and_add_up() {
    let mut cards = vec![card(1, 100, 10_000), card(2, 100, 10_000), card(3, 100, 1_000)];
    cards.reverse();
    let answer = allocate(&request(&cards), &cards, &[]).expect("an allocation");
    let lines: Vec<(i64, i64, i64)> =
        answer.lines.iter().map(|line| (line.share_fen.0, line.pays_fen.0, line.shortfall_fen.0)).collect();
    assert_eq!(lines, [(3_334, 3_334, 0), (3_333, 3_333, 0), (3_333, 1_000, 2_333)]);
    assert_eq!(
        (answer.share_fen, answer.pays_fen, answer.shortfall_fen),
        (Fen(10_000), Fen(7_667), Fen(2_333))
    );
    assert_eq!((answer.households, answer.area_dm2, answer.short_units), (3, AreaDm2(300), 1));
    assert_eq!(answer.rate_text, "33.3333");
    assert_eq!(
        answer.lines[0].why,
        [
            "本户：100.00 元 × 1.00 ㎡ ÷ 3.00 ㎡，取整到分为 33.33 元；余下 1 分按尾数从大到小补，本户排第 1 位，补 1 分，应分摊 33.34 元。"
        ]
    );
}

#[test]
fn errors_stand_beside_their_fields() {
    let cards = [card(1, 100, 10_000), card(2, 100, 10_000)];
    let fields = |change: &dyn Fn(&mut AllocateRequest)| -> Vec<(String, String)> {
        let mut request = request(&cards);
        change(&mut request);
        let problems = allocate(&request, &cards, &[]).expect_err("a refusal");
        problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
    };
    let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
    assert_eq!(
        fields(&|request| request.amount_text = "1,50".to_owned()),
        one("amount_text", "money.grouping")
    );
    assert_eq!(
        fields(&|request| request.amount_text = "0".to_owned()),
        one("amount_text", "withdrawal.allocation.amount_out_of_range")
    );
    assert_eq!(
        fields(&|request| request.basis = "weight".to_owned()),
        one("basis", "withdrawal.allocation.basis_unknown")
    );
    assert_eq!(
        fields(&|request| request.basis = "contributed".to_owned()),
        one("basis", "withdrawal.allocation.not_sold_public")
    );
    assert_eq!(
        fields(&|request| request.unit_ids.clear()),
        one("unit_ids", "withdrawal.allocation.no_unit_takes_part")
    );
    assert_eq!(
        fields(&|request| request.unit_ids.push(Uuid::from_u128(77))),
        one("unit_ids", "withdrawal.unit_unknown")
    );
    assert_eq!(
        fields(&|request| {
            let unit_id = request.unit_ids[0];
            request.exclusions.push(Exclusion { unit_id, reason: " ".to_owned() });
        }),
        one("exclusions.0.reason", "withdrawal.exclusion_reason_missing")
    );
}

#[test]
fn a_unit_left_out_with_its_reason_bears_nothing() {
    let cards = [card(1, 100, 10_000), card(2, 100, 10_000)];
    let mut request = request(&cards);
    request.exclusions.push(Exclusion { unit_id: cards[0].unit_id, reason: "未受益".to_owned() });
    let answer = allocate(&request, &cards, &[]).expect("an allocation");
    assert_eq!(answer.lines.len(), 1);
    assert_eq!(answer.lines[0].share_fen, Fen(10_000));
}

#[test]
fn a_unit_that_cannot_take_part_is_named() {
    let mut cards = [card(1, 100, 10_000), card(2, 100, 10_000)];
    cards[1].excluded_reason = Some("人防工程".to_owned());
    let problems = allocate(&request(&cards), &cards, &[]).expect_err("a refusal");
    assert_eq!(problems[0].code, "withdrawal.unit_excluded");
    assert!(problems[0].message.contains("1号楼-1单元-201"), "{}", problems[0].message);
}

#[test]
fn buildings_stand_in_place_order_and_add_up_to_the_whole() {
    let other = |number, area, balance| UnitCard {
        building_id: Uuid::from_u128(2_000),
        building: "2号楼".to_owned(),
        building_ordinal: 2,
        ..card(number, area, balance)
    };
    let cards = [other(4, 100, 1_000), card(1, 100, 10_000), other(5, 100, 10_000), card(2, 100, 10_000)];
    let answer = allocate(&request(&cards), &cards, &[]).expect("an allocation");
    let buildings: Vec<(&str, i64, i64, i64, i64)> = answer
        .buildings
        .iter()
        .map(|one| (one.name.as_str(), one.households, one.share_fen.0, one.pays_fen.0, one.shortfall_fen.0))
        .collect();
    assert_eq!(buildings, [("1号楼", 2, 5_000, 5_000, 0), ("2号楼", 2, 5_000, 3_500, 1_500)]);
}

#[test]
fn what_was_seen_is_the_digest_of_the_figures_and_moves_with_them() {
    let cards = [card(1, 100, 10_000), card(2, 100, 10_000)];
    let seen = allocate(&request(&cards), &cards, &[]).expect("an allocation").seen;
    let poorer = [card(1, 100, 10_000), card(2, 100, 10)];
    let moved = allocate(&request(&poorer), &poorer, &[]).expect("an allocation").seen;
    assert_eq!(seen.shares, moved.shares);
    assert_ne!(seen.shares_and_pays, moved.shares_and_pays);
}
