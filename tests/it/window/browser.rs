//! The same screens in a browser at `/desk`, for those whose Windows is too old for the desktop.

use anju_tests::{Browser, City, Desk};
use serde_json::json;

async fn open(city: &City) -> Browser {
    let browser = Browser::open(1366, 768).await;
    browser.go(&format!("{}/desk/", city.server().address())).await;
    browser
}

/// A page loaded again is still signed in; after signing out it is not.
#[tokio::test]
async fn a_reload_does_not_ask_to_sign_in_again() {
    let city = City::with_pages();
    let browser = open(&city).await;
    browser.sign_in("wuye").await;
    browser.find("[data-test=me]").await;
    browser.client().refresh().await.expect("the page can be loaded again");
    browser.find_text("[data-test=me]", "孙桂兰").await;
    browser.click("[data-test=me]").await;
    browser.click("[data-test=own-sessions]").await;
    browser.find_text("[data-test=sessions]", "本机").await;
    browser.screenshot("own-sessions").await;
    browser.click("[data-test=sessions-close]").await;
    browser.click("[data-test=me]").await;
    browser.click("[data-test=sign-out]").await;
    browser.find("[data-test=sign-in]").await;
    browser.client().refresh().await.expect("the page can be loaded again");
    browser.find("[data-test=sign-in]").await;
    browser.screenshot("sign-in").await;
    browser.close().await;
}

/// After wrong passwords a captcha is shown, and a right answer lets the person in.
#[tokio::test]
async fn a_captcha_is_shown_and_read() {
    let city = City::with_pages();
    let browser = open(&city).await;
    for _ in 0..3 {
        browser.try_to_sign_in("wuye", "wrong-one-2026").await;
        browser.find_text("[data-test=sign-in-error]", "不正确").await;
    }
    browser.find("[data-test=captcha-picture]").await;
    browser.set("[data-test=captcha]", "2468a").await;
    browser.screenshot("captcha").await;
    browser.sign_in("wuye").await;
    browser.find("[data-test=me]").await;
    browser.close().await;
}

/// A forgotten password: the code reaches the outbox, the administrator reads it out, the new password opens the desk.
#[tokio::test]
async fn a_forgotten_password_is_recovered() {
    let city = City::with_pages();
    let browser = open(&city).await;
    browser.click("[data-test=way-recover]").await;
    browser.set("[data-test=user-name]", "wuye").await;
    browser.set("[data-test=phone]", "13900000301").await;
    browser.find("[data-test=captcha-picture]").await;
    browser.set("[data-test=captcha]", "2468A").await;
    browser.screenshot("recover").await;
    browser.click("[data-test=start-recovery]").await;
    browser.find_text("[data-test=code-sent]", "139****0301").await;
    let admin = city.desk("admin").await;
    let messages = admin.read("identity.list_messages", json!({})).await.accepted();
    let text = messages["messages"][0]["text"].as_str().expect("a message");
    let code: String = text.split("验证码 ").nth(1).expect("a code").chars().take(6).collect();
    browser.set("[data-test=code]", &code).await;
    browser.set("[data-test=new-password]", "wang-le-2026").await;
    browser.set("[data-test=repeat]", "wang-le-2026").await;
    browser.screenshot("recover-code").await;
    browser.click("[data-test=finish-recovery]").await;
    browser.find("[data-test=sign-in-done]").await;
    browser.try_to_sign_in("wuye", "wang-le-2026").await;
    browser.find("[data-test=me]").await;
    browser.close().await;
}

/// The administrator makes a user with a phone, gives a key, ends a session; the new user changes the first password.
#[tokio::test]
async fn an_administrator_keeps_the_accounts() {
    let city = City::with_pages();
    let company = city.desk("wuye").await;
    let browser = open(&city).await;
    browser.sign_in("admin").await;
    browser.click("[data-test=nav-users]").await;
    browser.find_text("[data-test=rows]", "孙桂兰").await;
    browser.set("[data-test=find-user]", "孙桂兰").await;
    browser.find_text("[data-test=user-count]", "找到 1 个").await;
    browser.click("[data-test=rows] [data-test^=row-]").await;
    browser.click("[data-test=show-keys]").await;
    browser.click("[data-test=issue-key]").await;
    browser.find_text("[data-test=key-issued]", "WX").await;
    browser.screenshot("user-keys").await;
    browser.click("[data-test=keys-close]").await;
    browser.click("[data-test=show-sessions]").await;
    browser.screenshot("user-sessions").await;
    browser.click("[data-test=end-session]").await;
    browser.find("[data-test=no-sessions]").await;
    company.read("identity.me", json!({})).await.refused("session.required");
    browser.click("[data-test=sessions-close]").await;
    browser.click("[data-test=messages]").await;
    browser.screenshot("messages-empty").await;
    browser.click("[data-test=messages-close]").await;
    browser.screenshot("users").await;

    let organisations =
        city.desk("admin").await.read("identity.list_organisations", json!({})).await.accepted();
    let of_company = organisations["organisations"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["kind"] == "property_company").cloned())
        .expect("a company");
    let request = json!({
        "user_id": anju_tests::new_id(), "organisation_id": of_company["organisation_id"], "user_name": "qianmin",
        "display_name": "钱敏", "roles": ["company_operator"], "initial_password": "chu-shi-2026",
    });
    city.desk("admin").await.write("identity.create_user", request).await.accepted();
    browser.click("[data-test=me]").await;
    browser.click("[data-test=sign-out]").await;
    browser.find("[data-test=sign-in]").await;
    browser.try_to_sign_in("qianmin", "chu-shi-2026").await;
    browser.find("[data-test=change-password]").await;
    browser.set("[data-test=old-password]", "chu-shi-2026").await;
    browser.set("[data-test=new-password]", "zi-ji-de-2026").await;
    browser.set("[data-test=repeat]", "zi-ji-de-2026").await;
    browser.screenshot("first-change").await;
    browser.click("[data-test=change-password]").await;
    browser.find("[data-test=me]").await;
    Desk::try_sign_in(city.server().address(), "qianmin", "zi-ji-de-2026")
        .await
        .expect("the person's own password");
    browser.close().await;
}
