//! Entry point of the desktop application; the work starts in the library.

// A console window beside the application would open on Windows in release builds.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    anju_desktop::run()
}
