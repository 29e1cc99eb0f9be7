//! A transaction is whole or nothing, alone or in a group.

use crate::both_stores;
use anju_store::{Store, StoreError, identity};
use chrono::DateTime;
use uuid::Uuid;

async fn add(store: &Store, name: &'static str, fail: bool) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            Box::pin(async move {
                identity::add_district(tx, Uuid::now_v7(), name, name).await?;
                if fail { Err(StoreError::Corrupt("on purpose")) } else { Ok(()) }
            })
        })
        .await
}

async fn districts(store: &Store) -> Vec<String> {
    let sql = anju_store::sql::Sql("SELECT name FROM district ORDER BY name");
    let rows = store.all(sql, Vec::new()).await.expect("districts can be read");
    rows.iter().map(|row| row.get("name").expect("a name")).collect()
}

both_stores!(
    /// What fails leaves nothing; what succeeded beside it stays.
    a_failed_command_leaves_nothing,
    async |store: &Store| {
        let (first, failed, second) =
            tokio::join!(add(store, "甲", false), add(store, "乙", true), add(store, "丙", false));
        first.expect("the first is kept");
        failed.expect_err("the second fails on purpose");
        second.expect("the third is kept");
        assert_eq!(districts(store).await, ["丙", "甲"]);
    }
);

both_stores!(
    /// A statement that the database refuses fails its own command only.
    a_refused_statement_fails_its_own_command,
    async |store: &Store| {
        add(store, "甲", false).await.expect("the first is kept");
        let (double, other) = tokio::join!(add(store, "甲", false), add(store, "乙", false));
        double.expect_err("the code of a district is unique");
        other.expect("the other is kept");
        assert_eq!(districts(store).await, ["乙", "甲"]);
    }
);

both_stores!(
    /// An instant comes back to the microsecond.
    an_instant_comes_back,
    async |store: &Store| {
        let at = DateTime::from_timestamp_micros(1_790_000_000_123_456).expect("an instant");
        let sql = anju_store::sql::Sql("SELECT created_at FROM session");
        let (district, organisation, user) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        store
            .write(move |tx| {
                Box::pin(async move {
                    identity::add_district(tx, district, "110102", "西城区").await?;
                    let new = identity::NewOrganisation {
                        id: organisation,
                        kind: "department",
                        name: "西城管理部".to_owned(),
                        credit_code: None,
                        district_id: Some(district),
                    };
                    identity::add_organisation(tx, &new).await?;
                    let new = identity::NewUser {
                        id: user,
                        organisation_id: organisation,
                        user_name: "jingban".to_owned(),
                        display_name: "李静".to_owned(),
                        password_hash: String::new(),
                        must_change_password: false,
                        roles: vec!["department_clerk"],
                        created_at: at,
                    };
                    identity::add_user(tx, &new).await?;
                    let pair = identity::TokenPair {
                        access_hash: [1; 32],
                        access_expires_at: at,
                        refresh_hash: [2; 32],
                        refresh_expires_at: at,
                    };
                    identity::open_session(tx, Uuid::now_v7(), user, "", &pair, at).await
                })
            })
            .await
            .expect("a session opens");
        let row = store.opt(sql, Vec::new()).await.expect("it can be read").expect("it is there");
        assert_eq!(row.get::<DateTime<chrono::Utc>>("created_at").expect("an instant"), at);
    }
);
