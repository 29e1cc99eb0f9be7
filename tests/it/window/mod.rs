//! Stories in the real window, as a person at a desk lives them.

mod browser;
mod company;
mod desks;
mod diagnostics;
mod draft;
mod first_start;
mod offline;
mod proxy;

use anju_tests::{City, TempFolder, Window, WindowOptions};

/// A person's computer: what the desktop keeps stays in its home folder from one start to the next.
pub(crate) struct Computer {
    home: TempFolder,
}

impl Computer {
    pub(crate) fn new() -> Computer {
        Computer { home: TempFolder::new("home") }
    }

    /// The person's home folder; programs in its `bin` come before those of the system.
    pub(crate) fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// Opens the window and signs in.
    pub(crate) async fn open(&self, city: &City, user_name: &str) -> Window {
        self.open_for(city.server().address(), user_name).await
    }

    /// Opens the window for a server at this address and signs in; a desk that was signed in goes on by itself.
    async fn open_for(&self, address: &str, user_name: &str) -> Window {
        let window = self.start(address).await;
        let signed_in = "
            if (document.querySelector('[data-test=me]')) return 'yes';
            return document.querySelector('[data-test=user-name]') ? 'no' : null";
        if window.until(signed_in).await == "no" {
            sign_in(&window, user_name).await;
        }
        window
    }

    /// Opens the window for a server at this address, which may be down, where nobody is signed in.
    async fn open_signed_out(&self, address: &str) -> Window {
        let window = self.start(address).await;
        window.find("[data-test=user-name]").await;
        window
    }

    async fn start(&self, address: &str) -> Window {
        let options = WindowOptions {
            server: Some(address.to_owned()),
            home: Some(self.home.path().to_path_buf()),
            ..WindowOptions::default()
        };
        Window::open(options).await
    }
}

/// Signs a user of the demo city in, at the card that the window shows.
async fn sign_in(window: &Window, user_name: &str) {
    window.set("[data-test=user-name] input, input[data-test=user-name]", user_name).await;
    window.set("[data-test=password] input, input[data-test=password]", "anju-demo-2026").await;
    window.click("[data-test=sign-in]").await;
    window.find("[data-test=me]").await;
}
