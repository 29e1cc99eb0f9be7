//! A unit table of any size, as an office would import it.

use std::fmt::Write as _;
use std::path::Path;

const HEADS: &str = "自然幢,单元,层,房号,建筑面积,房屋性质,销售状态,业主姓名,证件号码,联系电话,首次交存金额,当前余额,其中本金,其中利息";

/// How many entrances a building has, floors an entrance, and doors a floor.
pub(crate) struct Shape {
    pub(crate) entrances: usize,
    pub(crate) floors: usize,
    pub(crate) doors: usize,
}

impl Shape {
    pub(crate) fn units(&self) -> usize {
        self.entrances * self.floors * self.doors
    }
}

/// 500 units.
pub(crate) const USUAL: Shape = Shape { entrances: 10, floors: 25, doors: 2 };

/// Writes so many units of at least this area, in m², with 20,000.00 yuan each, in buildings of this shape.
pub(crate) fn write(file: &Path, units: usize, area: usize, shape: &Shape) {
    let mut text = format!("{HEADS}\n");
    for unit in 0..units {
        let (building, within) = (unit / shape.units() + 1, unit % shape.units());
        let (entrance, within) =
            (within / (shape.floors * shape.doors) + 1, within % (shape.floors * shape.doors));
        let (floor, door) = (within / shape.doors + 1, within % shape.doors + 1);
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
