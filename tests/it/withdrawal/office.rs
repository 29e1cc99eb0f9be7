//! The people of the demo city at their desks, and a sheet on its way between them.

use super::estate::Estate;
use crate::attachment::{document, paper};
use anju_tests::{Answer, City, Desk};
use chrono::{FixedOffset, Utc};
use serde_json::{Value, json};

/// Three homes of 100 m² with 100,000.00 yuan each, the third with 500.00 only.
const HOMES: [(i64, i64, i64); 3] =
    [(10_000, 9_000_000, 1_000_000), (10_000, 10_000_000, 0), (10_000, 40_000, 10_000)];

/// Everybody at a desk of their own.
pub(crate) struct Office {
    pub(crate) company: Desk,
    pub(crate) bureau: Desk,
    pub(crate) reviewer: Desk,
    pub(crate) cashier: Desk,
    pub(crate) estate: Estate,
}

/// A sheet and the version that the next write names.
pub(crate) struct Sheet {
    pub(crate) id: String,
    pub(crate) version: i64,
    /// The version that the signed papers carry.
    pub(crate) signed_version: i64,
}

impl Sheet {
    /// A request about this sheet with these members beside.
    pub(crate) fn request(&self, beside: Value) -> Value {
        let mut request = json!({ "sheet_id": self.id, "version": self.version });
        for (name, value) in beside.as_object().expect("an object") {
            request[name] = value.clone();
        }
        request
    }

    /// Sends a command about this sheet, which has to be accepted, and goes on from its answer.
    pub(crate) async fn moved(&mut self, desk: &Desk, command: &str, beside: Value) -> Value {
        let answer = self.sent(desk, command, beside).await.accepted();
        self.version = answer["version"].as_i64().expect("a version");
        answer
    }

    /// Sends a command about this sheet.
    pub(crate) async fn sent(&self, desk: &Desk, command: &str, beside: Value) -> Answer {
        desk.write(&format!("withdrawal.{command}"), self.request(beside)).await
    }

    /// The sheet as this desk sees it.
    pub(crate) async fn seen_by(&self, desk: &Desk) -> Value {
        desk.read("withdrawal.get_sheet", json!({ "sheet_id": self.id })).await.accepted()
    }
}

impl Office {
    pub(crate) async fn open(city: &City) -> Office {
        let company = city.desk("wuye").await;
        let estate = Estate::build(city, &company, &HOMES).await;
        Office {
            bureau: city.desk("jianwei").await,
            reviewer: city.desk("fuhe").await,
            cashier: city.desk("chuna").await,
            company,
            estate,
        }
    }

    /// A submitted sheet over 3,000.00 yuan: 1,000.00 each, of which the third home has 500.00.
    pub(crate) async fn submitted(&self, kind: &str) -> Sheet {
        let (id, version) = self.estate.draft(&self.company, "3000.00", kind).await;
        let seen = self.estate.seen_as_built(300_000);
        let mut sheet = Sheet { id, version, signed_version: 0 };
        sheet.moved(&self.company, "submit", json!({ "seen": seen })).await;
        sheet.signed_version = sheet.version;
        sheet
    }

    /// All three owners agree, and the signed sheet is handed in.
    pub(crate) async fn all_agree(&self, sheet: &Sheet) -> Value {
        let rows: Vec<Value> =
            self.estate.homes.iter().map(|home| signature(&home.id.to_string(), "agree")).collect();
        let files = brought(&self.company, &["signed_sheet"]).await;
        json!({ "signed_version": sheet.signed_version, "rows": rows, "attachments": files })
    }

    /// A sheet in the bureau's review.
    pub(crate) async fn under_review(&self) -> Sheet {
        let mut sheet = self.submitted("planned").await;
        let signatures = self.all_agree(&sheet).await;
        sheet.moved(&self.company, "enter_signatures", signatures).await;
        sheet.moved(&self.company, "send_for_review", json!({})).await;
        sheet
    }

    /// A sheet that the cashier may release.
    pub(crate) async fn payable(&self) -> Sheet {
        let mut sheet = self.under_review().await;
        sheet.moved(&self.bureau, "bureau_decide", json!({ "approves": true })).await;
        let decision = json!({
            "approves": true, "payee_and_papers_checked": true, "reason": "一户欠款待补交，先行拨付",
        });
        sheet.moved(&self.reviewer, "department_decide", decision).await;
        sheet
    }
}

/// What the company enters of an emergency's papers, each brought as a file.
pub(crate) async fn emergency_papers(desk: &Desk, sheet: &Sheet) -> Value {
    let papers = ["situation_report", "site_photos", "contract_or_budget", "leak_survey"];
    let files = brought(desk, &papers).await;
    json!({ "signed_version": sheet.signed_version, "rows": [], "attachments": files })
}

/// What the company enters when the work has cost this, with the final account.
pub(crate) async fn cost(desk: &Desk, fen: &Value) -> Value {
    json!({ "actual_cost_fen": fen, "attachments": brought(desk, &["final_account"]).await })
}

/// A file for each of these papers, as a case names it.
pub(crate) async fn brought(desk: &Desk, papers: &[&str]) -> Vec<Value> {
    let mut files = Vec::new();
    for code in papers {
        files.push(paper(&desk.bring(&document(code, 10)).await, code, &format!("{code}.pdf")));
    }
    files
}

/// A signature of today.
pub(crate) fn signature(unit: &str, choice: &str) -> Value {
    let beijing = FixedOffset::east_opt(8 * 3600).expect("an offset");
    #[expect(clippy::disallowed_methods, reason = "the server's clock is the real one")]
    let today = Utc::now().with_timezone(&beijing).date_naive();
    json!({ "unit_id": unit, "choice": choice, "signed_on": today })
}
