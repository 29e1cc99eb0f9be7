//! Forms on their way to paper: made, recorded, found again, checked.

mod flow;
mod offline;
mod prints;
mod render;
pub(crate) mod verify;
mod window;

use anju_tests::{Answer, Desk, Paper, new_id};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// A form of a sheet as this desk gets it.
async fn render(desk: &Desk, sheet: &str, form: &str) -> Answer {
    desk.read("form.render", json!({ "sheet_id": sheet, "form": form })).await
}

async fn paper(desk: &Desk, sheet: &str, form: &str) -> Paper {
    Paper::of(&render(desk, sheet, form).await.accepted())
}

/// A print of now at this workstation.
fn print(sheet: &str, form: &str, workstation: &str, count: u32) -> Value {
    #[expect(clippy::disallowed_methods, reason = "the server's clock is the real one")]
    let now: DateTime<Utc> = Utc::now();
    json!({
        "print_id": new_id(), "sheet_id": sheet, "form": form, "reprint": count > 1, "way": "printer",
        "place": { "workstation": workstation, "print_count": count }, "printed_at": now,
    })
}
