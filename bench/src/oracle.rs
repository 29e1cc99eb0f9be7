//! Random allocations of every basis against an oracle that divides the slow and obvious way, in exact whole numbers,
//! and rounds at the same levels.

use crate::allocation::{organisations, units};
use crate::row::Row;
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::{Basis, ScopeUnit, UnitFund, allocate};
use fastrand::Rng;

const CASES: u64 = 100_000;

/// Floors of the exact quotas, and one fen more for the largest fractional parts; ties go to the earlier party.
fn exact(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
    let product = |weight: i64| i128::from(total) * i128::from(weight);
    let mut shares: Vec<i64> = weights.iter().map(|&weight| (product(weight) / sum) as i64).collect();
    let mut row: Vec<usize> = (0..weights.len()).collect();
    row.sort_by_key(|&party| std::cmp::Reverse(product(weights[party]) % sum));
    let remaining = total - shares.iter().sum::<i64>();
    for &party in &row[..remaining as usize] {
        shares[party] += 1;
    }
    shares
}

/// What units in place order and selling organisations in the order of their first unit bear.
fn oracle(amount: i64, basis: Basis, units: &[ScopeUnit<'_>]) -> (Vec<i64>, Vec<i64>) {
    let weigh = |amount: i64, weight: &dyn Fn(&ScopeUnit<'_>) -> i64| {
        exact(amount, &units.iter().map(weight).collect::<Vec<_>>())
    };
    let is_public = |unit: &ScopeUnit<'_>| unit.fund != UnitFund::Commodity;
    let public = |amount: i64| {
        let mut weights = vec![0];
        let mut known: Vec<u32> = Vec::new();
        for unit in units {
            let UnitFund::SoldPublic { owners_contributed, selling: Some(own) } = unit.fund else { continue };
            weights[0] += owners_contributed.0;
            let place = known.iter().position(|one| *one == own.organisation).unwrap_or_else(|| {
                known.push(own.organisation);
                weights.push(0);
                known.len() - 1
            });
            weights[place + 1] += own.contributed.0;
        }
        let parts = exact(amount, &weights);
        let owners = weigh(parts[0], &|unit| if is_public(unit) { unit.area.0 } else { 0 });
        (owners, parts[1..].to_vec())
    };
    let area_of = |public: bool| {
        units.iter().filter(|unit| is_public(unit) == public).map(|unit| unit.area.0).sum::<i64>()
    };
    match basis {
        Basis::Area => (weigh(amount, &|unit| unit.area.0), Vec::new()),
        Basis::Household => (weigh(amount, &|_| 1), Vec::new()),
        Basis::Contributed => public(amount),
        Basis::Mixed => {
            let groups = exact(amount, &[area_of(false), area_of(true)]);
            let none = vec![0; units.len()];
            let commodity = if area_of(false) == 0 {
                none.clone()
            } else {
                weigh(groups[0], &|unit| if is_public(unit) { 0 } else { unit.area.0 })
            };
            let (owners, selling) = if area_of(true) == 0 { (none, Vec::new()) } else { public(groups[1]) };
            (commodity.iter().zip(owners).map(|(one, other)| one + other).collect(), selling)
        }
    }
}

fn differs(dice: &mut Rng, basis: Basis) -> bool {
    let public_in_ten = if basis == Basis::Contributed { 10 } else { 4 };
    let count = dice.usize(1..=30);
    let units = units(dice, count, public_in_ten);
    let largest = [100, 10_000_000, 1 << 53][dice.usize(..3)];
    let amount = dice.i64(1..largest);
    let organisations = organisations(8);
    let (shares, selling) = oracle(amount, basis, &units);
    let Ok(allocation) = allocate(Fen(amount), basis, &units, &organisations) else { return true };
    let computed: Vec<i64> = allocation.lines().map(|line| line.share.0).collect();
    let parts: Vec<i64> = allocation.organisation_lines().iter().map(|own| own.line.share.0).collect();
    computed != shares || parts != selling
}

pub(crate) fn measure() -> Vec<Row> {
    let mut dice = Rng::with_seed(11);
    let differences = (0..CASES).filter(|case| differs(&mut dice, Basis::ALL[(case % 4) as usize])).count();
    vec![Row { name: "allocate_oracle", value: differences as u64, unit: "diffs", bar: Some(0) }]
}
