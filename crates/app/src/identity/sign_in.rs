//! Signing in with user name and password.

use super::{password, token};
use crate::{App, Refusal};
use anju_contract::identity::{SignInRequest, SignInResponse};
use anju_store::identity as store;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Failures that are forgiven before the account closes for a while.
const FREE_FAILURES: i64 = 4;
/// The longest time that an account stays closed.
const LONGEST_LOCK_S: i64 = 3_600;
/// What is hashed when there is no such user, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$v3bSb5Nx6rCbkgQx0hvkSgeHSeAGBqLOjAOkrq3b5SM";

impl App {
    /// Opens a session.
    pub async fn sign_in(&self, request: SignInRequest) -> Result<SignInResponse, Refusal> {
        let now = self.clock.now();
        let name = request.user_name.trim().to_lowercase();
        let user = store::user_by_name(&self.store, &name).await?.filter(|user| !user.disabled);
        if let Some(until) = user.as_ref().and_then(|user| user.locked_until).filter(|&until| until > now) {
            return Err(locked(until, now));
        }
        let hash = user.as_ref().map_or(NOBODY.to_owned(), |user| user.password_hash.clone());
        let given = request.password;
        let right = App::blocking(move || password::verify(&given, &hash)).await?;
        let Some(user) = user else {
            return Err(wrong());
        };
        let user_id = user.id;
        if !right {
            let until = lock_after(user.failed_count + 1).map(|delay| now + delay);
            self.store.write(move |tx| Box::pin(store::record_failure(tx, user_id, until))).await?;
            return Err(wrong());
        }
        let session_id = Uuid::new_v4();
        let (tokens, pair) = token::new_pair(session_id, now);
        let device: String = request.device.chars().take(64).collect();
        self.store
            .write(move |tx| {
                let (device, pair) = (device.clone(), pair.clone());
                Box::pin(
                    async move { store::open_session(tx, session_id, user_id, &device, &pair, now).await },
                )
            })
            .await?;
        Ok(SignInResponse { tokens, me: self.me(user).await? })
    }
}

/// How long an account closes after this many failures in a row: 30 s, doubling, at most an hour.
fn lock_after(failures: i64) -> Option<TimeDelta> {
    let beyond = failures - FREE_FAILURES;
    if beyond <= 0 {
        return None;
    }
    let seconds = 30i64.saturating_mul(1 << (beyond - 1).min(12));
    Some(TimeDelta::seconds(seconds.min(LONGEST_LOCK_S)))
}

fn wrong() -> Refusal {
    Refusal::sign_in(
        "sign_in.wrong",
        "用户名或密码不正确。请核对大小写后重试；连续输错 5 次，账号会暂时锁定。",
    )
}

fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> Refusal {
    let minutes = ((until - now).num_seconds() + 59) / 60;
    Refusal::too_many(
        "sign_in.locked",
        format!("连续输错密码，账号已暂时锁定。请在 {minutes} 分钟后重试，或联系系统管理员重置密码。"),
    )
}

#[cfg(test)]
mod tests {
    use super::{NOBODY, lock_after, password};
    use chrono::TimeDelta;

    #[test]
    fn the_lock_grows_and_has_a_bound() {
        let seconds = |failures| lock_after(failures).map(|delay: TimeDelta| delay.num_seconds());
        assert_eq!(seconds(4), None);
        assert_eq!(seconds(5), Some(30));
        assert_eq!(seconds(6), Some(60));
        assert_eq!(seconds(12), Some(3_600));
        assert_eq!(seconds(1_000), Some(3_600));
    }

    #[test]
    fn a_missing_user_costs_a_real_verification() {
        assert!(argon2::password_hash::phc::PasswordHash::new(NOBODY).is_ok());
        assert!(!password::verify("anything", NOBODY));
    }
}
