//! Interest per day, with what is below a fen carried.

use anju_domain::ledger::{Accrued, DatedRate, DayChange, InterestError, accrue, accrue_history};
use anju_domain::money::Fen;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(offset)
}

fn rate(offset: u64, yearly_ppm: u32) -> DatedRate {
    DatedRate { in_force_from: day(offset), yearly_ppm }
}

#[test]
fn a_balance_earns_its_days_at_the_rate_of_each_day() {
    let rates = [rate(0, 3_500), rate(100, 3_000)];
    for (balance, from, until, interest) in [
        // 10,000 yuan at 0.35 % for 360 days are 35 yuan.
        (1_000_000, 0, 0, 0),
        (1_000_000, 0, 36, 350),
        (1_000_000, 0, 100, 972),
        // 100 days at 0.35 % and 50 at 0.30 %: 9.7222… + 4.1666… yuan.
        (1_000_000, 0, 150, 1_388),
        (1_000_000, 100, 136, 300),
        (1_000_000, 99, 101, 18),
        (0, 0, 360, 0),
    ] {
        let accrued = accrue(0, Fen(balance), &rates, day(from), day(until)).unwrap();
        assert_eq!(accrued.interest, Fen(interest), "{balance} from {from} until {until}");
    }
}

#[test]
fn a_day_without_a_rate_is_not_guessed() {
    let unknown = Err(InterestError::RateUnknown { day: day(4) });
    assert_eq!(accrue(0, Fen(1), &[rate(5, 3_500)], day(4), day(9)), unknown);
    assert_eq!(accrue(0, Fen(1), &[], day(4), day(9)), unknown);
    assert_eq!(accrue(7, Fen(1), &[], day(4), day(4)), Ok(Accrued { interest: Fen(0), carried: 7 }));
    assert_eq!(accrue(0, Fen(-1), &[rate(0, 1)], day(4), day(9)), Err(InterestError::OutOfRange));
}

proptest! {
    #[test]
    fn day_by_day_or_at_once_is_the_same(
        balance in 0_i64..10_000_000_000,
        (first, second, change) in (0_u32..50_000, 0_u32..50_000, 0_u64..60),
        days in 0_u64..60,
    ) {
        let rates = [rate(0, first), rate(change, second)];
        let at_once = accrue(0, Fen(balance), &rates, day(0), day(days)).unwrap();
        let mut daily = Accrued::default();
        for offset in 0..days {
            let one = accrue(daily.carried, Fen(balance), &rates, day(offset), day(offset + 1)).unwrap();
            daily = Accrued { interest: Fen(daily.interest.0 + one.interest.0), carried: one.carried };
        }
        prop_assert_eq!(daily, at_once);
    }
}

fn change(offset: u64, fen: i64) -> DayChange {
    DayChange { day: day(offset), amount: Fen(fen) }
}

#[test]
fn money_earns_from_the_day_it_comes_until_the_day_before_it_goes() {
    let rates = [rate(0, 3_600)];
    // 10,000 yuan at 0.36 % are 0.10 yuan a day.
    let changes = [change(10, 1_000_000), change(20, 1_000_000), change(30, -2_000_000)];
    for (from, until, interest) in
        [(0, 10, 0), (10, 11, 10), (10, 20, 100), (10, 21, 120), (0, 90, 300), (25, 40, 100)]
    {
        let accrued = accrue_history(0, &changes, &rates, day(from), day(until)).unwrap();
        assert_eq!(accrued.interest, Fen(interest), "from {from} until {until}");
    }
}

#[test]
fn a_history_without_money_needs_no_rate() {
    assert_eq!(accrue_history(5, &[], &[], day(0), day(9)), Ok(Accrued { interest: Fen(0), carried: 5 }));
    let gone = [change(0, 7), change(0, -7)];
    assert_eq!(accrue_history(0, &gone, &[], day(0), day(9)), Ok(Accrued { interest: Fen(0), carried: 0 }));
    let unknown = Err(InterestError::RateUnknown { day: day(1) });
    assert_eq!(accrue_history(0, &[change(1, 7)], &[], day(0), day(9)), unknown);
}

proptest! {
    #[test]
    fn a_history_computed_in_any_steps_gives_the_same(
        amounts in proptest::collection::btree_map(0_u64..60, 0_i64..5_000_000, 1..8),
        stops in proptest::collection::btree_set(1_u64..70, 0..6),
        ppm in 1_u32..50_000,
    ) {
        let changes: Vec<DayChange> = amounts.iter().map(|(&offset, &fen)| change(offset, fen)).collect();
        let rates = [rate(0, ppm), rate(33, ppm / 2 + 1)];
        let once = accrue_history(0, &changes, &rates, day(0), day(70)).unwrap();
        let (mut total, mut carried, mut from) = (0, 0, 0);
        for stop in stops.into_iter().chain([70]) {
            let part = accrue_history(carried, &changes, &rates, day(from), day(stop)).unwrap();
            (total, carried, from) = (total + part.interest.0, part.carried, stop);
        }
        prop_assert_eq!((Fen(total), carried), (once.interest, once.carried));
    }
}
