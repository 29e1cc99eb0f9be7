//! The ledger's desk: what is paid in, what has to be looked at, entries, top-up list, reconciliation (spec «Ledger»).

mod check;
mod incoming;
mod statement;
mod task;

pub use check::{
    DailyCheck, ListChecksRequest, ListChecksResponse, SignedHead, VerifyRequest, VerifyResponse,
};
pub use incoming::{
    AskReturnRequest, DecideReturnRequest, FindPayableRequest, FindPayableResponse, IncomingUse,
    IncomingView, IncomingWritten, ListIncomingRequest, ListIncomingResponse, MatchRequest,
    RegisterReceiptRequest,
};
pub use statement::{
    EntryLine, ListEntriesRequest, ListEntriesResponse, ListTopUpsRequest, ListTopUpsResponse, TopUpRow,
};
pub use task::{ListTasksRequest, ListTasksResponse, MoneyTask, ResolveTaskRequest, TaskWritten};
