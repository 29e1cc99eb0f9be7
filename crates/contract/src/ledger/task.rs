//! 资金待处理: what the bank, the payers or the books contradict, until a person has decided.

use anju_domain::money::Fen;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks for the tasks within one's scope.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListTasksRequest {
    /// Those that are done, instead of the open ones.
    #[serde(default)]
    pub done: bool,
}

/// The tasks: the open ones by age, the done ones the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListTasksResponse {
    /// At most 500.
    pub tasks: Vec<MoneyTask>,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MoneyTask {
    /// The task.
    pub task_id: Uuid,
    /// `suspense`, `paid_after_failed`, `failed_after_paid`, `other_amount`, `reconciliation` or `interest`.
    pub kind: String,
    /// The words for the kind.
    pub label: String,
    /// The credit, the instruction, or the district that it is about.
    pub subject_id: Uuid,
    /// The sheet, where it is about one.
    pub sheet_id: Option<Uuid>,
    /// The sheet's number, where it is about one.
    pub number: String,
    /// The amount in question.
    #[schema(value_type = i64)]
    pub amount_fen: Fen,
    /// What happened and what to do.
    pub detail: String,
    /// Since when it waits.
    pub opened_at: DateTime<Utc>,
    /// When it was decided.
    pub ended_at: Option<DateTime<Utc>>,
    /// By whom; empty while it is open, or where the matter ended it.
    pub ended_by_name: String,
    /// `accepted`, `dismissed`, `done`, or empty.
    pub resolution: String,
    /// What the person wrote.
    pub note: String,
    /// Whether the bank's last word can be taken over by this task.
    pub acceptable: bool,
    /// The version that the next write has to name.
    pub version: i64,
}

/// The task is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaskWritten {
    /// The task.
    pub task_id: Uuid,
    /// Its version.
    pub version: i64,
    /// `accepted` or `dismissed`.
    pub resolution: String,
}

/// Decides on a task.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ResolveTaskRequest {
    /// The task.
    pub task_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// The bank's last word is right and is taken over; otherwise nothing is booked.
    pub accepts: bool,
    /// What was found out.
    pub note: String,
}
