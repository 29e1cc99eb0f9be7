//! The mobile number of an account: sealed like every number, and the only place to which a code is sent.

use super::administration::field;
use crate::{Keys, Refusal};
use anju_contract::problem::FieldProblem;
use anju_domain::identity::{Phone, PhoneKind, mask_phone};
use anju_store::identity::phone::AccountPhone;
use uuid::Uuid;

/// Under which place an account's number is sealed.
const PLACE: &str = "account.phone";

/// A typed number, or what is wrong with it; `None` if nothing was typed.
pub(super) fn read(typed: &str) -> Result<Option<Phone>, FieldProblem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    match Phone::parse(typed) {
        Ok(phone) if phone.kind() == PhoneKind::Mobile => Ok(Some(phone)),
        Ok(_) => Err(field("phone", "phone.not_mobile", "固定电话收不到短信验证码，请填写手机号码。")),
        Err(error) => Err(field("phone", error.code(), error.message())),
    }
}

/// The number as it is stored.
pub(super) fn seal(keys: &Keys, user_id: Uuid, phone: Option<&Phone>) -> Result<AccountPhone, Refusal> {
    Ok(match phone {
        Some(phone) => AccountPhone {
            sealed: Some(keys.seal(user_id, PLACE, phone.reveal())?),
            masked: mask_phone(phone.reveal()),
        },
        None => AccountPhone::default(),
    })
}

/// A number as an account keeps it, for whoever fills a database.
///
/// # Errors
/// When it is no mobile number.
pub fn account_phone(keys: &Keys, user_id: Uuid, typed: &str) -> Result<AccountPhone, Refusal> {
    let phone = read(typed).map_err(|fault| Refusal::invalid_fields(vec![fault]))?;
    seal(keys, user_id, phone.as_ref())
}

/// The account has this very number.
pub(super) fn is_of(
    keys: &Keys,
    user_id: Uuid,
    sealed: Option<&[u8]>,
    phone: &Phone,
) -> Result<bool, Refusal> {
    let Some(sealed) = sealed else { return Ok(false) };
    Ok(keys.open(user_id, PLACE, sealed)? == phone.reveal())
}
