//! 另存为: the only way by which the program writes a readable file, and the person says where.

use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};
use tokio::sync::oneshot;

/// What is said when the place could not be written.
const NOT_SAVED: &str = "文件没有保存成功。请检查磁盘空间和文件夹权限，换一个位置后重试。";

/// Asks where and writes; `false` if the person closed the question, or was told that it failed.
pub(crate) async fn ask_and_write(app: &AppHandle, name: &str, bytes: Vec<u8>) -> bool {
    let (chosen, answer) = oneshot::channel();
    app.dialog().file().set_file_name(name).save_file(move |place| {
        // The window may have been closed meanwhile.
        let _ = chosen.send(place);
    });
    let Some(place) = answer.await.ok().flatten().and_then(|place| place.into_path().ok()) else {
        return false;
    };
    let written = tauri::async_runtime::spawn_blocking(move || std::fs::write(place, bytes)).await;
    let saved = matches!(written, Ok(Ok(())));
    if !saved {
        app.dialog().message(NOT_SAVED).title("安居").kind(MessageDialogKind::Error).show(|_| {});
    }
    saved
}
