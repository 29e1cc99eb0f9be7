//! The order of units by their place, which breaks ties and in which a frozen allocation is written.
//!
//! Invariant: no place stands twice, so the order is the same however the units were handed in.

use crate::place::Place;

/// A permutation of positions in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlaceOrder {
    len: usize,
    /// `None`: the input already stands in place order.
    positions: Option<Vec<u32>>,
}

impl PlaceOrder {
    /// Parties whose input order is their order.
    pub(crate) fn of_input(len: usize) -> Self {
        PlaceOrder { len, positions: None }
    }

    /// The order of these places.
    ///
    /// # Errors
    /// The positions that repeat a place.
    pub(crate) fn by_place(places: &[Place]) -> Result<Self, Vec<usize>> {
        let (positions, repeated) = packed(places).unwrap_or_else(|| by_path(places));
        if repeated.is_empty() {
            Ok(PlaceOrder { len: places.len(), positions: Some(positions) })
        } else {
            Err(repeated)
        }
    }

    /// Positions in the input, in place order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len).map(move |rank| match &self.positions {
            None => rank,
            Some(positions) => positions[rank] as usize,
        })
    }
}

/// The positions in place order, and those that repeat the place before them.
type Sorted = (Vec<u32>, Vec<usize>);

fn by_path(places: &[Place]) -> Sorted {
    let mut keys: Vec<(Place, u32)> = places.iter().copied().zip(0..).collect();
    keys.sort_unstable();
    let repeated = keys.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1 as usize);
    let repeated = repeated.collect();
    (keys.into_iter().map(|(_, position)| position).collect(), repeated)
}

/// The same with each place and its position packed into one 64-bit key, which sorts many times faster. `None` if the
/// ordinals spread too far for that.
fn packed(places: &[Place]) -> Option<Sorted> {
    let mut lowest = [i32::MAX; 4];
    let mut highest = [i32::MIN; 4];
    for place in places {
        for (level, ordinal) in place.path().into_iter().enumerate() {
            lowest[level] = lowest[level].min(ordinal);
            highest[level] = highest[level].max(ordinal);
        }
    }
    let position_bits = usize::BITS - places.len().leading_zeros();
    let level_bits: [u32; 4] =
        std::array::from_fn(|level| u32::BITS - highest[level].abs_diff(lowest[level]).leading_zeros());
    let place_bits = level_bits.iter().sum::<u32>();
    if place_bits + position_bits > u64::BITS {
        return None;
    }
    let key = |(place, position): (&Place, u64)| {
        let path = place.path();
        let packed = (0..4).fold(0_u64, |key, level| {
            (key << level_bits[level]) | u64::from(path[level].abs_diff(lowest[level]))
        });
        (packed << position_bits) | position
    };
    let keys = by_leading_bits(places.iter().zip(0..).map(key).collect(), position_bits, place_bits);
    let mask = (1_u64 << position_bits) - 1;
    let same_place = |pair: &&[u64]| pair[0] >> position_bits == pair[1] >> position_bits;
    let repeated = keys.windows(2).filter(same_place).map(|pair| (pair[1] & mask) as usize).collect();
    Some((keys.into_iter().map(|key| (key & mask) as u32).collect(), repeated))
}

/// How many bits one pass sorts by: its counters stay in the processor's nearest cache.
const DIGIT_BITS: u32 = 11;
/// So few keys are sorted by comparing.
const FEW: usize = 2_048;

/// Sorts keys that ascend in their lowest `skipped` bits by the `bits` above those: by one digit after the other, the
/// last one first, each pass keeping the order of the one before.
fn by_leading_bits(mut keys: Vec<u64>, skipped: u32, bits: u32) -> Vec<u64> {
    if keys.len() <= FEW {
        keys.sort_unstable();
        return keys;
    }
    let mut sorted = vec![0; keys.len()];
    for pass in 0..bits.div_ceil(DIGIT_BITS) {
        let shift = skipped + pass * DIGIT_BITS;
        let digit = |key: u64| (key >> shift) as usize & ((1 << DIGIT_BITS) - 1);
        let mut ends = [0_u32; 1 << DIGIT_BITS];
        for &key in &keys {
            ends[digit(key)] += 1;
        }
        let mut begins = 0;
        for end in &mut ends {
            begins += std::mem::replace(end, begins);
        }
        for &key in &keys {
            let next = &mut ends[digit(key)];
            sorted[*next as usize] = key;
            *next += 1;
        }
        std::mem::swap(&mut keys, &mut sorted);
    }
    keys
}

#[cfg(test)]
#[path = "place_order_tests.rs"]
mod tests;
