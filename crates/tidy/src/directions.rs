//! Which package may name which: rules below, machines above, and each big library behind one door.

use serde_json::Value;

use crate::Complaint;

/// A package of the workspace and those that it may depend on. A new package is added here on purpose, not by accident.
const MAY_NAME: [(&str, &[&str]); 9] = [
    ("anju-domain", &[]),
    ("anju-contract", &["anju-domain"]),
    ("anju-forms", &["anju-contract", "anju-domain"]),
    ("anju-store", &["anju-contract", "anju-domain"]),
    ("anju-app", &["anju-contract", "anju-domain", "anju-forms", "anju-store"]),
    ("anju-server", &["anju-app", "anju-contract", "anju-domain", "anju-forms", "anju-store"]),
    ("anju-client", &["anju-contract", "anju-domain", "anju-forms"]),
    ("anju-desktop", &["anju-client", "anju-contract"]),
    ("xtask", &[]),
];

/// Packages that look at the product from outside and may name all of it.
const OUTSIDE: [&str; 3] = ["anju-tests", "anju-bench", "anju-tidy"];

/// Beginning of a library's name, and the packages that may use it.
const DOORS: [(&str, &[&str]); 5] = [
    ("tauri", &["anju-desktop"]),
    ("axum", &["anju-server"]),
    ("sqlx", &["anju-client", "anju-store"]),
    ("libsqlite3-sys", &["anju-client", "anju-store"]),
    ("printpdf", &["anju-forms"]),
];

/// Complaints about the packages in an answer of `cargo metadata`.
pub(crate) fn check(metadata: &Value) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        if OUTSIDE.contains(&name) {
            continue;
        }
        let Some((_, may_name)) = MAY_NAME.iter().find(|(package, _)| *package == name) else {
            complaints
                .push(Complaint::about(name, "a new package: say in crates/tidy what it may depend on"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let named = dependency["name"].as_str().unwrap_or_default();
            // Tests may use their neighbours; what ships may not.
            let ships = dependency["kind"].as_str() != Some("dev");
            if ships && dependency["path"].is_string() && !may_name.contains(&named) {
                complaints.push(Complaint::about(name, format!("depends on {named}, which is not below it")));
            }
            for (library, doors) in DOORS {
                let is_it =
                    named.strip_prefix(library).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
                if is_it && !doors.contains(&name) {
                    complaints.push(Complaint::about(
                        name,
                        format!("uses {named}; only {} may", doors.join(" and ")),
                    ));
                }
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, dependency: &Value) -> Vec<Complaint> {
        check(&json!({ "packages": [{ "name": name, "dependencies": [dependency] }] }))
    }

    #[test]
    fn a_lower_package_never_names_an_upper_one() {
        let app = json!({ "name": "anju-app", "path": "crates/app", "kind": null });
        assert_eq!(package("anju-domain", &app).len(), 1);
        assert_eq!(package("anju-client", &app).len(), 1);
        assert_eq!(package("anju-server", &app), []);
        assert_eq!(package("anju-tests", &app), []);
    }

    #[test]
    fn tests_may_use_their_neighbours() {
        let store = json!({ "name": "anju-store", "path": "crates/store", "kind": "dev" });
        assert_eq!(package("anju-contract", &store), []);
    }

    #[test]
    fn a_library_has_one_door_also_for_its_plug_ins() {
        for library in ["tauri", "tauri-plugin-dialog", "axum", "axum-extra", "sqlx", "printpdf"] {
            let dependency = json!({ "name": library, "kind": null });
            assert_eq!(package("anju-contract", &dependency).len(), 1, "{library}");
        }
        assert_eq!(package("anju-desktop", &json!({ "name": "tauri", "kind": null })), []);
        assert_eq!(package("anju-client", &json!({ "name": "sqlx", "kind": null })), []);
    }

    #[test]
    fn a_new_package_is_asked_about() {
        assert_eq!(package("anju-new", &Value::Null).len(), 1);
    }
}
