//! 改派: who is to work on a sheet, said by somebody who may say so.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks who of the caller's organisation could work on a sheet in its present state.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListAssigneesRequest {
    /// The sheet.
    pub sheet_id: Uuid,
}

/// Who could work on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListAssigneesResponse {
    /// The people, by name.
    pub people: Vec<Assignee>,
}

/// Somebody who could work on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Assignee {
    /// The user.
    pub user_id: Uuid,
    /// The person's name.
    pub display_name: String,
}

/// Gives a sheet to somebody, whoever works on it now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReassignRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Who is to work on it.
    pub to_user_id: Uuid,
    /// Why.
    pub reason: String,
}
