//! Interest per day, with what is below a fen carried.

use anju_domain::ledger::{Accrued, DatedRate, InterestError, accrue};
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
