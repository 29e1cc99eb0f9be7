//! 资金待处理: what a person has to decide, and the decision on what the bank contradicts.

use super::{Books, SUSPENSE};
use crate::withdrawal::{self, Correction};
use crate::{App, Caller, Read, Refusal, Unit, Write};
use anju_contract::commands::{ListTasks, ResolveTask};
use anju_contract::ledger::{
    ListTasksRequest, ListTasksResponse, MoneyTask, ResolveTaskRequest, TaskWritten,
};
use anju_contract::problem::FieldProblem;
use anju_store::ledger::task::{self as store, Task};
use serde_json::json;

/// The kinds of tasks, and the words for them.
const LABELS: [(&str, &str); 6] = [
    (SUSPENSE, "暂收款待匹配或退回"),
    ("paid_after_failed", "银行先报失败、后报已付款"),
    ("failed_after_paid", "银行先报已付款、后报失败"),
    ("other_amount", "银行回报金额不符"),
    ("reconciliation", "对账差额"),
    ("interest", "结息待处理"),
];

fn label(kind: &str) -> &str {
    LABELS.iter().find(|(code, _)| *code == kind).map_or(kind, |(_, label)| label)
}

/// Whether the task takes the bank's last word over; the others only end with a note.
fn is_acceptable(kind: &str) -> bool {
    matches!(kind, "paid_after_failed" | "failed_after_paid")
}

impl Read for ListTasks {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListTasksRequest,
    ) -> Result<ListTasksResponse, Refusal> {
        let scope = match Books::of(caller) {
            Books::District(id) => Some(id),
            Books::All => None,
            Books::None => return Ok(ListTasksResponse { tasks: Vec::new() }),
        };
        let tasks = store::list(&app.store, scope, request.done).await?;
        Ok(ListTasksResponse { tasks: tasks.into_iter().map(view).collect() })
    }
}

fn view(task: Task) -> MoneyTask {
    MoneyTask {
        task_id: task.id,
        label: label(&task.kind).to_owned(),
        acceptable: is_acceptable(&task.kind) && task.number.is_some(),
        kind: task.kind,
        subject_id: task.subject_id,
        // A return has a case of its own, which is no sheet.
        sheet_id: task.case_id.filter(|_| task.number.is_some()),
        number: task.number.unwrap_or_default(),
        amount_fen: task.fen,
        detail: task.detail,
        opened_at: task.opened_at,
        ended_at: task.ended_at,
        ended_by_name: task.ended_by_name.unwrap_or_default(),
        resolution: task.resolution,
        note: task.note,
        version: task.version,
    }
}

/// A decision on a task.
#[derive(Clone)]
pub struct Prepared {
    task: Task,
    correction: Option<Correction>,
}

impl Write for ResolveTask {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &ResolveTaskRequest) -> Result<Prepared, Refusal> {
        let task = store::get(&app.store, request.task_id).await?;
        let books = Books::of(caller);
        let task = task.filter(|task| books.hold(task.scope_id));
        let task = task.ok_or_else(|| Refusal::not_found("该待处理事项"))?;
        if task.version != request.version || task.ended_at.is_some() {
            return Err(stale());
        }
        if task.kind == SUSPENSE {
            return Err(Refusal::conflict(
                "ledger.task_by_itself",
                "暂收款须匹配到任务单或退回付款人，不能直接结束。请在到账列表中办理。",
                None,
            ));
        }
        let note = request.note.trim();
        if note.is_empty() || note.chars().count() > 500 {
            return Err(Refusal::invalid_fields(vec![FieldProblem {
                field: "note".to_owned(),
                code: "field.required".to_owned(),
                message: "须写明核实的经过和结果，不超过 500 个字。请填写后提交。".to_owned(),
            }]));
        }
        let correction = match task.case_id {
            Some(sheet_id) if request.accepts && is_acceptable(&task.kind) => {
                let subject = (sheet_id, task.subject_id);
                Some(withdrawal::prepare_correction(app, caller, subject, &task.kind, note).await?)
            }
            _ if request.accepts => {
                return Err(Refusal::conflict(
                    "ledger.nothing_to_accept",
                    "此事项没有可以自动入账的内容。请核实处理后，写明结果结束该事项。",
                    None,
                ));
            }
            _ => None,
        };
        Ok(Prepared { task, correction })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: ResolveTaskRequest,
        Prepared { task, correction }: Prepared,
    ) -> Result<TaskWritten, Refusal> {
        let resolution = if correction.is_some() { "accepted" } else { "dismissed" };
        let words = (resolution, request.note.trim());
        if !store::end(unit.tx, (task.id, task.version), caller.user_id, unit.now, words).await? {
            return Err(stale());
        }
        if let Some(correction) = correction {
            correction.book(unit, caller).await?;
        }
        let (before, after) = (json!({ "task": task.kind }), json!({ "resolution": resolution }));
        unit.audit(caller, task.scope_id, task.id, before.to_string(), after.to_string());
        Ok(TaskWritten { task_id: task.id, version: task.version + 1, resolution: resolution.to_owned() })
    }
}

fn stale() -> Refusal {
    Refusal::conflict("version.stale", "这个事项刚刚被他人处理过，您看到的不是最新情况。请刷新后核对。", None)
}
