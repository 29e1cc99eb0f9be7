//! 分摊范围: which units take part (source 4 §4.2.1 ④–⑨).
//!
//! Invariant: a unit takes part if it is saved *and* its building's box is ticked. The units of ticked buildings are the
//! benefiting scope: those that do not take part are left out for a reason, which is printed, and still vote.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

/// A unit of the community, as the grid knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelectableUnit<'a> {
    /// The unit.
    pub unit: Uuid,
    /// Its building.
    pub building: Uuid,
    /// 批量保存房屋: its card is yellow.
    pub saved: bool,
    /// Why it is left out, as typed; empty where nobody said so.
    pub exclusion_reason: &'a str,
}

/// Which units take part, and what is odd about the selection. Units and buildings keep the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The units that take part.
    pub taking_part: Vec<Uuid>,
    /// Units of ticked buildings that do not take part and carry no reason: refused at submission.
    pub left_out_without_reason: Vec<Uuid>,
    /// Ticked buildings none of whose units is saved: refused at submission.
    pub ticked_without_units: Vec<Uuid>,
    /// Saved units whose building is not ticked: pointed out, because somebody may have forgotten the box.
    pub saved_in_unticked: Vec<Uuid>,
}

/// Which units take part.
pub fn select(ticked_buildings: &[Uuid], units: &[SelectableUnit<'_>]) -> Selection {
    let ticked: HashSet<Uuid> = ticked_buildings.iter().copied().collect();
    let mut saved_in: HashMap<Uuid, usize> = HashMap::new();
    let mut selection = Selection::default();
    for unit in units {
        *saved_in.entry(unit.building).or_default() += usize::from(unit.saved);
        match (ticked.contains(&unit.building), unit.saved) {
            (true, true) => selection.taking_part.push(unit.unit),
            (true, false) if unit.exclusion_reason.trim().is_empty() => {
                selection.left_out_without_reason.push(unit.unit);
            }
            (false, true) => selection.saved_in_unticked.push(unit.unit),
            (true | false, false) => {}
        }
    }
    let nothing_saved = |building: &&Uuid| saved_in.get(building).copied().unwrap_or(0) == 0;
    selection.ticked_without_units = ticked_buildings.iter().filter(nothing_saved).copied().collect();
    selection
}
