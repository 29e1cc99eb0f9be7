//! 忘记密码: a code goes to the phone that stands in the account; whoever brings it back sets a new password. What is
//! answered does not tell whether a name exists or whose phone it is.

use super::administration::{CENTRE, field};
use super::limits::{CODE, CODES, Source, too_many};
use super::{password, phone};
use crate::{App, Refusal};
use anju_contract::command::Command as _;
use anju_contract::commands::FinishRecovery;
use anju_contract::identity::{
    FinishRecoveryRequest, FinishRecoveryResponse, StartRecoveryRequest, StartRecoveryResponse,
};
use anju_domain::identity::mask_phone;
use anju_store::identity::phone::{self as store, Code, Message};
use anju_store::identity::{self as accounts, User, administration};
use anju_store::{StoreError, Tx, audit};
use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng as _;
use uuid::Uuid;

/// How long a code is good.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);
/// How often a code may be tried.
const TRIES: i64 = 5;
/// After how many seconds another code may be asked for; the rate is the same.
const AGAIN_AFTER_S: u32 = 60;
/// Under which place a message's text and number are sealed.
const TEXT: &str = "message.text";
const NUMBER: &str = "message.phone";

impl App {
    /// Sends a code, if the account has this phone.
    pub async fn start_recovery(
        &self,
        source: &Source,
        request: StartRecoveryRequest,
    ) -> Result<StartRecoveryResponse, Refusal> {
        let now = self.clock.now();
        let name = request.user_name.trim().to_lowercase();
        self.limits.knock(source, now)?;
        let phone = match phone::read(&request.phone) {
            Ok(Some(phone)) => phone,
            Ok(None) => {
                let missing = field("phone", "phone.empty", "请填写账号登记的手机号码。");
                return Err(Refusal::invalid_fields(vec![missing]));
            }
            Err(fault) => return Err(Refusal::invalid_fields(vec![fault])),
        };
        self.check_captcha(Some(request.captcha)).await?;
        for rate in [CODES, CODE] {
            self.limits.count(rate, &name, now).map_err(too_many)?;
        }
        let recovery_id = Uuid::new_v4();
        let expires_at = now + GOOD_FOR;
        let user = accounts::user_by_name(&self.store, &name).await?.filter(|user| !user.disabled);
        if let Some(user) = user {
            let sealed = store::of_account(&self.store, user.id).await?.sealed;
            if phone::is_of(&self.keys, user.id, sealed.as_deref(), &phone)? {
                self.send_code(recovery_id, user.id, phone.reveal(), now).await?;
            }
        }
        let sent_to = mask_phone(phone.reveal());
        Ok(StartRecoveryResponse { recovery_id, sent_to, expires_at, again_after_s: AGAIN_AFTER_S })
    }

    async fn send_code(&self, id: Uuid, user_id: Uuid, to: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        let digits = format!("{:06}", rand::rng().next_u32() % 1_000_000);
        let text = format!(
            "【安居】您正在重置登录密码，验证码 {digits}，{} 分钟内有效。如非本人操作，请联系系统管理员。",
            GOOD_FOR.num_minutes()
        );
        let expires_at = now + GOOD_FOR;
        let code = Code { id, user_id, code_hash: self.keys.code_hash(id, &digits), expires_at };
        let message = Message {
            id,
            phone_sealed: self.keys.seal(id, NUMBER, to)?,
            phone_masked: mask_phone(to),
            text_sealed: self.keys.seal(id, TEXT, &text)?,
            created_at: now,
            expires_at,
        };
        let sent = self.store.write(move |tx| {
            let (code, message) = (code.clone(), message.clone());
            Box::pin(async move {
                store::add_code(tx, &code, now).await?;
                store::add_message(tx, &message, now).await
            })
        });
        Ok(sent.await?)
    }

    /// The text of a message that no gateway has taken.
    pub(super) fn message_text(&self, message: &Message) -> Result<String, Refusal> {
        Ok(self.keys.open(message.id, TEXT, &message.text_sealed)?)
    }

    /// Sets the password of whoever brings the code back.
    pub async fn finish_recovery(
        &self,
        source: &Source,
        request: FinishRecoveryRequest,
    ) -> Result<FinishRecoveryResponse, Refusal> {
        let now = self.clock.now();
        self.limits.knock(source, now)?;
        let id = request.recovery_id;
        let given = self.keys.code_hash(id, request.code.trim());
        let tried = self.store.write(move |tx| Box::pin(store::try_code(tx, id, given, TRIES, now)));
        let user_id = tried.await?.ok_or_else(code_wrong)?;
        let user = accounts::user_by_id(&self.store, user_id)
            .await?
            .filter(|user| !user.disabled)
            .ok_or_else(code_wrong)?;
        if let Err(fault) = password::check_rules(&user.user_name, &request.new_password) {
            return Err(Refusal::invalid_fields(vec![field(
                "new_password",
                fault.code(),
                fault.to_string(),
            )]));
        }
        let wanted = request.new_password;
        let hash = App::blocking(move || password::hash_password(&wanted)).await?;
        let hash = hash.ok_or(StoreError::Corrupt("password hash"))?;
        let done = self.store.write(move |tx| {
            let (user, hash) = (user.clone(), hash.clone());
            Box::pin(async move { recovered(tx, id, &user, &hash, now).await })
        });
        if done.await? { Ok(FinishRecoveryResponse {}) } else { Err(code_wrong()) }
    }
}

/// Uses the code up and sets the password; `false` if somebody used it meanwhile.
async fn recovered(
    tx: &mut Tx,
    id: Uuid,
    user: &User,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    if !store::use_code(tx, id).await? {
        return Ok(false);
    }
    // No session is kept: whoever forgot the password may have lost the machine too.
    accounts::set_password(tx, user.id, Uuid::nil(), hash, false, now).await?;
    let account = administration::find_account(tx, user.id).await?;
    let line = audit::Line {
        district_id: account.and_then(|account| account.district_id).unwrap_or(CENTRE),
        at: now,
        actor_id: user.id,
        command: FinishRecovery::NAME,
        subject_id: user.id,
        before: String::new(),
        after: "password recovered by phone".to_owned(),
    };
    audit::append(tx, &line).await?;
    Ok(true)
}

fn code_wrong() -> Refusal {
    let fault = field(
        "code",
        "recovery.code_wrong",
        "短信验证码不正确，或者已过期、已用过、试错 5 次。请核对短信；仍不行请重新获取。",
    );
    Refusal::invalid_fields(vec![fault])
}
