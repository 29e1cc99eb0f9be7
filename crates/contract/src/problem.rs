//! A refusal, as the wire carries it: a code for programs, a sentence for people, the field it concerns.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a command was refused (RFC 9457, with the members that the screens need).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The code that programs switch on, such as `version.stale`.
    pub code: String,
    /// What happened, why, and what to do next, in Chinese.
    pub message: String,
    /// What is wrong with single fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// What the screen needs to show a difference, such as both versions of a conflict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<serde_json::Value>,
    /// The number under which the server logged the request.
    #[serde(default)]
    pub request_id: String,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// The path of the field in the request, such as `draft.payee_account`.
    pub field: String,
    /// The code that programs switch on.
    pub code: String,
    /// The sentence beside the field, in Chinese.
    pub message: String,
}
