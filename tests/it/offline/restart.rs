//! A program that is started again goes on with its session, as long as that lasts and the server says so.

use super::{draft, first_community};
use anju_tests::{City, Workstation, both, new_id};
use serde_json::{Value, json};

both!(
    /// The desk opens without the password, with what was in it; a draft of before is delivered.
    a_restart_goes_on_with_the_session,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let (community, sheet) = (first_community(&desk).await, new_id());
        let listen = city.kill();
        desk.ask("withdrawal.save_draft", draft(&sheet, &community, 0, "管道更换")).await;
        desk.stop().await;
        city.start_again(&listen);

        let desk = station.start().await;
        assert_eq!(desk.ask("identity.me", json!({})).await["me"]["user_name"], "wuye");
        assert_eq!(desk.ask("identity.me", json!({})).await["me"]["user_name"], "wuye", "a page loaded again");
        desk.delivered().await;
        let elsewhere = city.desk("wuye").await;
        elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        desk.stop().await;
    }
);

both!(
    /// After signing out, and after the session was ended from elsewhere, the password is asked for.
    an_ended_session_asks_for_the_password,
    async |city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.ask("identity.sign_out", json!({})).await;
        desk.stop().await;
        let desk = station.start().await;
        desk.refused("identity.me", json!({}), "session.required").await;
        desk.sign_in("wuye").await;
        let here = desk.ask("identity.list_sessions", json!({})).await;
        let rows = here["sessions"].as_array().expect("a list");
        let current = rows.iter().find(|row| row["current"] == true).expect("this one")["session_id"].clone();
        desk.stop().await;
        let elsewhere = city.desk("wuye").await;
        elsewhere.write("identity.end_session", json!({ "session_id": current })).await.accepted();
        let desk = station.start().await;
        desk.refused("identity.me", json!({}), "session.required").await;
        desk.stop().await;
    }
);

both!(
    /// Without the server nothing opens but by the password: the other half of the key is not on this machine.
    without_the_server_the_password_is_asked_for,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.stop().await;
        let listen = city.kill();
        let desk = station.start().await;
        desk.refused("identity.me", json!({}), "client.offline").await;
        desk.refused("estate.list_communities", json!({}), "session.required").await;
        desk.sign_in("wuye").await;
        assert_ne!(desk.ask("identity.me", json!({})).await["me"], Value::Null);
        desk.stop().await;
        city.start_again(&listen);
    }
);
