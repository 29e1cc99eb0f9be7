//! A desk that is open: one user's folder with its files, session and way to the server.

use crate::cache::Cache;
use crate::connection::Line;
use crate::desk::DeskFile;
use crate::folder::Folder;
use crate::papers::Papers;
use crate::remote::{Answered, Remote};
use crate::session::Session;
use crate::sync::SyncControl;
use crate::tables::Tables;
use crate::{ClientError, Clock};
use anju_contract::identity::Me;
use anju_domain::calendar::business_date;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use reqwest::Response;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;
use uuid::Uuid;
use zeroize::Zeroizing;

/// How much later the server's time has to be than the one kept before it is written down again.
const WORTH_WRITING: TimeDelta = TimeDelta::seconds(30);
/// A clock that is behind by less is a clock that is off, not one that was set back.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::hours(1);

/// A token of the session, forgotten when dropped.
type Token = Zeroizing<String>;

/// One user's desk.
pub(crate) struct OpenDesk {
    pub(crate) remote: Remote,
    pub(crate) line: Arc<Line>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) session: Session,
    pub(crate) file: DeskFile,
    pub(crate) cache: Cache,
    pub(crate) tables: Tables,
    pub(crate) papers: Papers,
    pub(crate) sync: SyncControl,
    /// Tells the delivery that there is something to send.
    pub(crate) wake: Notify,
    /// Tells that there is a file to send.
    pub(crate) attached: Notify,
    /// Held while items are sent, so that each is sent by one at a time.
    pub(crate) sending: tokio::sync::Mutex<()>,
    pub(crate) user_name: String,
    /// The code that stands on printed forms.
    pub(crate) workstation: String,
    me: Mutex<Me>,
    server_time: Mutex<DateTime<Utc>>,
    /// How much this machine's clock is ahead of the server's.
    clock_ahead: Mutex<TimeDelta>,
    noted_unsent: Mutex<Option<bool>>,
    pub(crate) folder: Folder,
}

/// What an open desk is made of.
pub(crate) struct Parts {
    pub(crate) remote: Remote,
    pub(crate) line: Arc<Line>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) session: Session,
    pub(crate) file: DeskFile,
    pub(crate) cache: Cache,
    pub(crate) user_name: String,
    pub(crate) workstation: String,
    pub(crate) me: Me,
    pub(crate) server_time: DateTime<Utc>,
    pub(crate) folder: Folder,
}

impl OpenDesk {
    pub(crate) fn new(parts: Parts) -> OpenDesk {
        OpenDesk {
            remote: parts.remote,
            line: parts.line,
            clock: parts.clock,
            session: parts.session,
            file: parts.file,
            tables: parts.cache.tables(),
            papers: parts.cache.papers(),
            cache: parts.cache,
            sync: SyncControl::default(),
            wake: Notify::new(),
            attached: Notify::new(),
            sending: tokio::sync::Mutex::new(()),
            user_name: parts.user_name,
            workstation: parts.workstation,
            me: Mutex::new(parts.me),
            server_time: Mutex::new(parts.server_time),
            clock_ahead: Mutex::new(TimeDelta::zero()),
            noted_unsent: Mutex::new(None),
            folder: parts.folder,
        }
    }

    /// Who is signed in.
    pub(crate) fn me(&self) -> Me {
        lock(&self.me).clone()
    }

    /// The server said anew who is signed in.
    pub(crate) async fn keep_me(&self, me: &Me) -> Result<(), ClientError> {
        *lock(&self.me) = me.clone();
        self.file.keep_me(me).await
    }

    /// Refuses work on a desk that has been without the server for too long (spec «roles», sign-in, offline). With the
    /// server there it is the server that refuses.
    pub(crate) fn check_age(&self) -> Result<(), ClientError> {
        if self.line.now().online {
            return Ok(());
        }
        let seen = *lock(&self.server_time);
        check_age(seen, self.clock.now(), self.me().offline_days)
    }

    /// Sends a command in this session.
    ///
    /// # Errors
    /// What [`Remote::post`] and [`Session::access`] say.
    pub(crate) async fn send(
        &self,
        command: &str,
        body: String,
        key: Option<Uuid>,
    ) -> Result<String, ClientError> {
        let answered = self.try_twice(command, body, key).await;
        self.note(&answered);
        if key.is_some() {
            // Whoever has just written reads what came of it, from the server until the cache has heard of it.
            self.sync.wrote();
        }
        let answered = answered?;
        if let Some(time) = answered.server_time {
            self.saw(time).await?;
        }
        Ok(answered.body)
    }

    async fn try_twice(
        &self,
        command: &str,
        body: String,
        key: Option<Uuid>,
    ) -> Result<Answered, ClientError> {
        let ask = |token: Token| {
            let body = body.clone();
            async move { self.remote.post(command, body, Some(&token), key).await }
        };
        self.with_token(ask).await
    }

    /// Asks with the session's token, once more with a new one if that was worn.
    async fn with_token<T, F: Future<Output = Result<T, ClientError>>>(
        &self,
        ask: impl Fn(Token) -> F,
    ) -> Result<T, ClientError> {
        let token = self.session.access(&self.remote, None).await?;
        match ask(token.clone()).await {
            Err(ClientError::Refused(problem)) if problem.code == "session.required" => {
                let token = self.session.access(&self.remote, Some(&token)).await?;
                ask(token).await
            }
            answered => answered,
        }
    }

    /// Sends bytes to a route that is no command.
    ///
    /// # Errors
    /// As [`OpenDesk::send`].
    pub(crate) async fn put(&self, path: &str, bytes: Vec<u8>) -> Result<String, ClientError> {
        let ask = |token: Token| {
            let bytes = bytes.clone();
            async move { self.remote.put(path, bytes, &token).await }
        };
        let answered = self.with_token(ask).await;
        self.note(&answered);
        Ok(answered?.body)
    }

    /// Reads bytes from a route that is no command.
    ///
    /// # Errors
    /// As [`OpenDesk::send`].
    pub(crate) async fn get(&self, path: &str) -> Result<Vec<u8>, ClientError> {
        let ask = |token: Token| async move { self.remote.get(path, &token).await };
        let answered = self.with_token(ask).await;
        self.note(&answered);
        answered
    }

    /// Opens a stream in this session.
    ///
    /// # Errors
    /// What [`Remote::stream`] and [`Session::access`] say.
    pub(crate) async fn stream(&self, path: &str, body: Option<String>) -> Result<Response, ClientError> {
        let token = self.session.access(&self.remote, None).await?;
        let opened = match self.remote.stream(path, body.clone(), &token).await {
            Err(ClientError::Refused(problem)) if problem.code == "session.required" => {
                let token = self.session.access(&self.remote, Some(&token)).await?;
                self.remote.stream(path, body, &token).await
            }
            opened => opened,
        };
        self.note(&opened);
        opened
    }

    /// The business date of now, by the server's clock as far as it is known.
    pub(crate) fn today(&self) -> NaiveDate {
        business_date(self.clock.now() - *lock(&self.clock_ahead))
    }

    /// Counts what was told and not read, and tells the page.
    pub(crate) async fn count_unread(&self) -> Result<(), ClientError> {
        self.line.unread(self.file.unread().await?);
        Ok(())
    }

    fn note<T>(&self, answered: &Result<T, ClientError>) {
        match answered {
            Ok(_) | Err(ClientError::Refused(_)) => self.line.answered(self.clock.now()),
            Err(ClientError::Unreachable) => self.line.silent(),
            Err(_) => {}
        }
    }

    async fn saw(&self, time: DateTime<Utc>) -> Result<(), ClientError> {
        let ahead = self.clock.now() - time;
        *lock(&self.clock_ahead) = ahead;
        self.line.clock_ahead(ahead);
        let is_news = {
            let mut seen = lock(&self.server_time);
            let is_news = time - *seen >= WORTH_WRITING;
            if is_news {
                *seen = time;
            }
            is_news
        };
        if is_news { self.file.keep_server_time(time).await } else { Ok(()) }
    }

    /// Counts what waits and tells the page.
    pub(crate) async fn count(&self) -> Result<(), ClientError> {
        let (pending, attention) = self.file.counts().await?;
        let unsent = pending + attention > 0;
        let is_news = lock(&self.noted_unsent).replace(unsent) != Some(unsent);
        if is_news {
            self.folder.note_unsent(unsent)?;
        }
        self.line.counted(pending, attention);
        Ok(())
    }
}

/// Whether a desk that last heard of the server at `seen` may be used at `now`.
pub(crate) fn check_age(seen: DateTime<Utc>, now: DateTime<Utc>, days: u32) -> Result<(), ClientError> {
    if now < seen - CLOCK_TOLERANCE {
        return Err(ClientError::ClockBehind);
    }
    if now - seen > TimeDelta::days(i64::from(days)) {
        return Err(ClientError::OfflineTooLong(days));
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // Nothing panics while it is held, and what it guards is whole at every moment.
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_closes_after_seven_days_and_with_a_clock_set_back() {
        let seen = DateTime::from_timestamp(1_790_000_000, 0).expect("an instant");
        let after = |delta: TimeDelta| check_age(seen, seen + delta, 7);
        assert!(after(TimeDelta::zero()).is_ok());
        assert!(after(TimeDelta::days(7)).is_ok());
        assert!(matches!(
            after(TimeDelta::days(7) + TimeDelta::seconds(1)),
            Err(ClientError::OfflineTooLong(7))
        ));
        assert!(after(-TimeDelta::minutes(59)).is_ok(), "a clock that is off");
        assert!(matches!(after(-TimeDelta::minutes(61)), Err(ClientError::ClockBehind)));
    }
}
