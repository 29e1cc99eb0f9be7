//! The frozen allocation as bytes, so that the desktop that submits and the server that checks hash the same.
//!
//! Invariant: the text depends on the figures alone, not on the order of the input, the platform or the engine.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Allocation;

/// The first line. A change of the text is a new version.
const HEAD: &str = "anju allocation 1";

/// SHA-256 of the frozen text and of its first section, in lower-case hexadecimal. A submission carries them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationDigests {
    /// Of units, areas and shares: what a moved balance does not touch.
    pub shares: String,
    /// Of the same followed by what each pays.
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

impl Allocation<'_> {
    /// Writes the section of the shares: head, amount, basis, one line a unit in place order, one a selling
    /// organisation.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write_shares(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{HEAD}\namount {}\nbasis {}", self.amount().0, self.basis().code())?;
        for position in self.place_order() {
            let unit = &self.units[position];
            let [building, entrance, floor, room] = unit.place.path();
            let (id, area, share) = (unit.unit, unit.area.0, self.line(position).share.0);
            writeln!(out, "unit {id} {building}/{entrance}/{floor}/{room} {area} {share}")?;
        }
        for own in self.organisation_lines() {
            let id = self.selling_organisations[own.organisation as usize].organisation;
            writeln!(out, "organisation {id} {}", own.line.share.0)?;
        }
        Ok(())
    }

    /// Writes the section of the pays, which follows the shares: one line each, in the same order.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write_pays(&self, out: &mut impl Write) -> io::Result<()> {
        let units = self.place_order().map(|position| self.line(position));
        for line in units.chain(self.organisation_lines().iter().map(|own| own.line)) {
            writeln!(out, "pays {}", line.pays().0)?;
        }
        Ok(())
    }

    /// The digests that a submission carries.
    pub fn digests(&self) -> AllocationDigests {
        const INFALLIBLE: &str = "writing to memory does not fail";
        let mut text = Vec::new();
        self.write_shares(&mut text).expect(INFALLIBLE);
        let mut hasher = Sha256::new_with_prefix(&text);
        let shares = hexadecimal(&hasher.clone().finalize());
        text.clear();
        self.write_pays(&mut text).expect(INFALLIBLE);
        hasher.update(&text);
        AllocationDigests { shares, shares_and_pays: hexadecimal(&hasher.finalize()) }
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
