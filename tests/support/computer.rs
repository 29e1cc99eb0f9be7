//! A person's computer: what the desktop keeps stays in its home folder from one start to the next.

use std::path::Path;

use crate::{City, TempFolder, Window, WindowOptions};

/// Says whether the window goes on with a session or asks to sign in; null until it does either.
const SIGNED_IN: &str = "
    if (document.querySelector('[data-test=me]')) return 'yes';
    return document.querySelector('[data-test=user-name]') ? 'no' : null";

/// A computer of its own.
#[derive(Debug)]
pub struct Computer {
    home: TempFolder,
}

impl Computer {
    /// A computer on which nobody has worked yet.
    ///
    /// # Panics
    /// When the system's temporary folder is not writable.
    #[allow(clippy::new_without_default, reason = "it makes a folder")]
    pub fn new() -> Computer {
        Computer { home: TempFolder::new("home") }
    }

    /// The person's home folder; programs in its `bin` come before those of the system.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Opens the window and signs in.
    ///
    /// # Panics
    /// As [`Computer::open_for`].
    pub async fn open(&self, city: &City, user_name: &str) -> Window {
        self.open_for(city.server().address(), user_name).await
    }

    /// Opens the window for a server at this address and signs in; a desk that was signed in goes on by itself.
    ///
    /// # Panics
    /// When no window opens, or nobody can sign in at it.
    pub async fn open_for(&self, address: &str, user_name: &str) -> Window {
        let window = self.start(address).await;
        if window.until(SIGNED_IN).await == "no" {
            window.sign_in(user_name).await;
        }
        window
    }

    /// Opens the window for a server at this address, which may be down, where nobody is signed in.
    ///
    /// # Panics
    /// When no window opens, or somebody is signed in.
    pub async fn open_signed_out(&self, address: &str) -> Window {
        let window = self.start(address).await;
        window.find("[data-test=user-name]").await;
        window
    }

    /// Opens the window for a server at this address, whatever it shows.
    ///
    /// # Panics
    /// When no window opens.
    pub async fn start(&self, address: &str) -> Window {
        let options = WindowOptions {
            server: Some(address.to_owned()),
            home: Some(self.home.path().to_path_buf()),
            ..WindowOptions::default()
        };
        Window::open(options).await
    }
}
