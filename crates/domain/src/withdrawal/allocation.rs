//! 分摊: the cost of a repair shared out among the units that take part (spec «Allocation», source 4 §4.2 ⑧–⑩).
//!
//! Invariant: the shares add up to the amount, always. They come from the total, never from the rounded rate, and do
//! not depend on the order in which the units are handed in.

mod basis;
mod error;
mod explanation;
mod frozen;
mod place_order;
mod rate;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::area::AreaDm2;
use crate::money::Fen;
use crate::place::Place;

pub use error::{AllocationError, FaultyUnits};
pub use explanation::{Explanation, Party, Quota, Step};
pub use frozen::{AllocationDigests, Comparison};
pub(crate) use place_order::PlaceOrder;
pub use rate::rate;

use super::largest_remainder::Portions;

/// 分摊方式: by what the cost is shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 按面积: by floor area, the default.
    #[default]
    Area,
    /// 按户: equal shares, by agreement.
    Household,
    /// 按交存比例: sold public homes, between the owners and the selling organisations by what they contributed, then
    /// the owners' part by area.
    Contributed,
    /// 混合: commodity and sold public homes in one scope, first by area between the two, then each by its rule.
    Mixed,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Basis; 4] = [Basis::Area, Basis::Household, Basis::Contributed, Basis::Mixed];

    /// The code under which the basis is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Basis::Area => "area",
            Basis::Household => "household",
            Basis::Contributed => "contributed",
            Basis::Mixed => "mixed",
        }
    }

    /// The basis with this code.
    pub fn from_code(code: &str) -> Option<Basis> {
        Basis::ALL.into_iter().find(|basis| basis.code() == code)
    }

    /// The words on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            Basis::Area => "按面积分摊",
            Basis::Household => "按户分摊",
            Basis::Contributed => "按交存比例分摊",
            Basis::Mixed => "商品房与售后公房混合分摊",
        }
    }
}

/// A unit that takes part, as the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeUnit<'a> {
    /// The unit.
    pub unit: Uuid,
    /// Its place; no two units of a scope share one.
    pub place: Place,
    /// 房号, by which messages name it, such as `3-502`.
    pub room: &'a str,
    /// Floor area.
    pub area: AreaDm2,
    /// Principal and interest.
    pub balance: Fen,
    /// What other open withdrawals hold of the balance.
    pub held: Fen,
    /// Whose money stands behind it.
    pub fund: UnitFund,
}

/// Whose money stands behind a unit. Non-residential and unsold units are of the first kind; an unsold unit's share
/// is the developer's, as its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitFund {
    /// 商品房: its owners' contribution alone.
    Commodity,
    /// 售后公房: its owners' contribution, and its selling organisation's.
    SoldPublic {
        /// What the owners contributed.
        owners_contributed: Fen,
        /// What the selling organisation contributed; `None` where the records do not name one.
        selling: Option<SellingShare>,
    },
}

/// A selling organisation's contribution for one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SellingShare {
    /// The organisation's position in the list handed to [`allocate`].
    pub organisation: u32,
    /// What it contributed for the unit.
    pub contributed: Fen,
}

/// 售房单位: an organisation that sold public homes, with its own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SellingOrganisation {
    /// The organisation.
    pub organisation: Uuid,
    /// Principal and interest of its account.
    pub balance: Fen,
    /// What other open withdrawals hold of it.
    pub held: Fen,
}

/// What one unit or one selling organisation bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// 应分摊
    pub share: Fen,
    /// 可用余额: balance less the holds of other open withdrawals, never below zero.
    pub available: Fen,
}

impl Line {
    /// 实际支取: what is drawn, never more than is available.
    pub fn pays(self) -> Fen {
        self.share.min(self.available)
    }

    /// 欠款: share less what is drawn.
    pub fn shortfall(self) -> Fen {
        Fen(self.share.0 - self.pays().0)
    }
}

/// A selling organisation's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationLine {
    /// The organisation's position in the list handed to [`allocate`].
    pub organisation: u32,
    /// What it bears.
    pub line: Line,
    /// Why.
    pub explanation: Explanation,
}

/// Sums over all lines, selling organisations included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// 分摊总额, always the amount.
    pub share: Fen,
    /// What will be drawn.
    pub pays: Fen,
    /// What is lacking.
    pub shortfall: Fen,
    /// How many units lack something.
    pub short_units: usize,
}

/// An amount shared out. Line `i` is of unit `i` as handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation<'a> {
    amount: Fen,
    basis: Basis,
    units: &'a [ScopeUnit<'a>],
    selling_organisations: &'a [SellingOrganisation],
    order: PlaceOrder,
    /// The last level of the division. Each unit has a weight in exactly one of them.
    divisions: Vec<Division>,
    organisations: Vec<OrganisationLine>,
}

/// One part of the amount divided among units.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Division {
    /// How the part came about, from the whole amount down.
    above: Vec<Step>,
    portions: Portions,
}

/// Shares `amount` out among `units`. It is fastest where they come in place order.
///
/// # Errors
/// [`AllocationError`] for what makes a fair division impossible; faulty units are named in place order.
pub fn allocate<'a>(
    amount: Fen,
    basis: Basis,
    units: &'a [ScopeUnit<'a>],
    selling_organisations: &'a [SellingOrganisation],
) -> Result<Allocation<'a>, AllocationError> {
    if !(1..=Fen::MAX.0).contains(&amount.0) {
        return Err(AllocationError::AmountOutOfRange { amount });
    }
    if units.is_empty() {
        return Err(AllocationError::NoUnitTakesPart);
    }
    if u32::try_from(units.len()).is_err() {
        return Err(AllocationError::TooManyUnits { units: units.len() });
    }
    let (areas, places) = areas_and_places(units);
    let order = match places {
        None => PlaceOrder::of_input(units.len()),
        Some(places) => PlaceOrder::by_place(&places)
            .map_err(|repeated| AllocationError::DuplicateUnit(FaultyUnits::at(units, repeated)))?,
    };
    let scope = basis::Scope { units, organisations: selling_organisations, order: &order, areas };
    let (divisions, organisations) = match basis {
        Basis::Area => basis::area::divide(amount, scope)?,
        Basis::Household => basis::household::divide(amount, scope)?,
        Basis::Contributed => basis::contributed::divide(amount, &scope)?,
        Basis::Mixed => basis::mixed::divide(amount, scope)?,
    };
    Ok(Allocation { amount, basis, units, selling_organisations, order, divisions, organisations })
}

/// What every basis needs of the units, in one pass: of a million units, reading them is the larger part of the work.
/// An area that is not positive reads as 0. The places are `None` where the units stand in their order already.
fn areas_and_places(units: &[ScopeUnit<'_>]) -> (Vec<u64>, Option<Vec<Place>>) {
    let mut places: Option<Vec<Place>> = None;
    let mut last = None;
    let areas = units.iter().enumerate().map(|(position, unit)| {
        match &mut places {
            Some(places) => places.push(unit.place),
            None if last < Some(unit.place) => last = Some(unit.place),
            None => {
                let mut those = Vec::with_capacity(units.len());
                those.extend(units[..=position].iter().map(|unit| unit.place));
                places = Some(those);
            }
        }
        u64::try_from(unit.area.0).unwrap_or(0)
    });
    let areas = areas.collect();
    (areas, places)
}

/// What may be drawn. A balance that other cases hold beyond itself gives nothing rather than a negative amount.
fn available(balance: Fen, held: Fen) -> Fen {
    Fen(balance.0.saturating_sub(held.0).max(0))
}

impl<'a> Allocation<'a> {
    /// The amount that was shared out.
    pub fn amount(&self) -> Fen {
        self.amount
    }

    /// By what it was shared out.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The units that take part, as handed in.
    pub fn units(&self) -> &'a [ScopeUnit<'a>] {
        self.units
    }

    /// The line of the unit at this position of the input.
    pub fn line(&self, position: usize) -> Line {
        let share: u64 = self.divisions.iter().map(|division| division.portions.share(position)).sum();
        let unit = &self.units[position];
        // A share is at most the amount, which is at most 2^53 − 1.
        Line { share: Fen(share as i64), available: available(unit.balance, unit.held) }
    }

    /// All lines, in the order of the input.
    pub fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        (0..self.units.len()).map(|position| self.line(position))
    }

    /// Positions of the input in place order: the order of tables and forms.
    pub fn place_order(&self) -> impl Iterator<Item = usize> + '_ {
        self.order.iter()
    }

    /// The lines of the selling organisations; empty unless the basis gives them a part.
    pub fn organisation_lines(&self) -> &[OrganisationLine] {
        &self.organisations
    }

    /// Sums over all lines.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for line in self.lines() {
            totals.add(line);
            totals.short_units += usize::from(line.shortfall() > Fen::ZERO);
        }
        for organisation in &self.organisations {
            totals.add(organisation.line);
        }
        totals
    }
}

impl Totals {
    fn add(&mut self, line: Line) {
        self.share.0 += line.share.0;
        self.pays.0 += line.pays().0;
        self.shortfall.0 += line.shortfall().0;
    }
}
