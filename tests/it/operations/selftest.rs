//! The desktop checks its machine without a window.

use anju_tests::{KeyStore, run_without_screen};

/// One line of each check, and an exit code that a script can ask.
#[test]
fn the_desktop_checks_itself_without_a_window() {
    let _keys = KeyStore::require();
    let checked = run_without_screen(&["--selftest"]);
    let said = String::from_utf8(checked.stdout).expect("text");
    assert!(checked.status.success(), "{said}{}", String::from_utf8_lossy(&checked.stderr));
    for what in ["加密数据文件", "任务单", "系统密钥库"] {
        assert!(said.lines().any(|line| line.starts_with(&format!("通过 {what}"))), "{said}");
    }
    assert!(!said.contains("失败"), "{said}");
}
