//! Input for samples and tests: a withdrawal for a roof in Dongcheng, with the characters that break lesser fonts.

use anju_domain::{area::AreaDm2, money::Fen, withdrawal::allocation::Basis};
use anju_forms::{
    AllocationRegisterForm, Choice, ExcludedUnit, HeadsAndArea, Issue, NoticePayment, Payee, PrintMark,
    RegisterBuilding, RegisterRow, RepairKind, ShortfallNoticeForm, SignatureBuilding, SignatureRow,
    SignatureTableForm, TaskSheetForm, VoteTally,
};
use chrono::NaiveDate;

/// A date that is known to exist.
pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

/// The first print of what the server has accepted under `number`.
pub fn accepted(number: &str) -> PrintMark {
    PrintMark {
        issue: Issue::Accepted {
            number: number.to_owned(),
            check_code: "7K3F-9Q2M".to_owned(),
            verification_url: format!("https://wxzj.example.gov.cn/v/{number}?c=7K3F9Q2M"),
        },
        organisation: "北京安居物业管理有限公司".to_owned(),
        printed_on: date(2026, 11, 21),
        print_count: 1,
        workstation: "DC-07".to_owned(),
        reprint: false,
    }
}

/// The third print, asked for again.
pub fn reprinted(number: &str) -> PrintMark {
    PrintMark { print_count: 3, reprint: true, ..accepted(number) }
}

/// A print of what the server has not seen.
pub fn draft() -> PrintMark {
    PrintMark { issue: Issue::Draft, ..accepted("") }
}

/// A task sheet with long and rare names.
pub fn task_sheet() -> TaskSheetForm {
    TaskSheetForm {
        company: "北京安居物业管理有限公司第三分公司".to_owned(),
        community: "东直门外春秀路甲 12 号院（东环国际公寓）".to_owned(),
        district: "东城区".to_owned(),
        buildings: ["1号楼", "2号楼", "3号楼", "地下车库A区", "10号楼"].map(str::to_owned).to_vec(),
        project: "屋面防水整体翻修工程".to_owned(),
        part: "屋面、女儿墙、落水管".to_owned(),
        reason: "原屋面防水层（SBS 改性沥青）使用已满 16 年，多处开裂起鼓，顶层 1801、1802、1803 等 23 户雨季渗漏，\
                 经两次局部维修仍未根治，经业主共同决定整体翻修。"
            .to_owned(),
        kind: Some(RepairKind::Planned),
        contractor: "北京市𠮷祥防水工程有限责任公司".to_owned(),
        contract_no: "JZ-2026-0415/BJ-DC-000123".to_owned(),
        amount: Fen(10_700_053),
        payee: Payee {
            name: "北京市𠮷祥防水工程有限责任公司".to_owned(),
            bank: "中国建设银行股份有限公司北京东直门支行".to_owned(),
            account: "1100 1018 5000 5300 8888".to_owned(),
        },
        units: 412,
        area: AreaDm2(4_012_519),
        rate: rust_decimal::Decimal::new(26_667, 4),
        basis: Basis::Area,
        handler: "䶮㛃".to_owned(),
        phone: "010-64158888".to_owned(),
        applied_on: date(2026, 11, 18),
        company_opinion: None,
        bureau_opinion: None,
        department_opinion: None,
    }
}

const FAMILY: [&str; 40] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何",
    "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓",
    "许", "傅", "沈", "欧阳", "司马", "𠮷",
];
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰建国华红玉文辉力永健世广志义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘䶮㛃";

/// The name of the owner with this number.
fn owner(number: usize) -> String {
    let given: Vec<char> = GIVEN.chars().collect();
    let family = FAMILY[number % FAMILY.len()];
    let first = given[number * 7 % given.len()];
    match number % 50 {
        17 => "北京东环房地产开发有限责任公司（未售房屋）".to_owned(),
        31 => format!(
            "{family}{first}、{}{}",
            FAMILY[(number + 9) % FAMILY.len()],
            given[number * 3 % given.len()]
        ),
        n if n % 3 == 0 => format!("{family}{first}"),
        _ => format!("{family}{first}{}", given[number * 13 % given.len()]),
    }
}

/// Where the unit with this number lies: building, entrance, floor, room. A building has 4 entrances of 18 floors
/// with 3 units each.
fn place(number: usize) -> (usize, String, String, String) {
    let (building, inside) = (number / 216, number % 216);
    let (floor, position) = (inside / 12 + 1, inside % 12);
    (
        building,
        format!("{}单元", position / 3 + 1),
        format!("{floor}"),
        format!("{floor}{:02}", position % 3 + 1),
    )
}

fn figure(number: usize, factor: usize, range: usize) -> i64 {
    i64::try_from(number * factor % range).expect("a small number")
}

fn signature_row(number: usize) -> SignatureRow {
    let (_, entrance, floor, room) = place(number);
    let share = Fen(200_000 + figure(number, 977, 90_000));
    let lacks = number % 23 == 5;
    SignatureRow {
        entrance,
        floor,
        room,
        owner: owner(number),
        area: AreaDm2(6_000 + figure(number, 131, 9_000)),
        share,
        available: if lacks { Fen(100_000) } else { Fen(1_500_000 + figure(number, 733, 900_000)) },
        shortfall: if lacks { Fen(share.0 - 100_000) } else { Fen::ZERO },
        choice: None,
        signed_on: None,
        phone: String::new(),
    }
}

/// A signature table of so many units.
pub fn signature_table(units: usize) -> SignatureTableForm {
    let mut buildings: Vec<SignatureBuilding> = Vec::new();
    for number in 0..units {
        let building = place(number).0;
        if buildings.len() <= building {
            buildings.push(SignatureBuilding { name: format!("{}号楼", building + 1), rows: Vec::new() });
        }
        buildings[building].rows.push(signature_row(number));
    }
    let rows = || buildings.iter().flat_map(|building| &building.rows);
    SignatureTableForm {
        community: "东直门外春秀路甲 12 号院（东环国际公寓）".to_owned(),
        project: "屋面防水整体翻修工程".to_owned(),
        scope: "1号楼至 10号楼全体业主".to_owned(),
        amount: Fen::checked_sum(rows().map(|row| row.share)).expect("in range"),
        publicity_from: Some(date(2026, 11, 1)),
        publicity_to: Some(date(2026, 11, 15)),
        publicity_papers: "维修方案、工程预算、分摊明细、施工合同".to_owned(),
        sheet_version: 2,
        electorate: Some(HeadsAndArea {
            heads: u32::try_from(units).expect("a small number") + 6,
            area: AreaDm2(AreaDm2::checked_sum(rows().map(|row| row.area)).expect("in range").0 + 82_319),
        }),
        vote_rule: "应当由专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决，并经参与表决专有部分面积\
                    过半数的业主且参与表决人数过半数的业主同意。未表态的不计入参与，弃权的计入参与、不计入同意。"
            .to_owned(),
        tally: None,
        buildings,
    }
}

/// The same with the signatures on record.
pub fn signed_table(units: usize) -> SignatureTableForm {
    let mut form = signature_table(units);
    for (number, row) in form.buildings.iter_mut().flat_map(|building| &mut building.rows).enumerate() {
        row.choice = match number % 9 {
            0 => None,
            4 => Some(Choice::Against),
            7 => Some(Choice::Abstain),
            _ => Some(Choice::Agree),
        };
        row.signed_on = row.choice.map(|_| date(2026, 11, 10));
        row.phone = format!("138****{:04}", number * 37 % 10_000);
    }
    let count = |heads, area| HeadsAndArea { heads, area: AreaDm2(area) };
    form.tally = Some(VoteTally {
        participating: count(28, 261_903),
        agree: count(22, 209_421),
        against: count(3, 27_310),
        abstain: count(3, 25_172),
    });
    form
}

/// The notice to the owner with this number.
pub fn shortfall_notice(number: usize) -> ShortfallNoticeForm {
    let row = signature_row(number);
    let flow_number = format!("LS20261118{:06}", number + 1);
    ShortfallNoticeForm {
        owner: row.owner.clone(),
        address: format!("东直门外春秀路甲 12 号院（东环国际公寓）1号楼{}{}号", row.entrance, row.room),
        project: "屋面防水整体翻修工程".to_owned(),
        task_sheet_number: "WXZQ-2026-1100-000123".to_owned(),
        share: row.share,
        available: Fen(row.share.0 - 64_213),
        shortfall: Fen(64_213),
        reason: "账户余额不足以支付本次维修应分摊的金额。".to_owned(),
        pay_by: Some(date(2026, 12, 20)),
        ways_to_pay: vec![
            "1. 微信、支付宝扫描右侧二维码，核对流水号后缴款；".to_owned(),
            "2. 登录维修资金网上业务大厅“我要交款”，输入流水号缴款；".to_owned(),
            "3. 携带本通知单到专户银行柜台或管理部缴款。".to_owned(),
        ],
        payment: Some(NoticePayment {
            url: format!("https://wxzj.example.gov.cn/pay/{flow_number}"),
            flow_number,
        }),
        sender: "北京安居物业管理有限公司".to_owned(),
        issued_on: date(2026, 11, 20),
        contact: "䶮㛃 010-64158888".to_owned(),
    }
}

/// An allocation register of so many units, some of which lack money.
pub fn allocation_register(units: usize) -> AllocationRegisterForm {
    let table = signature_table(units);
    let register_row = |row: &SignatureRow| {
        let pays = Fen(row.share.0 - row.shortfall.0);
        let interest = if row.shortfall == Fen::ZERO { Fen::ZERO } else { Fen(2_317) };
        RegisterRow {
            entrance: row.entrance.clone(),
            floor: row.floor.clone(),
            room: row.room.clone(),
            owner: row.owner.clone(),
            area: row.area,
            share: row.share,
            principal: Fen(pays.0 - interest.0),
            interest,
            pays,
            shortfall: row.shortfall,
        }
    };
    AllocationRegisterForm {
        community: table.community,
        company: "北京安居物业管理有限公司".to_owned(),
        project: table.project,
        amount: table.amount,
        basis: Basis::Area,
        rate: rust_decimal::Decimal::new(236_667, 4),
        buildings: table
            .buildings
            .iter()
            .map(|building| RegisterBuilding {
                name: building.name.clone(),
                rows: building.rows.iter().map(register_row).collect(),
            })
            .collect(),
        selling: Vec::new(),
        excluded: vec![ExcludedUnit {
            place: "1号楼 地下一层 配电室".to_owned(),
            area: AreaDm2(8_231),
            reason: "业主共有的设备用房，不设分户账。".to_owned(),
        }],
    }
}
