//! A unit table of any size, as an office would import it.

use std::fmt::Write as _;
use std::path::Path;

const HEADS: &str = "自然幢,单元,层,房号,建筑面积,房屋性质,销售状态,业主姓名,证件号码,联系电话,首次交存金额,当前余额,其中本金,其中利息";
/// Units of one building: ten entrances of twenty-five floors with two doors each.
const BUILDING: usize = 500;

/// Writes so many units of at least this area, in m², with 20,000.00 yuan each.
pub(crate) fn write(file: &Path, units: usize, area: usize) {
    let mut text = format!("{HEADS}\n");
    for unit in 0..units {
        let (building, within) = (unit / BUILDING + 1, unit % BUILDING);
        let (entrance, floor, door) = (within / 50 + 1, within % 50 / 2 + 1, within % 2 + 1);
        let area = area + unit % 60;
        let row = writeln!(
            text,
            "{building}号楼,{entrance},{floor},{floor}{door:02},{area}.50,商品住宅,已售,万国嘉,110105198707018327,\
             13076752022,20000,20000,19990,10"
        );
        row.expect("text takes any length");
    }
    std::fs::write(file, text).expect("the temporary folder can be written");
}
