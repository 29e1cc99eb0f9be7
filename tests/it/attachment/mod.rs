//! Files of a case: brought piece by piece, named, read, collected.

mod desk;
mod kept;
mod naming;
mod offline;
mod pieces;
mod scope;

use anju_tests::Desk;
use serde_json::{Value, json};

/// A photograph with a place, a camera and an orientation in it.
pub(crate) const PHOTO: &[u8] = include_bytes!("../../fixtures/attachment/photo.jpg");
/// A picture with an author in it.
pub(crate) const BUDGET: &[u8] = include_bytes!("../../fixtures/attachment/budget.png");
/// Two scanned pages of signatures.
pub(crate) const SIGNED_SHEET: &[u8] = include_bytes!("../../fixtures/attachment/signed-sheet.pdf");

/// A document of about this size, different for each `salt`.
pub(crate) fn document(salt: &str, size: usize) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.7\n% {salt}\n").into_bytes();
    // Unlike content: a server that mixed two places up would be found out by the hash.
    let filling = (0_u32..).flat_map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes());
    bytes.extend(filling.take(size).map(|byte| byte | 0x80));
    let table = bytes.len();
    bytes.extend(format!("\nxref\n0 1\ntrailer << /Size 1 >>\nstartxref\n{table}\n%%EOF\n").into_bytes());
    bytes
}

/// A brought file as a sheet names it.
pub(crate) fn paper(stored: &Value, paper: &str, name: &str) -> Value {
    let mut file = stored.clone();
    file["paper"] = json!(paper);
    file["name"] = json!(name);
    file
}

/// Puts these files into a draft and submits it; the answer to the submission.
pub(crate) async fn submit_with(
    desk: &Desk,
    (sheet, version): (&str, i64),
    seen: &Value,
    files: &[Value],
) -> anju_tests::Answer {
    let view = desk.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
    let mut draft = view["draft"].clone();
    draft["attachments"] = json!(files);
    let request = json!({
        "sheet_id": sheet, "community_id": view["community_id"], "version": version, "draft": draft,
    });
    let saved = desk.write("withdrawal.save_draft", request).await.accepted();
    let hashes: Vec<&Value> = files.iter().map(|file| &file["sha256"]).collect();
    let request = json!({
        "sheet_id": sheet, "version": saved["version"], "seen": seen, "attachments": hashes,
    });
    desk.write("withdrawal.submit", request).await
}
