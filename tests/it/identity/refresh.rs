//! Rotating tokens: an answer lost on the way costs nothing, a copied token ends the session.

use anju_tests::{City, both};
use serde_json::json;

both!(
    /// The pair before stays good until the new one is first used.
    a_lost_answer_can_be_asked_again,
    async |city: City| {
        let mut desk = city.desk("wuye").await;
        let before = desk.refresh_token().to_owned();
        desk.exchange(&before).await.accepted();
        desk.read("estate.list_communities", json!({})).await.accepted();
        let tokens = desk.exchange(&before).await.accepted();
        desk.keep(&tokens);
        desk.read("estate.list_communities", json!({})).await.accepted();
    }
);

both!(
    /// Once the new pair is used, the one before ends the whole session.
    a_used_token_ends_the_session,
    async |city: City| {
        let mut desk = city.desk("wuye").await;
        let before = desk.refresh_token().to_owned();
        desk.refresh().await;
        desk.read("estate.list_communities", json!({})).await.accepted();
        desk.exchange(&before).await.refused("session.required");
        desk.read("estate.list_communities", json!({})).await.refused("session.required");
    }
);

both!(
    /// A session that was signed out is over.
    a_signed_out_session_is_over,
    async |city: City| {
        let desk = city.desk("wuye").await;
        desk.read("identity.sign_out", json!({})).await.accepted();
        desk.read("estate.list_communities", json!({})).await.refused("session.required");
        desk.exchange(desk.refresh_token()).await.refused("session.required");
    }
);
