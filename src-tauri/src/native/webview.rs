//! The browser component that draws the pages: on Windows it may be missing, and Tauri would panic.

/// Checks that the component is there before a window is built.
///
/// # Errors
/// A Chinese sentence for the user: what is missing and what to do.
pub(crate) fn check() -> Result<(), String> {
    match tauri::webview_version() {
        Ok(_version) => Ok(()),
        Err(_missing) => Err("本机缺少 Microsoft Edge WebView2 运行时，安居的界面无法显示。\
             请用安装包重新安装安居（安装包自带该组件），或请管理员安装 WebView2 后重新打开。"
            .to_owned()),
    }
}

/// Tells the user something when no page can: a native box where there is one, and the terminal.
pub(crate) fn tell(sentence: &str) {
    eprintln!("{sentence}");
    #[cfg(windows)]
    {
        // The script host is part of every Windows and shows a box without any window of ours. The sentence travels in
        // the environment, so that no character of it is read as script.
        let box_script = "Add-Type -AssemblyName PresentationFramework; \
             [void][System.Windows.MessageBox]::Show($env:ANJU_SENTENCE, '安居')";
        let _ = std::process::Command::new("powershell")
            .args(["-NoProfile", "-WindowStyle", "Hidden", "-Command", box_script])
            .env("ANJU_SENTENCE", sentence)
            .status();
    }
}
