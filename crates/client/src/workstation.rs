//! The workstation's code, as it stands on printed forms and in the list of sessions.

use crate::ClientError;
use std::path::Path;

/// The file beside the data in which it is kept. An administrator may write one such as `DC-07`.
const FILE: &str = "workstation";
/// No I, L, O, U, which are misread on paper.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LONGEST: usize = 16;

/// The code in the file; a new one, made of the installation's random id, where nobody wrote one that can be printed.
pub(crate) fn code(root: &Path, installation: &str) -> Result<String, ClientError> {
    let file = root.join(FILE);
    match std::fs::read_to_string(&file) {
        Ok(text) if is_printable(text.trim()) => Ok(text.trim().to_owned()),
        Ok(_) => Ok(made(installation)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let code = made(installation);
            std::fs::write(&file, &code)?;
            Ok(code)
        }
        Err(error) => Err(error.into()),
    }
}

fn is_printable(code: &str) -> bool {
    !code.is_empty()
        && code.len() <= LONGEST
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn made(installation: &str) -> String {
    let letter = |byte: u8| char::from(LETTERS[usize::from(byte % 32)]);
    let digest = ring::digest::digest(&ring::digest::SHA256, installation.as_bytes());
    digest.as_ref().iter().take(6).map(|byte| letter(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_printable, made};

    #[test]
    fn a_code_is_short_and_the_same_for_one_installation() {
        assert_eq!(made("a").len(), 6);
        assert_eq!(made("a"), made("a"));
        assert_ne!(made("a"), made("b"));
        assert!(is_printable(&made("a")));
    }

    #[test]
    fn what_cannot_be_printed_is_no_code() {
        for code in ["", "东城07", "DC 07", "12345678901234567"] {
            assert!(!is_printable(code), "{code}");
        }
        assert!(is_printable("DC-07"));
    }
}
