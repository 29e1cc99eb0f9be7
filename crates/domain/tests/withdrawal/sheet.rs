//! Reading a task sheet: every required field, every fault beside its field.

use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::Basis;
use anju_domain::withdrawal::emergency::EmergencyKind;
use anju_domain::withdrawal::sheet::{Kind, SheetText};

const VALID: SheetText<'static> = SheetText {
    project: " 屋面防水维修 ",
    part: "3号楼屋面",
    reason: "多处渗漏，\n雨季前须完成。",
    kind: "planned",
    emergency_kind: "",
    contractor: "北京安居建筑工程有限公司",
    contract_no: "",
    amount_text: "30,050.00",
    basis: "area",
    payee_name: "北京安居建筑工程有限公司",
    payee_bank: "中国工商银行北京安定门支行",
    payee_account: "0200 0012 3456 7890 123",
    handler: "王晓明",
    phone: "010-63000000",
};

fn problems(sheet: SheetText<'_>) -> Vec<(&'static str, &'static str)> {
    let problems = sheet.validate().err().unwrap_or_default();
    problems.iter().map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn a_filled_sheet_is_read() {
    let sheet = VALID.validate().unwrap();
    assert_eq!(sheet.project, "屋面防水维修");
    assert_eq!(sheet.reason, "多处渗漏，\n雨季前须完成。");
    assert_eq!(sheet.amount, Fen(3_005_000));
    assert_eq!(sheet.basis, Basis::Area);
    assert_eq!(sheet.kind, Kind::Planned);
    assert_eq!(sheet.contract_no, None);
    assert_eq!(sheet.payee.account.reveal(), "0200001234567890123");
    let with_contract = SheetText { contract_no: "HT-2026-7", ..VALID }.validate().unwrap();
    assert_eq!(with_contract.contract_no.as_deref(), Some("HT-2026-7"));
}

#[test]
fn an_emergency_names_its_kind() {
    let emergency = SheetText { kind: "emergency", ..VALID };
    assert_eq!(problems(emergency), [("emergency_kind", "field.required")]);
    let lift = SheetText { emergency_kind: "lift", ..emergency }.validate().unwrap();
    assert_eq!(lift.kind, Kind::Emergency(EmergencyKind::Lift));
    assert_eq!(
        problems(SheetText { emergency_kind: "flood", ..emergency }),
        [("emergency_kind", "field.choice")]
    );
    // What was chosen before the kind was changed back does not matter.
    assert_eq!(problems(SheetText { emergency_kind: "flood", ..VALID }), []);
}

#[test]
fn an_empty_sheet_names_every_required_field_in_the_order_of_the_form() {
    let empty = SheetText::default();
    assert_eq!(
        problems(empty),
        [
            ("kind", "field.required"),
            ("project", "field.required"),
            ("part", "field.required"),
            ("reason", "field.required"),
            ("contractor", "field.required"),
            ("amount_text", "money.empty"),
            ("basis", "field.required"),
            ("payee_name", "field.required"),
            ("payee_bank", "field.required"),
            ("payee_account", "bank_account.empty"),
            ("handler", "person_name.empty"),
            ("phone", "phone.empty"),
        ]
    );
    for problem in empty.validate().unwrap_err() {
        assert!(problem.message.ends_with('。'), "{problem:?}");
    }
}

#[test]
fn each_fault_stands_beside_its_field() {
    let long = "长".repeat(101);
    let very_long = "长".repeat(501);
    for (sheet, expected) in [
        (SheetText { project: &long, ..VALID }, ("project", "field.too_long")),
        (SheetText { project: &long[3..], ..VALID }, ("", "")),
        (SheetText { reason: &very_long, ..VALID }, ("reason", "field.too_long")),
        (SheetText { part: "3号楼\u{7}", ..VALID }, ("part", "field.characters")),
        (SheetText { part: "3号楼\n屋面", ..VALID }, ("part", "field.characters")),
        (SheetText { reason: "渗漏\u{0}", ..VALID }, ("reason", "field.characters")),
        (SheetText { contract_no: &long, ..VALID }, ("contract_no", "field.too_long")),
        (SheetText { kind: "urgent", ..VALID }, ("kind", "field.choice")),
        (SheetText { basis: "volume", ..VALID }, ("basis", "field.choice")),
        (SheetText { amount_text: "0.00", ..VALID }, ("amount_text", "money.zero")),
        (SheetText { amount_text: "0.01", ..VALID }, ("", "")),
        (SheetText { amount_text: "-5", ..VALID }, ("amount_text", "money.sign")),
        (SheetText { amount_text: "1.005", ..VALID }, ("amount_text", "money.too_many_decimals")),
        (SheetText { amount_text: "90071992547409.91", ..VALID }, ("", "")),
        (SheetText { amount_text: "90071992547409.92", ..VALID }, ("amount_text", "money.too_large")),
        (SheetText { payee_account: "12", ..VALID }, ("payee_account", "bank_account.length")),
        (SheetText { phone: "12345", ..VALID }, ("phone", "phone.mobile")),
    ] {
        let expected = if expected.0.is_empty() { vec![] } else { vec![expected] };
        assert_eq!(problems(sheet), expected, "{sheet:?}");
    }
}
