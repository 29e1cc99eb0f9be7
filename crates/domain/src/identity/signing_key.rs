//! 密钥: the key pair that a company's user signs in with, known by its certificate number (source 4 §3).

use serde::{Deserialize, Serialize};

/// Where a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// Given to somebody who has not confirmed it.
    Issued,
    /// Confirmed: it opens the account, together with the password.
    Active,
    /// Opens nothing any more.
    Revoked,
}

impl KeyState {
    /// The code under which the state is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            KeyState::Issued => "issued",
            KeyState::Active => "active",
            KeyState::Revoked => "revoked",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<KeyState> {
        [KeyState::Issued, KeyState::Active, KeyState::Revoked].into_iter().find(|state| state.code() == code)
    }
}

/// A certificate number made of random bytes: `WX` and twelve digits.
pub fn key_number(random: u64) -> String {
    format!("WX{:012}", random % 1_000_000_000_000)
}

/// A certificate number as people type it, in one spelling.
pub fn read_key_number(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_uppercase()
}

/// What a key signs: the label keeps a signature from meaning anything else, the certificate number from being used
/// for another key.
pub fn key_statement(certificate_number: &str, nonce: &[u8]) -> Vec<u8> {
    [b"anju key sign-in v1\0".as_slice(), certificate_number.as_bytes(), b"\0", nonce].concat()
}

#[cfg(test)]
mod tests {
    use super::{KeyState, key_number, key_statement, read_key_number};

    #[test]
    fn a_number_is_read_as_it_was_made() {
        let number = key_number(u64::MAX);
        assert_eq!(number.len(), 14);
        assert_eq!(read_key_number(&format!(" {}-{} ", number[..6].to_lowercase(), &number[6..])), number);
        assert_eq!(key_number(7), "WX000000000007");
    }

    #[test]
    fn a_statement_is_of_one_key_and_one_challenge() {
        assert_ne!(key_statement("WX1", b"a"), key_statement("WX2", b"a"));
        assert_ne!(key_statement("WX1", b"a"), key_statement("WX1", b"b"));
    }

    #[test]
    fn states_are_read_back() {
        for state in [KeyState::Issued, KeyState::Active, KeyState::Revoked] {
            assert_eq!(KeyState::from_code(state.code()), Some(state));
        }
    }
}
