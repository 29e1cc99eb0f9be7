//! The server's own keys: a ring of them seals numbers of documents and phones and signs, one makes the head key that
//! counts a person once in a vote without saying who it is.
//!
//! Invariant: what is new is sealed, stamped and signed by the last key of the ring; what an earlier one made stays
//! readable and valid. Under one key the same number at the same place is sealed to the same bytes, so that an import
//! that is run again changes nothing; nowhere else do equal numbers look equal.

mod file;
mod key;

pub use file::KeysFault;

use crate::Refusal;
use anju_store::{Store, StoreError, server_key};
use chrono::NaiveDate;
use key::{RingKey, mac};
use rand::Rng;
use uuid::Uuid;

/// How many keys a ring holds at most: one a month for ten years.
const MOST_KEYS: usize = 120;

/// The keys. Written to one file that only the server's user can read; never to the database or a log.
#[derive(Clone)]
pub struct Keys {
    /// Never another one: people who voted are counted under it.
    head: [u8; 32],
    /// The first key; it also stands for names, which must be the same for ever.
    first: RingKey,
    /// The keys after the first, in the order in which they began.
    later: Vec<RingKey>,
}

/// A key of the ring, without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyName {
    /// The beginning of its fingerprint.
    pub id: String,
    /// The day it began; unknown of a key that is older than the ring.
    pub began: Option<NaiveDate>,
}

impl Keys {
    /// New keys, for a server's first start on this day.
    pub fn random(today: NaiveDate) -> Keys {
        let head = random();
        Keys { head, first: RingKey::new(&head, random(), Some(today)), later: Vec::new() }
    }

    /// These keys with a new current one; `None` if the ring is full.
    #[must_use]
    pub fn rotated(&self, today: NaiveDate) -> Option<Keys> {
        let mut keys = self.clone();
        keys.later.push(RingKey::new(&self.head, random(), Some(today)));
        (keys.ring().count() <= MOST_KEYS).then_some(keys)
    }

    /// The ring, the current key first.
    pub fn names(&self) -> Vec<KeyName> {
        self.ring().map(|key| KeyName { id: key.id(), began: key.began }).collect()
    }

    /// The keys fit what the database holds: it knows every key that anything in it may have been sealed with, and all
    /// of them are here. Keys that are new to it are noted.
    pub async fn fit(&self, store: &Store) -> Result<bool, StoreError> {
        let mut fingerprints = vec![("personal_data".to_owned(), self.first.fingerprint)];
        fingerprints
            .extend(self.later.iter().map(|key| (format!("personal_data/{}", key.id()), key.fingerprint)));
        server_key::keep(store, fingerprints).await
    }

    /// Seals a text that belongs to `owner` of a unit. The nonce is made from key, place and text.
    pub(crate) fn seal(&self, unit_id: Uuid, place: &str, text: &str) -> Result<Vec<u8>, Refusal> {
        let sealed = self.current().seal(unit_id, place, text);
        Ok(sealed.ok_or(StoreError::Corrupt("personal data to seal"))?)
    }

    /// Opens what [`Keys::seal`] sealed at the same place, whichever key was the current one then.
    pub fn open(&self, unit_id: Uuid, place: &str, sealed: &[u8]) -> Result<String, StoreError> {
        self.ring()
            .find_map(|key| key.open(unit_id, place, sealed))
            .ok_or(StoreError::Corrupt("sealed personal data"))
    }

    /// The same text sealed by the current key, so that it can be compared with what is sealed now. What cannot be
    /// opened stays as it is.
    pub(crate) fn renew(&self, unit_id: Uuid, place: &str, sealed: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        if self.later.is_empty() || self.current().open(unit_id, place, &sealed).is_some() {
            return Ok(sealed);
        }
        match self.open(unit_id, place, &sealed) {
            Ok(text) => self.seal(unit_id, place, &text),
            Err(_) => Ok(sealed),
        }
    }

    /// The key under which a person's units are counted as one head.
    pub(crate) fn head_key(&self, id_kind: &str, id_number: &str) -> [u8; 32] {
        mac(&self.head, &[id_kind.as_bytes(), id_number.as_bytes()])
    }

    /// What is kept of a short secret: without the server's key it could be guessed from its hash.
    pub(crate) fn code_hash(&self, id: Uuid, code: &str) -> [u8; 32] {
        self.current().mac(&[b"code", id.as_bytes(), code.as_bytes()])
    }

    /// What stands for an account's name where it must not be read. It is the same for ever: a name that nobody has
    /// would otherwise forget its failures where an account does not, which tells the two apart.
    pub(crate) fn name_key(&self, name: &str) -> [u8; 32] {
        self.first.mac(&[b"name", name.as_bytes()])
    }

    /// The server's half of the key that opens a desk again without its password. It is made from the session, so it
    /// needs no storage, and nobody gets it whose session has ended. After a rotation it is another one.
    pub(crate) fn desk_half(&self, session_id: Uuid) -> [u8; 32] {
        self.current().mac(&[b"desk half", session_id.as_bytes()])
    }

    /// Proves that this server wrote a text that it gave out for this purpose.
    pub(crate) fn stamp(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        self.current().stamp(purpose, text)
    }

    /// Whether this server wrote a text, now or under an earlier key; of the stamp the beginning is enough.
    pub(crate) fn has_stamped(&self, purpose: &str, text: &[u8], beginning: &[u8]) -> bool {
        self.ring().any(|key| key.stamp(purpose, text).starts_with(beginning))
    }

    /// The server's signature of a text.
    pub(crate) fn sign(&self, text: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.current().sign(text).ok_or(StoreError::Corrupt("signing key"))
    }

    /// The public key under which a signature of a text is the server's; `None` if it is nobody's here.
    pub(crate) fn signer(&self, text: &[u8], signature: &[u8]) -> Option<Vec<u8>> {
        self.ring().find(|key| key.has_signed(text, signature)).and_then(RingKey::public_key)
    }

    fn current(&self) -> &RingKey {
        self.later.last().unwrap_or(&self.first)
    }

    /// The current key first.
    fn ring(&self) -> impl Iterator<Item = &RingKey> {
        self.later.iter().rev().chain(std::iter::once(&self.first))
    }
}

fn random() -> [u8; 32] {
    let mut key = [0; 32];
    rand::rng().fill_bytes(&mut key);
    key
}

#[cfg(test)]
mod tests {
    use super::Keys;
    use chrono::NaiveDate;
    use uuid::Uuid;

    const UNIT: Uuid = Uuid::from_u128(1);
    const NUMBER: &str = "110105198707018327";

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn keys() -> Keys {
        Keys::random(day(1))
    }

    #[test]
    fn what_is_sealed_opens_only_at_its_place_and_with_its_key() {
        let keys = keys();
        let sealed = keys.seal(UNIT, "id_number.1", NUMBER).expect("sealed");
        assert_eq!(keys.open(UNIT, "id_number.1", &sealed).expect("opened"), NUMBER);
        assert!(keys.open(UNIT, "id_number.2", &sealed).is_err());
        assert!(keys.open(Uuid::from_u128(2), "id_number.1", &sealed).is_err());
        assert!(self::keys().open(UNIT, "id_number.1", &sealed).is_err());
        assert!(!sealed.windows(6).any(|window| window == b"110105"));
    }

    #[test]
    fn the_same_again_is_the_same_bytes_and_elsewhere_others() {
        let keys = keys();
        let seal = |unit, text| keys.seal(Uuid::from_u128(unit), "phone.1", text).expect("sealed");
        assert_eq!(seal(1, "13800001234"), seal(1, "13800001234"));
        assert_ne!(seal(1, "13800001234"), seal(2, "13800001234"));
        assert_ne!(seal(1, "13800001234")[..12], seal(1, "13800001235")[..12]);
    }

    #[test]
    fn a_signature_is_of_one_text_and_one_key() {
        let keys = keys();
        let signature = keys.sign(b"head").expect("signed");
        assert!(keys.signer(b"head", &signature).is_some());
        assert!(keys.signer(b"hand", &signature).is_none());
        assert!(self::keys().signer(b"head", &signature).is_none());
    }

    #[test]
    fn one_person_has_one_head_key() {
        let keys = keys();
        assert_eq!(keys.head_key("resident_id", "1"), keys.head_key("resident_id", "1"));
        assert_ne!(keys.head_key("resident_id", "1"), keys.head_key("passport", "1"));
    }

    #[test]
    fn what_an_earlier_key_made_stays_good_and_new_things_are_made_by_the_current_one() {
        let before = keys();
        let after = before.rotated(day(2)).expect("there is room").rotated(day(3)).expect("there is room");
        let sealed = before.seal(UNIT, "phone.1", NUMBER).expect("sealed");
        assert_eq!(after.open(UNIT, "phone.1", &sealed).expect("opened"), NUMBER);
        let (stamp, signature) = (before.stamp("cursor", b"7"), before.sign(b"head").expect("signed"));
        assert!(after.has_stamped("cursor", b"7", &stamp[..16]));
        assert!(!after.has_stamped("cursor", b"8", &stamp[..16]));
        assert_eq!(after.signer(b"head", &signature), before.signer(b"head", &signature));

        let renewed = after.renew(UNIT, "phone.1", sealed.clone()).expect("renewed");
        assert_eq!(renewed, after.seal(UNIT, "phone.1", NUMBER).expect("sealed"));
        assert_ne!(renewed, sealed);
        assert!(
            before.open(UNIT, "phone.1", &renewed).is_err(),
            "who has only the earlier key reads nothing new"
        );
        assert!(!before.has_stamped("cursor", b"7", &after.stamp("cursor", b"7")));
        assert!(before.signer(b"head", &after.sign(b"head").expect("signed")).is_none());
        let days: Vec<_> = after.names().into_iter().map(|name| name.began).collect();
        assert_eq!(days, [Some(day(3)), Some(day(2)), Some(day(1))]);
    }

    #[test]
    fn people_and_names_are_the_same_after_a_rotation_and_a_desks_half_is_not() {
        let before = keys();
        let after = before.rotated(day(2)).expect("there is room");
        assert_eq!(before.head_key("passport", "1"), after.head_key("passport", "1"));
        assert_eq!(before.name_key("nobody"), after.name_key("nobody"));
        assert_ne!(before.desk_half(UNIT), after.desk_half(UNIT));
    }
}
