//! Telling the user what they did not ask for: news of their sheets, and what the server did not take from the outbox.

use crate::ClientError;
use crate::desk::{NewNotification, Outgoing};
use crate::open_desk::OpenDesk;
use crate::tables::SheetTold;
use anju_contract::problem::Problem;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The same piece of news has the same id, however often it is heard.
fn id_of(subject: Uuid, seq: i64, kind: &str) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(subject.as_bytes());
    hash.update(seq.to_be_bytes());
    hash.update(kind.as_bytes());
    let hash: [u8; 32] = hash.finalize().into();
    Uuid::from_bytes(std::array::from_fn(|index| hash[index]))
}

impl OpenDesk {
    /// Tells the news of these sheets.
    pub(crate) async fn tell(&self, sheets: Vec<SheetTold>) -> Result<(), ClientError> {
        let mut told = Vec::new();
        for sheet in sheets {
            for news in &sheet.news {
                told.push(NewNotification {
                    id: id_of(sheet.sheet_id, news.seq, news.notice.code()),
                    kind: news.notice.code(),
                    subject: sheet.sheet_id,
                    title: news.notice.title().to_owned(),
                    detail: [sheet.number.as_str(), &sheet.project, &sheet.community]
                        .join(" ")
                        .trim()
                        .to_owned(),
                    happened_at: news.at,
                });
            }
        }
        if told.is_empty() {
            return Ok(());
        }
        self.file.notify(&told).await?;
        self.count_unread().await
    }

    /// Tells that the server did not take an item of the outbox.
    pub(crate) async fn tell_declined(
        &self,
        item: &Outgoing,
        kind: &'static str,
        problem: &Problem,
    ) -> Result<(), ClientError> {
        let title = match kind {
            "conflict" => "任务单在别处也被修改过，请选择保留哪一个",
            _ => "服务器没有受理您提交的内容",
        };
        let told = NewNotification {
            id: item.key,
            kind,
            subject: item.subject,
            title: title.to_owned(),
            detail: problem.message.clone(),
            happened_at: self.clock.now(),
        };
        self.file.notify(&[told]).await?;
        self.count_unread().await
    }
}
