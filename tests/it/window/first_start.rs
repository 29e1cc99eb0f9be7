//! The first start on a machine: where the server is, asked once.

use anju_tests::{City, TempFolder, Window, WindowOptions};

/// A silent address is said beside its field and kept to be corrected; the right one leads to the sign-in, for good.
#[tokio::test]
async fn the_server_is_asked_for_once() {
    let (city, home) = (City::on_sqlite(), TempFolder::new("home"));
    let options = || WindowOptions { home: Some(home.path().to_path_buf()), ..WindowOptions::default() };
    let window = Window::open(options()).await;
    window.find_text("h1", "连接服务器").await;
    window.screenshot("first-start").await;
    window.click("[data-test=server-go]").await;
    window.find_text("form", "请填写服务器地址").await;
    window.set("[data-test=server-address]", "127.0.0.1:9").await;
    window.click("[data-test=server-go]").await;
    window.find_text("form", "没有安居服务器应答").await;
    window.screenshot("first-start-silent").await;
    window.set("[data-test=server-address]", "http://anju.example").await;
    window.click("[data-test=server-go]").await;
    window.find_text("form", "https://").await;
    window.set("[data-test=server-address]", city.server().address()).await;
    window.click("[data-test=server-go]").await;
    window.find("[data-test=password]").await;
    window.find_text("[data-test=server]", city.server().address()).await;
    window.close().await;

    let window = Window::open(options()).await;
    window.find("[data-test=password]").await;
    window.find_text("[data-test=server]", city.server().address()).await;
    window.find_none("[data-test=server-address]").await;
    window.close().await;
}
