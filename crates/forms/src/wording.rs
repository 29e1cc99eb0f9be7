//! Dates, amounts and areas as forms write them.

use anju_domain::{area::AreaDm2, money::Fen};
use chrono::{Datelike, NaiveDate};

/// `2026年11月21日`.
pub fn date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `￥1,409.50`.
pub fn yuan(amount: Fen) -> String {
    format!("￥{}", amount.grouped())
}

/// `1,098.70 ㎡`.
pub fn square_metres(area: AreaDm2) -> String {
    format!("{} ㎡", area.grouped())
}
