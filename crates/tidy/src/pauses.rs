//! Tests wait for what they need, never for time to pass.

use crate::{Complaint, File};

/// In two halves so that this file does not complain about itself.
const PAUSE: (&str, &str) = ("sle", "ep(");

/// Line after which a Rust file holds its tests.
const TESTS_BEGIN: &str = "#[cfg(test)]";

/// Complaints about pauses in tests.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    let tests_begin = if is_test_file(&file.path) {
        0
    } else if file.is("rs") {
        let begin = file.lines().find(|(_, line)| line.trim() == TESTS_BEGIN);
        begin.map_or(usize::MAX, |(number, _)| number)
    } else {
        usize::MAX
    };
    let pause = format!("{}{}", PAUSE.0, PAUSE.1);
    file.lines()
        .filter(|(number, line)| *number > tests_begin && line.contains(&pause))
        .map(|(number, _)| Complaint::new(file, number, "a test that pauses: wait for the event itself"))
        .collect()
}

fn is_test_file(path: &str) -> bool {
    let code = path.ends_with(".rs") || path.ends_with(".ts");
    code && (path.starts_with("tests/")
        || path.contains("/tests/")
        || path.ends_with("tests.rs")
        || path.contains(".test."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, before: &str) -> usize {
        check(&File::sample(path, &format!("{before}std::thread::{}{}x);", PAUSE.0, PAUSE.1))).len()
    }

    #[test]
    fn pauses_in_tests_are_named() {
        assert_eq!(found("tests/it/main.rs", ""), 1);
        assert_eq!(found("crates/store/tests/engine.rs", ""), 1);
        assert_eq!(found("crates/store/src/retry.rs", "#[cfg(test)]\nmod tests {\n"), 1);
        assert_eq!(found("ui/src/shared/money.test.ts", ""), 1);
    }

    #[test]
    fn pauses_of_the_product_are_its_own_business() {
        assert_eq!(found("crates/store/src/retry.rs", ""), 0);
    }
}
