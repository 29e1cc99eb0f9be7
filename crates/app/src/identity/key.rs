//! 密钥: signing in with a key, and its first use (source 4 §3). The server holds the public half only.

use super::limits::Source;
use super::sign_in::{Captcha, wrong};
use crate::{App, Refusal};
use anju_contract::identity::{
    ConfirmKeyRequest, ConfirmKeyResponse, KeyChallengeRequest, KeyChallengeResponse, KeySignature,
    SignInResponse, SignInWithKeyRequest,
};
use anju_domain::identity::{KeyState, key_statement, read_key_number};
use anju_store::identity as accounts;
use anju_store::identity::key::{self as store, SigningKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::TimeDelta;
use rand::Rng as _;
use ring::signature::{ED25519, UnparsedPublicKey};
use uuid::Uuid;

/// How long a challenge is good: a person types a password meanwhile.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);
/// Bytes of an Ed25519 public key.
const PUBLIC: usize = 32;

impl App {
    /// Gives something to sign. Whether the certificate number exists is not told.
    pub async fn key_challenge(
        &self,
        source: &Source,
        request: KeyChallengeRequest,
    ) -> Result<KeyChallengeResponse, Refusal> {
        let now = self.clock.now();
        self.limits.knock(source, now)?;
        let number = read_key_number(&request.certificate_number);
        let (challenge_id, expires_at) = (Uuid::new_v4(), now + GOOD_FOR);
        let mut nonce = [0u8; 32];
        rand::rng().fill_bytes(&mut nonce);
        let added = self.store.write(move |tx| {
            let number = number.clone();
            Box::pin(
                async move { store::add_challenge(tx, challenge_id, &number, nonce, expires_at, now).await },
            )
        });
        added.await?;
        Ok(KeyChallengeResponse { challenge_id, nonce: BASE64.encode(nonce), expires_at })
    }

    /// Confirms a key by certificate number, password and random code, and takes its public half.
    pub async fn confirm_key(
        &self,
        source: &Source,
        request: ConfirmKeyRequest,
    ) -> Result<ConfirmKeyResponse, Refusal> {
        let number = read_key_number(&request.certificate_number);
        self.limits.knock(source, self.clock.now())?;
        self.check_captcha(Some(request.captcha)).await?;
        let public = BASE64.decode(&request.public_key).ok().filter(|key| key.len() == PUBLIC);
        let public = public.ok_or_else(unsigned)?;
        self.check_signature(&number, &public, &request.signed).await?;
        let key = store::find(&self.store, &number).await?;
        let key = key.filter(|key| key.state == KeyState::Issued);
        let name = self.holder(key.as_ref(), &number).await?;
        self.right_password(source, &name, request.password, Captcha::Passed).await?;
        let now = self.clock.now();
        let confirmed = self.store.write(move |tx| {
            let (number, public) = (number.clone(), public.clone());
            Box::pin(async move { store::confirm(tx, &number, &public, now).await })
        });
        if confirmed.await? { Ok(ConfirmKeyResponse {}) } else { Err(wrong(false)) }
    }

    /// Opens a session by a key and the password.
    pub async fn sign_in_with_key(
        &self,
        source: &Source,
        request: SignInWithKeyRequest,
    ) -> Result<SignInResponse, Refusal> {
        let number = read_key_number(&request.certificate_number);
        self.limits.knock(source, self.clock.now())?;
        let key = store::find(&self.store, &number).await?;
        let active = key.filter(|key| key.state == KeyState::Active);
        let public = active.as_ref().and_then(|key| key.public_key.clone()).ok_or_else(unsigned)?;
        self.check_signature(&number, &public, &request.signed).await?;
        let name = self.holder(active.as_ref(), &number).await?;
        let captcha = Captcha::Given(request.captcha);
        let user = self.right_password(source, &name, request.password, captcha).await?;
        self.open_session(user, &request.device).await
    }

    /// The account's name of a key's holder; the number itself, which is no account's name, if there is none.
    async fn holder(&self, key: Option<&SigningKey>, number: &str) -> Result<String, Refusal> {
        let Some(key) = key else { return Ok(number.to_owned()) };
        let user = accounts::user_by_id(&self.store, key.user_id).await?;
        Ok(user.map_or_else(|| number.to_owned(), |user| user.user_name))
    }

    /// Uses the challenge up and checks that this key has signed it.
    async fn check_signature(
        &self,
        number: &str,
        public: &[u8],
        signed: &KeySignature,
    ) -> Result<(), Refusal> {
        let (id, now) = (signed.challenge_id, self.clock.now());
        let taken = self.store.write(move |tx| Box::pin(store::take_challenge(tx, id, now))).await?;
        let (of, nonce) = taken.ok_or_else(unsigned)?;
        let signature = BASE64.decode(&signed.signature).map_err(|_| unsigned())?;
        let statement = key_statement(number, &nonce);
        let valid = UnparsedPublicKey::new(&ED25519, public).verify(&statement, &signature).is_ok();
        if valid && of == number { Ok(()) } else { Err(unsigned()) }
    }
}

fn unsigned() -> Refusal {
    Refusal::sign_in(
        "key.not_accepted",
        "密钥没有通过验证，可能未经确认、已注销，或不是这个证书编号的密钥。请核对证书编号后重试，或联系系统管理员。",
    )
}
