//! The pages reach the machine through one folder, so that they also run in a plain browser.

use crate::{Complaint, File};

/// The only folder that may import the window's own packages.
const DOOR: &str = "ui/src/platform/";

/// Complaints about imports of the window's packages elsewhere.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    if !file.path.starts_with("ui/src/") || file.path.starts_with(DOOR) {
        return Vec::new();
    }
    file.lines()
        .filter(|(_, line)| line.contains("@tauri-apps/"))
        .map(|(number, _)| Complaint::new(file, number, format!("only {DOOR} may import @tauri-apps")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_imported_at_its_door_only() {
        let text = "import { invoke } from '@tauri-apps/api/core'\n";
        assert_eq!(check(&File::sample("ui/src/desktop/withdrawal/index.vue", text)).len(), 1);
        assert_eq!(check(&File::sample("ui/src/platform/tauri.ts", text)), []);
    }
}
