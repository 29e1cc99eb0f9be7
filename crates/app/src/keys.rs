//! The server's own keys: one seals numbers of documents and phones, one makes the head key that counts a person once
//! in a vote without saying who it is.
//!
//! Invariant: the same number at the same place is sealed to the same bytes, so that an import that is run again
//! changes nothing; nowhere else do equal numbers look equal.

use crate::Refusal;
use anju_store::{Store, StoreError, server_key};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::{Hmac, Mac};
use rand::Rng;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const NONCE: usize = 12;

/// The keys. Written to one file that only the server's user can read; never to the database or a log.
#[derive(Clone, Serialize, Deserialize)]
pub struct Keys {
    seal: [u8; 32],
    head: [u8; 32],
}

impl Keys {
    /// New keys, for a server's first start.
    pub fn random() -> Keys {
        let mut keys = Keys { seal: [0; 32], head: [0; 32] };
        rand::rng().fill_bytes(&mut keys.seal);
        rand::rng().fill_bytes(&mut keys.head);
        keys
    }

    /// The keys fit what the database holds: the first keys that it meets are the ones it keeps to.
    pub async fn fit(&self, store: &Store) -> Result<bool, StoreError> {
        let mut hash = Sha256::new();
        hash.update(b"anju server keys\0");
        hash.update(self.seal);
        hash.update(self.head);
        let fingerprint: [u8; 32] = hash.finalize().into();
        Ok(server_key::keep(store, "personal_data", fingerprint).await? == fingerprint)
    }

    /// Seals a text that belongs to `owner` of a unit. The nonce is made from key, place and text.
    pub(crate) fn seal(&self, unit_id: Uuid, place: &str, text: &str) -> Result<Vec<u8>, Refusal> {
        let context = [unit_id.as_bytes().as_slice(), place.as_bytes()].concat();
        let nonce = self.mac(&self.seal, &[b"nonce", &context, text.as_bytes()]);
        let nonce: [u8; NONCE] = std::array::from_fn(|index| nonce[index]);
        let payload = Payload { msg: text.as_bytes(), aad: &context };
        let sealed = self
            .cipher()
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| StoreError::Corrupt("personal data to seal"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Keys::seal`] sealed at the same place.
    pub fn open(&self, unit_id: Uuid, place: &str, sealed: &[u8]) -> Result<String, StoreError> {
        let damaged = StoreError::Corrupt("sealed personal data");
        let context = [unit_id.as_bytes().as_slice(), place.as_bytes()].concat();
        let Some((nonce, sealed)) = sealed.split_first_chunk::<NONCE>() else {
            return Err(damaged);
        };
        let payload = Payload { msg: sealed, aad: &context };
        match self.cipher().decrypt(&Nonce::from(*nonce), payload) {
            Ok(text) => String::from_utf8(text).map_err(|_| damaged),
            Err(_) => Err(damaged),
        }
    }

    /// The key under which a person's units are counted as one head.
    pub(crate) fn head_key(&self, id_kind: &str, id_number: &str) -> [u8; 32] {
        self.mac(&self.head, &[id_kind.as_bytes(), id_number.as_bytes()])
    }

    /// What is kept of a short secret: without the server's key it could be guessed from its hash.
    pub(crate) fn code_hash(&self, id: Uuid, code: &str) -> [u8; 32] {
        self.mac(&self.seal, &[b"code", id.as_bytes(), code.as_bytes()])
    }

    /// What stands for an account's name where it must not be read.
    pub(crate) fn name_key(&self, name: &str) -> [u8; 32] {
        self.mac(&self.seal, &[b"name", name.as_bytes()])
    }

    /// The server's half of the key that opens a desk again without its password. It is made from the session, so it
    /// needs no storage, and nobody gets it whose session has ended.
    pub(crate) fn desk_half(&self, session_id: Uuid) -> [u8; 32] {
        self.mac(&self.seal, &[b"desk half", session_id.as_bytes()])
    }

    /// Proves that this server wrote a text that it gave out for this purpose.
    pub(crate) fn stamp(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        self.mac(&self.seal, &[b"stamp", purpose.as_bytes(), text])
    }

    /// The server's signature of a text.
    pub(crate) fn sign(&self, text: &[u8]) -> Result<Vec<u8>, StoreError> {
        Ok(self.signing_pair()?.sign(text).as_ref().to_vec())
    }

    /// The key that checks the server's signatures.
    pub(crate) fn public_key(&self) -> Result<Vec<u8>, StoreError> {
        Ok(self.signing_pair()?.public_key().as_ref().to_vec())
    }

    /// Whether a signature of a text is the server's.
    pub(crate) fn has_signed(&self, text: &[u8], signature: &[u8]) -> Result<bool, StoreError> {
        let key = UnparsedPublicKey::new(&ED25519, self.public_key()?);
        Ok(key.verify(text, signature).is_ok())
    }

    /// Made from the sealing key, so that one file holds all that a backup needs.
    fn signing_pair(&self) -> Result<Ed25519KeyPair, StoreError> {
        let seed = self.mac(&self.seal, &[b"audit heads"]);
        Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| StoreError::Corrupt("signing key"))
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(self.seal))
    }

    /// Each part is preceded by its length, so that no two lists of parts give the same bytes.
    fn mac(&self, key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
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
}

#[cfg(test)]
mod tests {
    use super::Keys;
    use uuid::Uuid;

    const KEYS: Keys = Keys { seal: [1; 32], head: [2; 32] };

    #[test]
    fn what_is_sealed_opens_only_at_its_place_and_with_its_key() {
        let unit = Uuid::from_u128(1);
        let sealed = KEYS.seal(unit, "id_number.1", "110105198707018327").expect("sealed");
        assert_eq!(KEYS.open(unit, "id_number.1", &sealed).expect("opened"), "110105198707018327");
        assert!(KEYS.open(unit, "id_number.2", &sealed).is_err());
        assert!(KEYS.open(Uuid::from_u128(2), "id_number.1", &sealed).is_err());
        assert!(Keys { seal: [3; 32], ..KEYS }.open(unit, "id_number.1", &sealed).is_err());
        assert!(!sealed.windows(6).any(|window| window == b"110105"));
    }

    #[test]
    fn the_same_again_is_the_same_bytes_and_elsewhere_others() {
        let seal = |unit, text| KEYS.seal(Uuid::from_u128(unit), "phone.1", text).expect("sealed");
        assert_eq!(seal(1, "13800001234"), seal(1, "13800001234"));
        assert_ne!(seal(1, "13800001234"), seal(2, "13800001234"));
        assert_ne!(seal(1, "13800001234")[..12], seal(1, "13800001235")[..12]);
    }

    #[test]
    fn a_signature_is_of_one_text_and_one_key() {
        let signature = KEYS.sign(b"head").expect("signed");
        assert!(KEYS.has_signed(b"head", &signature).expect("checked"));
        assert!(!KEYS.has_signed(b"hand", &signature).expect("checked"));
        let other = Keys { seal: [3; 32], ..KEYS };
        assert!(!other.has_signed(b"head", &signature).expect("checked"));
    }

    #[test]
    fn one_person_has_one_head_key() {
        assert_eq!(KEYS.head_key("resident_id", "1"), KEYS.head_key("resident_id", "1"));
        assert_ne!(KEYS.head_key("resident_id", "1"), KEYS.head_key("passport", "1"));
    }
}
