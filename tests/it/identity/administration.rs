//! The administrator's accounts.

use anju_tests::{City, Desk, both, new_id};
use serde_json::{Value, json};

async fn organisation(admin: &Desk, kind: &str) -> Value {
    let answer = admin.read("identity.list_organisations", json!({})).await.accepted();
    let all = answer["organisations"].as_array().expect("a list").clone();
    all.into_iter().find(|row| row["kind"] == kind).expect("the demo city has it")["organisation_id"].clone()
}

async fn user(admin: &Desk, name: &str) -> Value {
    let answer = admin.read("identity.list_users", json!({})).await.accepted();
    let all = answer["users"].as_array().expect("a list").clone();
    all.into_iter().find(|row| row["user_name"] == name).unwrap_or_else(|| panic!("{name} is not there"))
}

fn new_user(organisation: &Value, name: &str, roles: Value) -> Value {
    json!({
        "user_id": new_id(), "organisation_id": organisation, "user_name": name, "display_name": "钱敏",
        "roles": roles, "initial_password": "chu-shi-2026",
    })
}

both!(
    /// A new user signs in with the first password and has to change it before anything else.
    a_new_user_changes_the_first_password,
    async |city: City| {
        let admin = city.desk("admin").await;
        let company = organisation(&admin, "property_company").await;
        let request = new_user(&company, "Qian.Min", json!(["company_operator"]));
        admin.write("identity.create_user", request).await.accepted();
        let address = city.server().address();
        let desk = Desk::try_sign_in(address, "qian.min", "chu-shi-2026").await.expect("the first password");
        desk.read("estate.list_communities", json!({})).await.refused("password.must_change");
        let change = json!({ "old_password": "chu-shi-2026", "new_password": "zi-ji-de-2026" });
        let me = desk.read("identity.change_password", change).await.accepted();
        assert_eq!(me["me"]["must_change_password"], false);
        desk.read("estate.list_communities", json!({})).await.accepted();
    }
);

both!(
    /// Enter, review and release stay apart, and a role stays in its kind of organisation.
    duties_are_not_joined,
    async |city: City| {
        let admin = city.desk("admin").await;
        let department = organisation(&admin, "department").await;
        let table = [
            (json!(["department_reviewer", "department_cashier"]), "roles.joined_duties"),
            (json!(["department_clerk", "department_reviewer"]), "roles.joined_duties"),
            (json!(["bureau_reviewer"]), "roles.other_organisation"),
            (json!([]), "roles.none"),
        ];
        for (roles, code) in table {
            let request = new_user(&department, "qianmin", roles);
            let problem = admin.write("identity.create_user", request).await.refused("fields.invalid");
            assert_eq!(problem["fields"][0]["field"], "roles");
            assert_eq!(problem["fields"][0]["code"], code);
        }
        let clerk = user(&admin, "jingban").await;
        let request = json!({
            "user_id": clerk["user_id"], "version": clerk["version"], "display_name": clerk["display_name"],
            "roles": ["department_clerk", "department_cashier"], "disabled": false,
        });
        let problem = admin.write("identity.update_user", request).await.refused("fields.invalid");
        assert_eq!(problem["fields"][0]["code"], "roles.joined_duties");
    }
);

both!(
    /// A reset opens a closed account with a password that has to be changed, and ends open sessions.
    a_reset_opens_a_closed_account,
    async |city: City| {
        let (admin, desk) = (city.desk("admin").await, city.desk("wuye").await);
        let address = city.server().address();
        for _ in 0..5 {
            Desk::try_sign_in(address, "wuye", "wrong-one-2026").await.expect_err("a wrong password");
        }
        let row = user(&admin, "wuye").await;
        assert!(row["locked_until"].is_string(), "{row}");
        let request = json!({
            "user_id": row["user_id"], "version": row["version"], "initial_password": "chong-zhi-2026",
        });
        admin.write("identity.reset_password", request).await.accepted();
        desk.read("estate.list_communities", json!({})).await.refused("session.required");
        let again = Desk::try_sign_in(address, "wuye", "chong-zhi-2026").await.expect("the new first password");
        again.read("estate.list_communities", json!({})).await.refused("password.must_change");
    }
);

both!(
    /// A disabled user is out at once.
    a_disabled_user_is_out,
    async |city: City| {
        let (admin, desk) = (city.desk("admin").await, city.desk("wuye").await);
        let row = user(&admin, "wuye").await;
        let request = json!({
            "user_id": row["user_id"], "version": row["version"], "display_name": row["display_name"],
            "roles": row["roles"], "disabled": true,
        });
        admin.write("identity.update_user", request.clone()).await.accepted();
        desk.read("estate.list_communities", json!({})).await.refused("session.required");
        let refused = Desk::try_sign_in(city.server().address(), "wuye", "anju-demo-2026").await;
        refused.expect_err("the account is disabled").refused("sign_in.wrong");
        admin.write("identity.update_user", request).await.refused("version.stale");
    }
);

both!(
    /// An administrator does not change their own account, and nobody else comes near these commands.
    not_oneself_and_nobody_else,
    async |city: City| {
        let admin = city.desk("admin").await;
        let row = user(&admin, "admin").await;
        let request = json!({
            "user_id": row["user_id"], "version": row["version"], "display_name": row["display_name"],
            "roles": ["auditor"], "disabled": false,
        });
        admin.write("identity.update_user", request).await.refused("user.oneself");
        for name in ["wuye", "jingban", "audit"] {
            city.desk(name).await.read("identity.list_users", json!({})).await.refused("permission.missing");
        }
    }
);

both!(
    /// A repeated creation under one key makes one account; the name is taken for the next.
    a_name_belongs_to_one_account,
    async |city: City| {
        let admin = city.desk("admin").await;
        let company = organisation(&admin, "property_company").await;
        let (request, key) = (new_user(&company, "qianmin", json!(["company_operator"])), new_id());
        let first = admin.write_with_key("identity.create_user", request.clone(), &key).await;
        assert_eq!(admin.write_with_key("identity.create_user", request, &key).await, first);
        first.accepted();
        let second = new_user(&company, "QianMin", json!(["company_operator"]));
        let problem = admin.write("identity.create_user", second).await.refused("fields.invalid");
        assert_eq!(problem["fields"][0]["code"], "user_name.taken");
    }
);
