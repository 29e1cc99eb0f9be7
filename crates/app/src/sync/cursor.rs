//! Where a desktop stands in a feed, as a text that only this server writes.

use crate::{Caller, Keys};
use anju_contract::CONTRACT_VERSION;
use anju_domain::personal::PersonalField;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What the server's signature is for.
const PURPOSE: &str = "sync cursor";
/// How many bytes of the signature a cursor carries.
const SIGNED: usize = 16;
/// Epoch, scope, grants, number.
const BODY: usize = 16 + 16 + 8 + 8;

/// A place in a scope's feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// The life of the database.
    pub(super) epoch: Uuid,
    /// The scope.
    pub(super) scope_id: Uuid,
    /// What the reader was allowed to see.
    pub(super) grants: [u8; 8],
    /// The last number that the reader has.
    pub(super) seq: i64,
}

/// Stands for what a caller may do and see, so that a cache filled under other roles is not continued.
pub(super) fn grants(caller: &Caller) -> [u8; 8] {
    let mut codes: Vec<&str> = caller.roles.iter().map(|role| role.code()).collect();
    codes.sort_unstable();
    let showing = PersonalField::ALL.map(|field| format!("{field:?}:{:?}", caller.showing(field)));
    let text = format!("{CONTRACT_VERSION};{};{}", codes.join(","), showing.join(","));
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    std::array::from_fn(|index| hash[index])
}

impl Position {
    /// The text of it.
    pub(super) fn write(&self, keys: &Keys) -> String {
        let mut bytes = Vec::with_capacity(BODY + SIGNED);
        bytes.extend_from_slice(self.epoch.as_bytes());
        bytes.extend_from_slice(self.scope_id.as_bytes());
        bytes.extend_from_slice(&self.grants);
        bytes.extend_from_slice(&self.seq.to_be_bytes());
        let signature = keys.stamp(PURPOSE, &bytes);
        bytes.extend_from_slice(&signature[..SIGNED]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The position of a text; `None` if this server did not write it.
    pub(super) fn read(keys: &Keys, text: &str) -> Option<Position> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (body, signature) = bytes.split_at_checked(BODY)?;
        // Whoever guesses gains nothing: the scope is checked again, and a forged number only reads old changes.
        if signature.len() != SIGNED || !keys.has_stamped(PURPOSE, body, signature) {
            return None;
        }
        let (epoch, rest) = body.split_first_chunk::<16>()?;
        let (scope_id, rest) = rest.split_first_chunk::<16>()?;
        let (grants, seq) = rest.split_first_chunk::<8>()?;
        Some(Position {
            epoch: Uuid::from_bytes(*epoch),
            scope_id: Uuid::from_bytes(*scope_id),
            grants: *grants,
            seq: i64::from_be_bytes(seq.try_into().ok()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;
    use anju_domain::permission::Role;
    use chrono::NaiveDate;

    fn position() -> Position {
        Position {
            epoch: Uuid::from_u128(1),
            scope_id: Uuid::from_u128(2),
            grants: [3; 8],
            seq: 4_000_000_000,
        }
    }

    #[test]
    fn a_cursor_is_read_by_the_server_that_wrote_it_and_by_no_other() {
        let (ours, theirs) = (Keys::random(NaiveDate::MIN), Keys::random(NaiveDate::MIN));
        let text = position().write(&ours);
        assert_eq!(Position::read(&ours, &text), Some(position()));
        assert_eq!(Position::read(&theirs, &text), None);
        for wrong in ["", "AAAA", "不是"] {
            assert_eq!(Position::read(&ours, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_changed_letter_is_noticed_wherever_it_stands() {
        let keys = Keys::random(NaiveDate::MIN);
        let text = position().write(&keys);
        for at in 0..text.len() {
            let mut letters: Vec<char> = text.chars().collect();
            letters[at] = if letters[at] == 'A' { 'B' } else { 'A' };
            let changed: String = letters.into_iter().collect();
            assert_eq!(Position::read(&keys, &changed), None, "letter {at}");
        }
    }

    #[test]
    fn other_roles_are_other_grants() {
        let of = |roles: &[Role]| {
            grants(&Caller {
                user_id: Uuid::nil(),
                session_id: Uuid::nil(),
                display_name: String::new(),
                organisation_id: Uuid::nil(),
                scope: Scope::None,
                roles: roles.to_vec(),
                must_change_password: false,
            })
        };
        assert_eq!(of(&[Role::DepartmentClerk, Role::Auditor]), of(&[Role::Auditor, Role::DepartmentClerk]));
        assert_ne!(of(&[Role::DepartmentClerk]), of(&[Role::BureauReviewer]));
    }
}
