//! The organisations that the administrator chooses from.

use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::ListOrganisations;
use anju_contract::identity::{ListOrganisationsRequest, ListOrganisationsResponse, OrganisationRow};
use anju_domain::permission::{OrganisationKind, Role};
use anju_store::StoreError;
use anju_store::identity::administration as store;

impl Read for ListOrganisations {
    async fn read(
        app: &App,
        _: &Caller,
        _: ListOrganisationsRequest,
    ) -> Result<ListOrganisationsResponse, Refusal> {
        let organisations = store::organisations(&app.store)
            .await?
            .into_iter()
            .map(|organisation| {
                let kind = OrganisationKind::from_code(&organisation.kind)
                    .ok_or(StoreError::Corrupt("kind of an organisation"))?;
                Ok(OrganisationRow {
                    organisation_id: organisation.id,
                    name: organisation.name,
                    kind,
                    district_name: organisation.district_name,
                    roles: Role::ALL.into_iter().filter(|role| role.held_in() == kind).collect(),
                })
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(ListOrganisationsResponse { organisations })
    }
}
