//! Captchas: asked for after failures, each good for one try.

use anju_tests::{City, Desk, both};
use base64::Engine as _;
use serde_json::{Value, json};

async fn attempt(desk: &Desk, name: &str, password: &str, captcha: Option<Value>) -> anju_tests::Answer {
    let request = json!({ "user_name": name, "password": password, "captcha": captcha });
    desk.read("identity.sign_in", request).await
}

both!(
    /// After three failures the right password alone is not enough, for a name that somebody has and for one that
    /// nobody has alike.
    after_three_failures_a_captcha_is_asked_for,
    async |city: City| {
        let desk = Desk::visitor(city.server().address());
        for name in ["wuye", "nobody-has-this"] {
            for failure in 1..=3 {
                let problem = attempt(&desk, name, "wrong-one-2026", None).await.refused("sign_in.wrong");
                assert_eq!(problem["details"]["captcha"], failure == 3, "{name}: said before it is asked for");
            }
            attempt(&desk, name, "anju-demo-2026", None).await.refused("captcha.required");
        }
        let captcha = desk.captcha().await;
        attempt(&desk, "wuye", "anju-demo-2026", Some(captcha)).await.accepted();
        attempt(&desk, "wuye", "anju-demo-2026", None).await.accepted();
    }
);

both!(
    /// A captcha is used up by its first try, right or wrong, and one that was never drawn opens nothing.
    a_captcha_is_good_once,
    async |city: City| {
        let desk = Desk::visitor(city.server().address());
        for _ in 0..3 {
            attempt(&desk, "wuye", "wrong-one-2026", None).await.refused("sign_in.wrong");
        }
        let right = desk.captcha().await;
        let wrong = json!({ "captcha_id": right["captcha_id"], "text": "2222" });
        attempt(&desk, "wuye", "anju-demo-2026", Some(wrong)).await.refused("captcha.wrong");
        attempt(&desk, "wuye", "anju-demo-2026", Some(right)).await.refused("captcha.wrong");
        let invented = json!({ "captcha_id": anju_tests::new_id(), "text": "2468A" });
        attempt(&desk, "wuye", "anju-demo-2026", Some(invented)).await.refused("captcha.wrong");
    }
);

both!(
    /// The picture is a PNG, and its answer stands nowhere in what is sent.
    the_picture_is_all_that_is_sent,
    async |city: City| {
        let desk = Desk::visitor(city.server().address());
        let answer = desk.read("identity.captcha", json!({})).await.accepted();
        let image = answer["image"].as_str().expect("a picture");
        let bytes = base64::engine::general_purpose::STANDARD.decode(image).expect("base64");
        assert!(bytes.starts_with(b"\x89PNG"), "a PNG");
        assert!(!answer.to_string().contains("2468A"), "{answer}");
    }
);
