//! 导出诊断包, in the real window and through the real dialog.

use super::company;
use anju_tests::{City, Computer, TempFolder};
use serde_json::Value;
use std::fs::File;
use std::io::Read as _;
use zip::ZipArchive;

/// What was typed and shown before, and must stand nowhere in it.
const SEEDED: [&str; 13] = [
    "wuye",
    "anju-demo-2026",
    "屋面防水",
    "1号楼",
    "北京防水",
    "HT-2026-018",
    "86,400",
    "8640000",
    "6222020200112233445",
    "孙桂兰",
    "13800138000",
    "110105",
    "物业",
];

fn part(zip: &mut ZipArchive<File>, name: &str) -> String {
    let mut text = String::new();
    zip.by_name(name).expect("it is in there").read_to_string(&mut text).expect("text");
    text
}

/// The longest run of characters that a token is made of.
fn longest_word(text: &str) -> &str {
    let is_of_token = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    text.split(|letter| !is_of_token(letter)).max_by_key(|word| word.len()).unwrap_or_default()
}

/// After a day's work, offline with a waiting draft: the package says versions, the connection, the outbox in numbers and
/// the log's last lines, and nothing that was typed, shown or secret. Not signed in it is there as well.
#[tokio::test]
async fn a_package_helps_and_names_nobody() {
    let (mut city, computer, saved) = (City::on_sqlite(), Computer::new(), TempFolder::new("saved"));
    let window = computer.open(&city, "wuye").await;
    company::fill_in(&window).await;
    window.find_text("[data-test=connection]", "在线").await;
    let listen = city.kill();
    window.find_text("[data-test=connection]", "离线 自").await;
    window.set("[data-test=field-project]", "屋面防水及外墙").await;
    window.find_text("[data-test=connection]", "待发送").await;
    window.click("[data-test=me]").await;
    window.find_text("[data-test=diagnostics]", "导出诊断包").await;
    window.screenshot("diagnostics-menu").await;
    window.click("[data-test=diagnostics]").await;
    let file = saved.path().join("package.zip");
    window.save_dialog(&file).await;
    window.find_text("[role=alert]", "诊断包已保存").await;
    window.screenshot("diagnostics-saved").await;
    window.close().await;

    let mut zip = ZipArchive::new(File::open(&file).expect("the file was saved")).expect("a zip");
    assert_eq!(zip.len(), 2);
    let (facts, lines) = (part(&mut zip, "diagnostics.json"), part(&mut zip, "log.txt"));
    let said: Value = serde_json::from_str(&facts).expect("JSON");
    let versions = &said["versions"];
    assert_eq!((&versions["contract"], &versions["cache"]), (&1.into(), &3.into()));
    for name in ["app", "system", "architecture", "webview"] {
        assert!(
            versions[name].as_str().is_some_and(|text| !text.is_empty() && text != "missing"),
            "{versions}"
        );
    }
    let desk = &said["desk"];
    // How much of the typing was sent before the server was gone is a matter of time.
    let count = |state: &str| desk["outbox"][state].as_i64().unwrap_or_default();
    let waiting = count("waiting") + count("sent");
    assert!(waiting >= 1 && desk["connection"]["pending"] == waiting, "{desk}");
    assert_eq!(
        (&desk["connection"]["online"], &desk["connection"]["clock_ahead_minutes"]),
        (&false.into(), &0.into())
    );
    assert!(desk["synced_at"].is_string() && desk["connection"]["since"].is_string(), "{desk}");
    assert_eq!(desk["server"], format!("http://{listen}"));
    assert_eq!(desk["key_store"], "system");
    assert!(lines.contains("\"started\"") && lines.lines().count() <= 200, "{lines}");
    for seeded in SEEDED {
        assert!(!facts.contains(seeded) && !lines.contains(seeded), "{seeded} stands in {facts}\n{lines}");
    }
    for text in [&facts, &lines] {
        assert!(longest_word(text).len() < 32, "{}", longest_word(text));
    }
    let logs = computer.home().join(".local/share/cn.anju.desktop/logs");
    assert_eq!(std::fs::read_dir(logs).expect("the log's folder").count(), 1, "a day is one file");

    let window = computer.open_signed_out(&format!("http://{listen}")).await;
    window.click("[data-test=diagnostics]").await;
    let file = saved.path().join("signed-out.zip");
    window.save_dialog(&file).await;
    window.find_text("[role=alert]", "诊断包已保存").await;
    window.close().await;
    let mut zip = ZipArchive::new(File::open(&file).expect("the file was saved")).expect("a zip");
    let said: Value = serde_json::from_str(&part(&mut zip, "diagnostics.json")).expect("JSON");
    assert_eq!(said["desk"]["outbox"], Value::Null);
    assert_eq!(part(&mut zip, "log.txt").matches("\"started\"").count(), 2);
}
