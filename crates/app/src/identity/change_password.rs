//! Changing one's own password.

use super::password;
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::ChangePassword;
use anju_contract::identity::{ChangePasswordRequest, ChangePasswordResponse};
use anju_contract::problem::FieldProblem;
use anju_store::StoreError;
use anju_store::identity as store;

fn field(name: &str, code: &str, message: impl Into<String>) -> Refusal {
    Refusal::invalid_fields(vec![FieldProblem {
        field: name.to_owned(),
        code: code.to_owned(),
        message: message.into(),
    }])
}

impl Read for ChangePassword {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ChangePasswordRequest,
    ) -> Result<ChangePasswordResponse, Refusal> {
        let user =
            store::user_by_id(&app.store, caller.user_id).await?.ok_or_else(Refusal::unauthenticated)?;
        if let Err(fault) = password::check_rules(&user.user_name, &request.new_password) {
            return Err(field("new_password", fault.code(), fault.to_string()));
        }
        if request.new_password == request.old_password {
            return Err(field("new_password", "password.same", "新密码不能与原密码相同，请换一个。"));
        }
        let (old, hash, new) = (request.old_password, user.password_hash, request.new_password);
        let new_hash =
            App::blocking(move || password::verify(&old, &hash).then(|| password::hash_password(&new)))
                .await?;
        let Some(new_hash) = new_hash else {
            return Err(field("old_password", "password.wrong", "原密码不正确，请核对后重试。"));
        };
        let new_hash = new_hash.ok_or(StoreError::Corrupt("password hash"))?;
        let (user_id, session_id, now) = (caller.user_id, caller.session_id, app.clock.now());
        app.store
            .write(move |tx| {
                let new_hash = new_hash.clone();
                Box::pin(
                    async move { store::set_password(tx, user_id, session_id, &new_hash, false, now).await },
                )
            })
            .await?;
        let user = store::user_by_id(&app.store, user_id).await?.ok_or_else(Refusal::unauthenticated)?;
        Ok(ChangePasswordResponse { me: app.me(user).await? })
    }
}
