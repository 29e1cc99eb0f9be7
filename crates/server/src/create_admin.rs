//! The first administrator of an empty system: without one, nobody could make the others.

use crate::cli::{Failure, say};
use anju_app::identity::{check_rules, hash_password};
use anju_app::{Clock, SystemClock};
use anju_domain::permission::{OrganisationKind, Role};
use anju_store::identity::{self, NewOrganisation, NewUser, administration};
use anju_store::{Store, StoreError};
use std::io::IsTerminal as _;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The organisation that administrators belong to.
const CENTRE_NAME: &str = "市住房资金管理中心";

/// Makes an administrator; the first password has to be changed at the first sign-in.
pub(crate) async fn create_admin(store: &Store, user_name: &str, display_name: &str) -> Result<(), Failure> {
    let user_name = user_name.trim().to_lowercase();
    let password = first_password()?;
    check_rules(&user_name, &password).map_err(|fault| Failure::Said(fault.to_string()))?;
    if identity::user_by_name(store, &user_name).await?.is_some() {
        return Err(Failure::Said(format!("用户 {user_name} 已存在，请换一个用户名。")));
    }
    let password_hash = hash_password(&password).ok_or(StoreError::Corrupt("password hash"))?;
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

/// Asks at a terminal, twice and without showing it; from a script the password is the first line of standard input.
/// It never stands in the command line, where other users of the machine could see it.
fn first_password() -> Result<Zeroizing<String>, Failure> {
    if !std::io::stdin().is_terminal() {
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().read_line(&mut line)?;
        return Ok(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned()));
    }
    let password = Zeroizing::new(rpassword::prompt_password("初始密码（至少 10 位，含字母和数字）：")?);
    let again = Zeroizing::new(rpassword::prompt_password("再输入一次：")?);
    if *password == *again {
        Ok(password)
    } else {
        Err(Failure::Said("两次输入的密码不一样，没有建立用户。请重新运行本命令。".to_owned()))
    }
}
