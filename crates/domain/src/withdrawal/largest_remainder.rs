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
    floors: Vec<u64>,
    /// Numerators of the fractional parts, all over `weight_sum`.
    remainders: Vec<u64>,
    extra: Vec<bool>,
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
        let (floors, remainders) = floors_and_remainders(total, &weights, weight_sum);
        let handed_out: u64 = floors.iter().sum();
        let remaining = usize::try_from(total - handed_out).unwrap_or(usize::MAX);
        let extra = largest_first(&remainders, remaining, order);
        Ok(Portions { total, weights, weight_sum, remaining, floors, remainders, extra })
    }

    /// What the party gets.
    pub(crate) fn share(&self, party: usize) -> u64 {
        self.floors[party] + u64::from(self.extra[party])
    }

    /// Whether the party received one of the remaining fen.
    pub(crate) fn has_extra(&self, party: usize) -> bool {
        self.extra[party]
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

fn floors_and_remainders(total: u64, weights: &[u64], weight_sum: u64) -> (Vec<u64>, Vec<u64>) {
    let largest = weights.iter().copied().max().unwrap_or(0);
    let mut floors = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    if total.checked_mul(largest).is_some() {
        // Division in 64 bits is several times faster, and real sheets always fit.
        for weight in weights {
            let product = total * weight;
            floors.push(product / weight_sum);
            remainders.push(product % weight_sum);
        }
    } else {
        let (total, weight_sum) = (u128::from(total), u128::from(weight_sum));
        for weight in weights {
            let product = total * u128::from(*weight);
            // The floor is at most the total and the remainder is below the sum, so both fit into 64 bits.
            floors.push((product / weight_sum) as u64);
            remainders.push((product % weight_sum) as u64);
        }
    }
    (floors, remainders)
}

/// Marks the `count` largest remainders; among equal ones those that stand first in `order`.
fn largest_first(remainders: &[u64], count: usize, order: &PlaceOrder) -> Vec<bool> {
    if count == 0 {
        return vec![false; remainders.len()];
    }
    assert!(count < remainders.len(), "the floors leave fewer fen than there are fractional parts");
    // A selection finds the smallest remainder that still counts in linear time; a sort would not.
    let mut selection = remainders.to_vec();
    let lowest = *selection.select_nth_unstable(remainders.len() - count).1;
    let mut marks: Vec<bool> = remainders.iter().map(|&remainder| remainder > lowest).collect();
    let above = marks.iter().filter(|&&mark| mark).count();
    for party in order.iter().filter(|&party| remainders[party] == lowest).take(count - above) {
        marks[party] = true;
    }
    marks
}

#[cfg(test)]
#[path = "largest_remainder_tests.rs"]
mod tests;
