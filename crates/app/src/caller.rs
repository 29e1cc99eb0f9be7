//! Who makes a request, and what is within their scope.

use crate::Refusal;
use anju_contract::command::Access;
use anju_domain::permission::{Permission, Role};
use anju_domain::personal::{PersonalField, Showing, showing};
use uuid::Uuid;

/// Whose records a caller sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A property company: the communities linked to it, the sheets that it prepares.
    Company(Uuid),
    /// A department or bureau: its district.
    District(Uuid),
    /// Every district's, drafts left out, to read and not to keep: auditors.
    City,
    /// Nobody's: administrators.
    None,
}

/// Whoever is signed in.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The user.
    pub user_id: Uuid,
    /// The session that the request is made in.
    pub session_id: Uuid,
    /// The person's name, for timelines.
    pub display_name: String,
    /// The organisation that the user acts for.
    pub organisation_id: Uuid,
    /// What the user may see.
    pub scope: Scope,
    /// The user's roles.
    pub roles: Vec<Role>,
    /// Nothing but a change of password is allowed.
    pub must_change_password: bool,
}

impl Caller {
    /// The user holds this permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.permissions().contains(&permission))
    }

    /// How the user sees this kind of personal data: as the most trusted of their roles does.
    pub fn showing(&self, field: PersonalField) -> Showing {
        self.roles.iter().map(|role| showing(*role, field)).max().unwrap_or(Showing::Masked)
    }

    /// Refuses a caller who may not call a command with this access.
    pub fn check(&self, access: Access) -> Result<(), Refusal> {
        let needed: &[Permission] = match &access {
            Access::Public | Access::SignedIn => return Ok(()),
            Access::Needs(permission) => std::slice::from_ref(permission),
            Access::NeedsOneOf(permissions) => permissions,
        };
        if self.must_change_password {
            return Err(Refusal::sign_in("password.must_change", "这是初始密码，须先修改密码才能办理业务。"));
        }
        if needed.iter().any(|&permission| self.may(permission)) {
            Ok(())
        } else {
            Err(Refusal::forbidden(needed))
        }
    }
}
