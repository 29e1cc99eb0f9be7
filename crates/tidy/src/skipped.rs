//! A test that does not run is no test: none is ignored, skipped, or runs alone.

use crate::{Complaint, File};

/// Marks of a test that does not run, by extension, each in two halves so that this file does not complain about itself.
const MARKS: [(&str, (&str, &str)); 9] = [
    ("rs", ("#[ign", "ore")),
    ("ts", ("it.sk", "ip(")),
    ("ts", ("test.sk", "ip(")),
    ("ts", ("describe.sk", "ip(")),
    ("ts", ("it.to", "do(")),
    ("ts", ("test.to", "do(")),
    ("ts", ("it.on", "ly(")),
    ("ts", ("test.on", "ly(")),
    ("ts", ("describe.on", "ly(")),
];

/// Complaints about skipped tests in a file.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (number, line) in file.lines() {
        for (_, (first, second)) in MARKS.iter().filter(|(extension, _)| file.is(extension)) {
            if line.contains(&format!("{first}{second}")) {
                complaints.push(Complaint::new(
                    file,
                    number,
                    "a test that does not run: repair or delete it",
                ));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_tests_are_named_and_skipped_items_are_not() {
        assert_eq!(check(&File::sample("a.rs", &["#[ign", "ore = \"slow\"]"].concat())).len(), 1);
        assert_eq!(check(&File::sample("a.test.ts", &["  it.sk", "ip('x')"].concat())).len(), 1);
        assert_eq!(check(&File::sample("a.test.ts", &["describe.on", "ly('x')"].concat())).len(), 1);
        assert_eq!(check(&File::sample("a.rs", "iter.skip(1)")), []);
    }
}
