//! Invented owners with numbers that check.

use super::dice::Dice;
use anju_domain::estate::{IdKind, OwnerRow};
use anju_domain::identity::IdNumber;
use std::sync::LazyLock;

static SURNAMES: LazyLock<Vec<char>> = LazyLock::new(|| {
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷龙史陶贺毛郝顾龚邵万钱严"
        .chars()
        .collect()
});
static GIVEN: LazyLock<Vec<char>> = LazyLock::new(|| {
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅红建国志文德宇轩浩然子涵诺怡嘉欣思雨晨博懿"
        .chars()
        .collect()
});
/// Names that shops, forms and databases get wrong.
const RARE: [&str; 8] =
    ["李𠮷", "龚䶮", "王㛃", "李𣲘", "阿卜杜热西提·买买提", "司马懿德", "欧阳𬍛", "艾则孜·吾买尔"];
/// One owner in so many has a rare name.
const RARE_EVERY: u64 = 60;

pub(super) fn owner(dice: &mut Dice, place_code: &str) -> OwnerRow {
    OwnerRow {
        name: name(dice),
        id_kind: IdKind::ResidentId,
        id_number: id_number(dice, place_code),
        phone: Some(format!("1{}{:09}", dice.pick(&['3', '5', '7', '8']), dice.below(1_000_000_000))),
        share: None,
    }
}

fn name(dice: &mut Dice) -> String {
    if dice.one_in(RARE_EVERY) {
        return (*dice.pick(&RARE)).to_owned();
    }
    let mut name = dice.pick(&SURNAMES).to_string();
    name.push(*dice.pick(&GIVEN));
    if !dice.one_in(3) {
        name.push(*dice.pick(&GIVEN));
    }
    name
}

fn id_number(dice: &mut Dice, place_code: &str) -> String {
    let (year, month, day) = (1945 + dice.below(60), 1 + dice.below(12), 1 + dice.below(28));
    let stem = format!("{place_code}{year}{month:02}{day:02}{:03}", dice.below(1_000));
    IdNumber::complete(&stem).map(|number| number.reveal().to_owned()).unwrap_or(stem)
}
