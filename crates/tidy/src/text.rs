//! Text is text: LF everywhere (a migration's checksum depends on it), no blanks at the end of code, a last line that ends.

use crate::{Complaint, File};

/// Complaints about line ends.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if let Some(line) = file.text.split('\n').position(|line| line.ends_with('\r')) {
        complaints.push(Complaint::new(file, line + 1, "CR LF at the end of a line: save it with LF"));
    }
    if !file.text.is_empty() && !file.text.ends_with('\n') {
        complaints.push(Complaint::new(file, file.text.lines().count(), "the last line does not end"));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lf_ends_a_line() {
        assert_eq!(check(&File::sample("migrations/central/0001.sql", "select 1;\r\n")).len(), 1);
        assert_eq!(check(&File::sample("a.rs", "fn a() {}")).len(), 1);
        assert_eq!(check(&File::sample("a.rs", "fn a() {}\n")), []);
    }
}
