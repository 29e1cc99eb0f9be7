//! A private desktop session for the tests: its own home folder, session bus and unlocked Secret Service.
//!
//! Invariant: nothing a test does reaches the home, the key ring or the screen of the person who runs it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Unlocks a new key ring, then becomes the command. The daemon's own words are a greeting for shells, or noise.
const SCRIPT: &str = r#"
if ! printf anju-tests | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; then
    echo "gnome-keyring-daemon is missing or did not start: tests need a Secret Service" >&2
    exit 1
fi
exec "$@"
"#;

/// The session's folder; deleted when this is dropped.
pub struct Session {
    folder: PathBuf,
}

impl Session {
    /// Makes the folder.
    ///
    /// # Errors
    /// When the temporary folder is not writable.
    pub fn begin() -> Result<Self, String> {
        // Not below target/: a socket's path may have 107 characters, and a clone may lie deep.
        let folder = std::env::temp_dir().join(format!("anju-test-{}", std::process::id()));
        let session = Self { folder };
        for name in ["home", "run", "data", "config", "cache"] {
            private_folder(&session.folder.join(name))
                .map_err(|error| format!("cannot create {}: {error}", session.folder.display()))?;
        }
        Ok(session)
    }

    /// The same command, inside the session.
    pub fn wrap(&self, command: &Command) -> Command {
        if !cfg!(target_os = "linux") {
            return copy(command, Command::new(command.get_program()), []);
        }
        let words = ["--", "sh", "-c", SCRIPT, "session"].map(OsString::from);
        let words = words.into_iter().chain([command.get_program().to_owned()]);
        let mut wrapped = copy(command, Command::new("dbus-run-session"), words);
        // Rust's own tools look for themselves below the home folder.
        for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            if let (None, Some(home)) = (std::env::var_os(name), std::env::home_dir()) {
                wrapped.env(name, home.join(folder));
            }
        }
        for (name, folder) in [
            ("HOME", "home"),
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            wrapped.env(name, self.folder.join(folder));
        }
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL"] {
            wrapped.env_remove(name);
        }
        wrapped
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A leftover in the temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn copy(from: &Command, mut to: Command, before: impl IntoIterator<Item = OsString>) -> Command {
    to.args(before).args(from.get_args());
    for (name, value) in from.get_envs() {
        match value {
            Some(value) => to.env(name, value),
            None => to.env_remove(name),
        };
    }
    if let Some(folder) = from.get_current_dir() {
        to.current_dir(folder);
    }
    to
}

fn private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}
