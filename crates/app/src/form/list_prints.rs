//! 补打: the forms that were printed before, by number, form and period (source 4 §6).

use super::{kind, period};
use crate::{App, Caller, Read, Refusal, Scope};
use anju_contract::commands::ListPrints;
use anju_contract::form::{ListPrintsRequest, ListPrintsResponse, PrintedForm};
use anju_contract::withdrawal::Draft;
use anju_domain::form::FormKind;
use anju_store::form::{self, Filter, Printed};
use anju_store::withdrawal::Whose;

/// How many forms a list has; whoever looks for an older one narrows the period.
const MOST: i64 = 500;

impl Read for ListPrints {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListPrintsRequest,
    ) -> Result<ListPrintsResponse, Refusal> {
        let whose = match caller.scope {
            Scope::Company(id) => Whose::Company(id),
            Scope::District(id) => Whose::District(id),
            Scope::City | Scope::None => return Ok(ListPrintsResponse { forms: Vec::new(), more: false }),
        };
        let form = if request.form.is_empty() { None } else { Some(kind(&request.form)?.code()) };
        let (from, before) = period(request.from, request.to)?;
        let filter = Filter { from, before, form, number: request.number };
        let mut printed = form::printed(&app.store, whose, &filter, MOST + 1).await?;
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        let more = printed.len() > most;
        printed.truncate(most);
        let forms = printed.into_iter().map(view).collect::<Result<_, Refusal>>()?;
        Ok(ListPrintsResponse { forms, more })
    }
}

fn view(printed: Printed) -> Result<PrintedForm, Refusal> {
    let draft: Draft = serde_json::from_str(&printed.draft)?;
    Ok(PrintedForm {
        sheet_id: printed.sheet_id,
        number: printed.number,
        form_label: FormKind::from_code(&printed.form).map_or("", FormKind::label).to_owned(),
        form: printed.form,
        community_name: printed.community_name,
        project: draft.project,
        prints: printed.prints,
        last_at: printed.last_at,
        last_workstation: printed.last_workstation,
        last_by_name: printed.last_by_name,
    })
}
