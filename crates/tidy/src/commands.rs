//! The commands that the documentation tells people to type exist, and the two important ones are told.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{Complaint, Repository};

/// Told in the README.
const TOLD: [&str; 2] = ["cargo xtask start", "cargo xtask test"];

/// Words that `cargo xtask` understands.
const XTASK: [&str; 4] = ["bench", "start", "test", "help"];

/// Complaints about commands in the documentation.
pub(crate) fn check(repository: &Repository) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if let Some(readme) = repository.file("README.md") {
        for command in TOLD.iter().filter(|command| !readme.text.contains(*command)) {
            complaints.push(Complaint::new(readme, 0, format!("does not tell `{command}`")));
        }
    }
    let package = repository.file("ui/package.json").map(|file| file.text.as_str());
    let scripts = scripts(package.unwrap_or_default());
    for file in repository.files.iter().filter(|file| file.is("md")) {
        for (number, line) in file.lines() {
            for word in words_after(line, "cargo xtask ").filter(|word| !XTASK.contains(word)) {
                complaints.push(Complaint::new(file, number, format!("there is no `cargo xtask {word}`")));
            }
            for word in words_after(line, "npm run ").filter(|word| !scripts.contains(*word)) {
                complaints.push(Complaint::new(
                    file,
                    number,
                    format!("ui/package.json has no script `{word}`"),
                ));
            }
        }
    }
    complaints
}

fn scripts(package: &str) -> BTreeSet<String> {
    let package: Value = serde_json::from_str(package).unwrap_or_default();
    package["scripts"].as_object().into_iter().flat_map(|scripts| scripts.keys().cloned()).collect()
}

/// The words that follow a command in a line; none when something else than a word follows.
fn words_after<'a>(line: &'a str, command: &'a str) -> impl Iterator<Item = &'a str> {
    let rests = line.match_indices(command).map(move |(at, _)| &line[at + command.len()..]);
    rests
        .map(|rest| {
            &rest[..rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ':'))
                .unwrap_or(rest.len())]
        })
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;

    fn found(readme: &str) -> usize {
        let files = vec![
            File::sample("README.md", readme),
            File::sample("ui/package.json", "{ \"scripts\": { \"build\": \"vite build\" } }"),
        ];
        check(&Repository { paths: vec![], files, metadata: Value::Null }).len()
    }

    #[test]
    fn the_readme_tells_the_two_commands() {
        assert_eq!(found("`cargo xtask start`, then `cargo xtask test --fast`"), 0);
        assert_eq!(found("`cargo xtask start`"), 1);
    }

    #[test]
    fn commands_that_do_not_exist_are_named() {
        let both = "cargo xtask start\ncargo xtask test\n";
        assert_eq!(found(&format!("{both}npm run build")), 0);
        assert_eq!(found(&format!("{both}npm run deploy")), 1);
        assert_eq!(found(&format!("{both}`cargo xtask publish`")), 1);
    }
}
