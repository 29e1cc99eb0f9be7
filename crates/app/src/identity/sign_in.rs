//! Signing in with user name and password.

use super::limits::{ACCOUNT, Source, too_many};
use super::{password, token};
use crate::{App, Refusal};
use anju_contract::identity::{CaptchaAnswer, SignInRequest, SignInResponse};
use anju_store::identity::key as keys;
use anju_store::identity::unknown_name;
use anju_store::identity::{self as store, User};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

/// Failures after which a captcha is asked for.
const CAPTCHA_AFTER: i64 = 3;
/// Failures that are forgiven before the account closes for a while.
const FREE_FAILURES: i64 = 4;
/// The longest time that an account stays closed.
const LONGEST_LOCK_S: i64 = 3_600;
/// What is hashed when there is no such user, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$v3bSb5Nx6rCbkgQx0hvkSgeHSeAGBqLOjAOkrq3b5SM";

/// Whether a captcha came along.
pub(super) enum Captcha {
    /// As far as one was answered; it is taken if one is asked for.
    Given(Option<CaptchaAnswer>),
    /// It was asked for and taken before.
    Passed,
}

/// How a name stands: an account's, or one that nobody has and that is treated no differently.
struct Standing {
    user: Option<User>,
    name_key: [u8; 32],
    failed_count: i64,
    locked_until: Option<DateTime<Utc>>,
}

impl App {
    /// Opens a session.
    pub async fn sign_in(&self, source: &Source, request: SignInRequest) -> Result<SignInResponse, Refusal> {
        let name = request.user_name.trim().to_lowercase();
        let user =
            self.right_password(source, &name, request.password, Captcha::Given(request.captcha)).await?;
        if keys::active_of(&self.store, user.id).await?.is_some() {
            return Err(Refusal::sign_in(
                "sign_in.key_required",
                "该账号已领取密钥，须用密钥登录。请在领取密钥的电脑上登录；密钥遗失的，请联系系统管理员注销后重新领取。",
            ));
        }
        self.open_session(user, &request.device).await
    }

    /// The user of this name, if the password is theirs and the name is not closed. A failure counts against the name.
    pub(super) async fn right_password(
        &self,
        source: &Source,
        name: &str,
        given: String,
        captcha: Captcha,
    ) -> Result<User, Refusal> {
        let now = self.clock.now();
        self.limits.knock(source, now)?;
        self.limits.count(ACCOUNT, name, now).map_err(too_many)?;
        let standing = self.standing(name).await?;
        if let Some(until) = standing.locked_until.filter(|&until| until > now) {
            return Err(locked(until, now));
        }
        let certified = standing.user.as_ref().is_none_or(|user| user.certified);
        if let Captcha::Given(answer) = captcha
            && (standing.failed_count >= CAPTCHA_AFTER || !certified)
        {
            self.check_captcha(answer).await?;
        }
        let hash = standing.user.as_ref().map_or(NOBODY.to_owned(), |user| user.password_hash.clone());
        let right = App::blocking(move || password::verify(&given, &hash)).await?;
        match standing.user {
            Some(user) if right => Ok(user),
            user => {
                let failures = standing.failed_count + 1;
                self.count_failure(user, standing.name_key, failures, now).await?;
                Err(wrong(failures >= CAPTCHA_AFTER))
            }
        }
    }

    async fn standing(&self, name: &str) -> Result<Standing, Refusal> {
        let name_key = self.keys.name_key(name);
        let user = store::user_by_name(&self.store, name).await?.filter(|user| !user.disabled);
        let (failed_count, locked_until) = match &user {
            Some(user) => (user.failed_count, user.locked_until),
            None => unknown_name::standing(&self.store, name_key).await?.unwrap_or_default(),
        };
        Ok(Standing { user, name_key, failed_count, locked_until })
    }

    async fn count_failure(
        &self,
        user: Option<User>,
        name_key: [u8; 32],
        failures: i64,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let until = lock_after(failures).map(|delay| now + delay);
        let counted = self.store.write(move |tx| {
            let user_id = user.as_ref().map(|user| user.id);
            Box::pin(async move {
                match user_id {
                    Some(id) => store::record_failure(tx, id, until).await,
                    None => unknown_name::record_failure(tx, name_key, until, now).await,
                }
            })
        });
        Ok(counted.await?)
    }

    /// Opens a session of somebody who has proved who they are.
    pub(super) async fn open_session(&self, user: User, device: &str) -> Result<SignInResponse, Refusal> {
        let (now, user_id, session_id) = (self.clock.now(), user.id, Uuid::new_v4());
        let (tokens, pair) = token::new_pair(session_id, now);
        let device: String = device.chars().take(64).collect();
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

/// `captcha`: the next try has to come with one.
pub(super) fn wrong(captcha: bool) -> Refusal {
    Refusal::sign_in(
        "sign_in.wrong",
        "用户名或密码不正确。请核对大小写后重试；连续输错 5 次，账号会暂时锁定。",
    )
    .with_details(json!({ "captcha": captcha }))
}

fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> Refusal {
    let minutes = ((until - now).num_seconds() + 59) / 60;
    Refusal::too_many(
        "sign_in.locked",
        format!(
            "连续输错密码，账号已暂时锁定。请在 {minutes} 分钟后重试，或用短信验证码重置密码，也可联系系统管理员。"
        ),
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
