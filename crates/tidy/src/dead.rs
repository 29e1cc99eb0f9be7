//! A Rust file that no `mod` names is never compiled, and nobody notices.

use crate::{Complaint, File, Repository};

/// Files that Cargo finds by itself or by a path in `Cargo.toml`.
const ROOTS: [&str; 4] = ["lib.rs", "main.rs", "build.rs", "mod.rs"];

/// Complaints about files that nothing names.
pub(crate) fn check(repository: &Repository) -> Vec<Complaint> {
    let rust: Vec<&File> = repository.files.iter().filter(|file| file.is("rs")).collect();
    let dead = rust.iter().filter(|file| !is_named(file, &rust, repository));
    dead.map(|file| Complaint::new(file, 0, "no `mod` names this file, so it is not compiled")).collect()
}

fn is_named(file: &File, rust: &[&File], repository: &Repository) -> bool {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    // Cargo takes these folders' files as programs of their own.
    let program =
        ["tests", "benches", "examples", "bin"].contains(&folder.rsplit('/').next().unwrap_or_default());
    if ROOTS.contains(&name) || program && !folder.starts_with("tests") {
        return true;
    }
    let module = name.trim_end_matches(".rs");
    // Named from a file of the same folder, or from the file that the folder is called after.
    let parents = rust.iter().filter(|other| {
        other.path.rsplit_once('/').is_some_and(|(place, _)| place == folder)
            || other.path == format!("{folder}.rs")
    });
    let mut texts = parents.map(|parent| parent.text.as_str());
    let by_name = format!("mod {module};");
    let by_path = format!("#[path = \"{name}\"]");
    let declares =
        |text: &str| text.contains(&by_path) || text.lines().any(|line| line.trim_end().ends_with(&by_name));
    let has_path = |manifest: &&File| {
        manifest.path.ends_with("Cargo.toml") && manifest.text.contains(&format!("/{name}\""))
    };
    texts.any(declares) || repository.files.iter().any(|manifest| has_path(&manifest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dead(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(path, text)| File::sample(path, text)).collect();
        let repository = Repository { paths: vec![], files, metadata: serde_json::Value::Null };
        check(&repository).into_iter().map(|complaint| complaint.path).collect()
    }

    #[test]
    fn a_file_without_a_mod_is_named() {
        let lib = ("crates/app/src/lib.rs", "pub mod refund;\n");
        assert_eq!(dead(&[lib, ("crates/app/src/refund.rs", "")]), [""; 0]);
        assert_eq!(dead(&[lib, ("crates/app/src/dispute.rs", "")]), ["crates/app/src/dispute.rs"]);
        let by_path = ("crates/app/src/lib.rs", "#[path = \"fund_tests.rs\"]\nmod tests;\n");
        assert_eq!(dead(&[by_path, ("crates/app/src/fund_tests.rs", "")]), [""; 0]);
    }

    #[test]
    fn a_folder_is_named_by_its_mod_file_or_by_the_file_called_like_it() {
        let plan = ("crates/app/src/refund/plan.rs", "");
        assert_eq!(dead(&[("crates/app/src/refund/mod.rs", "mod plan;\n"), plan]), [""; 0]);
        let lib = ("crates/app/src/lib.rs", "mod refund;\n");
        assert_eq!(dead(&[lib, ("crates/app/src/refund.rs", "mod plan;\n"), plan]), [""; 0]);
        assert_eq!(dead(&[lib, ("crates/app/src/refund.rs", ""), plan]), ["crates/app/src/refund/plan.rs"]);
    }
}
