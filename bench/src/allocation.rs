//! How long an allocation takes on one core.

use crate::row::{Row, median_us};
use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::place::Place;
use anju_domain::withdrawal::allocation::{
    Basis, ScopeUnit, SellingOrganisation, SellingShare, UnitFund, allocate,
};
use fastrand::Rng;
use uuid::Uuid;

const ORGANISATIONS: u32 = 8;
const AMOUNT: Fen = Fen(12_345_678_901);

pub(crate) fn organisations(count: u32) -> Vec<SellingOrganisation> {
    let organisation = |number: u32| SellingOrganisation {
        organisation: Uuid::from_u128(u128::from(number) + 1),
        balance: Fen(100_000_000),
        held: Fen::ZERO,
    };
    (0..count).map(organisation).collect()
}

/// Units in place order, of which so many in ten are sold public homes.
pub(crate) fn units(dice: &mut Rng, count: usize, public_in_ten: u64) -> Vec<ScopeUnit<'static>> {
    let unit = |position: usize| {
        let ordinal = |below: usize, above: usize| ((position / above) % below) as i32 + 1;
        let area = 5_000 + dice.i64(0..10_000);
        let fund = if dice.u64(..10) < public_in_ten {
            let organisation = dice.u32(..ORGANISATIONS);
            let selling = Some(SellingShare { organisation, contributed: Fen(area * 60) });
            UnitFund::SoldPublic { owners_contributed: Fen(area * 100), selling }
        } else {
            UnitFund::Commodity
        };
        ScopeUnit {
            unit: Uuid::from_u128(position as u128 + 1),
            place: Place {
                building: (position / 9_600) as i32 + 1,
                entrance: ordinal(4, 2_400),
                floor: ordinal(60, 40),
                room: ordinal(40, 1),
            },
            room: "101",
            area: AreaDm2(area),
            balance: Fen(dice.i64(0..2_000_000)),
            held: Fen::ZERO,
            fund,
        }
    };
    (0..count).map(unit).collect()
}

fn row(name: &'static str, units: &[ScopeUnit<'_>], basis: Basis, runs: usize, bar: Option<u64>) -> Row {
    let organisations = organisations(ORGANISATIONS);
    let value = median_us(runs, || allocate(AMOUNT, basis, units, &organisations).expect("a fair division"));
    Row { name, value, unit: "µs", bar }
}

pub(crate) fn measure() -> Vec<Row> {
    let mut dice = Rng::with_seed(7);
    let few = units(&mut dice, 5_000, 0);
    let many = units(&mut dice, 1_000_000, 0);
    let mixed = units(&mut dice, 1_000_000, 4);
    let mut shuffled = mixed.clone();
    dice.shuffle(&mut shuffled);
    vec![
        row("allocate_5k", &few, Basis::Area, 200, Some(300)),
        row("allocate_1m", &many, Basis::Area, 15, Some(50_000)),
        row("allocate_1m_area_shuffled", &shuffled, Basis::Area, 9, None),
        row("allocate_1m_mixed", &mixed, Basis::Mixed, 9, None),
        row("allocate_1m_mixed_shuffled", &shuffled, Basis::Mixed, 9, None),
    ]
}
