//! Input for samples and tests: a withdrawal for a roof in Dongcheng, with the characters that break lesser fonts.

use anju_domain::{area::AreaDm2, money::Fen};
use anju_forms::{Basis, Issue, Payee, PrintMark, RepairKind, TaskSheetForm};
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
        kind: RepairKind::Planned,
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
        phone: "010-6415 8888".to_owned(),
        applied_on: date(2026, 11, 18),
        company_opinion: None,
        bureau_opinion: None,
        department_opinion: None,
    }
}
