//! 显示: one masked number in full, for a minute (spec «roles», What each role sees).

use anju_domain::personal::PersonalField;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Whose number is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum RevealSubject {
    /// An owner of a unit.
    Owner {
        /// The unit.
        unit_id: Uuid,
        /// Which of its owners, from 1.
        ordinal: i32,
    },
    /// Who is paid for a withdrawal.
    Payee {
        /// The task sheet.
        sheet_id: Uuid,
    },
}

/// Asks for one number in full. Each look stands in the audit chain.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct RevealRequest {
    /// Whose number.
    pub subject: RevealSubject,
    /// Which number: `id_number`, `phone` or `account`.
    #[schema(value_type = String)]
    pub field: PersonalField,
}

/// The number. It is kept in memory only, and hidden again after `shown_s` seconds.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct RevealResponse {
    /// The number in full.
    pub text: String,
    /// For how many seconds it may be shown.
    pub shown_s: u32,
}
