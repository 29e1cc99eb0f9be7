//! The news: told at once, only to those whose scope it is, and no reason for a server not to end.

use super::{beside, draft, ids, scopes, write_behind};
use anju_store::args;
use anju_tests::{City, both, new_id};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

both!(
    /// A colleague's write is told at once; another company hears nothing of it.
    a_write_is_told_to_those_whose_scope_it_is,
    async |city: City| {
        let (company, stranger) = (city.desk("wuye").await, city.desk("wuye2").await);
        let own = scopes(&company).await;
        let (mut news, mut elsewhere) = (company.news().await, stranger.news().await);
        assert_eq!(news.next().await.expect("an event").0, "hello");
        assert_eq!(elsewhere.next().await.expect("an event").0, "hello");
        let community = ids(&own, true)[0].clone();
        let began = Instant::now();
        let colleague = city.desk("wuye").await;
        colleague.write("withdrawal.save_draft", draft(&new_id(), &community, 0, "照明改造")).await.accepted();
        let (event, moved) = news.next().await.expect("an event");
        assert_eq!((event.as_str(), &moved["scope_id"], &moved["seq"]), ("moved", &ids(&own, false)[0], &json!(1)));
        assert!(began.elapsed() < Duration::from_secs(8), "told by the write, not by the next look");
        let theirs = scopes(&stranger).await;
        let next = new_id();
        stranger.write("withdrawal.save_draft", draft(&next, &ids(&theirs, true)[0], 0, "绿化")).await.accepted();
        let (_, moved) = elsewhere.next().await.expect("an event");
        assert_eq!(moved["scope_id"], ids(&theirs, false)[0], "the first thing that it hears is its own");
    }
);

both!(
    /// Whose session ends hears nothing more: the stream ends by itself at the next look.
    a_session_that_ended_hears_no_more,
    async |city: City| {
        let company = city.desk("wuye").await;
        let mut news = company.news().await;
        news.next().await.expect("hello");
        company.read("identity.sign_out", json!({})).await.accepted();
        // A stream that lives on says so every few seconds, so its silence is not what to wait for.
        let ended = tokio::time::timeout(Duration::from_secs(25), async { while news.next().await.is_some() {} });
        assert!(ended.await.is_ok(), "the stream goes on without a session");
    }
);

both!(
    /// A community that a company does not serve any more is told as gone at the next look.
    a_scope_that_is_taken_away_is_told_as_gone,
    async |city: City| {
        let company = city.desk("wuye").await;
        let community = ids(&scopes(&company).await, true)[0].clone();
        let community_id = Uuid::parse_str(community.as_str().expect("an id")).expect("an id");
        let mut news = company.news().await;
        news.next().await.expect("hello");
        let text = "DELETE FROM area_link WHERE community_id = $1";
        write_behind(&beside(&city).await, text, args![community_id]).await;
        let told = tokio::time::timeout(Duration::from_secs(25), news.next()).await;
        let (_, gone) = told.expect("told at the next look").expect("an event");
        assert_eq!(gone, json!({ "scope_id": community, "seq": 0 }));
    }
);

both!(
    /// Two servers may work on one database: what another one wrote is noticed without being announced.
    what_another_server_wrote_is_noticed,
    async |city: City| {
        let company = city.desk("wuye").await;
        let own = ids(&scopes(&company).await, false)[0].clone();
        let mut news = company.news().await;
        news.next().await.expect("hello");
        let scope_id = Uuid::parse_str(own.as_str().expect("an id")).expect("an id");
        let text = "INSERT INTO feed_head (scope_id, seq, min_seq) VALUES ($1, 7, 0)";
        write_behind(&beside(&city).await, text, args![scope_id]).await;
        let (_, moved) = news.next().await.expect("an event");
        assert_eq!(moved, json!({ "scope_id": own, "seq": 7 }));
    }
);

both!(
    /// SIGTERM with news and an unread snapshot open: the server ends in order, and soon.
    open_streams_do_not_hold_the_server_up,
    async |city: City| {
        let company = city.desk("wuye").await;
        let all: Vec<_> = scopes(&company).await.iter().map(|scope| scope["scope_id"].clone()).collect();
        let mut news = company.news().await;
        news.next().await.expect("hello");
        let unread = company.ask_snapshot(&all).await;
        let began = Instant::now();
        let ended = tokio::task::spawn_blocking(move || city.stop()).await.expect("the city does not panic");
        assert!(ended.success(), "{ended}");
        assert!(began.elapsed() < Duration::from_secs(10), "it took {:?}", began.elapsed());
        assert!(news.next().await.is_none(), "the stream has ended");
        drop(unread);
    }
);
