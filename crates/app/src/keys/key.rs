//! One key of the ring, and all that it does.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use chrono::NaiveDate;
use hmac::{Hmac, Mac};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const NONCE: usize = 12;
/// How many bytes of a fingerprint name a key.
const ID: usize = 4;

/// A key with what the file says of it.
#[derive(Clone)]
pub(super) struct RingKey {
    pub(super) began: Option<NaiveDate>,
    pub(super) secret: [u8; 32],
    /// What the database knows it by.
    pub(super) fingerprint: [u8; 32],
}

impl RingKey {
    /// `head` is the key for persons, which the fingerprint covers too.
    pub(super) fn new(head: &[u8; 32], secret: [u8; 32], began: Option<NaiveDate>) -> RingKey {
        let mut hash = Sha256::new();
        hash.update(b"anju server keys\0");
        hash.update(secret);
        hash.update(head);
        RingKey { began, secret, fingerprint: hash.finalize().into() }
    }

    /// Its name.
    pub(super) fn id(&self) -> String {
        self.fingerprint[..ID].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(super) fn seal(&self, owner: Uuid, place: &str, text: &str) -> Option<Vec<u8>> {
        let context = [owner.as_bytes().as_slice(), place.as_bytes()].concat();
        let nonce = self.mac(&[b"nonce", &context, text.as_bytes()]);
        let nonce: [u8; NONCE] = std::array::from_fn(|index| nonce[index]);
        let payload = Payload { msg: text.as_bytes(), aad: &context };
        let sealed = self.cipher().encrypt(&Nonce::from(nonce), payload).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    /// `None` if another key sealed it, or at another place.
    pub(super) fn open(&self, owner: Uuid, place: &str, sealed: &[u8]) -> Option<String> {
        let context = [owner.as_bytes().as_slice(), place.as_bytes()].concat();
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: &context };
        let text = self.cipher().decrypt(&Nonce::from(*nonce), payload).ok()?;
        String::from_utf8(text).ok()
    }

    pub(super) fn stamp(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        self.mac(&[b"stamp", purpose.as_bytes(), text])
    }

    pub(super) fn sign(&self, text: &[u8]) -> Option<Vec<u8>> {
        Some(self.signing_pair()?.sign(text).as_ref().to_vec())
    }

    pub(super) fn public_key(&self) -> Option<Vec<u8>> {
        Some(self.signing_pair()?.public_key().as_ref().to_vec())
    }

    pub(super) fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        self.public_key()
            .is_some_and(|key| UnparsedPublicKey::new(&ED25519, key).verify(text, signature).is_ok())
    }

    pub(super) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.secret, parts)
    }

    /// Made from the key itself, so that one file holds all that a backup needs.
    fn signing_pair(&self) -> Option<Ed25519KeyPair> {
        Ed25519KeyPair::from_seed_unchecked(&self.mac(&[b"audit heads"])).ok()
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(self.secret))
    }
}

/// Each part is preceded by its length, so that no two lists of parts give the same bytes.
pub(super) fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills a key up to the block of its hash with zeros.
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
