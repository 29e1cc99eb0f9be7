//! The desk's key, wrapped: it opens with the password and the key store's secret together, with neither alone
//! (spec «roles», sign-in, offline).
//!
//! Opening the wrap is the check of an offline password; nothing else of the password is kept.

use crate::ClientError;
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use rand::Rng as _;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Bytes of every key here.
pub(crate) const KEY: usize = 32;

/// The cost of trying one password: memory in KiB and passes (OWASP's second choice for argon2id).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// What the wrap binds besides the key, so that no other sealed thing can stand in its place.
const LABEL: &[u8] = b"anju desk key v1";

/// 32 secret bytes, forgotten when dropped.
pub(crate) type Key = Zeroizing<[u8; KEY]>;

/// A key that nobody had before.
pub(crate) fn new_key() -> Key {
    let mut key = Zeroizing::new([0; KEY]);
    rand::rng().fill_bytes(&mut *key);
    key
}

/// The wrapped key as it stands in its file.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Wrap {
    version: u32,
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    sealed: String,
}

impl Wrap {
    /// Wraps a key. Costs about a tenth of a second on purpose.
    pub(crate) fn seal(key: &Key, password: &str, secret: &[u8]) -> Result<Wrap, ClientError> {
        let (mut salt, mut nonce) = ([0u8; 16], [0u8; NONCE_LEN]);
        rand::rng().fill_bytes(&mut salt);
        rand::rng().fill_bytes(&mut nonce);
        let wrapping = wrapping_key(password, secret, &salt, MEMORY_KIB, PASSES)?;
        let mut sealed = key.to_vec();
        wrapping
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(LABEL), &mut sealed)
            .map_err(|_| ClientError::Internal("seal"))?;
        Ok(Wrap {
            version: 1,
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            salt: BASE64.encode(salt),
            nonce: BASE64.encode(nonce),
            sealed: BASE64.encode(sealed),
        })
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`ClientError::WrongPassword`] if password and secret do not open it together.
    pub(crate) fn open(&self, password: &str, secret: &[u8]) -> Result<Key, ClientError> {
        let salt = BASE64.decode(&self.salt).map_err(|_| ClientError::Damaged)?;
        let nonce = BASE64.decode(&self.nonce).map_err(|_| ClientError::Damaged)?;
        let nonce = Nonce::try_assume_unique_for_key(&nonce).map_err(|_| ClientError::Damaged)?;
        let mut sealed = Zeroizing::new(BASE64.decode(&self.sealed).map_err(|_| ClientError::Damaged)?);
        let wrapping = wrapping_key(password, secret, &salt, self.memory_kib, self.passes)?;
        let opened = wrapping
            .open_in_place(nonce, Aad::from(LABEL), &mut sealed)
            .map_err(|_| ClientError::WrongPassword)?;
        let key: [u8; KEY] = (&*opened).try_into().map_err(|_| ClientError::Damaged)?;
        Ok(Zeroizing::new(key))
    }
}

/// The desk's key once more, for the time of one session: it opens with the key store's secret and the half that the
/// server gives to that session alone. It spares the password after the program was started again, never the server.
#[derive(Serialize, Deserialize)]
pub(crate) struct SessionWrap {
    key: Sealed,
}

/// What a session's wrap binds besides the key.
const SESSION_LABEL: &[u8] = b"anju desk key of a session v1";

impl SessionWrap {
    /// Wraps a key with both halves, each of which is random already.
    pub(crate) fn seal(key: &Key, half: &[u8], secret: &[u8]) -> Result<SessionWrap, ClientError> {
        let wrapping = derive(secret, half, b"session wrap")?;
        Ok(SessionWrap { key: Sealed::seal(&wrapping, SESSION_LABEL, &key[..])? })
    }

    /// Opens it; `None` if it is of another session.
    pub(crate) fn open(&self, half: &[u8], secret: &[u8]) -> Result<Option<Key>, ClientError> {
        let wrapping = derive(secret, half, b"session wrap")?;
        let opened = self.key.open(&wrapping, SESSION_LABEL);
        Ok(opened.and_then(|key| <[u8; KEY]>::try_from(key.as_slice()).ok()).map(Zeroizing::new))
    }
}

/// Bytes sealed by a random key.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Sealed {
    nonce: String,
    sealed: String,
}

impl Sealed {
    /// Seals bytes; `label` says what they are.
    pub(crate) fn seal(key: &Key, label: &[u8], bytes: &[u8]) -> Result<Sealed, ClientError> {
        let mut nonce = [0u8; NONCE_LEN];
        rand::rng().fill_bytes(&mut nonce);
        let mut sealed = bytes.to_vec();
        cipher(key)?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(label), &mut sealed)
            .map_err(|_| ClientError::Internal("seal"))?;
        Ok(Sealed { nonce: BASE64.encode(nonce), sealed: BASE64.encode(sealed) })
    }

    /// Opens them; `None` if this key did not seal them as this.
    pub(crate) fn open(&self, key: &Key, label: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let nonce = Nonce::try_assume_unique_for_key(&BASE64.decode(&self.nonce).ok()?).ok()?;
        let mut sealed = Zeroizing::new(BASE64.decode(&self.sealed).ok()?);
        let opened = cipher(key).ok()?.open_in_place(nonce, Aad::from(label), &mut sealed).ok()?;
        Some(Zeroizing::new(opened.to_vec()))
    }
}

fn cipher(key: &Key) -> Result<LessSafeKey, ClientError> {
    let key = UnboundKey::new(&CHACHA20_POLY1305, &**key).map_err(|_| ClientError::Internal("cipher key"))?;
    Ok(LessSafeKey::new(key))
}

fn wrapping_key(
    password: &str,
    secret: &[u8],
    salt: &[u8],
    memory_kib: u32,
    passes: u32,
) -> Result<LessSafeKey, ClientError> {
    let params = Params::new(memory_kib, passes, 1, Some(KEY)).map_err(|_| ClientError::Damaged)?;
    let mut stretched = Zeroizing::new([0u8; KEY]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut *stretched)
        .map_err(|_| ClientError::Internal("argon2"))?;
    cipher(&derive(secret, &*stretched, b"wrap")?)
}

/// The key of one of the desk's files, so that one leaked file key opens one file.
pub(crate) fn file_key(key: &Key, file: &str) -> Result<Key, ClientError> {
    derive(b"anju desk files", &**key, file.as_bytes())
}

fn derive(salt: &[u8], material: &[u8], purpose: &[u8]) -> Result<Key, ClientError> {
    let mut out = Zeroizing::new([0u8; KEY]);
    Salt::new(HKDF_SHA256, salt)
        .extract(material)
        .expand(&[purpose], HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut *out))
        .map_err(|_| ClientError::Internal("hkdf"))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wrap_opens_with_both_halves_and_with_neither_alone() {
        let key = new_key();
        let wrap = Wrap::seal(&key, "correct horse", b"secret of the key store").expect("sealed");
        let open = |password: &str, secret: &[u8]| wrap.open(password, secret).map(|key| *key);
        assert_eq!(open("correct horse", b"secret of the key store").expect("opens"), *key);
        assert!(matches!(open("Correct horse", b"secret of the key store"), Err(ClientError::WrongPassword)));
        assert!(matches!(open("correct horse", b"another secret"), Err(ClientError::WrongPassword)));
    }

    #[test]
    fn a_sessions_wrap_opens_with_both_halves_and_in_no_other_session() {
        let key = new_key();
        let wrap = SessionWrap::seal(&key, &[1; KEY], b"secret of the key store").expect("sealed");
        let open = |half: &[u8], secret: &[u8]| wrap.open(half, secret).expect("tried").map(|key| *key);
        assert_eq!(open(&[1; KEY], b"secret of the key store"), Some(*key));
        assert_eq!(open(&[2; KEY], b"secret of the key store"), None);
        assert_eq!(open(&[1; KEY], b"another secret"), None);
    }

    #[test]
    fn each_file_has_a_key_of_its_own() {
        let key = new_key();
        let desk = file_key(&key, "desk").expect("derived");
        assert_eq!(*desk, *file_key(&key, "desk").expect("derived again"));
        assert_ne!(*desk, *file_key(&key, "cache").expect("derived"));
        assert_ne!(*desk, *key);
    }
}
