//! Giving out and ending keys, as the administrator does it.

use super::administration::CENTRE;
use crate::{App, Caller, Read, Refusal, Unit, Write};
use anju_contract::commands::{IssueKey, ListKeys, RevokeKey};
use anju_contract::identity::{
    IssueKeyRequest, IssueKeyResponse, KeyRow, ListKeysRequest, ListKeysResponse, RevokeKeyRequest,
    RevokeKeyResponse,
};
use anju_domain::identity::{KeyState, key_number, read_key_number};
use anju_domain::permission::OrganisationKind;
use anju_store::identity::{administration, key as store};
use rand::Rng as _;

impl Read for ListKeys {
    async fn read(app: &App, _: &Caller, request: ListKeysRequest) -> Result<ListKeysResponse, Refusal> {
        let keys = store::of_user(&app.store, request.user_id).await?;
        let row = |key: store::SigningKey| KeyRow {
            certificate_number: key.certificate_number,
            state: key.state,
            issued_at: key.issued_at,
            confirmed_at: key.confirmed_at,
            revoked_at: key.revoked_at,
        };
        Ok(ListKeysResponse { keys: keys.into_iter().map(row).collect() })
    }
}

impl Write for IssueKey {
    /// The certificate number.
    type Prepared = String;

    async fn prepare(_: &App, _: &Caller, _: &IssueKeyRequest) -> Result<String, Refusal> {
        Ok(key_number(rand::rng().next_u64()))
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: IssueKeyRequest,
        number: String,
    ) -> Result<IssueKeyResponse, Refusal> {
        let account = administration::find_account(unit.tx, request.user_id)
            .await?
            .ok_or_else(|| Refusal::not_found("该用户"))?;
        if account.organisation_kind != OrganisationKind::PropertyCompany.code() {
            return Err(Refusal::conflict(
                "key.not_a_company",
                "密钥只发给物业服务企业的用户，本单位的用户用密码登录。请核对所选用户。",
                None,
            ));
        }
        if store::has_open(unit.tx, account.id).await? {
            return Err(Refusal::conflict(
                "key.has_one",
                "该用户已有密钥，一人只能持有一个。密钥遗失的，请先注销原密钥，再发放新的。",
                None,
            ));
        }
        store::issue(unit.tx, &number, account.id, caller.user_id, unit.now).await?;
        let after = format!("key issued {number}");
        unit.audit(caller, account.district_id.unwrap_or(CENTRE), account.id, String::new(), after);
        Ok(IssueKeyResponse { certificate_number: number })
    }
}

impl Write for RevokeKey {
    type Prepared = ();

    async fn prepare(_: &App, _: &Caller, _: &RevokeKeyRequest) -> Result<(), Refusal> {
        Ok(())
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: RevokeKeyRequest,
        (): (),
    ) -> Result<RevokeKeyResponse, Refusal> {
        let number = read_key_number(&request.certificate_number);
        let missing = || Refusal::not_found("该密钥");
        let key = store::find_in(unit.tx, &number).await?.ok_or_else(missing)?;
        if key.state != KeyState::Revoked {
            store::revoke(unit.tx, &number, unit.now).await?;
            administration::end_sessions(unit.tx, key.user_id, unit.now).await?;
            let account = administration::find_account(unit.tx, key.user_id).await?;
            let district_id = account.and_then(|account| account.district_id).unwrap_or(CENTRE);
            let before = key.state.code().to_owned();
            unit.audit(caller, district_id, key.user_id, before, format!("key revoked {number}"));
        }
        Ok(RevokeKeyResponse {})
    }
}
