//! The window opens where and as large as it was left.

use tauri::Wry;
use tauri::plugin::TauriPlugin;
use tauri_plugin_window_state::StateFlags;

/// The plug-in, without visibility: the window shows itself when its page is painted, not when its place is restored.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}
