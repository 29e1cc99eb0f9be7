//! The accounts and amounts that these tests share.

use anju_domain::ledger::{Account, AccountKind, EntryHead, Payer, PayerAmount, PaymentRoute};
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use chrono::NaiveDate;
use uuid::Uuid;

pub const SHEET: Uuid = Uuid::from_u128(1);
pub const BANK: Uuid = Uuid::from_u128(2);
pub const COMMUNITY: Uuid = Uuid::from_u128(3);
pub const ROUTE: PaymentRoute = PaymentRoute { sheet: SHEET, bank: BANK };

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
        AccountKind::SheetClearing => SHEET,
        AccountKind::Outgoing | AccountKind::Bank | AccountKind::Suspense => BANK,
        AccountKind::Opening => COMMUNITY,
        AccountKind::UnitPrincipal
        | AccountKind::UnitInterest
        | AccountKind::SellingPrincipal
        | AccountKind::SellingInterest => panic!("a payer's account comes from the payer"),
    };
    Account { kind, owner }
}
