//! The accounts and amounts that these tests share.

use anju_domain::ledger::{Account, AccountKind, EntryHead, Payer, PayerAmount};
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use chrono::NaiveDate;
use uuid::Uuid;

pub const SHEET: Uuid = Uuid::from_u128(1);
pub const DISTRICT: Uuid = Uuid::from_u128(2);

pub fn head(key: &str) -> EntryHead {
    let business_date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    EntryHead { business_date, case: SHEET, idempotency_key: key.to_owned() }
}

pub fn unit(number: u128) -> Payer {
    Payer::Unit(Uuid::from_u128(100 + number))
}

pub fn amount(payer: Payer, principal: i64, interest: i64) -> PayerAmount {
    let parts = PrincipalAndInterest { principal: Fen(principal), interest: Fen(interest) };
    PayerAmount { payer, parts }
}

pub fn account(kind: AccountKind) -> Account {
    let owner = match kind {
        AccountKind::CaseClearing => SHEET,
        AccountKind::Bank | AccountKind::Suspense => DISTRICT,
        AccountKind::UnitPrincipal
        | AccountKind::UnitInterest
        | AccountKind::SellingPrincipal
        | AccountKind::SellingInterest => panic!("a payer's account comes from the payer"),
    };
    Account { kind, owner }
}
