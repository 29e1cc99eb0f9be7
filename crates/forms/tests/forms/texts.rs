//! Every field of every form is on the paper and can be searched and copied.

use anju_forms::{NoticePaper, Opinion, allocation_register, shortfall_notice, signature_table, task_sheet};

use crate::{
    data,
    tools::{File, without_space},
};

fn assert_holds(text: &str, fields: &[&str]) {
    for field in fields {
        assert!(text.contains(&without_space(field)), "«{field}» is missing in: {text}");
    }
}

/// What the furniture of every accepted form says.
const FURNITURE: [&str; 5] = [
    "校验码：7K3F-9Q2M",
    "打印单位：北京安居物业管理有限公司",
    "工作站：DC-07",
    "打印日期：2026年11月21日",
    "第 1 次打印",
];

#[test]
fn a_task_sheet_holds_every_field() {
    let mut form = data::task_sheet();
    form.bureau_opinion = Some(Opinion {
        text: "同意使用。".to_owned(),
        signer: "郑审批".to_owned(),
        signed_on: data::date(2026, 11, 20),
    });
    let printed = task_sheet(&form, &data::accepted("WXZQ-2026-1100-000123")).expect("printed");
    let file = File::new("a_task_sheet_holds_every_field", &printed);
    let text = file.text();
    assert_holds(&text, &FURNITURE);
    assert_holds(
        &text,
        &[
            "北京市住宅专项维修资金维修支取任务单",
            "任务单编号：WXZQ-2026-1100-000123",
            "申请单位北京安居物业管理有限公司第三分公司",
            "小区名称东直门外春秀路甲 12 号院（东环国际公寓）",
            "所在区东城区",
            "涉及自然幢1号楼、2号楼、3号楼、地下车库A区、10号楼",
            "维修项目屋面防水整体翻修工程",
            "维修部位屋面、女儿墙、落水管",
            "经两次局部维修仍未根治，经业主共同决定整体翻修。",
            "计划维修",
            "应急维修",
            "合同编号JZ-2026-0415/BJ-DC-000123",
            "施工单位北京市𠮷祥防水工程有限责任公司",
            "人民币（大写）壹拾万柒仟元零伍角叁分",
            "￥107,000.53",
            "收款单位北京市𠮷祥防水工程有限责任公司",
            "开户银行中国建设银行股份有限公司北京东直门支行",
            "收款账号1100 1018 5000 5300 8888",
            "分摊总户数412 户",
            "分摊总面积40,125.19 ㎡",
            "分摊标准2.6667 元/㎡",
            "按面积分摊",
            "经办人䶮㛃",
            "联系电话010-64158888",
            "申请日期2026年11月18日",
            "申请单位意见",
            "区建设（房屋）主管部门意见同意使用。审批人：郑审批（盖章）2026年11月20日",
            "管理部意见",
            "审核：",
            "记账：",
            "接柜：",
            "第 1 页 共 1 页",
        ],
    );
    assert_eq!(file.pages(), 1);
}

#[test]
fn a_signature_table_holds_every_field() {
    let printed =
        signature_table(&data::signed_table(30), &data::accepted("WXZQ-2026-1100-000123")).expect("printed");
    let text = File::new("a_signature_table_holds_every_field", &printed).text();
    assert_holds(&text, &FURNITURE);
    assert_holds(
        &text,
        &[
            "北京市住房资金管理中心专项维修资金分摊明细业主签字确认表",
            "小区名称东直门外春秀路甲 12 号院（东环国际公寓）",
            "涉及自然幢1号楼",
            "维修项目屋面防水整体翻修工程",
            "受益范围1号楼至 10号楼全体业主",
            "￥64,249.95人民币（大写）陆万肆仟贰佰肆拾玖元玖角伍分",
            "2026年11月1日 至 2026年11月15日",
            "公示材料维修方案、工程预算、分摊明细、施工合同",
            "任务单版本第 2 版",
            "6 2单元 1 103 杨广子 66.55 2,048.85 1,000.00 1,048.85",
            "同意",
            "反对",
            "弃权",
            "2026-11-10",
            "138****0185",
            "合计　30 户 2,369.85 64,249.95 424,946.66 2,322.41",
            "人数 36 人 28 人 22 人 3 人 3 人",
            "3,193.04 ㎡ 2,619.03 ㎡ 2,094.21 ㎡ 273.10 ㎡ 251.72 ㎡",
            "物业服务企业经办人：",
            "业主委员会（物业管理委员会）负责人：",
        ],
    );
}

#[test]
fn a_shortfall_notice_holds_every_field_on_both_papers() {
    for paper in [NoticePaper::A4, NoticePaper::A5] {
        let mark = data::accepted("CJ-2026-1100-000017");
        let printed = shortfall_notice(&data::shortfall_notice(5), &mark, paper).expect("printed");
        let file = File::new(&format!("a_shortfall_notice_{paper:?}"), &printed);
        let text = file.text();
        assert_holds(&text, &FURNITURE);
        assert_holds(
            &text,
            &[
                "北京市住宅专项维修资金欠款催缴通知单",
                "通知单编号：CJ-2026-1100-000017",
                "尊敬的业主杨广子：",
                "业主姓名杨广子",
                "房屋坐落东直门外春秀路甲 12 号院（东环国际公寓）1号楼2单元103号",
                "维修项目屋面防水整体翻修工程",
                "任务单编号WXZQ-2026-1100-000123",
                "应分摊金额￥2,048.85",
                "可用余额￥1,406.72",
                "欠款金额人民币（大写）陆佰肆拾贰元壹角叁分￥642.13",
                "欠款原因账户余额不足以支付本次维修应分摊的金额。",
                "缴款截止日2026年12月20日",
                "业务流水号：LS20261118000006",
                "3. 携带本通知单到专户银行柜台或管理部缴款。",
                "请联系：䶮㛃 010-64158888。",
                "发函单位：北京安居物业管理有限公司",
                "2026年11月20日",
                "签收人：",
            ],
        );
        assert_eq!(file.pages(), 1, "{paper:?}");
    }
}

#[test]
fn an_allocation_register_holds_every_field() {
    let printed =
        allocation_register(&data::allocation_register(30), &data::accepted("WXZQ-2026-1100-000123"))
            .expect("printed");
    let text = File::new("an_allocation_register_holds_every_field", &printed).text();
    assert_holds(&text, &FURNITURE);
    assert_holds(
        &text,
        &[
            "住宅专项维修资金支取分摊清册",
            "小区名称东直门外春秀路甲 12 号院（东环国际公寓）",
            "维修项目屋面防水整体翻修工程",
            "申请单位北京安居物业管理有限公司",
            "￥64,249.95人民币（大写）陆万肆仟贰佰肆拾玖元玖角伍分",
            "23.6667 元/㎡（按面积分摊）",
            "1号楼",
            "6 2单元 1 103 杨广子 66.55 2,048.85 976.83 23.17 1,000.00 1,048.85",
            "1号楼小计　30 户",
            "合计　30 户 2,369.85 64,249.95 61,881.20 46.34 61,927.54 2,322.41",
            "1 1号楼 地下一层 配电室 82.31 业主共有的设备用房，不设分户账。",
            "制表人：",
        ],
    );
}

#[test]
fn the_faces_are_embedded_cut_and_readable() {
    let printed = task_sheet(&data::task_sheet(), &data::accepted("1")).expect("printed");
    let fonts = File::new("the_faces_are_embedded_cut_and_readable", &printed).fonts();
    let faces: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(faces.len(), 2, "{fonts}");
    for face in faces {
        // Embedded, a subset, with a map back to characters.
        assert!(face.contains("yes yes yes"), "{fonts}");
    }
}
