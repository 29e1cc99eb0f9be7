//! Every print is on record, wherever it was made; 补打 finds it again.

use super::{print, render};
use crate::withdrawal::office::Office;
use anju_tests::{City, both, new_id};
use serde_json::{Value, json};

both!(
    /// Two workstations print: each paper bears its own count, the list knows both.
    prints_are_counted_where_they_are_made,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        for (workstation, count) in [("DC-07", 1), ("DC-07", 2), ("DC-08", 1)] {
            let request = print(&sheet.id, "task_sheet", workstation, count);
            office.company.write("form.record_print", request).await.accepted();
        }
        office.company.write("form.record_print", print(&sheet.id, "signature_table", "DC-08", 1)).await.accepted();
        let list = office.company.read("form.list_prints", json!({})).await.accepted();
        let forms = list["forms"].as_array().expect("forms");
        assert_eq!(forms.len(), 2, "{list}");
        let task_sheet = forms.iter().find(|form| form["form"] == "task_sheet").expect("the task sheet");
        assert_eq!((&task_sheet["prints"], &task_sheet["last_workstation"]), (&json!(3), &json!("DC-08")));
        assert_eq!(task_sheet["last_by_name"], "孙桂兰");
        assert_eq!(task_sheet["project"], "屋面防水");
    }
);

both!(
    /// A record that arrives twice, under its key or under another one, is one print.
    a_print_is_recorded_once,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let request = print(&sheet.id, "task_sheet", "DC-07", 1);
        let key = new_id();
        let first = office.company.write_with_key("form.record_print", request.clone(), &key).await.accepted();
        let again = office.company.write_with_key("form.record_print", request.clone(), &key).await.accepted();
        assert_eq!(first, again);
        office.company.write("form.record_print", request).await.accepted();
        let list = office.company.read("form.list_prints", json!({})).await.accepted();
        assert_eq!(list["forms"][0]["prints"], 1);
    }
);

both!(
    /// By number, by form, by period.
    printed_forms_are_found_again,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        for form in ["task_sheet", "allocation_register"] {
            office.company.write("form.record_print", print(&sheet.id, form, "DC-07", 1)).await.accepted();
        }
        let number = sheet.seen_by(&office.company).await["number"].as_str().expect("a number").to_owned();
        let found = async |filter: Value| {
            let list = office.company.read("form.list_prints", filter).await.accepted();
            list["forms"].as_array().expect("forms").len()
        };
        assert_eq!(found(json!({ "number": &number[number.len() - 4..] })).await, 2);
        assert_eq!(found(json!({ "number": "%" })).await, 0);
        assert_eq!(found(json!({ "form": "task_sheet" })).await, 1);
        assert_eq!(found(json!({ "from": "2026-01-01" })).await, 2);
        assert_eq!(found(json!({ "to": "2020-01-01" })).await, 0);
        let reversed = json!({ "from": "2026-02-01", "to": "2026-01-01" });
        office.company.read("form.list_prints", reversed).await.refused("period.reversed");
    }
);

both!(
    /// The department sees its district's prints; strangers neither see nor make any.
    prints_stay_in_their_scope,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        office.company.write("form.record_print", print(&sheet.id, "task_sheet", "DC-07", 1)).await.accepted();
        let seen = office.reviewer.read("form.list_prints", json!({})).await.accepted();
        assert_eq!(seen["forms"].as_array().expect("forms").len(), 1);
        for stranger in ["wuye2", "fuhe2"] {
            let desk = city.desk(stranger).await;
            assert_eq!(desk.read("form.list_prints", json!({})).await.accepted()["forms"], json!([]));
            desk.write("form.record_print", print(&sheet.id, "task_sheet", "X", 1)).await.refused("not_found");
        }
        for reader in ["audit", "admin"] {
            let desk = city.desk(reader).await;
            render(&desk, &sheet.id, "task_sheet").await.refused("permission.missing");
            desk.read("form.list_prints", json!({})).await.refused("permission.missing");
            desk.write("form.record_print", print(&sheet.id, "task_sheet", "X", 1)).await.refused("permission.missing");
        }
    }
);

both!(
    /// A draft, a print of tomorrow, a paper without a count.
    what_cannot_have_been_printed_is_not_recorded,
    async |city: City| {
        let office = Office::open(&city).await;
        let (draft, _) = office.estate.draft(&office.company, "90.00", "planned").await;
        let record = async |request: Value| office.company.write("form.record_print", request).await;
        record(print(&draft, "task_sheet", "DC-07", 1)).await.refused("form.draft_not_counted");
        let sheet = office.submitted("planned").await;
        record(print(&sheet.id, "task_sheet", " ", 1)).await.refused("form.print_implausible");
        record(print(&sheet.id, "task_sheet", "DC-07", 0)).await.refused("form.print_implausible");
        let mut tomorrow = print(&sheet.id, "task_sheet", "DC-07", 1);
        tomorrow["printed_at"] = json!("2099-01-01T00:00:00Z");
        record(tomorrow).await.refused("form.print_implausible");
    }
);

both!(
    /// A browser has no workstation: the server counts for it, and the second paper says so.
    a_browser_is_counted_by_the_server,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let first = render(&office.company, &sheet.id, "task_sheet").await.accepted();
        assert_eq!(first["place"], json!({ "workstation": "网页", "print_count": 1 }));
        let mut record = print(&sheet.id, "task_sheet", "网页", 1);
        record["way"] = json!("file");
        office.company.write("form.record_print", record).await.accepted();
        let second = render(&office.company, &sheet.id, "task_sheet").await.accepted();
        assert_eq!((&second["place"]["print_count"], &second["reprint"]), (&json!(2), &json!(true)));
    }
);
