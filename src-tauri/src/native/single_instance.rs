//! One window per user profile: starting the application again brings the open window to the front.
//!
//! Invariant: two profiles (two home folders) never share a window, because they never share data.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};

/// The plug-in; `raise` runs in the first instance when a second one was started.
pub(crate) fn plugin(raise: impl Fn(&AppHandle) + Send + Sync + 'static) -> TauriPlugin<Wry> {
    let profile = std::env::home_dir().unwrap_or_default();
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(bus_name(&profile))
        .callback(move |app, _arguments, _folder| raise(app))
        .build()
}

/// Whether a start failed because the window that was open is just ending: it still has the name, and answers no more.
pub(crate) fn met_an_ending_window(error: &tauri::Error) -> bool {
    matches!(error, tauri::Error::PluginInitialization(plugin, _) if plugin == "single-instance")
}

/// Starts the program again in this process's place; returns only when that is refused or was tried often enough.
#[cfg(unix)]
pub(crate) fn start_again() {
    use std::os::unix::process::CommandExt as _;
    use std::time::Duration;

    /// How often a start that met an ending window is tried again.
    const ATTEMPTS: u32 = 20;
    /// How long an ending window is given before the next attempt.
    const PAUSE: Duration = Duration::from_millis(250);
    /// Counts the attempts across them.
    const ATTEMPT: &str = "ANJU_START_ATTEMPT";

    let attempt = std::env::var(ATTEMPT).ok().and_then(|text| text.parse().ok()).unwrap_or(0_u32);
    let Ok(program) = std::env::current_exe() else { return };
    if attempt < ATTEMPTS {
        std::thread::sleep(PAUSE);
        // Only a refusal comes back, and the caller tells why the first start failed.
        let _ = std::process::Command::new(program)
            .args(std::env::args_os().skip(1))
            .env(ATTEMPT, (attempt + 1).to_string())
            .exec();
    }
}

/// Where windows are told apart by a lock of the system, an ending one is simply gone.
#[cfg(not(unix))]
pub(crate) fn start_again() {}

/// Bus name of a profile. The path itself stays out of it: names on the bus are visible to every program of the session.
fn bus_name(profile: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    profile.hash(&mut hasher);
    // A name element may not begin with a digit, hence the letter.
    format!("cn.anju.desktop.p{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_has_one_name_and_two_profiles_have_two() {
        let first = bus_name(Path::new("profiles/li"));
        assert_eq!(first, bus_name(Path::new("profiles/li")));
        assert_ne!(first, bus_name(Path::new("profiles/wang")));
    }

    #[test]
    fn the_name_is_a_valid_bus_name_without_the_path() {
        let name = bus_name(Path::new("profiles/李"));
        assert!(name.len() < 255 && name.is_ascii());
        assert!(name.split('.').all(|element| element.starts_with(|first: char| first.is_ascii_lowercase())));
        assert!(!name.contains("profiles"));
    }
}
