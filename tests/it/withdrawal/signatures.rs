//! 录入业主签字: over the electorate that was frozen, typed by several people, counted the same everywhere.

use super::office::{Office, Sheet, signature};
use anju_tests::{City, both, new_id};
use serde_json::{Value, json};

fn entered(sheet: &Sheet, rows: &[Value]) -> Value {
    json!({ "signed_version": sheet.signed_version, "rows": rows })
}

impl Office {
    /// Signatures of the first homes, all of this choice.
    fn first_homes(&self, count: usize, choice: &str) -> Vec<Value> {
        let homes = self.estate.homes.iter().take(count);
        homes.map(|home| signature(&home.id.to_string(), choice)).collect()
    }
}

async fn signatures(sheet: &Sheet, desk: &anju_tests::Desk) -> Value {
    desk.read("withdrawal.get_signatures", json!({ "sheet_id": sheet.id })).await.accepted()
}

both!(
    /// Every unit of the scope stands there by place, with the names that the reader may see, and the live count is the
    /// one that the sheet then shows.
    the_electorate_is_read_and_counted,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.submitted("planned").await;
        let seen = signatures(&sheet, &office.company).await;
        let rooms: Vec<_> = seen["electors"].as_array().expect("electors").iter().map(|own| own["room"].clone()).collect();
        assert_eq!(rooms, ["101", "201", "301"]);
        assert_eq!((&seen["electors"][0]["owners"], &seen["electors"][2]["head"]), (&json!("业主1𠮷"), &json!(2)));
        assert_eq!(seen["signed_version"], sheet.signed_version);
        assert_eq!(seen["required_papers"][0]["code"], "signed_sheet");
        assert_eq!(seen["ballots"], json!([]));
        let by_the_bureau = signatures(&sheet, &office.bureau).await;
        assert_eq!(by_the_bureau["electors"][0]["owners"], "业*");

        let rows = office.first_homes(2, "agree");
        let asked = json!({ "sheet_id": sheet.id, "signed_version": sheet.signed_version, "rows": rows });
        let count = office.company.read("withdrawal.count_signatures", asked).await.accepted();
        assert_eq!(count["tally"]["heads"]["participating"], 2);
        assert_eq!(count["missing"][0]["code"], "withdrawal.move.signed_sheet");
        sheet.moved(&office.company, "enter_signatures", entered(&sheet, &rows)).await;
        assert_eq!(sheet.seen_by(&office.company).await["submitted"]["tally"], count["tally"]);
        assert_eq!(signatures(&sheet, &office.company).await["ballots"].as_array().map(Vec::len), Some(2));
    }
);

both!(
    /// What has nothing to do with signatures does not stop whoever types them; what one person types in one go is one
    /// step of the timeline.
    typing_goes_on_beside_other_work,
    async |city: City| {
        let office = Office::open(&city).await;
        let clerk = city.desk("jingban").await;
        let mut sheet = office.submitted("planned").await;
        let seen_first = sheet.version;
        sheet.moved(&clerk, "claim", json!({})).await;
        sheet.version = seen_first;
        sheet.moved(&office.company, "enter_signatures", entered(&sheet, &office.first_homes(1, "agree"))).await;
        sheet.moved(&office.company, "enter_signatures", entered(&sheet, &office.first_homes(2, "agree"))).await;
        sheet.moved(&clerk, "enter_signatures", entered(&sheet, &office.first_homes(3, "agree"))).await;
        let timeline = clerk.read("withdrawal.timeline", json!({ "sheet_id": sheet.id })).await.accepted();
        let steps: Vec<_> =
            timeline["steps"].as_array().expect("steps").iter().map(|step| (&step["move"], &step["actor_name"])).collect();
        let step = |step: usize| (steps[step].0.as_str().expect("a move"), steps[step].1.as_str().expect("a name"));
        assert_eq!(steps.len(), 4, "{steps:?}");
        assert_eq!((step(2), step(3)), (("enter_signatures", "孙桂兰"), ("enter_signatures", "李静")));
    }
);

both!(
    /// Signatures entered elsewhere meanwhile are a conflict that shows them; the choice names their version.
    signatures_entered_elsewhere_are_shown,
    async |city: City| {
        let office = Office::open(&city).await;
        let clerk = city.desk("jingban").await;
        let mut sheet = office.submitted("planned").await;
        let seen_first = sheet.version;
        sheet.moved(&clerk, "enter_signatures", entered(&sheet, &office.first_homes(1, "against"))).await;
        let now = sheet.version;
        sheet.version = seen_first;
        let mine = entered(&sheet, &office.first_homes(2, "agree"));
        let problem = sheet.sent(&office.company, "enter_signatures", mine.clone()).await.refused("version.stale");
        assert_eq!(problem["details"]["version"], now);
        assert_eq!(problem["details"]["rows"][0]["choice"], "against");
        assert_eq!(problem["details"]["rows"].as_array().map(Vec::len), Some(1));
        sheet.version = now;
        sheet.moved(&office.company, "enter_signatures", mine).await;
        assert_eq!(signatures(&sheet, &clerk).await["ballots"].as_array().map(Vec::len), Some(2));
    }
);

both!(
    /// Two people at the same moment: one is written, the other is told, and nobody's rows are mixed.
    two_at_once_are_one_entry,
    async |city: City| {
        let office = Office::open(&city).await;
        let clerk = city.desk("jingban").await;
        let sheet = office.submitted("planned").await;
        let (first, second) = tokio::join!(
            sheet.sent(&office.company, "enter_signatures", entered(&sheet, &office.first_homes(1, "agree"))),
            sheet.sent(&clerk, "enter_signatures", entered(&sheet, &office.first_homes(3, "against"))),
        );
        let (rows, choice, told) = if first.status == 200 { (1, "agree", second) } else { (3, "against", first) };
        told.refused("version.stale");
        let ballots = signatures(&sheet, &clerk).await["ballots"].as_array().expect("ballots").clone();
        assert_eq!(ballots.len(), rows);
        assert!(ballots.iter().all(|row| row["choice"] == choice), "{ballots:?}");
    }
);

both!(
    /// The same key twice is one entry; nothing is entered once the sheet is under review, for another version, or by
    /// somebody whose business it is not.
    signatures_belong_to_a_submitted_sheet,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.submitted("planned").await;
        let all = office.all_agree(&sheet).await;
        let (request, key) = (sheet.request(all.clone()), new_id());
        let first = office.company.write_with_key("withdrawal.enter_signatures", request.clone(), &key).await;
        let again = office.company.write_with_key("withdrawal.enter_signatures", request, &key).await;
        assert_eq!(first, again);
        sheet.version = first.accepted()["version"].as_i64().expect("a version");
        let mut other = all.clone();
        other["signed_version"] = json!(sheet.signed_version + 1);
        sheet.sent(&office.company, "enter_signatures", other).await.refused("withdrawal.vote.other_version");
        sheet.sent(&office.bureau, "enter_signatures", all.clone()).await.refused("permission.missing");
        let mut doubtful = all.clone();
        doubtful["rows"][0]["choice"] = json!("perhaps");
        let problem = sheet.sent(&office.company, "enter_signatures", doubtful).await.refused("fields.invalid");
        assert_eq!(problem["fields"][0]["field"], "rows.0.choice");
        let mut dated = all.clone();
        dated["rows"][0]["signed_on"] = json!("2020-01-01");
        let refused = sheet.sent(&office.company, "enter_signatures", dated).await;
        refused.refused("withdrawal.vote.date_out_of_range");
        sheet.moved(&office.company, "send_for_review", json!({})).await;
        sheet.sent(&office.company, "enter_signatures", all).await.refused("withdrawal.move.other_state");
    }
);
