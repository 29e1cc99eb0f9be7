//! Stories in the real window, as a person at a desk lives them.

mod draft;

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
        let options = WindowOptions {
            server: Some(city.server().address().to_owned()),
            home: Some(self.home.path().to_path_buf()),
        };
        let window = Window::open(options).await;
        window.set("[data-test=user-name] input, input[data-test=user-name]", user_name).await;
        window.set("[data-test=password] input, input[data-test=password]", "anju-demo-2026").await;
        window.click("[data-test=sign-in]").await;
        window.find("[data-test=me]").await;
        window
    }
}
