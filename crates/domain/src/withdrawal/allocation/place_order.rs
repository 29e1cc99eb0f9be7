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
    pub(crate) fn by_place(places: impl Fn(usize) -> Place, len: usize) -> Result<Self, Vec<usize>> {
        let (positions, repeated) = match packed(&places, len) {
            Some(sorted) => sorted,
            None => by_path(&places, len),
        };
        if repeated.is_empty() { Ok(PlaceOrder { len, positions: Some(positions) }) } else { Err(repeated) }
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

fn by_path(places: &impl Fn(usize) -> Place, len: usize) -> Sorted {
    let mut keys: Vec<(Place, u32)> = (0..len).map(|position| (places(position), position as u32)).collect();
    keys.sort_unstable();
    let repeated = keys.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1 as usize);
    let repeated = repeated.collect();
    (keys.into_iter().map(|(_, position)| position).collect(), repeated)
}

/// The same with each place and its position packed into one 64-bit key, which sorts several times faster. `None` if
/// the ordinals spread too far for that.
fn packed(places: &impl Fn(usize) -> Place, len: usize) -> Option<Sorted> {
    let mut lowest = [i32::MAX; 4];
    let mut highest = [i32::MIN; 4];
    for position in 0..len {
        for (level, ordinal) in places(position).path().into_iter().enumerate() {
            lowest[level] = lowest[level].min(ordinal);
            highest[level] = highest[level].max(ordinal);
        }
    }
    let position_bits = usize::BITS - len.leading_zeros();
    let level_bits: [u32; 4] =
        std::array::from_fn(|level| u32::BITS - highest[level].abs_diff(lowest[level]).leading_zeros());
    if level_bits.iter().sum::<u32>() + position_bits > u64::BITS {
        return None;
    }
    let mut keys: Vec<u64> = (0..len)
        .map(|position| {
            let place = places(position).path();
            let packed = (0..4).fold(0_u64, |key, level| {
                (key << level_bits[level]) | u64::from(place[level].abs_diff(lowest[level]))
            });
            (packed << position_bits) | position as u64
        })
        .collect();
    keys.sort_unstable();
    let mask = (1_u64 << position_bits) - 1;
    let same_place = |pair: &&[u64]| pair[0] >> position_bits == pair[1] >> position_bits;
    let repeated = keys.windows(2).filter(same_place).map(|pair| (pair[1] & mask) as usize).collect();
    Some((keys.into_iter().map(|key| (key & mask) as u32).collect(), repeated))
}

#[cfg(test)]
#[path = "place_order_tests.rs"]
mod tests;
