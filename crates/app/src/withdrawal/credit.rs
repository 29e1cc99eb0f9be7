//! Money that arrives under a sheet's number: a unit's shortfall, or what the contractor gives back.

use super::case::{self, Loaded};
use super::moves::{self, Allowed};
use super::{booking, facts};
use crate::{App, Caller, Refusal, Unit};
use anju_domain::ledger::{self as rules, MoneySource, Payer};
use anju_domain::money::Fen;
use anju_domain::withdrawal::flow_number::FlowNumber;
use anju_domain::withdrawal::incoming::{Awaited, SuspenseReason, takes_shortfalls};
use anju_domain::withdrawal::settlement::Settlement;
use anju_domain::withdrawal::state::{Missing, Move, State};
use anju_store::ledger::incoming::{self, NewUse};
use anju_store::ledger::{self, AccountKind, Hold, account_id};
use anju_store::withdrawal as store;
use anju_store::withdrawal::frozen::{self, FrozenUnit};
use std::sync::Arc;
use uuid::Uuid;

/// What a number names, and what it waits for.
#[derive(Clone)]
pub(crate) struct Payable {
    loaded: Loaded,
    pub(crate) number: FlowNumber,
    pub(crate) line: Option<FrozenUnit>,
    pub(crate) awaited: Awaited,
}

impl Payable {
    /// What the number in a text names within a district, or why it names nothing.
    pub(crate) async fn find(
        app: &App,
        district_id: Uuid,
        text: &str,
    ) -> Result<Result<Payable, SuspenseReason>, Refusal> {
        let Some(number) = FlowNumber::find(text) else {
            return Ok(Err(SuspenseReason::NoNumber));
        };
        let sheet = store::by_number(&app.store, &number.sheet).await?;
        let Some(sheet) = sheet.filter(|sheet| sheet.district_id == district_id) else {
            return Ok(Err(SuspenseReason::UnknownNumber));
        };
        let Some(loaded) = case::load(app, sheet).await? else {
            return Ok(Err(SuspenseReason::UnknownNumber));
        };
        let line = match number.line {
            Some(line) => frozen::line(&app.store, loaded.sheet.id, loaded.round, line).await?,
            None => None,
        };
        if number.line.is_some() && line.is_none() {
            return Ok(Err(SuspenseReason::UnknownNumber));
        }
        Ok(awaited(&loaded, line.as_ref()).map(|awaited| Payable { loaded, number, line, awaited }))
    }

    /// The sheet that it belongs to.
    pub(crate) fn sheet(&self) -> &store::Sheet {
        &self.loaded.sheet
    }

    /// A credit of this much, if the sheet still takes it.
    pub(crate) fn credit(self, fen: Fen) -> Result<Credit, Refusal> {
        let chosen = match self.line {
            Some(_) => Move::CreditShortfall,
            None => Move::ReceiveRemainder,
        };
        let told = match &self.line {
            Some(line) => format!("{} 补交 {} 元", room(line), fen.grouped()),
            None => format!("结余退回 {} 元", fen.grouped()),
        };
        let allowed = moves::allow_bank(self.loaded, chosen, &told)?;
        Ok(Credit { allowed, line: self.line.map(Arc::new), fen })
    }
}

fn awaited(loaded: &Loaded, line: Option<&FrozenUnit>) -> Result<Awaited, SuspenseReason> {
    let state = loaded.state;
    let Some(line) = line else {
        let left = loaded.figures.as_ref().map(|figures| &figures.settlement);
        return match left {
            Some(Settlement::Remainder { total, .. })
                if state == State::Paid && *total > loaded.facts.clearing =>
            {
                Ok(Awaited::Remainder(Fen(total.0 - loaded.facts.clearing.0)))
            }
            // The number of the sheet alone does not say which unit paid.
            _ if takes_shortfalls(state) => Err(SuspenseReason::UnknownNumber),
            _ => Ok(Awaited::Nothing(state)),
        };
    };
    if takes_shortfalls(state) && line.shortfall > Fen::ZERO {
        Ok(Awaited::Shortfall(line.shortfall))
    } else {
        Ok(Awaited::Nothing(state))
    }
}

/// 自然幢-单元-房号
pub(crate) fn room(line: &FrozenUnit) -> String {
    let parts = [line.building.as_str(), line.entrance.as_str(), line.room.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// A credit that holds as long as the sheet's version stays the same.
#[derive(Clone)]
pub(crate) struct Credit {
    allowed: Allowed,
    line: Option<Arc<FrozenUnit>>,
    fen: Fen,
}

impl Credit {
    /// Books it: the timeline, the entry, the hold, and what the money was used for. `name` makes the entry's key.
    pub(crate) async fn book(
        &self,
        unit: &mut Unit<'_>,
        caller: &Caller,
        (incoming_id, name): (Uuid, &str),
        from: MoneySource,
    ) -> Result<(), Refusal> {
        moves::apply(unit, caller, &self.allowed).await?;
        let (sheet_id, round) = (self.allowed.loaded.sheet.id, self.allowed.loaded.round);
        let head = booking::head(sheet_id, name, unit.now);
        let (entry_id, purpose, unit_id) = match &self.line {
            Some(line) => {
                let payer = Payer::Unit(line.unit_id);
                let entry = rules::shortfall_paid(head, from, payer, self.fen);
                let entry_id = booking::book(unit, &self.allowed, caller.user_id, entry).await?;
                if !frozen::credit(unit.tx, sheet_id, round, line.unit_id, self.fen).await? {
                    return Err(facts::refusal(&[Missing::Owing]));
                }
                let account_id = account_id(AccountKind::UnitPrincipal, line.unit_id);
                let hold = Hold { account_id, fen: self.fen };
                ledger::raise_hold(unit.tx, sheet_id, round, hold).await.map_err(booking::refusal)?;
                (entry_id, "shortfall", Some(line.unit_id))
            }
            None => {
                let entry = rules::remainder_received(head, from, self.fen);
                let entry_id = booking::book(unit, &self.allowed, caller.user_id, entry).await?;
                (entry_id, "remainder", None)
            }
        };
        let new = NewUse {
            incoming_id,
            entry_id,
            purpose,
            sheet_id: Some(sheet_id),
            unit_id,
            fen: self.fen,
            at: unit.now,
        };
        Ok(incoming::add_use(unit.tx, &new).await?)
    }
}
