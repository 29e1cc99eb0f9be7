//! Who says a setting of this machine: a switch of this start, the environment, the machine's administrator, or the
//! person at the window.

use std::path::{Path, PathBuf};

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

/// A setting, and where each of them would say it.
pub(crate) struct Setting {
    /// The word before it on the command line.
    pub(crate) switch: &'static str,
    /// The variable of the environment.
    pub(crate) variable: &'static str,
    /// The file of this name beside the data keeps what the person entered; so does the administrator's on Windows.
    pub(crate) file: &'static str,
    /// The administrator's file elsewhere.
    pub(crate) policy: &'static str,
}

impl Setting {
    /// What is said, and by whom.
    pub(crate) fn find(&self, data: &Path) -> Option<(String, Said)> {
        let mut words = std::env::args().skip_while(|word| word != self.switch).skip(1);
        choose([
            (words.next(), Said::Switch),
            (std::env::var(self.variable).ok(), Said::Environment),
            (self.administrators().and_then(|file| std::fs::read_to_string(file).ok()), Said::Policy),
            (std::fs::read_to_string(data.join(self.file)).ok(), Said::Person),
        ])
    }

    /// Keeps what the person entered.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn keep(&self, data: &Path, text: &str) -> Result<(), std::io::Error> {
        std::fs::create_dir_all(data)?;
        std::fs::write(data.join(self.file), text)
    }

    /// The file that only an administrator of the machine can write.
    fn administrators(&self) -> Option<PathBuf> {
        if cfg!(windows) {
            std::env::var_os("ProgramData").map(|folder| Path::new(&folder).join("Anju").join(self.file))
        } else {
            Some(Path::new("/etc/anju").join(self.policy))
        }
    }
}

/// The first that says anything.
fn choose(sources: [(Option<String>, Said); 4]) -> Option<(String, Said)> {
    let said = |(text, said): (Option<String>, Said)| {
        let text = text?.trim().to_owned();
        (!text.is_empty()).then_some((text, said))
    };
    sources.into_iter().find_map(said)
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
        let said = |text: &str, by| Some((text.to_owned(), by));
        assert_eq!(from(text("a"), text("b"), text("c"), text("d")), said("a", Said::Switch));
        assert_eq!(from(None, text("b\n"), text("c"), text("d")), said("b", Said::Environment));
        assert_eq!(from(None, text(" "), text("c"), text("d")), said("c", Said::Policy));
        assert_eq!(from(None, None, None, text("d")), said("d", Said::Person));
        assert_eq!(from(None, None, None, None), None);
    }
}
