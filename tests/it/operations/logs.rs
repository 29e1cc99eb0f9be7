//! What the server writes about itself names nobody.

use anju_tests::{City, Desk, ServerProcess, both, new_id};
use serde_json::json;

both!(
    /// A day's work at the most talkative setting: no name, number, password, code or token in the log.
    the_log_names_nobody,
    async |mut city: City| {
        city.kill();
        let server = ServerProcess::start_talkative(city.url(), city.folder());
        let address = server.address().to_owned();
        Desk::try_sign_in(&address, "wuye", "falsches-wort-2026").await.expect_err("a wrong password");
        let mut company = Desk::sign_in(&server, "wuye").await;
        let (clerk, admin) = (Desk::sign_in(&server, "jingban").await, Desk::sign_in(&server, "admin").await);
        company.refresh().await;
        let communities = clerk.read("estate.list_communities", json!({})).await.accepted();
        let cards = communities["communities"].as_array().expect("a list");
        let card = cards.iter().find(|card| card["unit_count"] != 0).expect("a community with units");
        let view = clerk.read("estate.get_community", json!({ "community_id": card["community_id"] })).await.accepted();
        let building = json!({ "building_id": view["buildings"][0]["building_id"] });
        let page = clerk.read("estate.list_units", building).await.accepted();
        let unit = page["units"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|unit| unit["state"] == "sold")
            .expect("a sold unit");
        let subject = json!({ "of": "owner", "unit_id": unit["unit_id"], "ordinal": 1 });
        let mut numbers = Vec::new();
        for field in ["id_number", "phone"] {
            let look = json!({ "subject": subject, "field": field });
            numbers.push(clerk.read("identity.reveal", look).await.accepted()["text"].clone());
        }
        let draft = json!({
            "sheet_id": new_id(), "community_id": card["community_id"], "version": 0,
            "draft": { "project": "屋面防水", "payee_account": "6222020200112233", "contact_phone": "13911112222" },
        });
        company.write("withdrawal.save_draft", draft).await;
        let user = json!({
            "user_id": new_id(), "organisation_id": new_id(), "user_name": "qianmin", "display_name": "钱敏敏",
            "roles": ["company_operator"], "initial_password": "chu-shi-2026", "phone": "13933334444",
        });
        admin.write("identity.create_user", user).await.refused("not_found");
        let captcha = company.captcha().await;
        let start = json!({ "user_name": "wuye", "phone": "13900000301", "captcha": captcha });
        company.read("identity.start_recovery", start).await.accepted();
        let messages = admin.read("identity.list_messages", json!({})).await.accepted();
        let code: String = messages["messages"][0]["text"]
            .as_str()
            .and_then(|text| text.split("验证码 ").nth(1))
            .expect("a code")
            .chars()
            .take(6)
            .collect();

        let said = server.stop_and_read();
        assert!(said.contains("sign_in.wrong"), "the log is the one of this day:\n{said}");
        let owner = unit["owner_name"].as_str().expect("a name").to_owned();
        let numbers = numbers.iter().map(|number| number.as_str().expect("a number").to_owned());
        let fixed = [
            "孙桂兰", "李静", "钱敏敏", "qianmin", "6222020200112233", "13911112222", "13933334444", "13900000301",
            "anju-demo-2026", "falsches-wort-2026", "chu-shi-2026", "Bearer ",
        ];
        let secrets = [owner, code, company.refresh_token().to_owned()];
        for personal in fixed.map(str::to_owned).into_iter().chain(secrets).chain(numbers) {
            let line = said.lines().find(|line| line.contains(&personal));
            assert!(line.is_none(), "{personal} stands in the log: {}", line.unwrap_or_default());
        }
    }
);
