//! A sheet is submitted with the figures that the person saw, once, or not at all.

use super::estate::Estate;
use anju_tests::{City, both, new_id};
use serde_json::{Value, json};

fn request(sheet: &str, version: i64, seen: &Value) -> Value {
    json!({ "sheet_id": sheet, "version": version, "seen": seen })
}

/// Three homes of the manual's example: 89.50, 112.30 and 98.70 m², the last one short of money.
const HOMES: [(i64, i64, i64); 3] = [(8950, 900_000, 10_000), (11230, 1_200_000, 0), (9870, 300_000, 50_000)];

both!(
    /// Shares are frozen, money is held, a number is given without gap.
    a_submitted_sheet_holds_the_money,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &HOMES).await;
        let (sheet, version) = estate.draft(&desk, "30050.00", "planned").await;
        let seen = estate.seen_as_built(3_005_000);
        let answer = desk.write("withdrawal.submit", request(&sheet, version, &seen)).await.accepted();
        assert_eq!(answer["state"], "submitted");
        let number = answer["number"].as_str().expect("a number").to_owned();
        assert!(number.starts_with("110102-") && number.ends_with("-000001"), "{number}");
        assert_eq!(answer["check_code"].as_str().expect("a code").len(), 8);
        assert_eq!(estate.stands(0).await, (900_000, 10_000, 895_000));
        assert_eq!(estate.stands(1).await, (1_200_000, 0, 1_123_000));
        assert_eq!(estate.stands(2).await, (300_000, 50_000, 350_000));
        estate.is_sound().await;
        let (second, version) = estate.draft(&desk, "1.00", "planned").await;
        let seen = estate.seen(100, &[15_000, 77_000, 0]);
        let answer = desk.write("withdrawal.submit", request(&second, version, &seen)).await.accepted();
        assert!(answer["number"].as_str().expect("a number").ends_with("-000002"), "{answer}");
        estate.is_sound().await;
    }
);

both!(
    /// The same key twice is one effect and the same answer.
    the_same_key_submits_once,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &HOMES).await;
        let (sheet, version) = estate.draft(&desk, "30050.00", "planned").await;
        let (request, key) = (request(&sheet, version, &estate.seen_as_built(3_005_000)), new_id());
        let first = desk.write_with_key("withdrawal.submit", request.clone(), &key).await;
        let again = desk.write_with_key("withdrawal.submit", request.clone(), &key).await;
        assert_eq!(first, again);
        first.accepted();
        desk.write("withdrawal.submit", request).await.refused("withdrawal.not_a_draft");
        assert_eq!(estate.stands(0).await.2, 895_000);
        estate.is_sound().await;
    }
);

both!(
    /// A balance that moved is a conflict with the new figures, which one key accepts; never other figures than seen.
    moved_pays_are_shown_and_accepted_by_one_key,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &HOMES).await;
        let (sheet, version) = estate.draft(&desk, "30050.00", "planned").await;
        let seen = estate.seen_as_built(3_005_000);
        estate.contribute(2, 100_000).await;
        let refused = desk.write("withdrawal.submit", request(&sheet, version, &seen)).await;
        let problem = refused.refused("withdrawal.pays_moved");
        let now = &problem["details"]["now"];
        assert_eq!(now["units"][2]["pays_fen"], 450_000, "{now}");
        assert_eq!(estate.stands(0).await.2, 0);
        let mut accepted = request(&sheet, version, &now["seen"]);
        accepted["accepts_moved_pays"] = json!(true);
        desk.write("withdrawal.submit", accepted).await.accepted();
        assert_eq!(estate.stands(2).await, (400_000, 50_000, 450_000));
        estate.is_sound().await;
    }
);

both!(
    /// Other shares than those seen are a conflict that shows the table of now.
    other_shares_are_never_accepted,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &HOMES).await;
        let (sheet, version) = estate.draft(&desk, "30050.00", "planned").await;
        let other = request(&sheet, version, &estate.seen_as_built(3_004_999));
        let problem = desk.write("withdrawal.submit", other).await.refused("withdrawal.shares_changed");
        let shares: Vec<_> = (0..3).map(|row| problem["details"]["now"]["units"][row]["share_fen"].clone()).collect();
        assert_eq!(shares, [json!(895_000), json!(1_123_000), json!(987_000)]);
        estate.is_sound().await;
    }
);

both!(
    /// What is wrong is said field by field, all at once, and nothing is held.
    faults_are_said_field_by_field,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &HOMES).await;
        let (sheet, version) = estate.draft(&desk, "12,34.567", "").await;
        let refused = desk.write("withdrawal.submit", request(&sheet, version, &estate.seen_as_built(1))).await;
        let problem = refused.refused("fields.invalid");
        let fields: Vec<_> =
            problem["fields"].as_array().expect("fields").iter().map(|field| field["field"].clone()).collect();
        assert_eq!(fields, [json!("draft.kind"), json!("draft.amount_text")]);
    }
);

both!(
    /// Two desks submit the same sheet at the same moment: one number, one hold, one clear refusal.
    two_at_once_are_one_submission,
    async |city: City| {
        let (here, elsewhere) = (city.desk("wuye").await, city.desk("wuye").await);
        let estate = Estate::build(&city, &here, &HOMES).await;
        let (sheet, version) = estate.draft(&here, "30050.00", "planned").await;
        let seen = estate.seen_as_built(3_005_000);
        let (first, second) = tokio::join!(
            here.write("withdrawal.submit", request(&sheet, version, &seen)),
            elsewhere.write("withdrawal.submit", request(&sheet, version, &seen)),
        );
        let (taken, told) = if first.status == 200 { (first, second) } else { (second, first) };
        taken.accepted();
        assert_eq!(told.status, 409, "{}", told.body);
        assert_eq!(estate.stands(1).await.2, 1_123_000);
        estate.is_sound().await;
    }
);

both!(
    /// Two sheets for the same money at the same moment: what one holds, the other does not have.
    two_sheets_never_hold_the_same_fen,
    async |city: City| {
        let (here, elsewhere) = (city.desk("wuye").await, city.desk("wuye").await);
        let estate = Estate::build(&city, &here, &HOMES).await;
        let (one, version) = estate.draft(&here, "30050.00", "planned").await;
        let (other, _) = estate.draft(&elsewhere, "30050.00", "planned").await;
        let seen = estate.seen_as_built(3_005_000);
        let (first, second) = tokio::join!(
            here.write("withdrawal.submit", request(&one, version, &seen)),
            elsewhere.write("withdrawal.submit", request(&other, version, &seen)),
        );
        let (taken, told) = if first.status == 200 { (first, second) } else { (second, first) };
        taken.accepted();
        let code = told.body["code"].as_str().expect("a code");
        assert!(["withdrawal.pays_moved", "withdrawal.inputs_moved"].contains(&code), "{}", told.body);
        assert_eq!(estate.stands(0).await.2, 895_000);
        estate.is_sound().await;
    }
);
