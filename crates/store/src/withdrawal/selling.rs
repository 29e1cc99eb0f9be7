//! The frozen parts of selling organisations, beside those of the units.

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use uuid::Uuid;

statements! {
    ADD = "INSERT INTO withdrawal_selling (sheet_id, round, organisation_id, ordinal, name, share_fen, available_fen,
           pays_fen, shortfall_fen, principal_fen, interest_fen) VALUES";
    OF_SHEET = "SELECT organisation_id, name, share_fen, available_fen, shortfall_fen, principal_fen, interest_fen
                FROM withdrawal_selling WHERE sheet_id = $1 AND round = $2 ORDER BY ordinal";
}

/// A selling organisation that pays, frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenOrganisation {
    /// The organisation.
    pub organisation_id: Uuid,
    /// Its name.
    pub name: String,
    /// 应分摊
    pub share: Fen,
    /// 可用余额
    pub available: Fen,
    /// 实际支取, from principal and interest.
    pub pays: PrincipalAndInterest,
    /// 欠款
    pub shortfall: Fen,
}

/// Writes the frozen parts of one round, in their order.
pub async fn add_organisations(
    tx: &mut Tx,
    sheet_id: Uuid,
    round: i64,
    organisations: &[FrozenOrganisation],
) -> Result<(), StoreError> {
    let row = |(own, ordinal): (&FrozenOrganisation, i64)| {
        args![
            sheet_id,
            round,
            own.organisation_id,
            ordinal,
            own.name.as_str(),
            own.share,
            own.available,
            Fen(own.pays.principal.0 + own.pays.interest.0),
            own.shortfall,
            own.pays.principal,
            own.pays.interest
        ]
    };
    tx.insert_many(ADD, organisations.iter().zip(1..).map(row).collect()).await
}

/// The frozen parts of one round, in their order; none unless the basis gives selling organisations a part.
pub async fn organisations(
    store: &Store,
    sheet_id: Uuid,
    round: i64,
) -> Result<Vec<FrozenOrganisation>, StoreError> {
    let read = |row: &Row| {
        Ok(FrozenOrganisation {
            organisation_id: row.get("organisation_id")?,
            name: row.get("name")?,
            share: row.get("share_fen")?,
            available: row.get("available_fen")?,
            pays: PrincipalAndInterest {
                principal: row.get("principal_fen")?,
                interest: row.get("interest_fen")?,
            },
            shortfall: row.get("shortfall_fen")?,
        })
    };
    store.all(OF_SHEET, args![sheet_id, round]).await?.iter().map(read).collect()
}
