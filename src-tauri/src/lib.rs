//! The desktop window: a thin host that carries commands from the page to the client and answers back.
//!
//! Invariant: a page reaches the machine through the one command `rpc` and nothing else; rules, storage and the network
//! live in crates that need no window.

mod diagnostics;
mod host;
mod log;
mod native;
mod rpc;
mod selftest;
mod server_address;
mod shell;
mod source;

use std::process::ExitCode;

use tauri::Manager as _;
use tauri::webview::PageLoadEvent;

/// Name of the only window, as in `tauri.conf.json`.
const MAIN_WINDOW: &str = "main";

/// Opens the window and returns when it is closed; a failure to start is told on the screen and as exit code 1.
/// `--selftest` checks the machine instead.
pub fn run() -> ExitCode {
    if selftest::is_asked() {
        return selftest::run();
    }
    if let Err(sentence) = native::webview::check() {
        native::webview::tell(&sentence);
        return ExitCode::FAILURE;
    }
    let builder = tauri::Builder::default();
    #[cfg(windows)]
    let builder = builder
        .manage(native::print::viewer::Papers::default())
        .register_uri_scheme_protocol(native::print::viewer::SCHEME, native::print::viewer::answer);
    let started = builder
        .plugin(native::single_instance::plugin(reveal))
        .plugin(native::window_place::plugin())
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| {
            if let Ok(data) = app.path().app_local_data_dir() {
                log::start(&data);
            }
            let host = host::Host::start(app.handle());
            app.manage(host);
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        // The window is created hidden: an old machine would show a white rectangle for a second otherwise.
        .on_page_load(|webview, page| {
            if page.event() == PageLoadEvent::Finished {
                reveal(webview.app_handle());
            }
        })
        .run(tauri::generate_context!());
    match started {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if native::single_instance::met_an_ending_window(&error) {
                native::single_instance::start_again();
            }
            native::webview::tell(&format!(
                "安居无法打开窗口：{error}。请重新启动电脑后再试，仍不行请联系管理员。"
            ));
            ExitCode::FAILURE
        }
    }
}

/// Brings the main window to the front, whether it was hidden, minimised or behind another one.
fn reveal(app: &tauri::AppHandle) {
    let Some(window) = app.get_webview_window(MAIN_WINDOW) else { return };
    // Each of these may be refused by a window manager; the window is usable all the same.
    let _ = window.show();
    let _ = window.unminimize();
    let _ = window.set_focus();
}
