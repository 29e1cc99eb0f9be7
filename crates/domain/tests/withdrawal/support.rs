//! Units and oracles that several files of these tests share.

use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::place::Place;
use anju_domain::withdrawal::allocation::{ScopeUnit, SellingShare, UnitFund};
use num_bigint::BigInt;
use num_rational::BigRational;
use uuid::Uuid;

/// A commodity home, the `number`th of its floor, with nothing on its account.
pub fn unit(number: i32, area_dm2: i64) -> ScopeUnit<'static> {
    ScopeUnit {
        unit: Uuid::from_u128(u128::try_from(number).unwrap_or(0)),
        place: Place::from_path([1, 1, 1, number]),
        room: "3-502",
        area: AreaDm2(area_dm2),
        balance: Fen(0),
        held: Fen(0),
        fund: UnitFund::Commodity,
    }
}

/// A sold public home of the selling organisation at position 0.
pub fn sold_public(number: i32, area_dm2: i64, owners_fen: i64, selling_fen: i64) -> ScopeUnit<'static> {
    sold_public_of(0, number, area_dm2, owners_fen, selling_fen)
}

/// A sold public home of a selling organisation.
pub fn sold_public_of(
    organisation: u32,
    number: i32,
    area_dm2: i64,
    owners_fen: i64,
    selling_fen: i64,
) -> ScopeUnit<'static> {
    let selling = Some(SellingShare { organisation, contributed: Fen(selling_fen) });
    let fund = UnitFund::SoldPublic { owners_contributed: Fen(owners_fen), selling };
    ScopeUnit { fund, ..unit(number, area_dm2) }
}

/// The largest remainder method written the slow and obvious way, in exact fractions. Ties go to the earlier party.
pub fn exact_shares(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: BigInt = weights.iter().map(|&weight| BigInt::from(weight)).sum();
    let quotas: Vec<BigRational> = weights
        .iter()
        .map(|&weight| BigRational::new(BigInt::from(total) * BigInt::from(weight), sum.clone()))
        .collect();
    let mut shares: Vec<BigInt> = quotas.iter().map(|quota| quota.floor().to_integer()).collect();
    let mut row: Vec<usize> = (0..weights.len()).collect();
    row.sort_by(|&a, &b| (&quotas[b] - quotas[b].floor()).cmp(&(&quotas[a] - quotas[a].floor())));
    let remaining = BigInt::from(total) - shares.iter().sum::<BigInt>();
    let remaining = usize::try_from(&remaining).expect("fewer fen remain than there are parties");
    for &party in &row[..remaining] {
        shares[party] += 1;
    }
    shares.iter().map(|share| i64::try_from(share).expect("a share is at most the total")).collect()
}
