//! «Why this share»: the exact quota, its floor, and the place in the row for the remaining fen, level by level.

use serde::Serialize;

use super::{Allocation, Division};
use crate::money::Fen;
use crate::withdrawal::largest_remainder::Portions;

/// Who a step of the division is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "party", rename_all = "snake_case")]
pub enum Party {
    /// 商品房, all of the scope together.
    CommodityHomes,
    /// 售后公房, all of the scope together.
    SoldPublicHomes,
    /// The owners of sold public homes together.
    Owners,
    /// A selling organisation.
    SellingOrganisation {
        /// Its position in the list handed to [`super::allocate`].
        organisation: u32,
    },
    /// The unit itself.
    Unit,
}

/// The exact part of a total, as a fraction: total × weight / Σ weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Quota {
    /// What was divided at this level, whole fen.
    pub total: Fen,
    /// The party's weight: dm², fen contributed, or 1 a household.
    pub weight: u64,
    /// The weights of all parties at this level, never 0.
    pub weight_sum: u64,
}

impl Quota {
    /// Numerator of the exact quota in fen.
    pub fn numerator(self) -> u128 {
        u128::from(self.total.0.unsigned_abs()) * u128::from(self.weight)
    }

    /// Denominator of the exact quota.
    pub fn denominator(self) -> u64 {
        self.weight_sum
    }

    /// The whole fen of the quota.
    pub fn floor(self) -> Fen {
        // The quota is at most the total.
        Fen((self.numerator() / u128::from(self.weight_sum)) as i64)
    }

    /// Numerator of the fractional part; 0 where the quota is whole.
    pub fn remainder(self) -> u64 {
        (self.numerator() % u128::from(self.weight_sum)) as u64
    }
}

/// One level of the division, seen by one party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Who.
    pub party: Party,
    /// The exact quota.
    pub quota: Quota,
    /// How many fen remained at this level after every party got its floor.
    pub remaining_fen: usize,
    /// The party's place, from 1, in the row for them: larger fractional parts first, ties by place.
    pub rank: usize,
    /// Whether it received one of them.
    pub extra_fen: bool,
}

impl Step {
    /// What the party at `position` got in a division.
    pub(super) fn new(party: Party, portions: &Portions, position: usize, rank: usize) -> Self {
        let quota = Quota {
            total: Fen(portions.total as i64),
            weight: portions.weights[position],
            weight_sum: portions.weight_sum,
        };
        let extra_fen = portions.share(position) > quota.floor().0.unsigned_abs();
        Step { party, quota, remaining_fen: portions.remaining, rank, extra_fen }
    }

    /// What the party got at this level.
    pub fn share(&self) -> Fen {
        Fen(self.quota.floor().0 + i64::from(self.extra_fen))
    }
}

/// How a share came about, from the whole amount down to the unit or the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The levels; the share of one is the total of the next.
    pub steps: Vec<Step>,
}

impl Explanation {
    /// The share that the steps lead to.
    pub fn share(&self) -> Fen {
        self.steps.last().map_or(Fen::ZERO, Step::share)
    }
}

impl Allocation<'_> {
    /// Why the unit at this position of the input bears its share.
    pub fn explain(&self, position: usize) -> Explanation {
        let division = self.division_of(position);
        division.explain(position, division.portions.rank(position, &self.order))
    }

    /// The explanation of every unit, in the order of the input.
    pub fn explain_all(&self) -> Vec<Explanation> {
        let ranks: Vec<_> =
            self.divisions.iter().map(|division| (division, division.portions.ranks(&self.order))).collect();
        let explain = |position: usize| {
            let of_unit = ranks.iter().find(|(division, _)| division.portions.weights[position] > 0);
            of_unit.map(|(division, ranks)| division.explain(position, ranks[position]))
        };
        (0..self.units.len()).filter_map(explain).collect()
    }

    fn division_of(&self, position: usize) -> &Division {
        let own = self.divisions.iter().find(|division| division.portions.weights[position] > 0);
        own.expect("every basis gives every unit a positive weight in exactly one division")
    }
}

impl Division {
    fn explain(&self, position: usize, rank: usize) -> Explanation {
        let own = Step::new(Party::Unit, &self.portions, position, rank);
        Explanation { steps: self.above.iter().copied().chain([own]).collect() }
    }
}
