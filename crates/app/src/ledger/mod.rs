//! The ledger's desk: what comes in, what has to be looked at, what stands in the books (spec «Ledger»).

mod check;
mod incoming;
mod interest;
mod match_money;
mod receipt;
pub(crate) mod return_money;
mod statement;
mod task;

pub use check::ExportedHead;
pub use incoming::CreditNotice;

use crate::{Caller, Refusal, Scope};
use anju_domain::permission::Permission;
use uuid::Uuid;

/// The task about money that waits in suspense.
pub(crate) const SUSPENSE: &str = "suspense";

/// Whose books a caller reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Books {
    /// Those of one district.
    District(Uuid),
    /// All: an auditor's.
    All,
    /// Nobody's.
    None,
}

impl Books {
    /// The caller's.
    pub(crate) fn of(caller: &Caller) -> Books {
        match caller.scope {
            Scope::District(id) => Books::District(id),
            _ if caller.may(Permission::AuditVerify) => Books::All,
            _ => Books::None,
        }
    }

    /// Whether a district's records lie within them.
    pub(crate) fn hold(self, district_id: Uuid) -> bool {
        match self {
            Books::District(id) => id == district_id,
            Books::All => true,
            Books::None => false,
        }
    }
}

/// The caller's own district, which alone may change its books.
fn own_district(caller: &Caller, what: &str) -> Result<Uuid, Refusal> {
    match caller.scope {
        Scope::District(id) => Ok(id),
        _ => Err(Refusal::not_found(what)),
    }
}
