//! A forgotten password, recovered by a code on the person's own phone.

use anju_tests::{City, Desk, both};
use serde_json::{Value, json};

/// The phone of `wuye` in the demo city.
const PHONE: &str = "13900000301";

async fn start(desk: &Desk, name: &str, phone: &str) -> anju_tests::Answer {
    let captcha = desk.captcha().await;
    let request = json!({ "user_name": name, "phone": phone, "captcha": captcha });
    desk.read("identity.start_recovery", request).await
}

/// The code of the newest message, as the administrator reads it out.
async fn code(admin: &Desk) -> String {
    let answer = admin.read("identity.list_messages", json!({})).await.accepted();
    let text = answer["messages"][0]["text"].as_str().expect("a message").to_owned();
    let digits = text.split("验证码 ").nth(1).expect("a code");
    digits.chars().take(6).collect()
}

fn finish(started: &Value, code: &str, password: &str) -> Value {
    json!({ "recovery_id": started["recovery_id"], "code": code, "new_password": password })
}

both!(
    /// The code sets a new password, opens a closed account and ends every session; it is good once.
    a_code_sets_a_new_password_once,
    async |city: City| {
        let address = city.server().address();
        let (admin, desk, visitor) = (city.desk("admin").await, city.desk("wuye").await, Desk::visitor(address));
        for _ in 0..5 {
            Desk::try_sign_in(address, "wuye", "wrong-one-2026").await.expect_err("a wrong password");
        }
        let started = start(&visitor, "WuYe", "139-0000 0301").await.accepted();
        assert_eq!(started["sent_to"], "139****0301");
        let code = code(&admin).await;
        let weak = visitor.read("identity.finish_recovery", finish(&started, &code, "short")).await;
        assert_eq!(weak.refused("fields.invalid")["fields"][0]["code"], "password.too_short");
        let request = finish(&started, &code, "wang-le-2026");
        visitor.read("identity.finish_recovery", request.clone()).await.accepted();
        desk.read("identity.me", json!({})).await.refused("session.required");
        let again = Desk::try_sign_in(address, "wuye", "wang-le-2026").await.expect("the new password");
        again.read("estate.list_communities", json!({})).await.accepted();
        let twice = visitor.read("identity.finish_recovery", request).await.refused("fields.invalid");
        assert_eq!(twice["fields"][0]["code"], "recovery.code_wrong");
    }
);

both!(
    /// Another's phone and a name that nobody has are answered alike, and no message goes out.
    nobody_learns_whose_phone_it_is,
    async |city: City| {
        let (admin, visitor) = (city.desk("admin").await, Desk::visitor(city.server().address()));
        for (name, phone) in [("wuye", "13900000302"), ("nobody-has-this", PHONE)] {
            let started = start(&visitor, name, phone).await.accepted();
            assert!(started["recovery_id"].is_string(), "{started}");
            let tried = visitor.read("identity.finish_recovery", finish(&started, "123456", "wang-le-2026")).await;
            assert_eq!(tried.refused("fields.invalid")["fields"][0]["code"], "recovery.code_wrong");
        }
        let answer = admin.read("identity.list_messages", json!({})).await.accepted();
        assert_eq!(answer["messages"].as_array().map(Vec::len), Some(0), "{answer}");
    }
);

both!(
    /// Five wrong tries use a code up; another one comes after a minute at the earliest, and never without a captcha.
    codes_are_not_guessed,
    async |city: City| {
        let (admin, visitor) = (city.desk("admin").await, Desk::visitor(city.server().address()));
        let started = start(&visitor, "wuye", PHONE).await.accepted();
        let right = code(&admin).await;
        let wrong = if right == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            visitor.read("identity.finish_recovery", finish(&started, wrong, "wang-le-2026")).await.refused("fields.invalid");
        }
        let used_up = visitor.read("identity.finish_recovery", finish(&started, &right, "wang-le-2026")).await;
        assert_eq!(used_up.refused("fields.invalid")["fields"][0]["code"], "recovery.code_wrong");
        start(&visitor, "wuye", PHONE).await.refused("request.too_many");
        let captcha = json!({ "captcha_id": anju_tests::new_id(), "text": "2468A" });
        let request = json!({ "user_name": "wuye2", "phone": "13900000311", "captcha": captcha });
        visitor.read("identity.start_recovery", request).await.refused("captcha.wrong");
    }
);
