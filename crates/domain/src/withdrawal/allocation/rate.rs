//! 分摊标准, the rate that forms and screens show. Shares never come from it: they come from the total.

use rust_decimal::Decimal;

use crate::area::AreaDm2;
use crate::money::Fen;

/// Decimals of the rate shown.
const RATE_DECIMALS: u32 = 4;

/// 分摊标准 in 元/㎡ with 4 decimals, half up; `None` where there is no positive amount or area to show it for.
pub fn rate(amount: Fen, area: AreaDm2) -> Option<Decimal> {
    if amount.0 <= 0 || area.0 <= 0 {
        return None;
    }
    // Fen per dm² equals yuan per m²: both are hundredths.
    let (amount, area) = (i128::from(amount.0), i128::from(area.0));
    let doubled = 2 * amount * 10_i128.pow(RATE_DECIMALS);
    Decimal::try_from_i128_with_scale((doubled + area) / (2 * area), RATE_DECIMALS).ok()
}
