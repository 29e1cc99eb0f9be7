//! Who votes: the units of the benefiting scope and the heads behind them, frozen at submission.
//!
//! Invariant: heads are the connected groups of owners. An owner of several units is one head, the co-owners of a unit
//! are one head, so units that share an owner, directly or through further co-owners, are one head. The developer's
//! unsold units carry the developer's key and so are one head as well.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::area::AreaDm2;

/// An opaque key that the server makes from an owner's identity number, so that masked data can be counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwnerKey(pub Vec<u8>);

/// A unit of the benefiting scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectorateUnit {
    /// The unit.
    pub unit: Uuid,
    /// 房号, by which messages name it.
    pub room: String,
    /// Floor area.
    pub area: AreaDm2,
    /// Its owners; a unit whose owner nobody knows is a head of its own, which cannot be left out of the denominator.
    pub owners: Vec<OwnerKey>,
}

/// Why a scope cannot vote.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ElectorateError {
    /// There is no unit.
    #[error("表决范围内没有房屋，无法组织表决。请检查任务单的受益范围。")]
    Empty,
    /// A unit without area cannot be counted by area.
    #[error("房号 {room} 的面积为 0，无法计入表决面积。请在房屋资料中更正后重试。")]
    AreaNotPositive {
        /// 房号
        room: String,
    },
    /// A unit stands twice.
    #[error("房号 {room} 在表决范围中重复出现。请在房屋资料中核对后重试。")]
    DuplicateUnit {
        /// 房号
        room: String,
    },
    /// All areas together lie beyond what can be counted.
    #[error("表决范围的面积合计超出系统可计算的范围。请核对房屋资料中的面积。")]
    AreaTooLarge,
}

impl ElectorateError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            ElectorateError::Empty => "withdrawal.vote.empty",
            ElectorateError::AreaNotPositive { .. } => "withdrawal.vote.area_not_positive",
            ElectorateError::DuplicateUnit { .. } => "withdrawal.vote.duplicate_unit",
            ElectorateError::AreaTooLarge => "withdrawal.vote.area_too_large",
        }
    }
}

/// A frozen electorate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Electorate {
    version: i64,
    units: HashMap<Uuid, Voter>,
    heads: usize,
    area: AreaDm2,
}

/// A unit as the count sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Voter {
    /// The head, numbered from 0.
    pub(super) head: usize,
    pub(super) area: AreaDm2,
}

impl Electorate {
    /// Freezes the electorate of a sheet at this version of the sheet.
    ///
    /// # Errors
    /// [`ElectorateError`] if there is nothing to count by.
    pub fn freeze(version: i64, units: &[ElectorateUnit]) -> Result<Self, ElectorateError> {
        if units.is_empty() {
            return Err(ElectorateError::Empty);
        }
        let area = AreaDm2::checked_sum(units.iter().map(|unit| unit.area));
        let heads = heads_of(units);
        let mut voters = HashMap::with_capacity(units.len());
        for (unit, &head) in units.iter().zip(&heads) {
            if unit.area <= AreaDm2::ZERO {
                return Err(ElectorateError::AreaNotPositive { room: unit.room.clone() });
            }
            if voters.insert(unit.unit, Voter { head, area: unit.area }).is_some() {
                return Err(ElectorateError::DuplicateUnit { room: unit.room.clone() });
            }
        }
        let area = area.ok_or(ElectorateError::AreaTooLarge)?;
        let heads = heads.iter().max().map_or(0, |last| last + 1);
        Ok(Electorate { version, units: voters, heads, area })
    }

    /// The version of the sheet that the electorate belongs to.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// How many heads there are.
    pub fn heads(&self) -> usize {
        self.heads
    }

    /// The area of all units.
    pub fn area(&self) -> AreaDm2 {
        self.area
    }

    /// The head behind a unit, numbered from 0; `None` of a unit outside the scope.
    pub fn head(&self, unit: Uuid) -> Option<usize> {
        self.voter(unit).map(|voter| voter.head)
    }

    pub(super) fn voter(&self, unit: Uuid) -> Option<Voter> {
        self.units.get(&unit).copied()
    }
}

/// The head of each unit, numbered from 0 in the order of first appearance.
fn heads_of(units: &[ElectorateUnit]) -> Vec<usize> {
    let mut groups = Groups { parents: (0..units.len()).collect() };
    let mut first_unit_of: HashMap<&OwnerKey, usize> = HashMap::new();
    for (position, unit) in units.iter().enumerate() {
        for owner in &unit.owners {
            let first = *first_unit_of.entry(owner).or_insert(position);
            groups.join(first, position);
        }
    }
    let mut numbers = HashMap::new();
    (0..units.len())
        .map(|position| {
            let next = numbers.len();
            *numbers.entry(groups.root(position)).or_insert(next)
        })
        .collect()
}

/// Disjoint groups of units.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn root(&mut self, mut unit: usize) -> usize {
        while self.parents[unit] != unit {
            // Halving the path keeps later look-ups short.
            self.parents[unit] = self.parents[self.parents[unit]];
            unit = self.parents[unit];
        }
        unit
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[other.max(one)] = one.min(other);
    }
}
