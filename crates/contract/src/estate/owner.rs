//! The owners of one unit, with their numbers masked.

use anju_domain::estate::IdKind;
use anju_domain::personal::PersonalField;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks for the owners of a unit within one's scope.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListOwnersRequest {
    /// The unit.
    pub unit_id: Uuid,
}

/// The owners, in the order of the unit table.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListOwnersResponse {
    /// The owners, at most 50.
    pub owners: Vec<OwnerView>,
}

/// One owner.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct OwnerView {
    /// Which of the unit's owners, from 1.
    pub ordinal: i32,
    /// The name; masked where the reader's role says so.
    pub name: String,
    /// 证件类型; null for the developer of an unsold unit, who has none on record.
    #[schema(value_type = Option<String>)]
    pub id_kind: Option<IdKind>,
    /// 证件号码, masked; empty without one.
    pub id_number_masked: String,
    /// 联系电话, masked; empty without one.
    pub phone_masked: String,
    /// The numbers that the reader may look at in full.
    #[schema(value_type = Vec<String>)]
    pub revealable: Vec<PersonalField>,
}
