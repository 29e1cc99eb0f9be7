//! From a token to the caller.

use super::token;
use crate::{App, Caller, Refusal, Scope};
use anju_contract::identity::Me;
use anju_domain::calendar::business_date;
use anju_domain::parameter::{Parameter, ParameterValue};
use anju_domain::permission::Role;
use anju_store::StoreError;
use anju_store::identity::{self as store, User};

impl App {
    /// Who sends this access token. Its first use ends the pair before it.
    pub async fn authenticate(&self, access_token: &str) -> Result<Caller, Refusal> {
        let session_id = token::session_of(access_token).ok_or_else(Refusal::unauthenticated)?;
        let session = store::session(&self.store, session_id).await?.ok_or_else(Refusal::unauthenticated)?;
        let hash = token::hash(access_token).to_vec();
        let newest = session.access_hash == hash;
        let before = session.previous_access_hash.as_ref() == Some(&hash);
        if !newest && !before || self.clock.now() >= session.access_expires_at {
            return Err(Refusal::unauthenticated());
        }
        if newest && !session.refresh_used {
            self.store.write(move |tx| Box::pin(store::mark_used(tx, session_id))).await?;
        }
        let user =
            store::user_by_id(&self.store, session.user_id).await?.ok_or_else(Refusal::unauthenticated)?;
        if user.disabled {
            return Err(Refusal::unauthenticated());
        }
        let roles = self.roles(&user).await?;
        Ok(Caller {
            user_id: user.id,
            session_id,
            scope: scope(&user, &roles),
            display_name: user.display_name,
            organisation_id: user.organisation_id,
            roles,
            must_change_password: user.must_change_password,
        })
    }

    pub(super) async fn roles(&self, user: &User) -> Result<Vec<Role>, Refusal> {
        Ok(store::roles(&self.store, user.id)
            .await?
            .iter()
            .filter_map(|code| Role::from_code(code))
            .collect())
    }

    pub(super) async fn me(&self, user: User) -> Result<Me, Refusal> {
        let roles = self.roles(&user).await?;
        let mut permissions: Vec<_> = roles.iter().flat_map(|role| role.permissions()).copied().collect();
        permissions.sort_unstable();
        permissions.dedup();
        Ok(Me {
            user_id: user.id,
            user_name: user.user_name,
            display_name: user.display_name,
            organisation_id: user.organisation_id,
            organisation_name: user.organisation_name,
            district_id: user.district_id,
            district_name: user.district_name,
            roles,
            permissions,
            must_change_password: user.must_change_password,
            offline_days: self.offline_days().await?,
        })
    }

    async fn offline_days(&self) -> Result<u32, Refusal> {
        let today = business_date(self.clock.now());
        match self.rules().await?.value(Parameter::OfflineDays, today) {
            Some(ParameterValue::CalendarDays(days)) => Ok(days),
            _ => Err(StoreError::Corrupt("offline days").into()),
        }
    }
}

fn scope(user: &User, roles: &[Role]) -> Scope {
    match (user.organisation_kind.as_str(), user.district_id) {
        ("property_company", _) => Scope::Company(user.organisation_id),
        (_, Some(district_id)) => Scope::District(district_id),
        _ if roles.contains(&Role::Auditor) => Scope::City,
        _ => Scope::None,
    }
}
