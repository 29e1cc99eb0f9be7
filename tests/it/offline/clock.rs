//! A workstation whose clock is off: said on the screen, and no obstacle as long as it is no more than that.

use super::{draft, first_community};
use anju_tests::{City, Workstation, both, new_id};
use chrono::TimeDelta;
use serde_json::json;

both!(
    /// Ten minutes behind: told with the connection, worked with, also when the line breaks the next moment.
    a_clock_that_is_off_is_said_and_worked_with,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        station.move_clock(TimeDelta::minutes(-10));
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        let community = first_community(&desk).await;
        let status = desk.ask("desk.status", json!({})).await;
        let ahead = status["clock_ahead_minutes"].as_i64().expect("a number");
        assert!((-11..=-9).contains(&ahead), "{status}");
        city.kill();
        desk.is_online(false).await;
        desk.ask("withdrawal.save_draft", draft(&new_id(), &community, 0, "慢十分钟")).await;
        station.move_clock(TimeDelta::minutes(-110));
        desk.refused("estate.list_communities", json!({}), "desk.clock_behind").await;
        station.move_clock(TimeDelta::minutes(120));
        assert_eq!(desk.ask("withdrawal.list_sheets", json!({ "tab": "applied" })).await["sheets"][0]["project"], "慢十分钟");
        desk.stop().await;
    }
);
