//! Work that was put off, and tools of the moment, do not stay in the code.

use crate::{Complaint, File};

/// Words, each in two halves so that this file does not complain about itself.
const EVERYWHERE: [(&str, &str); 3] = [("TO", "DO"), ("FIX", "ME"), ("HA", "CK:")];

/// Calls by the extension of the file that they must not stand in.
const CALLS: [(&str, (&str, &str)); 7] = [
    ("rs", ("to", "do!(")),
    ("rs", ("unimpl", "emented!(")),
    ("rs", ("db", "g!(")),
    ("ts", ("console.", "log(")),
    ("vue", ("console.", "log(")),
    ("ts", ("debug", "ger;")),
    ("vue", ("debug", "ger;")),
];

/// Complaints about leftovers in a file.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    let calls = CALLS.iter().filter(|(extension, _)| file.is(extension)).map(|(_, halves)| halves);
    let forbidden: Vec<String> =
        EVERYWHERE.iter().chain(calls).map(|(first, second)| format!("{first}{second}")).collect();
    let mut complaints = Vec::new();
    for (number, line) in file.lines() {
        for word in &forbidden {
            if is_word_in(line, word) {
                complaints.push(Complaint::new(
                    file,
                    number,
                    format!("{word}: do it now, or write an issue"),
                ));
            }
        }
    }
    complaints
}

/// Whether the word stands in the line by itself, not as a part of a longer one.
fn is_word_in(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let joins =
            |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        !joins(before) && (word.ends_with(['(', ':', ';']) || !joins(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, halves: [&str; 3]) -> usize {
        check(&File::sample(path, &halves.concat())).len()
    }

    #[test]
    fn leftovers_are_named() {
        assert_eq!(found("a.rs", ["// TO", "DO", " later"]), 1);
        assert_eq!(found("a.md", ["FIX", "ME", ""]), 1);
        assert_eq!(found("a.rs", ["    to", "do!(", ")"]), 1);
        assert_eq!(found("a.vue", ["console.", "log(", "x)"]), 1);
    }

    #[test]
    fn longer_words_and_other_languages_are_not() {
        assert_eq!(found("a.rs", ["const METHO", "DO", "LOGY"]), 0);
        assert_eq!(found("a.ts", ["TO", "DO", "S_OF_TODAY"]), 0);
        assert_eq!(found("a.md", ["console.", "log(", "x)"]), 0);
    }
}
