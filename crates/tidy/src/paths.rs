//! Nothing depends on where one machine keeps its files.

use crate::{Complaint, File};

/// Beginnings of paths that exist on one machine only, in two halves so that this file does not complain about itself.
const MACHINE: [(&str, &str); 6] =
    [("/ro", "ot/"), ("/ho", "me/"), ("/Us", "ers/"), (":\\Us", "ers\\"), ("/wo", "rk/"), ("/tmp/d", "ev/")];

/// Complaints about absolute paths in a file.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (number, line) in file.lines() {
        for (first, second) in MACHINE {
            let path = format!("{first}{second}");
            // A path inside an address or below a folder is not absolute.
            let is_absolute = |at: usize| {
                let before = line[..at].chars().next_back();
                !before.is_some_and(|c| {
                    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '*' | '}' | '/')
                }) || path.starts_with(':')
            };
            if line.match_indices(&path).any(|(at, _)| is_absolute(at)) {
                complaints.push(Complaint::new(file, number, format!("{path}: a path of one machine")));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &[&str]) -> usize {
        check(&File::sample("a.rs", &line.concat())).len()
    }

    #[test]
    fn paths_of_one_machine_are_named() {
        assert_eq!(found(&["let a = \"/ro", "ot/x\";"]), 1);
        assert_eq!(found(&["see /ho", "me/li/x"]), 1);
        assert_eq!(found(&["C:\\Us", "ers\\li"]), 1);
    }

    #[test]
    fn addresses_and_relative_paths_are_not() {
        assert_eq!(found(&["https://example.org/ho", "me/x"]), 0);
        assert_eq!(found(&["./ro", "ot/x"]), 0);
    }
}
