//! The columns of a unit table, and the words by which property companies head them.

use serde::{Deserialize, Serialize};

use crate::half_width::half_width;

/// One column of a unit table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 小区名称
    Community,
    /// 自然幢
    Building,
    /// 单元
    Entrance,
    /// 层
    Floor,
    /// 房号
    Room,
    /// 建筑面积(㎡)
    Area,
    /// 房屋性质
    Kind,
    /// 销售状态
    State,
    /// 不参与原因
    ExcludedReason,
    /// 业主姓名
    OwnerName,
    /// 证件类型
    IdKind,
    /// 证件号码
    IdNumber,
    /// 联系电话
    Phone,
    /// 产权份额
    OwnerShare,
    /// 电梯
    Lift,
    /// 首次交存金额(元)
    FirstContribution,
    /// 当前余额(元)
    Balance,
    /// 其中本金(元)
    Principal,
    /// 其中利息(元)
    Interest,
    /// 售房单位
    SellingOrganisation,
    /// 售房单位交存金额(元)
    SellingContribution,
    /// 售房单位余额(元)
    SellingBalance,
}

impl Column {
    /// Every column, in the order of a usual table.
    pub const ALL: [Column; 22] = [
        Column::Community,
        Column::Building,
        Column::Entrance,
        Column::Floor,
        Column::Room,
        Column::Area,
        Column::Kind,
        Column::State,
        Column::ExcludedReason,
        Column::OwnerName,
        Column::IdKind,
        Column::IdNumber,
        Column::Phone,
        Column::OwnerShare,
        Column::Lift,
        Column::FirstContribution,
        Column::Balance,
        Column::Principal,
        Column::Interest,
        Column::SellingOrganisation,
        Column::SellingContribution,
        Column::SellingBalance,
    ];

    /// The code for programs.
    pub fn code(self) -> &'static str {
        match self {
            Column::Community => "community",
            Column::Building => "building",
            Column::Entrance => "entrance",
            Column::Floor => "floor",
            Column::Room => "room",
            Column::Area => "area",
            Column::Kind => "kind",
            Column::State => "state",
            Column::ExcludedReason => "excluded_reason",
            Column::OwnerName => "owner_name",
            Column::IdKind => "id_kind",
            Column::IdNumber => "id_number",
            Column::Phone => "phone",
            Column::OwnerShare => "owner_share",
            Column::Lift => "lift",
            Column::FirstContribution => "first_contribution",
            Column::Balance => "balance",
            Column::Principal => "principal",
            Column::Interest => "interest",
            Column::SellingOrganisation => "selling_organisation",
            Column::SellingContribution => "selling_contribution",
            Column::SellingBalance => "selling_balance",
        }
    }

    /// The words on screens: the first of [`Column::words`].
    pub fn label(self) -> &'static str {
        self.words()[0]
    }

    /// The words that head this column, without units, spaces and brackets.
    fn words(self) -> &'static [&'static str] {
        match self {
            Column::Community => &["小区名称", "小区", "项目名称", "物业区域", "物业区域名称"],
            Column::Building => &["自然幢", "幢号", "楼号", "楼栋", "栋号", "幢", "楼栋号", "自然幢号"],
            Column::Entrance => &["单元", "单元号", "门号"],
            Column::Floor => &["层", "楼层", "所在层", "层数", "层号"],
            Column::Room => &["房号", "室号", "房间号", "户号", "房屋号", "门牌号"],
            Column::Area => &["建筑面积", "面积", "房屋面积", "房屋建筑面积", "产权面积"],
            Column::Kind => &["房屋性质", "房屋类型", "房屋类别", "房屋用途", "性质"],
            Column::State => &["销售状态", "房屋状态", "状态", "是否已售"],
            Column::ExcludedReason => &["不参与原因", "除外原因", "排除原因"],
            Column::OwnerName => {
                &["业主姓名", "业主", "产权人", "业主名称", "姓名", "产权人姓名", "所有权人"]
            }
            Column::IdKind => &["证件类型", "证件种类", "证件名称"],
            Column::IdNumber => &["证件号码", "身份证号", "身份证号码", "证件号"],
            Column::Phone => &["联系电话", "电话", "手机", "手机号", "手机号码", "业主电话"],
            Column::OwnerShare => &["产权份额", "份额", "共有份额", "所占份额", "产权比例"],
            Column::Lift => &["电梯", "有无电梯", "是否有电梯"],
            Column::FirstContribution => &[
                "首次交存金额",
                "首期交存金额",
                "首次交存额",
                "首期交存额",
                "首次交存",
                "应交金额",
                "交存金额",
            ],
            Column::Balance => &["当前余额", "余额", "账户余额", "可用余额", "维修资金余额"],
            Column::Principal => &["其中本金", "本金", "本金余额"],
            Column::Interest => &["其中利息", "利息", "利息余额"],
            Column::SellingOrganisation => &["售房单位", "售房单位名称", "原产权单位"],
            Column::SellingContribution => &["售房单位交存金额", "售房单位交存", "单位交存金额"],
            Column::SellingBalance => &["售房单位余额", "售房单位账户余额", "单位余额"],
        }
    }

    /// The column that this head names: spaces, full-width forms, `*` and a unit in brackets do not matter.
    pub fn from_head(head: &str) -> Option<Column> {
        let mut word = String::new();
        let mut depth = 0_u32;
        for c in head.chars().map(half_width) {
            match c {
                '(' | '[' | '【' => depth += 1,
                ')' | ']' | '】' => depth = depth.saturating_sub(1),
                '*' | ':' | '/' => {}
                c if c.is_whitespace() || depth > 0 => {}
                c => word.push(c),
            }
        }
        let bare = ["㎡", "元", "平方米"].iter().find_map(|unit| word.strip_suffix(unit));
        // As it stands first: 单元 ends in the unit of money.
        let named = |word: &str| Column::ALL.into_iter().find(|column| column.words().contains(&word));
        named(&word).or_else(|| named(bare?))
    }

    /// A table without this column is refused: without it no unit has an account.
    pub fn is_required(self) -> bool {
        match self {
            Column::Building
            | Column::Room
            | Column::Area
            | Column::Kind
            | Column::State
            | Column::OwnerName
            | Column::IdNumber
            | Column::FirstContribution
            | Column::Balance
            | Column::Principal
            | Column::Interest => true,
            Column::Community
            | Column::Entrance
            | Column::Floor
            | Column::ExcludedReason
            | Column::IdKind
            | Column::Phone
            | Column::OwnerShare
            | Column::Lift
            | Column::SellingOrganisation
            | Column::SellingContribution
            | Column::SellingBalance => false,
        }
    }
}
