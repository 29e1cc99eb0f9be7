//! 密钥 on this machine: the private half lies in the key store and never leaves it but to sign (source 4 §3).

use crate::keys::Secret;
use crate::session::blocking;
use crate::sign_in::Earlier;
use crate::{Client, ClientError};
use anju_contract::commands::{ConfirmKey, KeyChallenge, SignInWithKey};
use anju_contract::identity::{
    CaptchaAnswer, ConfirmKeyRequest, KeyChallengeRequest, KeyChallengeResponse, KeySignature,
    SignInResponse, SignInWithKeyRequest,
};
use anju_domain::identity::{key_statement, read_key_number};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

/// The most keys that one machine remembers: the list has to fit into one entry of the key store.
const MOST: usize = 20;

/// What a person types to use a key.
#[derive(Deserialize)]
pub(crate) struct KeyEntry {
    certificate_number: String,
    password: Zeroizing<String>,
    #[serde(default)]
    captcha: Option<CaptchaAnswer>,
}

/// A key that is here.
#[derive(Clone, Serialize, Deserialize)]
struct Held {
    number: String,
    /// The account that it opened last; empty before the first sign-in. Without the server the desk is found by it.
    user_name: String,
}

impl Client {
    /// The certificate numbers of the keys on this machine, the one used last first.
    pub(crate) async fn key_numbers(&self) -> Result<Vec<String>, ClientError> {
        Ok(self.held().await?.into_iter().map(|held| held.number).collect())
    }

    /// The first use of a key: makes the pair here and tells the server its public half.
    pub(crate) async fn confirm_key(&self, entry: KeyEntry) -> Result<Value, ClientError> {
        let number = read_key_number(&entry.certificate_number);
        let captcha = entry.captcha.ok_or(ClientError::Unreadable)?;
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
            .map_err(|_| ClientError::Internal("signing key"))?;
        let pair = pair(document.as_ref())?;
        let signed = self.sign(&number, &pair).await?;
        let request = ConfirmKeyRequest {
            certificate_number: number.clone(),
            password: entry.password.to_string(),
            captcha,
            public_key: BASE64.encode(pair.public_key().as_ref()),
            signed,
            device: self.options.device.clone(),
        };
        // Kept first: if the answer is lost, the server may have taken the public half all the same.
        let before = self.private(&number).await?;
        self.keep_private(&number, document.as_ref()).await?;
        let answered = self.public::<ConfirmKey>(serde_json::to_value(&request)?).await;
        if let Err(ClientError::Refused(_)) = &answered {
            match before {
                Some(before) => self.keep_private(&number, &before).await?,
                None => self.forget_private(&number).await?,
            }
        }
        let answer = answered?;
        self.note_held(Held { number, user_name: String::new() }).await?;
        Ok(answer)
    }

    /// Signs in with a key and the password; without the server, opens the desk that this key opened last.
    pub(crate) async fn sign_in_with_key(&self, entry: KeyEntry) -> Result<Value, ClientError> {
        let number = read_key_number(&entry.certificate_number);
        let private = self.private(&number).await?.ok_or(ClientError::KeyNotHere)?;
        let pair = pair(&private)?;
        let signed = match self.sign(&number, &pair).await {
            Err(ClientError::Unreachable) => {
                let held = self.held().await?.into_iter().find(|held| held.number == number);
                let user_name = held.map(|held| held.user_name).unwrap_or_default();
                return self.sign_in_offline(&user_name, entry.password).await;
            }
            signed => signed?,
        };
        let request = SignInWithKeyRequest {
            certificate_number: number.clone(),
            password: entry.password.to_string(),
            signed,
            device: self.options.device.clone(),
            captcha: entry.captcha,
        };
        let answer = self.public::<SignInWithKey>(serde_json::to_value(&request)?).await?;
        let response: SignInResponse = serde_json::from_value(answer)?;
        let user_name = response.me.user_name.clone();
        self.note_held(Held { number, user_name: user_name.clone() }).await?;
        self.enter(user_name, entry.password, response, Earlier::Unknown).await
    }

    async fn sign(&self, number: &str, pair: &Ed25519KeyPair) -> Result<KeySignature, ClientError> {
        let request = KeyChallengeRequest { certificate_number: number.to_owned() };
        let answer = self.public::<KeyChallenge>(serde_json::to_value(&request)?).await?;
        let challenge: KeyChallengeResponse = serde_json::from_value(answer)?;
        let nonce = BASE64.decode(&challenge.nonce).map_err(|_| ClientError::Unreachable)?;
        let signature = pair.sign(&key_statement(number, &nonce));
        Ok(KeySignature {
            challenge_id: challenge.challenge_id,
            signature: BASE64.encode(signature.as_ref()),
        })
    }

    async fn private(&self, number: &str) -> Result<Option<Zeroizing<Vec<u8>>>, ClientError> {
        let (keys, name) = (self.keys.clone(), self.key_name(Secret::SigningKey, number));
        Ok(blocking(move || keys.get(&name)).await??)
    }

    async fn keep_private(&self, number: &str, document: &[u8]) -> Result<(), ClientError> {
        let (keys, name) = (self.keys.clone(), self.key_name(Secret::SigningKey, number));
        let document = Zeroizing::new(document.to_vec());
        Ok(blocking(move || keys.set(&name, &document)).await??)
    }

    async fn forget_private(&self, number: &str) -> Result<(), ClientError> {
        let (keys, name) = (self.keys.clone(), self.key_name(Secret::SigningKey, number));
        Ok(blocking(move || keys.remove(&name)).await??)
    }

    async fn held(&self) -> Result<Vec<Held>, ClientError> {
        let (keys, name) = (self.keys.clone(), self.key_name(Secret::SigningKeys, ""));
        let kept = blocking(move || keys.get(&name)).await??;
        Ok(kept.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default())
    }

    /// Puts a key first in the list.
    async fn note_held(&self, first: Held) -> Result<(), ClientError> {
        let mut list = self.held().await?;
        list.retain(|held| held.number != first.number);
        list.insert(0, first);
        list.truncate(MOST);
        let (keys, name) = (self.keys.clone(), self.key_name(Secret::SigningKeys, ""));
        let text = serde_json::to_vec(&list)?;
        Ok(blocking(move || keys.set(&name, &text)).await??)
    }
}

fn pair(document: &[u8]) -> Result<Ed25519KeyPair, ClientError> {
    Ed25519KeyPair::from_pkcs8(document).map_err(|_| ClientError::Damaged)
}
