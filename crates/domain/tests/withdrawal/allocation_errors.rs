//! Every refusal of the allocation, with its code, its sentence and the units it names.

use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::{AllocationError, Basis, ScopeUnit, UnitFund, allocate};

use crate::support::{sold_public, sold_public_of, unit};

fn refusal(amount: i64, basis: Basis, units: &[ScopeUnit<'_>]) -> AllocationError {
    allocate(Fen(amount), basis, units, &[]).unwrap_err()
}

#[test]
fn each_refusal_says_what_why_and_what_next() {
    let no_organisation = UnitFund::SoldPublic { owners_contributed: Fen(1), selling: None };
    let cases: [(AllocationError, &str, &str); 11] = [
        (
            refusal(100, Basis::Area, &[]),
            "withdrawal.allocation.no_unit_takes_part",
            "没有参与分摊的房屋，无法计算分摊。请至少保存一户房屋并勾选其自然幢。",
        ),
        (
            refusal(100, Basis::Area, &[unit(1, 5), unit(2, 0)]),
            "withdrawal.allocation.area_not_positive",
            "房号 3-502 的面积为 0，无法参与分摊。请在房屋资料中更正后重试。",
        ),
        (
            refusal(100, Basis::Mixed, &[unit(2, 0), unit(1, -150)]),
            "withdrawal.allocation.area_not_positive",
            "房号 3-502 等 2 户的面积为 -1.50，无法参与分摊。请在房屋资料中更正后重试。",
        ),
        (
            refusal(0, Basis::Area, &[unit(1, 5)]),
            "withdrawal.allocation.amount_out_of_range",
            "申请支取金额 0.00 元不在可办理的范围内（大于 0，不超过 90,071,992,547,409.91 元）。请更正金额。",
        ),
        (
            refusal(Fen::MAX.0 + 1, Basis::Area, &[unit(1, 5)]),
            "withdrawal.allocation.amount_out_of_range",
            "申请支取金额 90071992547409.92 元不在可办理的范围内（大于 0，不超过 90,071,992,547,409.91 元）。请更正金额。",
        ),
        (
            refusal(100, Basis::Household, &[unit(1, 5), unit(2, 5), unit(1, 5)]),
            "withdrawal.allocation.duplicate_unit",
            "房号 3-502 在参与分摊的房屋中重复出现。请在房屋资料中核对楼层和房号后重试。",
        ),
        (
            refusal(100, Basis::Contributed, &[sold_public(1, 5, 1, 1), unit(2, 5)]),
            "withdrawal.allocation.not_sold_public",
            "房号 3-502 不是售后公房，不能按交存比例分摊。请改用混合分摊，或将其移出分摊范围。",
        ),
        (
            refusal(100, Basis::Contributed, &[ScopeUnit { fund: no_organisation, ..unit(1, 5) }]),
            "withdrawal.allocation.selling_organisation_missing",
            "房号 3-502 是售后公房，但没有登记售房单位，无法按交存比例分摊。请在房屋资料中补登售房单位后重试。",
        ),
        (
            refusal(100, Basis::Mixed, &[unit(1, 5), sold_public_of(7, 2, 5, 1, 1)]),
            "withdrawal.allocation.selling_organisation_missing",
            "房号 3-502 是售后公房，但没有登记售房单位，无法按交存比例分摊。请在房屋资料中补登售房单位后重试。",
        ),
        (
            refusal(100, Basis::Area, &[unit(1, i64::MAX), unit(2, 1)]),
            "withdrawal.allocation.weights_too_large",
            "参与分摊房屋的面积或交存金额合计超出系统可计算的范围。请核对房屋资料中的面积和交存金额。",
        ),
        (
            with_organisation(Basis::Contributed, &[sold_public(1, 5, 0, 0)]),
            "withdrawal.allocation.nothing_contributed",
            "参与分摊的售后公房没有任何交存记录，无法按交存比例分摊。请核对交存金额，或改按面积分摊。",
        ),
    ];
    for (error, code, sentence) in cases {
        assert_eq!((error.code(), error.to_string().as_str()), (code, sentence));
    }
}

fn with_organisation(basis: Basis, units: &[ScopeUnit<'_>]) -> AllocationError {
    let organisation = anju_domain::withdrawal::allocation::SellingOrganisation {
        organisation: uuid::Uuid::from_u128(900),
        balance: Fen(0),
        held: Fen(0),
    };
    allocate(Fen(100), basis, units, &[organisation]).unwrap_err()
}

#[test]
fn a_negative_contribution_is_refused_whoever_made_it() {
    for unit in [sold_public(1, 5, -1, 1), sold_public(1, 5, 1, -1)] {
        let error = with_organisation(Basis::Mixed, &[unit]);
        assert_eq!(error.code(), "withdrawal.allocation.contribution_negative");
        assert_eq!(error.units(), [unit.unit]);
    }
}

#[test]
fn all_faulty_units_are_named_in_place_order() {
    let units = [unit(9, 0), unit(4, 100), unit(2, 0), unit(7, -1)];
    let error = refusal(100, Basis::Area, &units);
    assert_eq!(error.units(), [units[2].unit, units[3].unit, units[0].unit]);
    assert!(matches!(error, AllocationError::AreaNotPositive { area: AreaDm2(0), .. }));
}

#[test]
fn area_and_household_do_not_ask_who_contributed() {
    let fund = UnitFund::SoldPublic { owners_contributed: Fen(-1), selling: None };
    for basis in [Basis::Area, Basis::Household] {
        assert!(allocate(Fen(100), basis, &[ScopeUnit { fund, ..unit(1, 5) }], &[]).is_ok());
    }
}
