//! `anju-server verify`: what has to hold of everything that is kept.

use crate::cli::{Failure, say};
use anju_app::App;
use anju_domain::calendar::business_date;
use anju_domain::money::Fen;
use anju_store::attachment::{self, FileError};
use anju_store::{audit, ledger};

/// Recomputes the audit chains, replays the ledger, reconciles with the bank, reads every attachment.
///
/// # Errors
/// The first fault, by name.
pub(crate) async fn verify(app: &App) -> Result<(), Failure> {
    let store = &app.store;
    if let Some(broken) = audit::verify(store).await? {
        return Err(Failure::Said(format!("审计链断裂：区县 {}，第 {} 条", broken.district_id, broken.seq)));
    }
    let broken =
        app.broken_head().await.map_err(|refusal| Failure::Said(refusal.problem().message.clone()))?;
    if let Some((district_id, day)) = broken {
        return Err(Failure::Said(format!("审计链与已签名的日终摘要不符：区县 {district_id}，{day}")));
    }
    if let Some(fault) = ledger::verify(store).await? {
        return Err(Failure::Said(format!("账务不符：{fault}")));
    }
    for (scope_id, name) in ledger::reconcile::districts(store).await? {
        let today = business_date(app.clock.now());
        let difference = ledger::reconcile::compare(store, scope_id, today).await?.difference();
        if difference != Fen::ZERO {
            return Err(Failure::Said(format!("对账不符：{name}，账面减银行 {} 元", difference.grouped())));
        }
    }
    if let Some((hash, fault)) = attachment::first_fault(store, &app.files).await? {
        let what = match fault {
            FileError::Missing => "文件不在数据目录中".to_owned(),
            FileError::Damaged => "文件内容与校验值不符".to_owned(),
            FileError::Io(error) => format!("文件无法读取（{error}）"),
        };
        return Err(Failure::Said(format!("附件 {hash}：{what}，请从备份恢复")));
    }
    say("审计链完整，账务相符，附件齐全");
    Ok(())
}
