//! A file's name says what is in it; these names say nothing.

use crate::{Complaint, File};

/// Names that gather whatever has no place.
const EMPTY_WORDS: [&str; 9] =
    ["common", "helper", "helpers", "manager", "misc", "stuff", "util", "utilities", "utils"];

/// Complaints about a file's name or a folder on its way.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    let words = file.path.split(['/', '.', '_', '-']).map(str::to_lowercase);
    words
        .filter(|word| EMPTY_WORDS.contains(&word.as_str()))
        .map(|word| Complaint::new(file, 0, format!("“{word}” says nothing: name it after what it does")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_are_named_in_files_and_folders() {
        for path in ["crates/app/src/utils.rs", "ui/src/common/money.ts", "crates/app/src/date_helper.rs"] {
            assert_eq!(check(&File::sample(path, "")).len(), 1, "{path}");
        }
        assert_eq!(check(&File::sample("crates/domain/src/community.rs", "")), []);
    }
}
