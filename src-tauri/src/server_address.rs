//! Where the server is: by the command line, the environment, the machine's administrator, or the person at the first
//! start.

use std::path::{Path, PathBuf};

/// Where the server is tried, if nobody said it: a developer's own.
pub(crate) const DEFAULT: &str = "http://127.0.0.1:8420";
/// The word before the address on the command line.
const SWITCH: &str = "--server";
/// The file beside the data that keeps what the person entered.
const FILE: &str = "server";

/// Who said it. Only what the person entered can be changed at the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Switch,
    Environment,
    Policy,
    Person,
    Nobody,
}

impl Said {
    /// The word for the page.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Said::Switch => "switch",
            Said::Environment => "environment",
            Said::Policy => "policy",
            Said::Person => "person",
            Said::Nobody => "nobody",
        }
    }

    /// Whether the person may say something else.
    pub(crate) fn may_be_changed(self) -> bool {
        matches!(self, Said::Person | Said::Nobody)
    }
}

/// The address, and who said it.
pub(crate) fn find(data: &Path) -> (String, Said) {
    let mut words = std::env::args().skip_while(|word| word != SWITCH).skip(1);
    choose([
        (words.next(), Said::Switch),
        (std::env::var("ANJU_SERVER").ok(), Said::Environment),
        (policy().and_then(|file| std::fs::read_to_string(file).ok()), Said::Policy),
        (std::fs::read_to_string(data.join(FILE)).ok(), Said::Person),
    ])
}

/// The first that says anything.
fn choose(sources: [(Option<String>, Said); 4]) -> (String, Said) {
    let said = |(text, said): (Option<String>, Said)| {
        let address = text?.trim().to_owned();
        (!address.is_empty()).then_some((address, said))
    };
    sources.into_iter().find_map(said).unwrap_or_else(|| (DEFAULT.to_owned(), Said::Nobody))
}

/// The file that only an administrator of the machine can write.
fn policy() -> Option<PathBuf> {
    if cfg!(windows) {
        std::env::var_os("ProgramData").map(|folder| Path::new(&folder).join("Anju").join(FILE))
    } else {
        Some(Path::new("/etc/anju").join("desktop-server"))
    }
}

/// Keeps what the person entered.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn keep(data: &Path, address: &str) -> Result<(), std::io::Error> {
    std::fs::create_dir_all(data)?;
    std::fs::write(data.join(FILE), address)
}

/// What a person means by an address: without a scheme, a server with TLS.
pub(crate) fn completed(typed: &str) -> String {
    let typed = typed.trim().trim_end_matches('/');
    if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_says_anything_is_taken() {
        let text = |text: &str| Some(text.to_owned());
        let from = |switch, environment, policy, person| {
            choose([
                (switch, Said::Switch),
                (environment, Said::Environment),
                (policy, Said::Policy),
                (person, Said::Person),
            ])
        };
        assert_eq!(from(text("a"), text("b"), text("c"), text("d")), ("a".to_owned(), Said::Switch));
        assert_eq!(from(None, text("b\n"), text("c"), text("d")), ("b".to_owned(), Said::Environment));
        assert_eq!(from(None, text(" "), text("c"), text("d")), ("c".to_owned(), Said::Policy));
        assert_eq!(from(None, None, None, text("d")), ("d".to_owned(), Said::Person));
        assert_eq!(from(None, None, None, None), (DEFAULT.to_owned(), Said::Nobody));
    }

    #[test]
    fn an_address_without_a_scheme_has_tls() {
        assert_eq!(completed(" anju.example/ "), "https://anju.example");
        assert_eq!(completed("http://127.0.0.1:8420"), "http://127.0.0.1:8420");
    }
}
