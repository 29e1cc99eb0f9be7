//! A file that does not fit a reader's head does too much.

use crate::{Complaint, File};

/// Extension and most lines.
const LIMITS: [(&str, usize); 2] = [("rs", 700), ("vue", 350)];

/// Complaints about a file's length.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    let lines = file.text.lines().count();
    let over = LIMITS.iter().filter(|(extension, most)| file.is(extension) && lines > *most);
    over.map(|(_, most)| {
        Complaint::new(file, lines, format!("{lines} lines, {most} at most: split it by purpose"))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_too_long_files_are_named() {
        let of = |path: &str, lines: usize| check(&File::sample(path, &"x\n".repeat(lines))).len();
        assert_eq!(of("a.rs", 700), 0);
        assert_eq!(of("a.rs", 701), 1);
        assert_eq!(of("a.vue", 350), 0);
        assert_eq!(of("a.vue", 351), 1);
        assert_eq!(of("a.json", 9_000), 0);
    }
}
