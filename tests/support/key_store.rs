//! The system's key store that the desktop keeps its keys in.

use std::process::Command;

use crate::process::tool;

/// A Secret Service on the session bus, unlocked.
#[derive(Debug)]
pub struct KeyStore {
    _checked: (),
}

impl KeyStore {
    /// Checks that the session has one.
    ///
    /// # Panics
    /// When there is no session bus, no Secret Service on it, or its default collection is locked.
    pub fn require() -> Self {
        let send = tool("dbus-send", "dbus");
        let answer = Command::new(send)
            .args(["--session", "--print-reply=literal", "--reply-timeout=10000"])
            .args(["--dest=org.freedesktop.secrets", "/org/freedesktop/secrets/aliases/default"])
            .args(["org.freedesktop.DBus.Properties.Get"])
            .args(["string:org.freedesktop.Secret.Collection", "string:Locked"])
            .output()
            .expect("dbus-send was found and can be started");
        let said = String::from_utf8_lossy(&answer.stdout);
        assert!(
            answer.status.success() && said.contains("boolean false"),
            "no unlocked Secret Service in this session; run the tests by `cargo xtask test`, which brings one.\n\
             {said}{}",
            String::from_utf8_lossy(&answer.stderr)
        );
        Self { _checked: () }
    }
}
