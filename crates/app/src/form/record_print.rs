//! A print goes on record, also one that was made while the desk was offline.

use super::{LONGEST_WORKSTATION, kind};
use crate::withdrawal::in_scope;
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::RecordPrint;
use anju_contract::form::{RecordPrintRequest, RecordPrintResponse};
use anju_domain::form::FormKind;
use anju_store::form::{self, Print};
use anju_store::withdrawal::Sheet;
use chrono::TimeDelta;
use serde_json::json;

/// How far a desk's clock may be ahead of the server's.
const AHEAD: TimeDelta = TimeDelta::minutes(10);

/// What is recorded.
#[derive(Clone)]
pub struct Prepared {
    sheet: Sheet,
    kind: FormKind,
}

impl Write for RecordPrint {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &RecordPrintRequest) -> Result<Prepared, Refusal> {
        let kind = kind(&request.form)?;
        let sheet = in_scope(app, caller, request.sheet_id).await?;
        if sheet.number.is_none() {
            return Err(Refusal::conflict(
                "form.draft_not_counted",
                "任务单还没有提交，打印的是草稿，不登记打印次数。请提交后再打印正式表单。",
                None,
            ));
        }
        let workstation = request.place.workstation.trim();
        let plausible = !workstation.is_empty()
            && workstation.chars().count() <= LONGEST_WORKSTATION
            && request.place.print_count > 0
            && request.printed_at <= app.clock.now() + AHEAD;
        if !plausible {
            return Err(Refusal::invalid(
                "form.print_implausible",
                "打印记录的工作站、次数或时间不对，没有登记。请核对本机的日期和时间后重新打印。",
            ));
        }
        Ok(Prepared { sheet, kind })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: RecordPrintRequest,
        Prepared { sheet, kind }: Prepared,
    ) -> Result<RecordPrintResponse, Refusal> {
        let print = Print {
            id: request.print_id,
            sheet_id: sheet.id,
            form: kind.code(),
            workstation: request.place.workstation.trim().to_owned(),
            print_count: i64::from(request.place.print_count),
            reprint: request.reprint,
            way: request.way.code(),
            user_id: caller.user_id,
            printed_at: request.printed_at,
            recorded_at: unit.now,
        };
        if form::add(unit.tx, &print, sheet.organisation_id, sheet.district_id).await? {
            let after = json!({
                "form": print.form, "workstation": print.workstation, "print_count": print.print_count,
                "reprint": print.reprint, "way": print.way,
            });
            unit.audit(caller, sheet.district_id, sheet.id, String::new(), after.to_string());
        }
        Ok(RecordPrintResponse { print_id: print.id, recorded_at: unit.now })
    }
}
