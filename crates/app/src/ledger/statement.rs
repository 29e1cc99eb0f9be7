//! 分户账 and 续交名单: what happened on a unit's accounts, and which units have to top up.

use super::Books;
use super::receipt::name_for;
use crate::parameter::Rules;
use crate::withdrawal::rules;
use crate::{App, Caller, Read, Refusal, Scope, estate};
use anju_contract::commands::{ListEntries, ListTopUps};
use anju_contract::ledger::{
    EntryLine, ListEntriesRequest, ListEntriesResponse, ListTopUpsRequest, ListTopUpsResponse, TopUpRow,
};
use anju_domain::calendar::business_date;
use anju_domain::ledger::EntryKind;
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_domain::withdrawal::top_up::{standard_of, top_up};
use anju_store::StoreError;
use anju_store::ledger::account;
use anju_store::ledger::statement::{self as store, LowUnit, Whose};
use chrono::NaiveDate;
use uuid::Uuid;

/// How many units one page of the top-up list has.
const PAGE: usize = 500;

impl Read for ListEntries {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListEntriesRequest,
    ) -> Result<ListEntriesResponse, Refusal> {
        let unknown = || Refusal::not_found("该分户");
        let unit = store::unit(&app.store, request.unit_id).await?.ok_or_else(unknown)?;
        if !Books::of(caller).hold(unit.district_id) {
            estate::community_in_scope(app, caller, unit.community_id)
                .await
                .map_err(|refusal| if refusal.fault().is_some() { refusal } else { unknown() })?;
        }
        let stands = account::of_unit(&app.store, request.unit_id).await?;
        let balance = stands.map(|own| own.balance).unwrap_or_default();
        let held = stands.map(|own| own.held).unwrap_or_default();
        let entries = store::entries(&app.store, request.unit_id).await?.into_iter();
        let line = |line: store::StatementLine| EntryLine {
            entry_id: line.id,
            business_date: line.business_date,
            label: EntryKind::from_code(&line.kind)
                .map_or_else(|| line.kind.clone(), |k| k.label().to_owned()),
            kind: line.kind,
            number: line.number.unwrap_or_default(),
            principal_fen: line.principal,
            interest_fen: line.interest,
            balance_fen: line.balance,
            reverses: line.reverses,
        };
        Ok(ListEntriesResponse {
            unit_id: request.unit_id,
            community_name: unit.community_name,
            room: unit.room,
            owners: name_for(caller, &unit.owners),
            principal_fen: balance.principal,
            interest_fen: balance.interest,
            held_fen: sum(held)?,
            entries: entries.map(line).collect(),
        })
    }
}

fn sum(parts: PrincipalAndInterest) -> Result<Fen, Refusal> {
    parts.total().ok_or_else(|| StoreError::Corrupt("balance of a unit").into())
}

impl Read for ListTopUps {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListTopUpsRequest,
    ) -> Result<ListTopUpsResponse, Refusal> {
        let today = business_date(app.clock.now());
        let in_force = app.rules().await?;
        let line = rules::top_up_line(&in_force, today);
        let words = format!("{}/{}", line.numerator, line.denominator);
        let whose = match (Books::of(caller), caller.scope) {
            (Books::District(id), _) => Whose::District(id),
            (Books::All, _) => Whose::Everybody,
            (Books::None, Scope::Company(id)) => Whose::Company(id),
            (Books::None, Scope::District(_) | Scope::City | Scope::None) => {
                return Ok(ListTopUpsResponse { line: words, units: Vec::new(), more: false });
            }
        };
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let page = (request.after.unwrap_or(Uuid::nil()), limit);
        let mut units = store::below_line(&app.store, whose, request.community_id, line, page).await?;
        let more = units.len() > PAGE;
        units.truncate(PAGE);
        let units =
            units.into_iter().map(|unit| row(caller, &in_force, unit, today)).collect::<Result<_, _>>()?;
        Ok(ListTopUpsResponse { line: words, units, more })
    }
}

fn row(caller: &Caller, in_force: &Rules, unit: LowUnit, today: NaiveDate) -> Result<TopUpRow, Refusal> {
    let standard = rules::standard(in_force, standard_of(unit.kind, unit.has_lift), today);
    let top_up_fen =
        top_up(standard, unit.area, unit.balance).ok_or(StoreError::Corrupt("area or balance of a unit"))?;
    Ok(TopUpRow {
        unit_id: unit.id,
        community_name: unit.community_name,
        room: unit.room,
        owners: name_for(caller, &unit.owner_name.unwrap_or_default()),
        area_dm2: unit.area,
        first_contribution_fen: unit.first_contribution,
        balance_fen: unit.balance,
        top_up_fen,
    })
}
