//! Passwords: their rules, and their argon2id hashes.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// The fewest characters of a password.
const MIN: usize = 10;
/// The most characters, so that hashing has a bound.
const MAX: usize = 128;

/// Why a password is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Shorter than ten characters.
    #[error("密码至少 10 位，请加长后重试。")]
    TooShort,
    /// Longer than 128 characters.
    #[error("密码最多 128 位，请缩短后重试。")]
    TooLong,
    /// Only one kind of character.
    #[error("密码须同时包含字母和数字，请修改后重试。")]
    OneKind,
    /// Contains the user name.
    #[error("密码不能包含用户名，请修改后重试。")]
    ContainsUserName,
}

impl PasswordFault {
    /// The code that programs switch on.
    pub fn code(self) -> &'static str {
        match self {
            PasswordFault::TooShort => "password.too_short",
            PasswordFault::TooLong => "password.too_long",
            PasswordFault::OneKind => "password.one_kind",
            PasswordFault::ContainsUserName => "password.contains_user_name",
        }
    }
}

/// Checks a wanted password against the rules.
pub fn check_rules(user_name: &str, password: &str) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < MIN {
        return Err(PasswordFault::TooShort);
    }
    if length > MAX {
        return Err(PasswordFault::TooLong);
    }
    if !password.chars().any(char::is_alphabetic) || !password.chars().any(|c| c.is_ascii_digit()) {
        return Err(PasswordFault::OneKind);
    }
    if password.to_lowercase().contains(&user_name.to_lowercase()) {
        return Err(PasswordFault::ContainsUserName);
    }
    Ok(())
}

/// The argon2id hash of a password, with a salt of its own. Takes tens of milliseconds: call it off the runtime.
pub fn hash_password(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// The password belongs to the hash. As slow as hashing.
pub(super) fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::{PasswordFault, check_rules, hash_password, verify};

    #[test]
    fn rules_refuse_by_their_own_name() {
        let table = [
            ("a1b2c3d4", Err(PasswordFault::TooShort)),
            ("abcdefghijk", Err(PasswordFault::OneKind)),
            ("12345678901", Err(PasswordFault::OneKind)),
            ("xx-WangFang-1", Err(PasswordFault::ContainsUserName)),
            ("hai-dian-2026", Ok(())),
        ];
        for (password, expected) in table {
            assert_eq!(check_rules("wangfang", password), expected, "{password}");
        }
        assert_eq!(check_rules("wangfang", &"a1".repeat(65)), Err(PasswordFault::TooLong));
    }

    #[test]
    fn a_hash_knows_its_password_and_no_other() {
        let hash = hash_password("hai-dian-2026").expect("argon2 hashes");
        assert!(verify("hai-dian-2026", &hash));
        assert!(!verify("hai-dian-2027", &hash));
        assert!(!verify("hai-dian-2026", "no hash"));
        assert_ne!(
            hash,
            hash_password("hai-dian-2026").expect("argon2 hashes"),
            "each hash has its own salt"
        );
    }
}
