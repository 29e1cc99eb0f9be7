//! 密钥: a company's user signs in with a key and its password (source 4 §3).

use super::CaptchaAnswer;
use anju_domain::identity::KeyState;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Gives a user a key: its certificate number. The key itself is made at its first use.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct IssueKeyRequest {
    /// The user.
    pub user_id: Uuid,
}

/// The key that was issued.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct IssueKeyResponse {
    /// 证书编号, to be handed to the person.
    pub certificate_number: String,
}

/// Ends a key: lost, or its holder has left.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct RevokeKeyRequest {
    /// 证书编号
    pub certificate_number: String,
}

/// The key opens nothing any more, and the sessions of its holder have ended.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct RevokeKeyResponse {}

/// Asks for the keys of a user.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListKeysRequest {
    /// The user.
    pub user_id: Uuid,
}

/// The keys of a user, the newest first.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListKeysResponse {
    /// The keys, at most 50.
    pub keys: Vec<KeyRow>,
}

/// One key, as the administrator sees it.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct KeyRow {
    /// 证书编号
    pub certificate_number: String,
    /// `issued`, `active` or `revoked`.
    #[schema(value_type = String)]
    pub state: KeyState,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When its holder confirmed it.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When it was ended.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Asks for something to sign.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct KeyChallengeRequest {
    /// 证书编号
    pub certificate_number: String,
}

/// What has to be signed, good for one try.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct KeyChallengeResponse {
    /// The challenge, to be named with its signature.
    pub challenge_id: Uuid,
    /// Random bytes, base64.
    pub nonce: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A signature of a challenge.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct KeySignature {
    /// The challenge.
    pub challenge_id: Uuid,
    /// The Ed25519 signature of `anju_domain::identity::key_statement`, base64.
    pub signature: String,
}

/// 维修资金网上业务经办人信息确认: the first use of a key, by certificate number, password and random code.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ConfirmKeyRequest {
    /// 证书编号
    pub certificate_number: String,
    /// 登录密码
    pub password: String,
    /// 随机验证码
    pub captcha: CaptchaAnswer,
    /// The public half: 32 bytes, base64.
    pub public_key: String,
    /// Proof of the private half.
    pub signed: KeySignature,
    /// A name of the workstation.
    #[serde(default)]
    pub device: String,
}

/// The key is in use from now on.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ConfirmKeyResponse {}

/// Signs in with a key and the password.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignInWithKeyRequest {
    /// 证书编号
    pub certificate_number: String,
    /// The password of the account.
    pub password: String,
    /// Proof of the key.
    pub signed: KeySignature,
    /// A name of the workstation.
    #[serde(default)]
    pub device: String,
    /// The answer to a captcha, where one is asked for.
    #[serde(default)]
    pub captcha: Option<CaptchaAnswer>,
}
