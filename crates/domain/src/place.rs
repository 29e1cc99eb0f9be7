//! Where a unit stands in its community, as integers that sort the way a caretaker would walk.
//!
//! Texts of buildings, entrances, floors and rooms are sorted once, at import; afterwards only the ordinals are
//! compared: for the grid, for lists, and for ties between equal fractions in an allocation.
//! Invariant: the ordinals depend on the set of texts alone, never on the order of the rows.

mod natural_order;

use std::cmp::Ordering;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use natural_order::NaturalKey;

/// Which part of an address a text names. `B1` is a floor below ground, but a building like any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceLevel {
    /// 自然幢.
    Building,
    /// 单元.
    Entrance,
    /// 层.
    Floor,
    /// 房号.
    Room,
}

/// The texts of one unit's address inside its community; an empty text is a level that the address does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlaceTexts<'a> {
    /// Building, `3号楼`.
    pub building: &'a str,
    /// Entrance, `2单元`.
    pub entrance: &'a str,
    /// Floor, `-1`, `B1`, `地下一层`, `12`.
    pub floor: &'a str,
    /// Room, `1004`.
    pub room: &'a str,
}

/// The ordinals of a unit's place, each from 1. Ordered by building, entrance, floor, room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Among the buildings of the community.
    pub building: i32,
    /// Among the entrances of the building.
    pub entrance: i32,
    /// Among the floors of the building, so that a floor has one ordinal in all its entrances.
    pub floor: i32,
    /// Among the rooms of the floor in the entrance.
    pub room: i32,
}

impl Place {
    /// The ordinals in their order: building, entrance, floor, room.
    pub fn path(self) -> [i32; 4] {
        [self.building, self.entrance, self.floor, self.room]
    }

    /// The place whose [`Place::path`] this is.
    pub fn from_path([building, entrance, floor, room]: [i32; 4]) -> Place {
        Place { building, entrance, floor, room }
    }
}

/// Compares two texts of one level by the natural order: 地下 < 1, 3号楼 < 10号楼, 101 < 1004, 甲 < 乙, 东 < 西.
/// Equal only if they are the same text but for spaces, full-width forms and case.
pub fn natural_cmp(level: PlaceLevel, a: &str, b: &str) -> Ordering {
    NaturalKey::new(level, a).cmp(&NaturalKey::new(level, b))
}

/// The place of every unit of a community, in the order of the input. Give all its units at once: a building that
/// is added later may move the ordinals of others. Two units with the same texts get the same place.
pub fn assign_places(units: &[PlaceTexts<'_>]) -> Vec<Place> {
    let all = vec![[0; 3]; units.len()];
    let buildings = ordinals(PlaceLevel::Building, units.iter().map(|unit| unit.building), &all);
    let of_building: Vec<Parent> = buildings.iter().map(|building| [*building, 0, 0]).collect();
    let entrances = ordinals(PlaceLevel::Entrance, units.iter().map(|unit| unit.entrance), &of_building);
    let floors = ordinals(PlaceLevel::Floor, units.iter().map(|unit| unit.floor), &of_building);
    let of_floor: Vec<Parent> =
        (0..units.len()).map(|index| [buildings[index], entrances[index], floors[index]]).collect();
    let rooms = ordinals(PlaceLevel::Room, units.iter().map(|unit| unit.room), &of_floor);
    of_floor
        .iter()
        .zip(rooms)
        .map(|([building, entrance, floor], room)| Place {
            building: *building,
            entrance: *entrance,
            floor: *floor,
            room,
        })
        .collect()
}

/// The ordinals of what a text stands in; unused levels are 0.
type Parent = [i32; 3];

/// For each text its ordinal among the different texts of the same parent.
fn ordinals<'a>(level: PlaceLevel, texts: impl Iterator<Item = &'a str>, parents: &[Parent]) -> Vec<i32> {
    let texts: Vec<&str> = texts.collect();
    let ranks = ranks(level, &texts);
    let pairs: Vec<(Parent, i32)> =
        parents.iter().zip(&texts).map(|(parent, text)| (*parent, ranks[text])).collect();
    let mut sorted = pairs.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let mut ordinal_of = HashMap::with_capacity(sorted.len());
    let mut previous: Option<(Parent, i32)> = None;
    for (parent, rank) in sorted {
        let ordinal = match previous {
            Some((before, ordinal)) if before == parent => ordinal + 1,
            Some(_) | None => 1,
        };
        ordinal_of.insert((parent, rank), ordinal);
        previous = Some((parent, ordinal));
    }
    pairs.iter().map(|pair| ordinal_of[pair]).collect()
}

/// The rank of each different text; texts that are equal by the natural order share one.
fn ranks<'a>(level: PlaceLevel, texts: &[&'a str]) -> HashMap<&'a str, i32> {
    let mut different = texts.to_vec();
    different.sort_unstable();
    different.dedup();
    let mut keyed: Vec<(NaturalKey, &str)> =
        different.into_iter().map(|text| (NaturalKey::new(level, text), text)).collect();
    keyed.sort_unstable();
    let mut ranks = HashMap::with_capacity(keyed.len());
    let mut rank = 0;
    for (index, (key, text)) in keyed.iter().enumerate() {
        if index == 0 || keyed[index - 1].0 != *key {
            rank += 1;
        }
        ranks.insert(*text, rank);
    }
    ranks
}

#[cfg(test)]
mod tests;
