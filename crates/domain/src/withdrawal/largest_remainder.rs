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
    ///
    /// Of a million parties reading them is most of the work: floors and remainders are computed anew in each pass
    /// rather than kept, because two multiplications cost less than a word of memory.
    pub(crate) fn divide(total: u64, weights: Vec<u64>, order: &PlaceOrder) -> Result<Self, WeightFault> {
        let weight_sum = sum_of(&weights)?;
        let split = Split::new(total, weight_sum);
        let mut select = Select::new(weight_sum);
        let mut handed_out = 0;
        for &weight in &weights {
            let (floor, remainder) = split.of(weight);
            handed_out += floor;
            select.count_first(remainder);
        }
        let remaining = usize::try_from(total - handed_out).unwrap_or(usize::MAX);
        let shares = if remaining == 0 {
            weights.iter().map(|&weight| split.of(weight).0).collect()
        } else {
            assert!(remaining < weights.len(), "the floors leave fewer fen than there are fractional parts");
            let lowest = select.nth_largest(remaining, || weights.iter().map(|&weight| split.of(weight).1));
            hand_out(remaining, lowest, split, &weights, order)
        };
        Ok(Portions { total, weights, weight_sum, remaining, shares })
    }

    /// What the party gets.
    pub(crate) fn share(&self, party: usize) -> u64 {
        self.shares[party]
    }

    /// The party's place, from 1, in the row for the remaining fen.
    pub(crate) fn rank(&self, party: usize, order: &PlaceOrder) -> usize {
        let split = Split::new(self.total, self.weight_sum);
        let remainder = |party: usize| split.of(self.weights[party]).1;
        let own = remainder(party);
        let larger = (0..self.weights.len()).filter(|&other| remainder(other) > own).count();
        let equal_before =
            order.iter().take_while(|&other| other != party).filter(|&other| remainder(other) == own);
        1 + larger + equal_before.count()
    }

    /// Every party's place, from 1, in the row for the remaining fen: what [`Portions::rank`] says of each.
    pub(crate) fn ranks(&self, order: &PlaceOrder) -> Vec<usize> {
        let split = Split::new(self.total, self.weight_sum);
        let mut row: Vec<(u64, usize)> =
            order.iter().map(|party| (split.of(self.weights[party]).1, party)).collect();
        // Stable, so that equal fractional parts stay in the order of their places.
        row.sort_by_key(|&(remainder, _)| std::cmp::Reverse(remainder));
        let mut ranks = vec![0; row.len()];
        for (before, (_, party)) in row.into_iter().enumerate() {
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
#[derive(Clone, Copy)]
struct Split {
    weight_sum: u64,
    whole: u64,
    rest: u64,
    reciprocal: u64,
}

impl Split {
    fn new(total: u64, weight_sum: u64) -> Split {
        assert!(weight_sum < 1 << 63, "twice a remainder must fit into 64 bits");
        let (whole, rest) = (total / weight_sum, total % weight_sum);
        let reciprocal = ((u128::from(rest) << 64) / u128::from(weight_sum)) as u64;
        Split { weight_sum, whole, rest, reciprocal }
    }

    /// The floor of a weight's quota, and the numerator of its fractional part over Σ.
    fn of(self, weight: u64) -> (u64, u64) {
        let estimate = ((u128::from(weight) * u128::from(self.reciprocal)) >> 64) as u64;
        // The products may wrap; their difference lies below 2·Σ and does not.
        let left = self.rest.wrapping_mul(weight).wrapping_sub(estimate.wrapping_mul(self.weight_sum));
        let one_more = left >= self.weight_sum;
        let remainder = if one_more { left - self.weight_sum } else { left };
        (self.whole * weight + estimate + u64::from(one_more), remainder)
    }
}

/// The shares: floors, and one fen more for the `count` largest remainders, of which `lowest` is the smallest; among
/// equal ones for those first in `order`.
fn hand_out(count: usize, lowest: u64, split: Split, weights: &[u64], order: &PlaceOrder) -> Vec<u64> {
    let (mut above, mut equal) = (0, 0);
    let mut shares: Vec<u64> = weights
        .iter()
        .map(|&weight| {
            let (floor, remainder) = split.of(weight);
            above += usize::from(remainder > lowest);
            equal += usize::from(remainder == lowest);
            floor + u64::from(remainder >= lowest)
        })
        .collect();
    // Only where more parties are tied than fen are left does the order decide who goes without.
    let tied = count - above;
    if tied < equal {
        for party in order.iter().filter(|&party| split.of(weights[party]).1 == lowest).skip(tied) {
            shares[party] -= 1;
        }
    }
    shares
}

/// Finds the `nth` largest of some numbers by their leading bits, a few at a time, so that a million numbers are neither
/// sorted nor copied.
struct Select {
    /// How many numbers have which leading bits.
    sizes: Vec<u32>,
    /// The bits below those that were counted.
    shift: u32,
}

/// How many bits are counted at once: the counters stay in the processor's nearest cache.
const BUCKET_BITS: u32 = 11;
/// So few numbers are copied and selected from.
const FEW: u32 = 4_096;

impl Select {
    /// For numbers below this bound.
    fn new(bound: u64) -> Select {
        let bits = u64::BITS - bound.leading_zeros();
        Select { sizes: vec![0; 1 << BUCKET_BITS], shift: bits.saturating_sub(BUCKET_BITS) }
    }

    /// Counts a number by its first bits.
    fn count_first(&mut self, number: u64) {
        self.sizes[(number >> self.shift) as usize] += 1;
    }

    /// The `nth` largest, from 1, of the numbers that were all counted and are gone through again.
    fn nth_largest<I: Iterator<Item = u64>>(mut self, nth: usize, numbers: impl Fn() -> I) -> u64 {
        let mut left = nth;
        let mut prefix = 0;
        loop {
            let mut bucket = self.sizes.len() - 1;
            while (self.sizes[bucket] as usize) < left {
                left -= self.sizes[bucket] as usize;
                bucket -= 1;
            }
            prefix |= (bucket as u64) << self.shift;
            if self.shift == 0 {
                return prefix;
            }
            let (size, known) = (self.sizes[bucket], self.shift);
            let alike = |number: &u64| number >> known == prefix >> known;
            if size <= FEW {
                let mut few = Vec::with_capacity(size as usize);
                few.extend(numbers().filter(alike));
                let position = few.len() - left;
                return *few.select_nth_unstable(position).1;
            }
            self.shift = known.saturating_sub(BUCKET_BITS);
            self.sizes.fill(0);
            let mask = (1 << (known - self.shift)) - 1;
            for number in numbers().filter(alike) {
                self.sizes[((number >> self.shift) & mask) as usize] += 1;
            }
        }
    }
}

#[cfg(test)]
#[path = "largest_remainder_tests.rs"]
mod tests;
