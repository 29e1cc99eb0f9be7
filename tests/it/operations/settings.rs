//! Settings: a flag wins over the environment, the environment over the file; what the file gets wrong is named.

use anju_tests::{ServerProcess, TempFolder};

fn file(folder: &TempFolder, text: &str) -> String {
    let path = folder.path().join("anju.toml");
    std::fs::write(&path, text).expect("a temporary folder can be written");
    path.display().to_string()
}

/// The file alone says where the data is and where to listen; a flag says otherwise.
#[test]
fn one_file_says_how_the_server_runs() {
    let folder = TempFolder::new("settings");
    let data = folder.path().join("data");
    let text = format!("listen = '127.0.0.1:0'\ndata = '{}'\nbank-patience = 250\n", data.display());
    let config = file(&folder, &text);
    let server = ServerProcess::start_by(&["serve", "--config", &config]);
    assert!(server.address().starts_with("http://127.0.0.1:"));
    assert!(data.join("anju.db").is_file(), "the data lies where the file says");
    assert!(server.stop().success());

    let other = folder.path().join("other");
    let words = ["serve", "--config", &config, "--data", &other.display().to_string()];
    let server = ServerProcess::start_by(&words);
    assert!(other.join("anju.db").is_file(), "a flag wins over the file");
    assert!(server.stop().success());
}

/// A misspelt key, a value of the wrong kind and a missing file are said by name.
#[test]
fn a_wrong_setting_is_named() {
    let folder = TempFolder::new("settings");
    for (text, named) in [
        ("lisen = '127.0.0.1:0'", "lisen"),
        ("listen = 1.5", "listen"),
        ("listen = 'nowhere'", "--listen"),
        ("listen = ", "anju.toml"),
    ] {
        let config = file(&folder, text);
        let words = ServerProcess::refused(&["serve", "--config", &config]);
        assert!(words.contains(named), "{text}: {words}");
        assert!(words.contains("anju.toml"), "{text}: {words}");
    }
    let words = ServerProcess::refused(&["serve", "--config", "/nowhere/anju.toml"]);
    assert!(words.contains("/nowhere/anju.toml"), "{words}");
}

/// A captcha that everybody can answer is refused where others can reach the server.
#[test]
fn a_sandbox_does_not_listen_to_others() {
    for setting in [["--sandbox-captcha", "2468A"], ["--sandbox-time", "2026-03-31T16:30:00Z"]] {
        let words = ServerProcess::refused(&[&["serve", "--listen", "0.0.0.0:0"], &setting[..]].concat());
        assert!(words.contains(setting[0]), "{words}");
    }
}
