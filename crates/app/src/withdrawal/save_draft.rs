//! Saving a draft, at every step and as often as one likes.

use crate::{App, Caller, Refusal, Scope, Unit, Write};
use anju_contract::commands::SaveDraft;
use anju_contract::withdrawal::{SaveDraftRequest, SaveDraftResponse};
use anju_store::estate;
use anju_store::feed::Kind;
use anju_store::withdrawal::{self as store, NewDraft, Sheet, Step};
use serde_json::json;
use sha2::{Digest, Sha256};

/// The longest draft that is kept, in bytes of JSON: 50,000 units are about 2 MB.
const LONGEST: usize = 4 << 20;

impl Write for SaveDraft {
    type Prepared = String;

    async fn prepare(_: &App, _: &Caller, request: &SaveDraftRequest) -> Result<String, Refusal> {
        let text = serde_json::to_string(&request.draft)?;
        if text.len() > LONGEST {
            return Err(Refusal::invalid(
                "draft.too_long",
                "任务单内容过长，无法保存。请缩短说明文字或减少所选房屋后重试。",
            ));
        }
        Ok(text)
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: SaveDraftRequest,
        text: String,
    ) -> Result<SaveDraftResponse, Refusal> {
        let Scope::Company(organisation_id) = caller.scope else {
            return Err(Refusal::not_found("该小区"));
        };
        let district_id = estate::linked_district(unit.tx, organisation_id, request.community_id)
            .await?
            .ok_or_else(|| Refusal::not_found("该小区"))?;
        let new = NewDraft {
            id: request.sheet_id,
            district_id,
            community_id: request.community_id,
            organisation_id,
            revises: request.revises,
            draft: text,
            created_by: caller.user_id,
            at: unit.now,
        };
        let found = store::find(unit.tx, request.sheet_id).await?;
        let before = match &found {
            Some(sheet) if sheet.organisation_id != organisation_id => {
                return Err(Refusal::not_found("该任务单"));
            }
            Some(sheet) if sheet.state != "draft" => return Err(not_a_draft(sheet)),
            Some(sheet) if sheet.version != request.version => return Err(stale(sheet)),
            Some(sheet) => fingerprint(&sheet.draft),
            None => {
                revisable(unit, caller, &new).await?;
                String::new()
            }
        };
        let saved = if found.is_some() {
            store::save_draft(unit.tx, &new, request.version).await?
        } else {
            store::add_draft(unit.tx, &new).await?
        };
        if !saved {
            // Somebody wrote between our read and our write; what they wrote is read and shown.
            let sheet = store::find(unit.tx, request.sheet_id).await?;
            return Err(sheet.as_ref().map_or_else(|| Refusal::not_found("该任务单"), stale));
        }
        let version = found.as_ref().map_or(1, |sheet| sheet.version + 1);
        if found.is_none() {
            store::append_step(
                unit.tx,
                &Step {
                    case_id: new.id,
                    at: unit.now,
                    actor_id: caller.user_id,
                    actor_name: caller.display_name.clone(),
                    move_code: "create",
                    from_state: String::new(),
                    to_state: "draft".to_owned(),
                    reason: String::new(),
                },
            )
            .await?;
            unit.predecessor_changed(new.revises).await?;
        }
        unit.audit(caller, district_id, new.id, before, fingerprint(&new.draft));
        unit.changed(organisation_id, Kind::Withdrawal, new.id, version);
        Ok(SaveDraftResponse { sheet_id: new.id, version, saved_at: unit.now })
    }
}

/// A new draft can be linked only to a sheet of its own company that came back or was cancelled.
async fn revisable(unit: &mut Unit<'_>, caller: &Caller, new: &NewDraft) -> Result<(), Refusal> {
    let Some(old) = new.revises else { return Ok(()) };
    let old = store::find(unit.tx, old).await?.filter(|old| old.organisation_id == new.organisation_id);
    let old = old.ok_or_else(|| Refusal::not_found("被修改的任务单"))?;
    super::revise::may_revise(caller, &old, unit.now)
}

/// What the audit chain keeps of a draft: its hash, because the draft holds names and accounts.
fn fingerprint(draft: &str) -> String {
    Sha256::digest(draft.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn stale(sheet: &Sheet) -> Refusal {
    let draft: serde_json::Value = serde_json::from_str(&sheet.draft).unwrap_or_default();
    Refusal::conflict(
        "version.stale",
        "这份任务单已在别处修改过。您填写的内容仍在本机，请对照两个版本后选择保留哪一个。",
        Some(json!({ "version": sheet.version, "draft": draft, "updated_at": sheet.updated_at })),
    )
}

fn not_a_draft(sheet: &Sheet) -> Refusal {
    Refusal::conflict(
        "withdrawal.not_a_draft",
        "这份任务单已经提交或撤销，不能再修改。如需变更，请在“审批退回及撤销任务单信息”中点击“修改”另建一份。",
        Some(json!({ "version": sheet.version, "state": sheet.state })),
    )
}
