//! Division of a whole number of fen by weights: each gets the floor of its exact quota, the fen that remain go one
//! each to the largest fractional parts, ties by place.
//!
//! Invariant: the portions add up to the total, and each differs from its quota by less than one fen.

use super::allocation::PlaceOrder;

/// What each of several parties gets of one total. The index is the party's position in the weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Portions {
    pub(crate) total: u64,
    pub(crate) weights: Vec<u64>,
    pub(crate) weight_sum: u64,
    /// The fen that the floors left over; fewer than there are parties with a weight.
    pub(crate) remaining: usize,
    shares: Vec<u64>,
    /// Numerators of the fractional parts, all over `weight_sum`.
    remainders: Vec<u64>,
}

/// Why a total cannot be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WeightFault {
    /// All weights are zero: nobody to divide among.
    Zero,
    /// The weights add up to more than 2^63 − 1.
    TooLarge,
}

impl Portions {
    /// Divides `total` by `weights`; `order` breaks ties. A party of weight 0 gets nothing.
    pub(crate) fn divide(total: u64, weights: Vec<u64>, order: &PlaceOrder) -> Result<Self, WeightFault> {
        let weight_sum = sum_of(&weights)?;
        let (mut shares, remainders) = floors_and_remainders(total, &weights, weight_sum);
        let handed_out: u64 = shares.iter().sum();
        let remaining = usize::try_from(total - handed_out).unwrap_or(usize::MAX);
        hand_out(remaining, &mut shares, &remainders, order);
        Ok(Portions { total, weights, weight_sum, remaining, shares, remainders })
    }

    /// What the party gets.
    pub(crate) fn share(&self, party: usize) -> u64 {
        self.shares[party]
    }

    /// The party's place, from 1, in the row for the remaining fen.
    pub(crate) fn rank(&self, party: usize, order: &PlaceOrder) -> usize {
        let own = self.remainders[party];
        let larger = self.remainders.iter().filter(|&&remainder| remainder > own).count();
        let equal_before =
            order.iter().take_while(|&other| other != party).filter(|&other| self.remainders[other] == own);
        1 + larger + equal_before.count()
    }

    /// Every party's place, from 1, in the row for the remaining fen: what [`Portions::rank`] says of each.
    pub(crate) fn ranks(&self, order: &PlaceOrder) -> Vec<usize> {
        let mut row: Vec<usize> = order.iter().collect();
        // Stable, so that equal fractional parts stay in the order of their places.
        row.sort_by_key(|&party| std::cmp::Reverse(self.remainders[party]));
        let mut ranks = vec![0; row.len()];
        for (before, party) in row.into_iter().enumerate() {
            ranks[party] = before + 1;
        }
        ranks
    }
}

fn sum_of(weights: &[u64]) -> Result<u64, WeightFault> {
    // A u128 holds the sum of 2^64 weights of any size.
    let sum: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    match i64::try_from(sum) {
        Ok(0) => Err(WeightFault::Zero),
        Ok(sum) => Ok(sum.unsigned_abs()),
        Err(_) => Err(WeightFault::TooLarge),
    }
}

/// Floors and remainders of total × weight / Σ weight, without a division per party.
///
/// With total = whole·Σ + rest, a floor is whole·weight + ⌊rest·weight / Σ⌋. The last term is estimated by the high half
/// of weight × ⌊rest·2^64 / Σ⌋, which falls short of it by less than weight / 2^64 < 1 before flooring, so it is right
/// or one too small; the remainder tells which.
fn floors_and_remainders(total: u64, weights: &[u64], weight_sum: u64) -> (Vec<u64>, Vec<u64>) {
    assert!(weight_sum < 1 << 63, "twice a remainder must fit into 64 bits");
    let (whole, rest) = (total / weight_sum, total % weight_sum);
    let reciprocal = ((u128::from(rest) << 64) / u128::from(weight_sum)) as u64;
    let mut floors = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for &weight in weights {
        let estimate = ((u128::from(weight) * u128::from(reciprocal)) >> 64) as u64;
        // The products may wrap; their difference lies below 2·Σ and does not.
        let left = rest.wrapping_mul(weight).wrapping_sub(estimate.wrapping_mul(weight_sum));
        let one_more = left >= weight_sum;
        floors.push(whole * weight + estimate + u64::from(one_more));
        remainders.push(if one_more { left - weight_sum } else { left });
    }
    (floors, remainders)
}

/// Adds one fen to the shares with the `count` largest remainders; among equal ones to those first in `order`.
fn hand_out(count: usize, shares: &mut [u64], remainders: &[u64], order: &PlaceOrder) {
    if count == 0 {
        return;
    }
    assert!(count < remainders.len(), "the floors leave fewer fen than there are fractional parts");
    let lowest = nth_largest(remainders, count);
    let (mut above, mut equal) = (0, 0);
    for (share, remainder) in shares.iter_mut().zip(remainders) {
        let extra = u64::from(*remainder >= lowest);
        *share += extra;
        above += usize::from(*remainder > lowest);
        equal += usize::from(*remainder == lowest);
    }
    // Only where more parties are tied than fen are left does the order decide who goes without.
    let tied = count - above;
    if tied < equal {
        for party in order.iter().filter(|&party| remainders[party] == lowest).skip(tied) {
            shares[party] -= 1;
        }
    }
}

/// The `nth` largest of some numbers, from 1. Counting them by their leading bits first leaves a fraction of them to
/// select from, so that a million numbers are neither sorted nor copied.
fn nth_largest(numbers: &[u64], nth: usize) -> u64 {
    const BUCKET_BITS: u32 = 10;
    let used_bits = u64::BITS - numbers.iter().fold(0, |bits, number| bits | number).leading_zeros();
    let bucket_of = |number: u64| (number >> used_bits.saturating_sub(BUCKET_BITS)) as usize;
    let mut sizes = [0_usize; 1 << BUCKET_BITS];
    for &number in numbers {
        sizes[bucket_of(number)] += 1;
    }
    let mut left = nth;
    let mut bucket = sizes.len() - 1;
    while sizes[bucket] < left {
        left -= sizes[bucket];
        bucket -= 1;
    }
    let mut candidates = Vec::with_capacity(sizes[bucket]);
    candidates.extend(numbers.iter().copied().filter(|&number| bucket_of(number) == bucket));
    let position = candidates.len() - left;
    *candidates.select_nth_unstable(position).1
}

#[cfg(test)]
#[path = "largest_remainder_tests.rs"]
mod tests;
