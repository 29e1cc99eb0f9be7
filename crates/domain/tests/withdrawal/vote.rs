//! The vote by heads and by area (civil code, article 278).

use anju_domain::area::AreaDm2;
use anju_domain::parameter::{Bound, Parameter, ParameterRow, ParameterValue, Ratio};
use anju_domain::withdrawal::vote::{
    Ballot, Choice, Count, Electorate, ElectorateError, ElectorateUnit, Lacking, OwnerKey, Purpose, RuleSet,
    Signatures, SignaturesError, Tally, Threshold, tally,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use Choice::{Abstain, Against, Agree};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// The rules where nobody has set others.
fn civil_code(purpose: Purpose) -> RuleSet {
    RuleSet::at(&[], purpose, day(1)).unwrap()
}

fn unit(number: u128, area: i64, owners: &[&str]) -> ElectorateUnit {
    let owners = owners.iter().map(|owner| OwnerKey(owner.as_bytes().to_vec())).collect();
    ElectorateUnit { unit: Uuid::from_u128(number), room: format!("3-{number}"), area: AreaDm2(area), owners }
}

/// Units 1 … n of 100.00 m² and an owner each.
fn neighbours(units: u128) -> Electorate {
    let units: Vec<_> =
        (1..=units).map(|number| unit(number, 10_000, &[&format!("owner {number}")])).collect();
    Electorate::freeze(1, &units).unwrap()
}

fn count(electorate: &Electorate, purpose: Purpose, votes: &[(u128, Choice)]) -> Tally {
    let ballots: Vec<_> = votes
        .iter()
        .map(|&(number, choice)| Ballot { unit: Uuid::from_u128(number), choice, signed_on: day(10) })
        .collect();
    let signatures = Signatures { version: 1, from: day(1), until: day(21), ballots: &ballots };
    tally(electorate, civil_code(purpose), signatures).unwrap()
}

/// The first units agree, the next are against, the next abstain.
fn votes(agree: u128, against: u128, abstain: u128) -> Vec<(u128, Choice)> {
    let choice = |number| match number {
        _ if number <= agree => Agree,
        _ if number <= agree + against => Against,
        _ => Abstain,
    };
    (1..=agree + against + abstain).map(|number| (number, choice(number))).collect()
}

#[test]
fn passes_at_two_thirds_participation_and_above_one_half_consent() {
    for (units, agree, against, abstain, passes) in [
        (9, 4, 2, 0, true),  // exactly 2/3 take part, 4 of 6 agree
        (9, 5, 0, 0, false), // 5 of 9 take part
        (9, 3, 3, 0, false), // exactly one half agrees
        (9, 3, 0, 3, false), // abstaining takes part and does not consent
        (9, 4, 0, 2, true),
        (10, 6, 0, 0, false), // 6 of 10 are below 2/3
        (10, 4, 3, 0, true),  // 7 of 10 take part, 4 of 7 agree
        (3, 2, 0, 0, true),
        (3, 1, 1, 0, false),
        (1, 1, 0, 0, true),
        (1, 0, 0, 1, false),
        (9, 0, 0, 0, false),
    ] {
        let tally = count(&neighbours(units), Purpose::Use, &votes(agree, against, abstain));
        assert_eq!(tally.passes(), passes, "{units}: {agree} / {against} / {abstain}: {tally:?}");
    }
}

#[test]
fn raising_the_fund_needs_three_quarters_of_those_who_take_part() {
    for (agree, against, passes) in [(6, 2, true), (5, 2, false), (9, 3, true), (8, 3, false)] {
        let tally = count(&neighbours(12), Purpose::Raise, &votes(agree, against, 0));
        assert_eq!(tally.passes(), passes && agree + against >= 8, "{agree} / {against}");
    }
}

#[test]
fn heads_and_area_are_asked_separately() {
    // One unit of 601 m² beside six of 50 m².
    let mut units: Vec<_> =
        (2..=7).map(|number| unit(number, 5_000, &[&format!("owner {number}")])).collect();
    units.push(unit(1, 60_100, &["owner 1"]));
    let electorate = Electorate::freeze(1, &units).unwrap();
    let small_ones_only: Vec<_> = (2..=7).map(|number| (number, Agree)).collect();
    let tally = count(&electorate, Purpose::Use, &small_ones_only);
    // 2/3 of 901.00 m² are 600.67; 300.00 take part.
    assert_eq!(tally.lacking, [Lacking::ParticipatingArea { area: AreaDm2(30_067) }]);
    assert_eq!(tally.lacking[0].message(), "参与表决的面积还差 300.67 ㎡。");

    let everyone: Vec<_> = [(1, Against)].into_iter().chain(small_ones_only).collect();
    let tally = count(&electorate, Purpose::Use, &everyone);
    assert_eq!(tally.heads, Count { all: 7, participating: 7, agreeing: 6 });
    // More than 450.50 m² have to agree.
    assert_eq!(tally.lacking, [Lacking::AgreeingArea { area: AreaDm2(15_051) }]);
}

#[test]
fn what_is_missing_is_named() {
    let tally = count(&neighbours(9), Purpose::Use, &votes(2, 3, 0));
    assert_eq!(
        tally.lacking,
        [
            Lacking::ParticipatingHeads { heads: 1 },
            Lacking::ParticipatingArea { area: AreaDm2(10_000) },
            Lacking::AgreeingHeads { heads: 1 },
            Lacking::AgreeingArea { area: AreaDm2(5_001) },
        ]
    );
}

#[test]
fn heads_are_groups_of_owners() {
    let electorate = |units: &[ElectorateUnit]| Electorate::freeze(1, units).unwrap();
    for (units, heads) in [
        (vec![unit(1, 1, &["a"]), unit(2, 1, &["b"])], 2),
        (vec![unit(1, 1, &["a"]), unit(2, 1, &["a"]), unit(3, 1, &["b"])], 2),
        (vec![unit(1, 1, &["a", "b"])], 1),
        (vec![unit(1, 1, &["a", "b"]), unit(2, 1, &["b", "a"])], 1),
        // A owns the first alone and the second with B: one head.
        (vec![unit(1, 1, &["a"]), unit(2, 1, &["a", "b"]), unit(3, 1, &["c"])], 2),
        (vec![unit(1, 1, &["a"]), unit(2, 1, &["b"]), unit(3, 1, &["a", "b"])], 1),
        (vec![unit(1, 1, &["developer"]), unit(2, 1, &["developer"]), unit(3, 1, &["developer"])], 1),
        // Units without a known owner cannot be left out of the denominator.
        (vec![unit(1, 1, &[]), unit(2, 1, &[])], 2),
    ] {
        assert_eq!(electorate(&units).heads(), heads, "{units:?}");
    }
}

#[test]
fn a_head_with_several_units_takes_part_once_and_agrees_only_if_it_always_does() {
    let units = [unit(1, 100, &["a"]), unit(2, 200, &["a"]), unit(3, 400, &["a"]), unit(4, 800, &["b"])];
    let electorate = Electorate::freeze(1, &units).unwrap();
    for (votes, heads, area) in [
        (&[(1, Agree)][..], (1, 1), (100, 100)),
        (&[(1, Agree), (2, Agree)], (1, 1), (300, 300)),
        (&[(1, Agree), (2, Against)], (1, 0), (300, 100)),
        (&[(1, Agree), (2, Abstain), (4, Agree)], (2, 1), (1_100, 900)),
    ] {
        let tally = count(&electorate, Purpose::Use, votes);
        assert_eq!((tally.heads.participating, tally.heads.agreeing), heads, "{votes:?}");
        assert_eq!((tally.area.participating, tally.area.agreeing), area, "{votes:?}");
        assert_eq!((tally.heads.all, tally.area.all), (2, 1_500));
    }
}

#[test]
fn signatures_that_may_not_be_counted_are_refused() {
    let electorate = neighbours(3);
    let ballot = |number, signed_on| Ballot { unit: Uuid::from_u128(number), choice: Agree, signed_on };
    let refusal = |version, ballots: &[Ballot]| {
        let signatures = Signatures { version, from: day(2), until: day(20), ballots };
        tally(&electorate, civil_code(Purpose::Use), signatures).unwrap_err()
    };
    let unit = Uuid::from_u128(1);
    assert_eq!(refusal(2, &[]), SignaturesError::OtherVersion { signed: 2, current: 1 });
    assert_eq!(
        refusal(1, &[ballot(9, day(3))]),
        SignaturesError::NotInElectorate { unit: Uuid::from_u128(9) }
    );
    assert_eq!(refusal(1, &[ballot(1, day(3)), ballot(1, day(3))]), SignaturesError::SignedTwice { unit });
    for signed_on in [day(1), day(21)] {
        assert_eq!(refusal(1, &[ballot(1, signed_on)]), SignaturesError::DateOutOfRange { unit, signed_on });
    }
    assert!(refusal(1, &[ballot(1, day(21))]).to_string().contains("2026-11-21"));
}

#[test]
fn a_scope_that_cannot_be_counted_is_refused() {
    let refusal = |units: &[ElectorateUnit]| Electorate::freeze(1, units).unwrap_err();
    let room = || "3-1".to_owned();
    assert_eq!(refusal(&[]), ElectorateError::Empty);
    assert_eq!(refusal(&[unit(1, 0, &["a"])]), ElectorateError::AreaNotPositive { room: room() });
    assert_eq!(
        refusal(&[unit(1, 1, &["a"]), unit(1, 1, &["b"])]),
        ElectorateError::DuplicateUnit { room: room() }
    );
    assert_eq!(
        refusal(&[unit(1, AreaDm2::MAX.0, &["a"]), unit(2, 1, &["b"])]),
        ElectorateError::AreaTooLarge
    );
}

#[test]
fn a_case_keeps_the_rules_of_its_day() {
    let set_at = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap().and_hms_opt(1, 0, 0).unwrap().and_utc();
    let four_fifths = Ratio { numerator: 4, denominator: 5 };
    let row = ParameterRow {
        parameter: Parameter::VoteUseConsent,
        value: ParameterValue::Threshold { ratio: four_fifths, bound: Bound::AtLeast },
        in_force_from: day(15),
        source: "示例文件".to_owned(),
        set_by: Uuid::nil(),
        set_at,
    };
    let rules = |on| RuleSet::at(std::slice::from_ref(&row), Purpose::Use, on).unwrap();
    assert_eq!(rules(day(14)), civil_code(Purpose::Use));
    assert_eq!(rules(day(15)).consent, Threshold { ratio: four_fifths, bound: Bound::AtLeast });
    assert_eq!(rules(day(15)).participation, civil_code(Purpose::Use).participation);
}

proptest! {
    #[test]
    fn what_is_lacking_is_the_least_that_helps(all in 1_u64..1_000_000, part in 0_u64..1_000_000) {
        for threshold in [
            civil_code(Purpose::Use).participation,
            civil_code(Purpose::Use).consent,
            civil_code(Purpose::Raise).consent,
        ] {
            let needed = threshold.needed(all);
            prop_assert!(threshold.met(needed, all));
            prop_assert!(needed == 0 || !threshold.met(needed - 1, all));
            prop_assert_eq!(threshold.met(part, all), part >= needed);
        }
    }
}
