//! The rules of the repository, checked instead of remembered: a rule without a check is dropped.
//!
//! Each rule is a function from what it looks at to its complaints, tested on a small bad sample; the test at the end of
//! this file applies all of them to the repository itself.

mod commands;
mod dead;
mod directions;
mod entries;
mod leftovers;
mod length;
mod manifests;
mod names;
mod paths;
mod pauses;
mod repository;
mod skipped;
mod text;
mod webview;

use std::fmt;

pub use repository::{File, Repository};

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Complaint {
    /// Path from the repository's root.
    pub path: String,
    /// Line, counted from 1; 0 is the file as a whole.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

impl Complaint {
    fn new(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line, what: what.into() }
    }

    fn about(path: impl Into<String>, what: impl Into<String>) -> Self {
        Self { path: path.into(), line: 0, what: what.into() }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Applies every rule.
pub fn complaints(repository: &Repository) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in &repository.files {
        for rule in [
            leftovers::check,
            length::check,
            manifests::check,
            names::check,
            paths::check,
            pauses::check,
            skipped::check,
            text::check,
            webview::check,
        ] {
            complaints.extend(rule(file));
        }
    }
    complaints.extend(commands::check(repository));
    complaints.extend(dead::check(repository));
    complaints.extend(directions::check(&repository.metadata));
    complaints.extend(entries::check(repository));
    complaints.sort();
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_follows_its_rules() {
        let repository = Repository::open();
        let complaints: Vec<String> = complaints(&repository).iter().map(Complaint::to_string).collect();
        assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    }
}
