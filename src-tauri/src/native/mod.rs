//! What differs between operating systems: one window per profile, its place on the screen, the WebView's presence.

pub(crate) mod save_file;
pub(crate) mod single_instance;
pub(crate) mod webview;
pub(crate) mod window_place;
