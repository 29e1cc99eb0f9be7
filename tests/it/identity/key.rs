//! 密钥: the first use confirms it, then it opens the account together with the password, on this machine only.

use anju_tests::{City, Desk, Running, Workstation, both};
use serde_json::{Value, json};

async fn issued(admin: &Desk, name: &str) -> Value {
    let answer = admin.read("identity.list_users", json!({})).await.accepted();
    let users = answer["users"].as_array().expect("a list");
    let user = users.iter().find(|user| user["user_name"] == name).expect("a demo user")["user_id"].clone();
    admin.write("identity.issue_key", json!({ "user_id": user })).await.accepted()["certificate_number"]
        .clone()
}

async fn confirm(desk: &Running, number: &Value, password: &str) -> Result<Value, Value> {
    let captcha = desk.ask("identity.captcha", json!({})).await;
    let captcha = json!({ "captcha_id": captcha["captcha_id"], "text": "2468A" });
    let entry = json!({ "certificate_number": number, "password": password, "captcha": captcha });
    desk.rpc("desk.confirm_key", entry).await
}

both!(
    /// Certificate number, password and random code make the key; the password alone opens the account no longer.
    a_confirmed_key_opens_the_account,
    async |mut city: City| {
        let admin = city.desk("admin").await;
        let number = issued(&admin, "wuye").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        let problem = confirm(&desk, &number, "wrong-one-2026").await.expect_err("a wrong password");
        assert_eq!(problem["code"], "sign_in.wrong", "{problem}");
        assert_eq!(desk.ask("desk.keys", json!({})).await["numbers"], json!([]));
        confirm(&desk, &number, "anju-demo-2026").await.expect("the key is confirmed");
        assert_eq!(desk.ask("desk.keys", json!({})).await["numbers"], json!([number]));
        confirm(&desk, &number, "anju-demo-2026").await.expect_err("a key is confirmed once");

        let entry = json!({ "certificate_number": number, "password": "anju-demo-2026" });
        let me = desk.ask("desk.sign_in_with_key", entry.clone()).await;
        assert_eq!(me["me"]["user_name"], "wuye");
        desk.ask("estate.list_communities", json!({})).await;
        let wrong = json!({ "certificate_number": number, "password": "wrong-one-2026" });
        desk.refused("desk.sign_in_with_key", wrong, "sign_in.wrong").await;
        let alone = Desk::try_sign_in(city.server().address(), "wuye", "anju-demo-2026").await;
        alone.expect_err("the key is missing").refused("sign_in.key_required");
        desk.stop().await;

        let listen = city.kill();
        let desk = station.start().await;
        let me = desk.ask("desk.sign_in_with_key", entry).await;
        assert_eq!(me["me"]["user_name"], "wuye", "offline, the same desk opens");
        desk.stop().await;
        city.start_again(&listen);
    }
);

both!(
    /// Another machine does not have the key, and a signature by another key is none.
    a_key_is_of_one_machine,
    async |city: City| {
        let admin = city.desk("admin").await;
        let (number, other) = (issued(&admin, "wuye").await, issued(&admin, "wuye2").await);
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        confirm(&desk, &number, "anju-demo-2026").await.expect("the key is confirmed");
        let elsewhere = Workstation::new(city.server().address());
        let stranger = elsewhere.start().await;
        let entry = json!({ "certificate_number": number, "password": "anju-demo-2026" });
        stranger.refused("desk.sign_in_with_key", entry.clone(), "key.not_here").await;
        stranger.stop().await;

        let visitor = Desk::visitor(city.server().address());
        for named in [&number, &other] {
            let challenge =
                visitor.read("identity.key_challenge", json!({ "certificate_number": named })).await.accepted();
            let signed = json!({ "challenge_id": challenge["challenge_id"], "signature": challenge["nonce"] });
            let mut forged = entry.clone();
            forged["signed"] = signed;
            visitor.read("identity.sign_in_with_key", forged).await.refused("key.not_accepted");
        }
        desk.stop().await;
    }
);

both!(
    /// A revoked key opens nothing, its holder is out at once, and the password is enough again.
    a_revoked_key_opens_nothing,
    async |city: City| {
        let admin = city.desk("admin").await;
        let number = issued(&admin, "wuye").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        confirm(&desk, &number, "anju-demo-2026").await.expect("the key is confirmed");
        let entry = json!({ "certificate_number": number, "password": "anju-demo-2026" });
        desk.ask("desk.sign_in_with_key", entry.clone()).await;
        admin.write("identity.revoke_key", json!({ "certificate_number": number })).await.accepted();
        desk.refused("estate.list_communities", json!({}), "session.required").await;
        desk.refused("desk.sign_in_with_key", entry, "key.not_accepted").await;
        desk.sign_in("wuye").await;
        desk.stop().await;
    }
);

both!(
    /// Keys are for companies, one for each person.
    keys_are_given_to_companies,
    async |city: City| {
        let admin = city.desk("admin").await;
        issued(&admin, "wuye").await;
        let answer = admin.read("identity.list_users", json!({})).await.accepted();
        let users = answer["users"].as_array().expect("a list");
        let request = |name: &str| {
            let user = users.iter().find(|user| user["user_name"] == name).expect("a demo user");
            json!({ "user_id": user["user_id"] })
        };
        admin.write("identity.issue_key", request("wuye")).await.refused("key.has_one");
        admin.write("identity.issue_key", request("jingban")).await.refused("key.not_a_company");
        city.desk("wuye").await.write("identity.issue_key", request("wuye2")).await.refused("permission.missing");
    }
);

both!(
    /// The administrator sees which keys a person was given.
    issued_keys_are_listed,
    async |city: City| {
        let admin = city.desk("admin").await;
        let number = issued(&admin, "wuye").await;
        let users = admin.read("identity.list_users", json!({})).await.accepted();
        let mut rows = users["users"].as_array().expect("a list").iter();
        let user = rows.find(|user| user["user_name"] == "wuye").expect("a demo user")["user_id"].clone();
        let asked = json!({ "user_id": user });
        let keys = admin.read("identity.list_keys", asked.clone()).await.accepted();
        assert_eq!((&keys["keys"][0]["certificate_number"], keys["keys"].as_array().map(Vec::len)), (&number, Some(1)));
        let desk = city.desk("jingban").await;
        desk.read("identity.list_keys", asked).await.refused("permission.missing");
    }
);
