//! A package takes its lints, its version and every third-party crate from the root, so that each is decided once.

use crate::{Complaint, File};

/// Complaints about a package's `Cargo.toml`.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    if !file.path.ends_with("Cargo.toml") {
        return Vec::new();
    }
    let mut complaints = Vec::new();
    if !file.text.contains("[lints]\nworkspace = true") {
        complaints.push(Complaint::new(
            file,
            0,
            "no `[lints] workspace = true`: the house rules do not hold here",
        ));
    }
    let mut in_dependencies = false;
    for (number, line) in file.lines().map(|(number, line)| (number, line.trim())) {
        if line.starts_with('[') {
            let section = line.trim_matches(['[', ']']);
            in_dependencies = section.ends_with("dependencies") && !section.starts_with("workspace.");
        } else if in_dependencies
            && line.contains('=')
            && !line.starts_with('#')
            && !line.contains("workspace = true")
        {
            complaints.push(Complaint::new(
                file,
                number,
                "a version of its own: name it in [workspace.dependencies]",
            ));
        }
        if line.contains("git = \"") && !line.starts_with('#') {
            complaints.push(Complaint::new(file, number, "a dependency from git: take a release"));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(dependencies: &str) -> usize {
        let text = format!("[package]\n\n[dependencies]\n{dependencies}\n\n[lints]\nworkspace = true\n");
        check(&File::sample("crates/app/Cargo.toml", &text)).len()
    }

    #[test]
    fn dependencies_come_from_the_root() {
        assert_eq!(found("serde.workspace = true\ntokio = { workspace = true, features = [\"net\"] }"), 0);
        assert_eq!(found("serde = \"1\""), 1);
        assert_eq!(found("serde = { version = \"1\", features = [\"derive\"] }"), 1);
    }

    #[test]
    fn a_package_takes_the_lints_of_the_house() {
        assert_eq!(check(&File::sample("crates/app/Cargo.toml", "[package]\n")).len(), 1);
    }

    #[test]
    fn a_dependency_from_git_is_named_in_the_root_too() {
        let text = "[workspace.dependencies]\nx = { git = \"https://example.org/x\" }\n\n[lints]\nworkspace = true\n";
        assert_eq!(check(&File::sample("Cargo.toml", text)).len(), 1);
    }
}
