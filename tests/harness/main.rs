//! The harness itself: every story stands on these tools, so each is seen to work and to clean up.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use anju_tests::{Browser, KeyStore, Postgres, ServerProcess, TempFolder};

#[test]
fn a_folder_is_gone_after_use() {
    let folder = TempFolder::new("harness");
    let path = folder.path().to_path_buf();
    std::fs::write(path.join("file"), "x").expect("the folder is writable");
    drop(folder);
    assert!(!path.exists());
}

#[test]
fn the_session_has_an_unlocked_key_store() {
    KeyStore::require();
}

/// First line of the server's answer to a GET.
fn status_of(server: &ServerProcess, path: &str) -> String {
    let mut connection = TcpStream::connect(server.listen()).expect("a listening server takes connections");
    write!(connection, "GET {path} HTTP/1.0\r\nHost: anju\r\n\r\n")
        .expect("the server reads what it is asked");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("the server answers in text");
    answer.lines().next().unwrap_or_default().to_owned()
}

/// The life of a server in an office: a city, an orderly end, a power cut, and back at the same place.
fn lives_through_an_end_and_a_power_cut(database_url: &str, data: &Path) {
    ServerProcess::make_demo_city(database_url, data, "small");
    let server = ServerProcess::start(database_url, data);
    assert!(status_of(&server, "/readyz").contains(" 200 "));
    let place = server.listen().to_owned();
    assert!(server.stop().success(), "an orderly end is no failure");

    let server = ServerProcess::start_at(database_url, data, &place);
    server.kill();
    let mut server = ServerProcess::start_at(database_url, data, &place);
    assert!(status_of(&server, "/readyz").contains(" 200 "));
    assert!(server.is_running());
}

mod sqlite {
    use super::*;

    #[test]
    fn a_server_lives_through_an_end_and_a_power_cut() {
        let data = TempFolder::new("data");
        let database_url = format!("sqlite:{}", data.path().join("anju.db").display());
        lives_through_an_end_and_a_power_cut(&database_url, data.path());
    }
}

mod postgres {
    use super::*;

    #[test]
    fn a_server_lives_through_an_end_and_a_power_cut() {
        let data = TempFolder::new("data");
        let database = Postgres::start().database();
        lives_through_an_end_and_a_power_cut(&database.url(), data.path());
    }

    #[test]
    fn each_test_has_a_database_of_its_own() {
        let cluster = Postgres::start();
        let (first, second) = (cluster.database(), cluster.database());
        first.query("create table note (text text)");
        first.query("insert into note values ('分户')");
        assert_eq!(first.query("select text, length(text) from note"), "分户|2");
        assert_eq!(second.query("select to_regclass('note') is null"), "t");
    }

    #[test]
    fn tests_at_the_same_time_share_one_cluster() {
        let databases = [Postgres::start(), Postgres::start()].map(|cluster| cluster.database());
        let started =
            databases.each_ref().map(|database| database.query("select pg_postmaster_start_time()"));
        assert_eq!(started[0], started[1]);
        assert_ne!(databases[0].url(), databases[1].url());
    }
}

mod window {
    use super::*;
    use anju_tests::{Window, WindowOptions};

    #[tokio::test]
    async fn the_real_window_shows_its_page() {
        let window = Window::open(WindowOptions::default()).await;
        window.find("#app > *").await;
        window.screenshot("window-first-page").await;
        let inside = window.run("return [innerWidth, document.documentElement.lang]", vec![]).await;
        assert_eq!(inside, serde_json::json!([1366, "zh-CN"]));
        window.close().await;
    }

    #[tokio::test]
    async fn a_field_is_filled_as_if_typed() {
        let browser = Browser::open(390, 844).await;
        let page =
            "data:text/html,<div class=box><input oninput='out.innerText=this.value'></div><p id=out></p>";
        browser.go(page).await;
        browser.set(".box", "3-502").await;
        assert_eq!(browser.find_text("#out", "502").await, "3-502");
        browser.close().await;
    }

    #[tokio::test]
    async fn a_traced_browser_tells_what_a_click_began() {
        let browser = Browser::open_traced(390, 844).await;
        browser.go("data:text/html,<html style=height:100%25 onpointerdown='document.title=1'>").await;
        browser.click_at(&[(40, 40)], Duration::from_millis(50)).await;
        let mut events = Vec::new();
        for _ in 0..10 {
            events.extend(browser.trace().await);
        }
        let has = |name: &str, kind: Option<&str>| {
            events.iter().any(|event| event["name"] == name && event["args"]["data"]["type"].as_str() == kind)
        };
        assert!(has("EventDispatch", Some("pointerdown")) && has("RunTask", None));
        browser.close().await;
    }
}
