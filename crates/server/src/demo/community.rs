//! The communities of the demo city and their buildings.

use std::borrow::Cow;

/// One building: so many units on each floor of each entrance.
#[derive(Clone, Copy)]
pub(super) struct BuildingPlan {
    pub(super) name: &'static str,
    pub(super) entrances: u32,
    pub(super) floors: u32,
    pub(super) rooms: u32,
    pub(super) sort: Sort,
}

/// What a building is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// 商品住宅
    Commodity,
    /// 售后公房, some of them commodity homes by now.
    SoldPublic,
    /// 商业
    Shops,
}

/// One community.
pub(super) struct Plan {
    pub(super) number: u128,
    pub(super) district: u128,
    /// The property company that serves it.
    pub(super) company: u128,
    pub(super) name: Cow<'static, str>,
    pub(super) address: Cow<'static, str>,
    pub(super) developer: &'static str,
    /// The first six digits of its owners' ID numbers.
    pub(super) place_code: &'static str,
    pub(super) buildings: &'static [BuildingPlan],
}

const fn homes(name: &'static str, entrances: u32, floors: u32, rooms: u32) -> BuildingPlan {
    BuildingPlan { name, entrances, floors, rooms, sort: Sort::Commodity }
}

const fn public(name: &'static str) -> BuildingPlan {
    BuildingPlan { name, entrances: 5, floors: 5, rooms: 4, sort: Sort::SoldPublic }
}

/// The communities that people are shown: 800, 700 and 500 units.
pub(super) const NAMED: [Plan; 3] = [
    Plan {
        number: 401,
        district: 101,
        company: 201,
        name: Cow::Borrowed("槐柏树街南里"),
        address: Cow::Borrowed("西城区槐柏树街南里"),
        developer: "北京宣武房地产开发有限公司",
        place_code: "110102",
        buildings: &[
            homes("1号楼", 3, 6, 2),
            homes("2号楼", 2, 18, 4),
            homes("3号楼", 2, 18, 4),
            homes("甲3号楼", 2, 14, 7),
            homes("10号楼", 2, 28, 5),
        ],
    },
    Plan {
        number: 402,
        district: 101,
        company: 201,
        name: Cow::Borrowed("广安门外甜水园"),
        address: Cow::Borrowed("西城区广安门外大街 18 号"),
        developer: "北京甜水园置业有限公司",
        place_code: "110102",
        buildings: &[
            homes("1号楼", 4, 6, 3),
            homes("2号楼", 4, 6, 3),
            homes("3号楼", 2, 20, 6),
            homes("5号楼", 2, 15, 8),
            BuildingPlan { name: "商业楼", entrances: 1, floors: 4, rooms: 19, sort: Sort::Shops },
        ],
    },
    Plan {
        number: 403,
        district: 101,
        company: 201,
        name: Cow::Borrowed("白云观东里"),
        address: Cow::Borrowed("西城区白云路 7 号"),
        developer: "北京白云房地产开发有限公司",
        place_code: "110102",
        buildings: &[public("1号楼"), public("2号楼"), public("3号楼"), public("4号楼"), public("5号楼")],
    },
];

/// A community of the second district whose unit table waits to be imported.
pub(super) const EMPTY: Plan = Plan {
    number: 411,
    district: 102,
    company: 211,
    name: Cow::Borrowed("望京花园一区"),
    address: Cow::Borrowed("朝阳区望京街 1 号"),
    developer: "北京望京房地产开发有限公司",
    place_code: "110105",
    buildings: &[],
};

/// 500 units.
const USUAL: [BuildingPlan; 3] =
    [homes("1号楼", 2, 18, 5), homes("2号楼", 2, 18, 5), homes("3号楼", 4, 5, 7)];

const STREETS: [&str; 20] = [
    "广安",
    "白纸坊",
    "牛街",
    "天宁",
    "月坛",
    "展览路",
    "德胜",
    "金融街",
    "新街口",
    "椿树",
    "陶然亭",
    "大栅栏",
    "什刹海",
    "西长安",
    "永安",
    "南礼士",
    "阜成",
    "二里沟",
    "官园",
    "鼓楼",
];
const ESTATES: [&str; 20] = [
    "东里", "西里", "南里", "北里", "一区", "二区", "三区", "花园", "家园", "小区", "佳园", "嘉园", "雅苑",
    "新苑", "新村", "公寓", "里仁", "和园", "景园", "华庭",
];
/// With the three that people are shown and the empty one these are 400 communities, and 200,000 units.
const MORE: usize = 396;

/// The other communities of a full district.
pub(super) fn district() -> Vec<Plan> {
    let names =
        STREETS.iter().flat_map(|street| ESTATES.iter().map(move |estate| format!("{street}{estate}")));
    names
        .take(MORE)
        .enumerate()
        .map(|(index, name)| Plan {
            number: 1_000 + index as u128,
            district: 101,
            company: 201,
            address: Cow::Owned(format!("西城区{name}")),
            name: Cow::Owned(name),
            developer: "北京西城房地产开发有限公司",
            place_code: "110102",
            buildings: &USUAL,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{BuildingPlan, NAMED, USUAL, district};
    use std::collections::HashSet;

    fn units(buildings: &[BuildingPlan]) -> u32 {
        buildings.iter().map(|building| building.entrances * building.floors * building.rooms).sum()
    }

    #[test]
    fn the_cities_have_the_sizes_that_they_promise() {
        assert_eq!(NAMED.map(|plan| units(plan.buildings)), [800, 700, 500]);
        assert_eq!(2_000 + units(&USUAL) * district().len() as u32, 200_000);
        let names: HashSet<String> = district().into_iter().map(|plan| plan.name.into_owned()).collect();
        assert_eq!(names.len(), 396);
    }
}
