//! From the signatures to the department's approval: who may, in which order, and what is missing.

use super::office::{Office, Sheet, brought, emergency_papers, signature};
use anju_tests::{City, Workstation, both, new_id};
use serde_json::{Value, json};

both!(
    /// The whole way to the cashier's desk, each step by another session, each on the timeline.
    a_sheet_travels_from_desk_to_desk,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.payable().await;
        let seen = sheet.seen_by(&office.cashier).await;
        assert_eq!(seen["state"], "payable");
        let submitted = &seen["submitted"];
        assert_eq!((&submitted["pays_fen"], &submitted["shortfall_fen"]), (&json!(250_000), &json!(50_000)));
        let heads = &submitted["tally"]["heads"];
        assert_eq!((&heads["all"], &heads["participating"], &heads["agreeing"]), (&json!(3), &json!(3), &json!(3)));
        assert!(!submitted["payee_account_masked"].as_str().expect("a mask").contains("0112"));
        assert_eq!((&seen["draft"]["payee_account"], &seen["draft"]["phone"]), (&json!("****3445"), &json!("138****8000")));
        let by_the_bureau = sheet.seen_by(&office.bureau).await;
        assert_eq!(by_the_bureau["submitted"]["units"][0]["owners"], "业*");
        let typed = sheet.seen_by(&office.company).await;
        assert_eq!(typed["draft"]["payee_account"], "6222020200112233445");
        let timeline = office.bureau.read("withdrawal.timeline", json!({ "sheet_id": sheet.id })).await.accepted();
        let steps: Vec<_> = timeline["steps"].as_array().expect("steps").iter().map(|step| &step["move"]).collect();
        let expected = [
            "create", "submit", "enter_signatures", "send_to_review", "bureau_approve", "department_approve",
        ];
        assert_eq!(steps, expected.map(Value::from).iter().collect::<Vec<_>>());
        assert_eq!(timeline["steps"][4]["actor_name"], "周明远");
        let inbox = office.cashier.read("withdrawal.inbox", json!({})).await.accepted();
        assert_eq!(inbox["items"][0]["sheet_id"], sheet.id.as_str());
        assert_eq!(office.bureau.read("withdrawal.inbox", json!({})).await.accepted()["items"], json!([]));
        office.estate.is_sound().await;
    }
);

both!(
    /// A vote that does not pass keeps the sheet with the company, and says what is missing.
    a_failing_vote_is_not_sent,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.submitted("planned").await;
        let homes = &office.estate.homes;
        let rows = [
            signature(&homes[0].id.to_string(), "agree"),
            signature(&homes[1].id.to_string(), "abstain"),
        ];
        let request = json!({ "signed_version": sheet.signed_version, "rows": rows, "attachments": brought(&office.company, &["signed_sheet"]).await });
        sheet.moved(&office.company, "enter_signatures", request).await;
        let refused = sheet.sent(&office.company, "send_for_review", json!({})).await;
        let problem = refused.refused("withdrawal.move.votes");
        assert!(problem["message"].as_str().expect("a sentence").contains("同意的业主还差 1 人"), "{problem}");
        let seen = sheet.seen_by(&office.company).await;
        let moves = seen["submitted"]["moves"].as_array().expect("moves").clone();
        let send = moves.iter().find(|own| own["move"] == "send_to_review").expect("the move exists");
        assert_eq!(send["missing"][0]["code"], "withdrawal.move.votes");
    }
);

both!(
    /// A signed sheet of another version is not counted.
    other_papers_are_not_counted,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let mut request = office.all_agree(&sheet).await;
        request["signed_version"] = json!(sheet.signed_version - 1);
        sheet.sent(&office.company, "enter_signatures", request).await.refused("withdrawal.vote.other_version");
        let stranger = json!({ "signed_version": sheet.signed_version, "rows": [signature(&new_id(), "agree")] });
        let refused = sheet.sent(&office.company, "enter_signatures", stranger).await;
        refused.refused("withdrawal.vote.not_in_electorate");
    }
);

both!(
    /// An emergency needs its papers instead of a vote.
    an_emergency_needs_its_papers,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.submitted("emergency").await;
        let refused = sheet.sent(&office.company, "send_for_review", json!({})).await;
        refused.refused("withdrawal.move.emergency_paper");
        // Its papers are those that are there as files; a list of codes is none of them.
        let codes = json!({ "signed_version": sheet.signed_version, "rows": [], "papers": ["situation_report"] });
        sheet.moved(&office.company, "enter_signatures", codes).await;
        let seen = sheet.seen_by(&office.company).await;
        assert_eq!(seen["submitted"]["papers"], json!([]));
        let mut papers = emergency_papers(&office.company, &sheet).await;
        let whole = papers.clone();
        papers["attachments"].as_array_mut().expect("files").pop();
        sheet.moved(&office.company, "enter_signatures", papers).await;
        let refused = sheet.sent(&office.company, "send_for_review", json!({})).await;
        refused.refused("withdrawal.move.emergency_paper");
        sheet.moved(&office.company, "enter_signatures", whole).await;
        let sent = sheet.moved(&office.company, "send_for_review", json!({})).await;
        assert_eq!(sent["state"], "bureau_review");
    }
);

both!(
    /// A return needs a reason and gives every hold back; a revision is a new linked draft.
    a_returned_sheet_gives_its_holds_back,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.under_review().await;
        assert_eq!(office.estate.stands(0).await.2, 100_000);
        let refused = sheet.sent(&office.bureau, "bureau_decide", json!({ "approves": false })).await;
        assert_eq!(refused.refused("fields.invalid")["fields"][0]["field"], "reason");
        let decision = json!({ "approves": false, "reason": "范围不明" });
        sheet.moved(&office.bureau, "bureau_decide", decision).await;
        assert_eq!(office.estate.stands(0).await.2, 0);
        assert_eq!(office.estate.stands(2).await.2, 0);
        let new = new_id();
        sheet.sent(&office.reviewer, "revise", json!({ "new_sheet_id": new })).await.refused("permission.missing");
        let returned = std::mem::replace(&mut sheet.version, 1);
        sheet.sent(&office.company, "revise", json!({ "new_sheet_id": new })).await.refused("version.stale");
        sheet.version = returned;
        sheet.sent(&office.company, "revise", json!({ "new_sheet_id": new })).await.accepted();
        let seen = office.company.read("withdrawal.get_sheet", json!({ "sheet_id": new })).await.accepted();
        assert_eq!((&seen["state"], &seen["revises"]), (&json!("draft"), &json!(sheet.id)));
        assert_eq!(seen["draft"]["project"], "屋面防水");
        let under_way = office.submitted("planned").await;
        let refused = under_way.sent(&office.company, "revise", json!({ "new_sheet_id": new_id() })).await;
        refused.refused("withdrawal.move.other_state");
        let taken = sheet.sent(&office.company, "revise", json!({ "new_sheet_id": under_way.id })).await;
        taken.refused("withdrawal.id_taken");
        office.estate.is_sound().await;
    }
);

both!(
    /// A returned sheet names the one that was made from it, at every desk: its company's from the first draft on, the
    /// others' from its submission on; no more once it was cancelled. No other company can claim to revise it.
    a_returned_sheet_names_its_successor,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.under_review().await;
        let draft = json!({ "project": "重报", "amount_text": "1.00" });
        let asked = |revises: &str, community: &Value| json!({
            "sheet_id": new_id(), "community_id": community, "version": 0, "revises": revises, "draft": draft,
        });
        let community = json!(office.estate.community);
        let early = office.company.write("withdrawal.save_draft", asked(&sheet.id, &community)).await;
        early.refused("withdrawal.move.other_state");
        sheet.moved(&office.bureau, "bureau_decide", json!({ "approves": false, "reason": "范围不明" })).await;
        let other = city.desk("wuye2").await;
        let theirs = other.read("estate.list_communities", json!({})).await.accepted();
        let theirs = &theirs["communities"][0]["community_id"];
        other.write("withdrawal.save_draft", asked(&sheet.id, theirs)).await.refused("not_found");

        let desks = [Workstation::new(city.server().address()), Workstation::new(city.server().address())];
        let (company, bureau) = (desks[0].start().await, desks[1].start().await);
        company.sign_in("wuye").await;
        bureau.sign_in("jianwei").await;
        company.synced().await;
        bureau.synced().await;
        let look = json!({ "sheet_id": sheet.id });
        let mut new = Sheet { id: new_id(), version: 0, signed_version: 0 };
        let revision = sheet.sent(&office.company, "revise", json!({ "new_sheet_id": new.id })).await.accepted();
        new.version = revision["version"].as_i64().expect("a version");
        let named = |view: &Value| view["revised_by"].as_str().map(ToOwned::to_owned);
        assert_eq!(company.until("withdrawal.get_sheet", look.clone(), named).await, new.id);
        assert_eq!(named(&sheet.seen_by(&office.bureau).await), None, "a draft is its company's own");
        new.moved(&office.company, "submit", json!({ "seen": office.estate.seen_as_built(300_000) })).await;
        let number = new.seen_by(&office.company).await["number"].clone();
        let numbered = |view: &Value| view.get("revised_by_number").cloned();
        assert_eq!(bureau.until("withdrawal.get_sheet", look.clone(), numbered).await, number);
        assert_eq!(company.until("withdrawal.get_sheet", look.clone(), numbered).await, number);
        new.moved(&office.company, "cancel", json!({ "reason": "另行申请" })).await;
        let unnamed = |view: &Value| view.get("revised_by").is_none().then_some(());
        bureau.until("withdrawal.get_sheet", look.clone(), unnamed).await;
        company.until("withdrawal.get_sheet", look, unnamed).await;
        company.stop().await;
        bureau.stop().await;
    }
);

both!(
    /// The company withdraws a sheet; a draft needs no reason.
    a_cancelled_sheet_gives_its_holds_back,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.submitted("planned").await;
        sheet.moved(&office.company, "cancel", json!({ "reason": "改用其他方案" })).await;
        assert_eq!(office.estate.stands(0).await.2, 0);
        sheet.sent(&office.company, "cancel", json!({ "reason": "再次" })).await.refused("withdrawal.move.other_state");
        let (draft, version) = office.estate.draft(&office.company, "1.00", "planned").await;
        let request = json!({ "sheet_id": draft, "version": version });
        let cancelled = office.company.write("withdrawal.cancel", request).await.accepted();
        assert_eq!(cancelled["state"], "cancelled");
        office.estate.is_sound().await;
    }
);

both!(
    /// Two reviewers decide at the same moment: one wins, the other sees that the case has moved on.
    two_decisions_at_once_are_one,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.under_review().await;
        let other = city.desk("jianwei").await;
        let (first, second) = tokio::join!(
            sheet.sent(&office.bureau, "bureau_decide", json!({ "approves": true })),
            sheet.sent(&other, "bureau_decide", json!({ "approves": false, "reason": "不同意" })),
        );
        let (taken, told) = if first.status == 200 { (first, second) } else { (second, first) };
        taken.accepted();
        told.refused("version.stale");
        office.estate.is_sound().await;
    }
);

both!(
    /// Nobody decides in another's place: the wrong permission is named, a stale version refused, the same key one effect.
    each_step_belongs_to_its_desk,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.under_review().await;
        let approve = json!({ "approves": true });
        sheet.sent(&office.company, "bureau_decide", approve.clone()).await.refused("permission.missing");
        sheet.sent(&office.cashier, "bureau_decide", approve.clone()).await.refused("permission.missing");
        sheet.sent(&office.reviewer, "department_decide", approve.clone()).await
            .refused("withdrawal.move.other_state");
        let key = new_id();
        let request = sheet.request(approve);
        let first = office.bureau.write_with_key("withdrawal.bureau_decide", request.clone(), &key).await;
        let again = office.bureau.write_with_key("withdrawal.bureau_decide", request.clone(), &key).await;
        assert_eq!(first, again);
        office.bureau.write("withdrawal.bureau_decide", request).await.refused("version.stale");
        sheet.version = first.accepted()["version"].as_i64().expect("a version");
        let unchecked = json!({ "approves": true, "reason": "部分" });
        let refused = sheet.sent(&office.reviewer, "department_decide", unchecked).await;
        refused.refused("withdrawal.move.payee_and_papers_check");
        let without_note = json!({ "approves": true, "payee_and_papers_checked": true });
        let refused = sheet.sent(&office.reviewer, "department_decide", without_note).await;
        assert_eq!(refused.refused("fields.invalid")["fields"][0]["field"], "reason");
    }
);

both!(
    /// Who takes a sheet to work on keeps others from doing the same work.
    a_claimed_sheet_names_who_works_on_it,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.under_review().await;
        sheet.moved(&office.bureau, "claim", json!({})).await;
        let problem = sheet.sent(&office.reviewer, "claim", json!({})).await.refused("withdrawal.claimed");
        assert!(problem["message"].as_str().expect("a sentence").contains("周明远"), "{problem}");
        sheet.moved(&office.bureau, "unclaim", json!({})).await;
        sheet.moved(&office.reviewer, "claim", json!({})).await;
    }
);
