//! 续交: what a unit below the line has to pay in (北京市物业管理条例 第八十三条).

use crate::area::AreaDm2;
use crate::estate::UnitKind;
use crate::money::Fen;
use crate::parameter::Parameter;

/// The contribution standard that a unit falls under. A home with a lift is a high-rise one.
pub fn standard_of(kind: UnitKind, has_lift: bool) -> Parameter {
    match (kind, has_lift) {
        (UnitKind::NonResidential, _) => Parameter::ContributionStandardLow,
        (UnitKind::CommodityHome | UnitKind::SoldPublicHome, true) => Parameter::ContributionStandardHighRise,
        (UnitKind::CommodityHome | UnitKind::SoldPublicHome, false) => {
            Parameter::ContributionStandardMultiStorey
        }
    }
}

/// 续交金额: the standard in force × area − balance, half a fen rounded up; nothing where the balance suffices. `None`
/// if the figures are out of range.
pub fn top_up(standard: Fen, area: AreaDm2, balance: Fen) -> Option<Fen> {
    // Fen a square metre times hundredths of a square metre.
    let full = (i128::from(standard.0) * i128::from(area.0) + 50).div_euclid(100);
    let missing = full - i128::from(balance.0);
    let fen = Fen(i64::try_from(missing.max(0)).ok()?);
    (fen <= Fen::MAX).then_some(fen)
}

#[cfg(test)]
mod tests {
    use super::{standard_of, top_up};
    use crate::area::AreaDm2;
    use crate::estate::UnitKind;
    use crate::money::Fen;
    use crate::parameter::Parameter;

    #[test]
    fn the_standard_times_the_area_less_the_balance() {
        // 89.5 m² at 200.00 yuan are 17,900.00 yuan.
        assert_eq!(top_up(Fen(20_000), AreaDm2(8_950), Fen(500_000)), Some(Fen(1_290_000)));
        assert_eq!(top_up(Fen(20_000), AreaDm2(8_950), Fen(1_790_000)), Some(Fen(0)));
        assert_eq!(top_up(Fen(20_000), AreaDm2(8_950), Fen(1_790_001)), Some(Fen(0)));
        // 0.01 m² at 0.50 yuan is half a fen.
        assert_eq!(top_up(Fen(50), AreaDm2(1), Fen(0)), Some(Fen(1)));
        assert_eq!(top_up(Fen::MAX, AreaDm2(i64::MAX), Fen(0)), None);
    }

    #[test]
    fn a_lift_makes_a_high_rise_home() {
        assert_eq!(standard_of(UnitKind::CommodityHome, true), Parameter::ContributionStandardHighRise);
        assert_eq!(standard_of(UnitKind::SoldPublicHome, false), Parameter::ContributionStandardMultiStorey);
        assert_eq!(standard_of(UnitKind::NonResidential, true), Parameter::ContributionStandardLow);
    }
}
