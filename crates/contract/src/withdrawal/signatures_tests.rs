use super::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
}

fn elector(number: u128, head: u32) -> Elector {
    Elector {
        unit_id: Uuid::from_u128(number),
        building: "1号楼".to_owned(),
        entrance: "1单元".to_owned(),
        floor: "1".to_owned(),
        room: format!("10{number}"),
        owners: "王*".to_owned(),
        area_dm2: AreaDm2(10_000),
        head,
        excluded_reason: None,
    }
}

/// Four units of 100 m²; the first two belong to one head.
fn sheet() -> SignatureSheet {
    SignatureSheet {
        sheet_id: Uuid::from_u128(9),
        number: "110102-2026-000001".to_owned(),
        community_name: "和平里".to_owned(),
        project: "屋面防水".to_owned(),
        kind: "planned".to_owned(),
        emergency_kind: None,
        state: "submitted".to_owned(),
        version: 7,
        signed_version: 2,
        first_day: day(10),
        participation: VoteThreshold { numerator: 2, denominator: 3, inclusive: true },
        consent: VoteThreshold { numerator: 1, denominator: 2, inclusive: false },
        electors: vec![elector(1, 0), elector(2, 0), elector(3, 1), elector(4, 2)],
        ballots: Vec::new(),
        required_papers: required_papers(None),
        papers: Vec::new(),
        attachments: Vec::new(),
    }
}

fn row(number: u128, choice: &str, on: u32) -> SignatureRow {
    SignatureRow { unit_id: Uuid::from_u128(number), choice: choice.to_owned(), signed_on: day(on) }
}

fn counted(rows: Vec<SignatureRow>, papers: &[&str]) -> SignatureCount {
    let papers = papers.iter().map(|code| (*code).to_owned()).collect();
    let sheet = sheet();
    let request = CountSignaturesRequest { sheet_id: sheet.sheet_id, signed_version: 2, rows, papers };
    count(&sheet, &request, day(20)).expect("an electorate")
}

fn codes(count: &SignatureCount) -> Vec<&str> {
    count.missing.iter().map(|missing| missing.code.as_str()).collect()
}

#[test]
fn units_of_one_head_are_counted_once() {
    let count = counted(vec![row(1, "agree", 11), row(2, "agree", 11), row(3, "agree", 20)], &[SIGNED_SHEET]);
    let tally = count.tally.as_ref().expect("a vote");
    assert_eq!((tally.heads.all, tally.heads.participating, tally.heads.agreeing), (3, 2, 2));
    assert_eq!((tally.heads.participating_needed, tally.heads.agreeing_needed), (2, 2));
    assert_eq!((tally.area_dm2.participating, tally.area_dm2.participating_needed), (30_000, 26_667));
    assert!(tally.passes);
    assert_eq!(codes(&count), [] as [&str; 0]);
}

#[test]
fn what_is_missing_is_told_with_the_paper() {
    let count = counted(vec![row(3, "agree", 11)], &[]);
    assert_eq!(
        codes(&count),
        ["withdrawal.move.signed_sheet", "withdrawal.move.votes", "withdrawal.move.votes"]
    );
}

#[test]
fn a_row_that_may_not_stand_is_named_and_left_out() {
    let rows = vec![
        row(1, "agree", 9),
        row(2, "agree", 21),
        row(3, "perhaps", 11),
        row(4, "against", 11),
        row(8, "agree", 11),
    ];
    let count = counted(rows, &[]);
    let named: Vec<_> = count.faults.iter().map(|fault| (fault.unit_id, fault.code.as_str())).collect();
    let unit = |number| Some(Uuid::from_u128(number));
    assert_eq!(
        named,
        [
            (unit(3), "field.choice"),
            (unit(1), "withdrawal.vote.date_out_of_range"),
            (unit(2), "withdrawal.vote.date_out_of_range"),
            (unit(8), "withdrawal.vote.not_in_electorate"),
        ]
    );
    assert_eq!(count.tally.expect("a vote").heads.participating, 1);
}

#[test]
fn papers_of_another_version_count_for_nothing() {
    let sheet = sheet();
    let rows = vec![row(1, "agree", 11), row(3, "agree", 11), row(4, "agree", 11)];
    let request =
        CountSignaturesRequest { sheet_id: sheet.sheet_id, signed_version: 1, rows, papers: Vec::new() };
    let count = count(&sheet, &request, day(20)).expect("an electorate");
    assert_eq!(count.faults[0].code, "withdrawal.vote.other_version");
    assert_eq!(count.tally.expect("a vote").heads.participating, 0);
}

#[test]
fn an_emergency_asks_for_its_papers_instead() {
    let sheet = SignatureSheet { emergency_kind: Some("lift".to_owned()), ..sheet() };
    let papers = ["situation_report", "site_photos", "contract_or_budget"].map(str::to_owned).to_vec();
    let request =
        CountSignaturesRequest { sheet_id: sheet.sheet_id, signed_version: 2, rows: Vec::new(), papers };
    let count = count(&sheet, &request, day(20)).expect("an electorate");
    assert_eq!(count.tally, None);
    assert_eq!(count.missing.len(), 1);
    assert!(count.missing[0].message.contains("电梯检验或评估报告"), "{:?}", count.missing);
}
