//! What differs between operating systems: one window per profile, its place on the screen, the
//! WebView's presence, files and printers.

pub(crate) mod print;
pub(crate) mod save_file;
pub(crate) mod single_instance;
pub(crate) mod webview;
pub(crate) mod window_place;
