//! 验证码: a picture of letters that a program reads badly, against passwords being tried by machines.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks for a picture.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CaptchaRequest {}

/// A picture, good for one try.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CaptchaResponse {
    /// The captcha, to be named with its answer.
    pub captcha_id: Uuid,
    /// The picture: PNG, base64.
    pub image: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// What somebody reads in a picture.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CaptchaAnswer {
    /// The captcha.
    pub captcha_id: Uuid,
    /// The letters and digits, case-insensitive.
    pub text: String,
}
