//! The real desktop window: the built program under a virtual display, driven by WebKit's own driver.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use serde_json::json;

use crate::binary::built;
use crate::folder::TempFolder;
use crate::page::Page;
use crate::process::{tool, until};
use crate::screen::Screen;

/// The title of the toolkit's own dialog.
const SAVE_DIALOG: &str = "Save";
/// A file is written at once.
const SAVED_LIMIT: Duration = Duration::from_secs(30);

/// How a window is opened.
#[derive(Debug, Default)]
pub struct WindowOptions {
    /// Address of the server; `None` is a desktop that never met one.
    pub server: Option<String>,
    /// Home folder, to open the same person's window again; `None` is a new person.
    pub home: Option<PathBuf>,
    /// Variables of the program's environment.
    pub environment: Vec<(&'static str, String)>,
}

/// An open desktop window; its page is driven as a [`Page`].
#[derive(Debug)]
pub struct Window {
    page: Option<Page>,
    // After the page: the program goes first, then its screen, then its files.
    screen: Screen,
    _own_home: Option<TempFolder>,
}

impl Window {
    /// Opens a window and waits until its page can be driven.
    ///
    /// # Panics
    /// When a tool is missing, the program is not built, or no page appears.
    pub async fn open(options: WindowOptions) -> Self {
        let program = built("anju-desktop");
        let driver = tool("WebKitWebDriver", "webkit2gtk-driver");
        let screen = Screen::open();
        let (home, own_home) = match options.home {
            Some(home) => (home, None),
            None => {
                let folder = TempFolder::new("home");
                (folder.path().to_path_buf(), Some(folder))
            }
        };
        let command = |port: u16| {
            let mut command = Command::new(&driver);
            // The driver starts the program with its own environment.
            command.args(["--host=127.0.0.1", &format!("--port={port}")]);
            command.env("TAURI_WEBVIEW_AUTOMATION", "true").env("DISPLAY", screen.name());
            in_home(&mut command, &home);
            command.envs(options.environment.iter().map(|(name, value)| (name, value)));
            match &options.server {
                Some(address) => command.env("ANJU_SERVER", address),
                None => command.env_remove("ANJU_SERVER"),
            };
            command.stdin(Stdio::null()).stdout(Stdio::null());
            command
        };
        let mut capabilities = Capabilities::new();
        capabilities.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program, "args": [] }));
        let page = Page::open(command, "webkit2gtk-driver", capabilities).await;
        Self { page: Some(page), screen, _own_home: own_home }
    }

    /// Answers the system's dialog that asks where to save: types this path into it and presses Enter.
    ///
    /// # Panics
    /// When xdotool is missing, no dialog opens, or no file appears.
    pub async fn save_dialog(&self, path: &Path) {
        let tool = tool("xdotool", "xdotool");
        let words = path.to_str().expect("a temporary folder's path is text");
        let mut command = Command::new(tool);
        command.args(["search", "--sync", "--onlyvisible", "--name", SAVE_DIALOG, "windowfocus", "--sync"]);
        // Without a window manager nobody else gives the keys to the dialog.
        command.args(["key", "--clearmodifiers", "ctrl+a", "type", "--delay", "5", "--args", "1", words]);
        command.args(["key", "Return"]).env("DISPLAY", self.screen.name());
        let done = tokio::task::spawn_blocking(move || command.output()).await.expect("it does not panic");
        let done = done.expect("xdotool can be started");
        assert!(done.status.success(), "xdotool: {}", String::from_utf8_lossy(&done.stderr));
        let there = path.to_owned();
        let seen = tokio::task::spawn_blocking(move || until(SAVED_LIMIT, || there.exists().then_some(())));
        assert_eq!(
            seen.await.expect("it does not panic"),
            Some(()),
            "nothing was saved at {}",
            path.display()
        );
    }

    /// Closes the window in order.
    pub async fn close(mut self) {
        if let Some(page) = self.page.take() {
            page.close().await;
        }
    }
}

impl Deref for Window {
    type Target = Page;

    fn deref(&self) -> &Page {
        self.page.as_ref().expect("the page is taken only by close, which consumes the window")
    }
}

/// Runs the desktop program without a screen and in a home folder of its own, until it ends by itself.
///
/// # Panics
/// When it is not built or cannot be started.
pub fn run_without_screen(words: &[&str]) -> Output {
    let home = TempFolder::new("home");
    let mut command = Command::new(built("anju-desktop"));
    command.args(words).env_remove("DISPLAY").stdin(Stdio::null());
    in_home(&mut command, home.path());
    command.output().expect("the program was built and can be started")
}

/// Everything the program keeps lies below the home folder, wherever the tester's own session keeps its things; a
/// program in the home's `bin` comes before the system's, so that a story can be a printer.
fn in_home(command: &mut Command, home: &Path) {
    command.env("HOME", home).env_remove("WAYLAND_DISPLAY");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(home.join("bin")).chain(std::env::split_paths(&paths));
    command.env("PATH", std::env::join_paths(paths).expect("a home folder's path has no colon"));
    for (name, folder) in
        [("XDG_DATA_HOME", ".local/share"), ("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache")]
    {
        command.env(name, home.join(folder));
    }
}
