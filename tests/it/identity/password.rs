//! Changing one's own password.

use anju_tests::{City, Desk, both};
use serde_json::json;

both!(
    /// The new password opens the account, the old one does not, and other sessions end.
    a_changed_password_ends_other_sessions,
    async |city: City| {
        let (here, elsewhere) = (city.desk("wuye").await, city.desk("wuye").await);
        let request = json!({ "old_password": "anju-demo-2026", "new_password": "xin-mi-ma-2026" });
        here.read("identity.change_password", request).await.accepted();
        here.read("estate.list_communities", json!({})).await.accepted();
        elsewhere.read("estate.list_communities", json!({})).await.refused("session.required");
        let address = city.server().address();
        let old = Desk::try_sign_in(address, "wuye", "anju-demo-2026").await;
        old.expect_err("the old password is gone").refused("sign_in.wrong");
        Desk::try_sign_in(address, "wuye", "xin-mi-ma-2026").await.expect("the new password opens");
    }
);

both!(
    /// What is wrong is said beside its field.
    faults_are_said_beside_their_field,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let table = [
            ("anju-demo-2026", "short1", "new_password", "password.too_short"),
            ("anju-demo-2026", "anju-demo-2026", "new_password", "password.same"),
            ("wrong-one-2026", "xin-mi-ma-2026", "old_password", "password.wrong"),
        ];
        for (old, new, field, code) in table {
            let request = json!({ "old_password": old, "new_password": new });
            let problem = desk.read("identity.change_password", request).await.refused("fields.invalid");
            assert_eq!(problem["fields"][0]["field"], field, "{problem}");
            assert_eq!(problem["fields"][0]["code"], code, "{problem}");
        }
    }
);
