//! The owners of one unit. Numbers in full stay sealed; only the server's keys open them.

use crate::{Row, Store, StoreError, args, statements};
use uuid::Uuid;

statements! {
    OF_UNIT = "SELECT o.ordinal, o.name, o.id_kind, o.id_number_sealed, o.id_number_masked, o.phone_sealed,
               o.phone_masked FROM unit_owner o WHERE o.unit_id = $1 ORDER BY o.ordinal LIMIT 50";
    COMMUNITY = "SELECT community_id FROM unit WHERE id = $1";
}

/// An owner as stored.
#[derive(Clone)]
pub struct OwnerRecord {
    /// Which of the unit's owners, from 1.
    pub ordinal: i32,
    /// The name in full.
    pub name: String,
    /// The code of the document's kind.
    pub id_kind: String,
    /// The document's number, sealed.
    pub id_number_sealed: Option<Vec<u8>>,
    /// The document's number, masked.
    pub id_number_masked: String,
    /// The phone, sealed.
    pub phone_sealed: Option<Vec<u8>>,
    /// The phone, masked.
    pub phone_masked: String,
}

fn owner(row: &Row) -> Result<OwnerRecord, StoreError> {
    Ok(OwnerRecord {
        ordinal: super::unit::ordinal(row, "ordinal")?,
        name: row.get("name")?,
        id_kind: row.get("id_kind")?,
        id_number_sealed: row.get("id_number_sealed")?,
        id_number_masked: row.get("id_number_masked")?,
        phone_sealed: row.get("phone_sealed")?,
        phone_masked: row.get("phone_masked")?,
    })
}

/// The owners of a unit, in the order of the unit table.
pub async fn of_unit(store: &Store, unit_id: Uuid) -> Result<Vec<OwnerRecord>, StoreError> {
    store.all(OF_UNIT, args![unit_id]).await?.iter().map(owner).collect()
}

/// The community that a unit stands in.
pub async fn community_of(store: &Store, unit_id: Uuid) -> Result<Option<Uuid>, StoreError> {
    store.opt(COMMUNITY, args![unit_id]).await?.map(|row| row.get("community_id")).transpose()
}
