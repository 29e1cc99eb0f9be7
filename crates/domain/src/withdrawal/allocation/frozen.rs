//! The frozen allocation as bytes, so that the desktop that submits and the server that checks hash the same.
//!
//! Invariant: the text depends on the figures alone, not on the order of the input, the platform or the engine.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Allocation, ScopeUnit, SellingOrganisation};

/// The first line. A change of the text is a new version.
const HEAD: &str = "anju allocation 1";

/// What the text contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Units, areas and shares: what a moved balance does not touch.
    Shares,
    /// The same with what each pays.
    SharesAndPays,
}

/// SHA-256 of both texts, in lower-case hexadecimal. A submission carries them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationDigests {
    /// Of units, areas and shares.
    pub shares: String,
    /// Of units, areas, shares and pays.
    pub shares_and_pays: String,
}

/// How the allocation that a person saw relates to the one computed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The figures are those that the person saw.
    Equal,
    /// Only pays differ: a balance moved. A conflict that one key accepts.
    PaysDiffer,
    /// Units, areas or shares differ. A conflict that shows both tables.
    SharesDiffer,
}

impl AllocationDigests {
    /// Compares what was seen with what was computed now.
    pub fn compare(&self, now: &AllocationDigests) -> Comparison {
        if self.shares != now.shares {
            Comparison::SharesDiffer
        } else if self.shares_and_pays != now.shares_and_pays {
            Comparison::PaysDiffer
        } else {
            Comparison::Equal
        }
    }
}

impl Allocation {
    /// Writes the canonical text: head, amount, basis, one line a unit in place order, one a selling organisation.
    ///
    /// # Errors
    /// Only those of `out`.
    ///
    /// # Panics
    /// If `units` or `organisations` are not those that were allocated to.
    pub fn write_frozen(
        &self,
        detail: Detail,
        units: &[ScopeUnit<'_>],
        organisations: &[SellingOrganisation],
        out: &mut impl Write,
    ) -> io::Result<()> {
        assert_eq!(units.len(), self.units(), "the frozen text needs the units that were allocated to");
        writeln!(out, "{HEAD}\namount {}\nbasis {}", self.amount().0, self.basis().code())?;
        for position in self.place_order() {
            let (unit, line) = (&units[position], self.line(position));
            let [building, entrance, floor, room] = unit.place;
            let (id, area, share) = (unit.unit, unit.area.0, line.share.0);
            write!(out, "unit {id} {building}/{entrance}/{floor}/{room} {area} {share}")?;
            write_pays(detail, line.pays().0, out)?;
        }
        for own in self.organisation_lines() {
            let id = organisations[own.organisation as usize].organisation;
            write!(out, "organisation {id} {}", own.line.share.0)?;
            write_pays(detail, own.line.pays().0, out)?;
        }
        Ok(())
    }

    /// The digests that a submission carries.
    ///
    /// # Panics
    /// As [`Allocation::write_frozen`].
    pub fn digests(
        &self,
        units: &[ScopeUnit<'_>],
        organisations: &[SellingOrganisation],
    ) -> AllocationDigests {
        let digest = |detail| {
            let mut text = Vec::new();
            self.write_frozen(detail, units, organisations, &mut text)
                .expect("writing to memory does not fail");
            Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect()
        };
        AllocationDigests { shares: digest(Detail::Shares), shares_and_pays: digest(Detail::SharesAndPays) }
    }
}

fn write_pays(detail: Detail, pays: i64, out: &mut impl Write) -> io::Result<()> {
    match detail {
        Detail::Shares => writeln!(out),
        Detail::SharesAndPays => writeln!(out, " {pays}"),
    }
}
