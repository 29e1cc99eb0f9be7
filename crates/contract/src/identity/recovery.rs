//! 忘记密码: a new password by a code on one's own phone (source 5 FAQ).

use super::CaptchaAnswer;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks for a code on the phone that stands in one's account.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct StartRecoveryRequest {
    /// The account's name.
    pub user_name: String,
    /// The phone in full: it has to be the account's.
    pub phone: String,
    /// The answer to a captcha.
    pub captcha: CaptchaAnswer,
    /// A name of the workstation.
    #[serde(default)]
    pub device: String,
}

/// A code is on its way, if the account has this phone; whether it has is not told.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct StartRecoveryResponse {
    /// What is being recovered, to be named with the code.
    pub recovery_id: Uuid,
    /// The phone, masked.
    pub sent_to: String,
    /// When the code ends.
    pub expires_at: DateTime<Utc>,
    /// After how many seconds another code may be asked for.
    pub again_after_s: u32,
}

/// Sets a new password by the code.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct FinishRecoveryRequest {
    /// What is being recovered.
    pub recovery_id: Uuid,
    /// The six digits of the short message.
    pub code: String,
    /// The password wanted.
    pub new_password: String,
}

/// The password is set, the account is open again, and every session of the user has ended.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct FinishRecoveryResponse {}

/// Asks for the short messages that no gateway has taken.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListMessagesRequest {}

/// Short messages, the newest first.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListMessagesResponse {
    /// The messages that have not ended, at most 50.
    pub messages: Vec<ShortMessage>,
}

/// One short message.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ShortMessage {
    /// The phone, masked.
    pub sent_to: String,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Until when what it says holds.
    pub expires_at: DateTime<Utc>,
}
