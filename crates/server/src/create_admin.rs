//! The first administrator of an empty system: without one, nobody could make the others.

use crate::cli::{Failure, say};
use anju_app::identity::{check_rules, hash_password};
use anju_app::{Clock, SystemClock};
use anju_domain::permission::{OrganisationKind, Role};
use anju_store::identity::{self, NewOrganisation, NewUser, administration};
use anju_store::{Store, StoreError};
use uuid::Uuid;

/// The organisation that administrators belong to.
const CENTRE_NAME: &str = "市住房资金管理中心";

/// Makes an administrator whose first password is the first line of standard input; it has to be changed at the first
/// sign-in.
pub(crate) async fn create_admin(store: &Store, user_name: &str, display_name: &str) -> Result<(), Failure> {
    let user_name = user_name.trim().to_lowercase();
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    check_rules(&user_name, password).map_err(|fault| Failure::Said(fault.to_string()))?;
    if identity::user_by_name(store, &user_name).await?.is_some() {
        return Err(Failure::Said(format!("用户 {user_name} 已存在，请换一个用户名。")));
    }
    let password_hash = hash_password(password).ok_or(StoreError::Corrupt("password hash"))?;
    let centre = administration::organisations(store)
        .await?
        .into_iter()
        .find(|organisation| organisation.kind == OrganisationKind::Centre.code())
        .map(|organisation| organisation.id);
    let new_centre = centre.is_none().then(|| NewOrganisation {
        id: Uuid::now_v7(),
        kind: OrganisationKind::Centre.code(),
        name: CENTRE_NAME.to_owned(),
        credit_code: None,
        district_id: None,
    });
    let user = NewUser {
        id: Uuid::now_v7(),
        organisation_id: centre
            .or(new_centre.as_ref().map(|new| new.id))
            .ok_or(StoreError::Corrupt("centre"))?,
        user_name: user_name.clone(),
        display_name: display_name.trim().to_owned(),
        password_hash,
        must_change_password: true,
        roles: vec![Role::Administrator.code()],
        created_at: SystemClock.now(),
    };
    let added: Result<(), StoreError> = store
        .write(move |tx| {
            let (new_centre, user) = (new_centre.clone(), user.clone());
            Box::pin(async move {
                if let Some(new) = &new_centre {
                    identity::add_organisation(tx, new).await?;
                }
                identity::add_user(tx, &user).await
            })
        })
        .await;
    added?;
    say(&format!("已建立系统管理员 {user_name}，首次登录时须修改密码"));
    Ok(())
}
