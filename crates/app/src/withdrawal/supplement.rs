//! 申请追加: an overrun within the parameter is shared out on the same sheet, and goes through the department's review and
//! the release again.
//!
//! As at a submission, everything is computed before the transaction opens, and the transaction makes sure that no input
//! has moved: nothing is asked for with other figures than the person saw.

use super::credit::room;
use super::moves::{self, Allowed};
use super::{booking, case, facts, freeze, rules};
use crate::{App, Caller, Read, Refusal, Unit, Write};
use anju_contract::commands::{PreviewSupplement, RequestSupplement};
use anju_contract::withdrawal::{
    MoveResponse, PreviewSupplementRequest, PreviewSupplementResponse, RequestSupplementRequest,
    SupplementRow,
};
use anju_domain::area::AreaDm2;
use anju_domain::ledger::Payer;
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::Basis;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_domain::withdrawal::settlement::Settlement;
use anju_domain::withdrawal::state::{Missing, Move};
use anju_domain::withdrawal::supplement::{SupplementLine, SupplementPayer, digest, supplement};
use anju_store::StoreError;
use anju_store::estate;
use anju_store::ledger::{self, Hold, account};
use anju_store::withdrawal::frozen::{self, FrozenUnit};
use anju_store::withdrawal::selling::{self, FrozenOrganisation};
use anju_store::withdrawal::supplement as store;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// An overrun as it would be shared out now.
struct Shared {
    overrun: Fen,
    units: Vec<FrozenUnit>,
    organisations: Vec<FrozenOrganisation>,
    /// The units, then the selling organisations.
    payers: Vec<SupplementPayer>,
    lines: Vec<SupplementLine>,
}

impl Shared {
    fn seen(&self) -> String {
        digest(&self.payers, &self.lines)
    }

    fn total(&self, of: impl Fn(&SupplementLine) -> Fen) -> Fen {
        Fen(self.lines.iter().map(|line| of(line).0).sum())
    }

    fn view(&self, sheet_id: Uuid, version: i64) -> PreviewSupplementResponse {
        let names = self.units.iter().map(room);
        let names = names.chain(self.organisations.iter().map(|own| own.name.clone()));
        let rows = names.zip(&self.payers).zip(&self.lines);
        let row = |((name, payer), line): ((String, &SupplementPayer), &SupplementLine)| SupplementRow {
            payer_id: payer.payer,
            room: name,
            share_fen: line.share,
            available_fen: sum(payer.available),
            pays_fen: sum(line.pays),
            shortfall_fen: line.shortfall,
        };
        PreviewSupplementResponse {
            sheet_id,
            version,
            overrun_fen: self.overrun,
            pays_fen: self.total(|line| sum(line.pays)),
            shortfall_fen: self.total(|line| line.shortfall),
            rows: rows.map(row).collect(),
            seen: self.seen(),
        }
    }
}

/// The ledger keeps both parts within the range whose sum is exact.
fn sum(parts: PrincipalAndInterest) -> Fen {
    Fen(parts.principal.0 + parts.interest.0)
}

async fn share_out(app: &App, loaded: &case::Loaded) -> Result<Shared, Refusal> {
    let settlement = loaded.figures.as_ref().map(|figures| &figures.settlement);
    let overrun = match settlement {
        Some(Settlement::Supplement { overrun }) => *overrun,
        Some(Settlement::NewSheet { overrun }) => {
            return Err(facts::refusal(&[Missing::NewSheet { overrun: *overrun }]));
        }
        Some(Settlement::Exact | Settlement::Remainder { .. } | Settlement::Owed { .. }) => {
            return Err(facts::refusal(&[Missing::Overrun]));
        }
        None => return Err(facts::refusal(&[Missing::Settlement])),
    };
    let case = &loaded.case;
    let basis = Basis::from_code(&case.basis).ok_or(StoreError::Corrupt("basis of a sheet"))?;
    let units = frozen::units(&app.store, case.sheet_id, 1).await?;
    let balances = account::of_community(&app.store, loaded.sheet.community_id).await?;
    let balances: HashMap<Uuid, PrincipalAndInterest> =
        balances.into_iter().map(|own| (own.unit_id, own.available())).collect();
    let payer = |unit: &FrozenUnit| SupplementPayer {
        payer: unit.unit_id,
        area: unit.area,
        first_share: unit.share,
        available: balances.get(&unit.unit_id).copied().unwrap_or_default(),
    };
    let organisations = selling::organisations(&app.store, case.sheet_id, 1).await?;
    let accounts = estate::selling_organisations(&app.store, loaded.sheet.community_id).await?;
    let accounts: HashMap<Uuid, PrincipalAndInterest> =
        accounts.into_iter().map(|own| (own.id, own.balance.available())).collect();
    let selling = |own: &FrozenOrganisation| SupplementPayer {
        payer: own.organisation_id,
        area: AreaDm2::ZERO,
        first_share: own.share,
        available: accounts.get(&own.organisation_id).copied().unwrap_or_default(),
    };
    let payers: Vec<SupplementPayer> =
        units.iter().map(payer).chain(organisations.iter().map(selling)).collect();
    let lines = supplement(overrun, basis, &payers, rules::draw_order(&loaded.rules, case.began_on))
        .map_err(|error| Refusal::invalid(error.code(), error.to_string()))?;
    Ok(Shared { overrun, units, organisations, payers, lines })
}

impl Read for PreviewSupplement {
    async fn read(
        app: &App,
        caller: &Caller,
        request: PreviewSupplementRequest,
    ) -> Result<PreviewSupplementResponse, Refusal> {
        let loaded = case::load_for(app, caller, request.sheet_id).await?;
        let shared = share_out(app, &loaded).await?;
        Ok(shared.view(request.sheet_id, loaded.sheet.version))
    }
}

/// A supplement that may be asked for.
#[derive(Clone)]
pub struct Prepared {
    allowed: Allowed,
    overrun: Fen,
    units: Arc<Vec<FrozenUnit>>,
    organisations: Arc<Vec<FrozenOrganisation>>,
    holds: Arc<Vec<Hold>>,
    available: Arc<HashMap<Uuid, PrincipalAndInterest>>,
}

impl Write for RequestSupplement {
    type Prepared = Prepared;

    async fn prepare(
        app: &App,
        caller: &Caller,
        request: &RequestSupplementRequest,
    ) -> Result<Prepared, Refusal> {
        let key = (request.sheet_id, request.version);
        let allowed = moves::allow(app, caller, key, Move::RequestSupplement, "", |_| {}).await?;
        let shared = share_out(app, &allowed.loaded).await?;
        if shared.seen() != request.seen {
            let now = shared.view(request.sheet_id, request.version);
            return Err(Refusal::conflict(
                "withdrawal.supplement_moved",
                "有房屋的可用余额在您试算后发生了变化，追加的金额与您看到的不同，没有提交。请核对新的明细后再提交。",
                Some(json!({ "now": now })),
            ));
        }
        let available =
            shared.payers.iter().map(|payer| (payer.payer, payer.available)).collect::<HashMap<_, _>>();
        let mut holds = Vec::new();
        let count = shared.units.len();
        for (position, (payer, line)) in shared.payers.iter().zip(&shared.lines).enumerate() {
            let payer = if position < count {
                Payer::Unit(payer.payer)
            } else {
                Payer::SellingOrganisation(payer.payer)
            };
            freeze::hold(&mut holds, payer, line.pays);
        }
        let Shared { overrun, units, organisations, payers, lines } = shared;
        let mut lines = payers.into_iter().zip(lines);
        let units = units.into_iter().zip(lines.by_ref()).map(|(unit, (payer, line))| FrozenUnit {
            share: line.share,
            available: sum(payer.available),
            pays: line.pays,
            shortfall: line.shortfall,
            ..unit
        });
        let units = Arc::new(units.collect());
        let organisations =
            organisations.into_iter().zip(lines).map(|(own, (payer, line))| FrozenOrganisation {
                share: line.share,
                available: sum(payer.available),
                pays: line.pays,
                shortfall: line.shortfall,
                ..own
            });
        let organisations = Arc::new(organisations.collect());
        let (holds, available) = (Arc::new(holds), Arc::new(available));
        Ok(Prepared { allowed, overrun, units, organisations, holds, available })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: RequestSupplementRequest,
        prepared: Prepared,
    ) -> Result<MoveResponse, Refusal> {
        let Prepared { allowed, overrun, units, organisations, holds, available } = prepared;
        let (id, round) = (request.sheet_id, allowed.loaded.case.round + 1);
        let response = moves::apply(unit, caller, &allowed).await?;
        if !store::begin(unit.tx, id, round, overrun, (caller.user_id, unit.now)).await? {
            return Err(facts::stale(&allowed.loaded.sheet));
        }
        frozen::add_units(unit.tx, id, round, &units).await?;
        selling::add_organisations(unit.tx, id, round, &organisations).await?;
        for now in frozen::lock_balances(unit.tx, id, round).await? {
            if available.get(&now.unit_id) != Some(&now.available()) {
                return Err(freeze::moved_meanwhile());
            }
        }
        ledger::place_holds(unit.tx, id, round, &holds).await.map_err(booking::refusal)?;
        Ok(response)
    }
}
