//! 应急维修: repairs that cannot wait for a vote, and the papers that stand in its place.

use serde::{Deserialize, Serialize};

/// What is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmergencyKind {
    /// 屋面、外墙渗漏
    RoofLeak,
    /// 电梯故障
    Lift,
    /// 水泵故障
    Pump,
    /// 外墙脱落
    Facade,
    /// 排水设施故障
    Drainage,
    /// 消防系统故障
    FireSystem,
}

/// A paper that an emergency needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmergencyPaper {
    /// 应急维修情况说明
    SituationReport,
    /// 现场照片
    SitePhotos,
    /// 施工合同或维修预算
    ContractOrBudget,
    /// 渗漏查勘记录
    LeakSurvey,
    /// 电梯检验机构的检验或评估报告
    LiftInspection,
    /// 供水设备检测报告
    PumpInspection,
    /// 外墙安全鉴定报告
    FacadeAppraisal,
    /// 排水设施查勘记录
    DrainageSurvey,
    /// 消防部门的整改通知或消防设施检测报告
    FireInspection,
}

impl EmergencyKind {
    /// Every kind.
    pub const ALL: [EmergencyKind; 6] = [
        EmergencyKind::RoofLeak,
        EmergencyKind::Lift,
        EmergencyKind::Pump,
        EmergencyKind::Facade,
        EmergencyKind::Drainage,
        EmergencyKind::FireSystem,
    ];

    /// The code under which the kind is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            EmergencyKind::RoofLeak => "roof_leak",
            EmergencyKind::Lift => "lift",
            EmergencyKind::Pump => "pump",
            EmergencyKind::Facade => "facade",
            EmergencyKind::Drainage => "drainage",
            EmergencyKind::FireSystem => "fire_system",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<EmergencyKind> {
        EmergencyKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            EmergencyKind::RoofLeak => "屋面、外墙渗漏",
            EmergencyKind::Lift => "电梯故障",
            EmergencyKind::Pump => "水泵故障",
            EmergencyKind::Facade => "外墙脱落",
            EmergencyKind::Drainage => "排水设施故障",
            EmergencyKind::FireSystem => "消防系统故障",
        }
    }

    /// The papers that stand in the place of the vote.
    pub fn papers(self) -> [EmergencyPaper; 4] {
        let own = match self {
            EmergencyKind::RoofLeak => EmergencyPaper::LeakSurvey,
            EmergencyKind::Lift => EmergencyPaper::LiftInspection,
            EmergencyKind::Pump => EmergencyPaper::PumpInspection,
            EmergencyKind::Facade => EmergencyPaper::FacadeAppraisal,
            EmergencyKind::Drainage => EmergencyPaper::DrainageSurvey,
            EmergencyKind::FireSystem => EmergencyPaper::FireInspection,
        };
        [EmergencyPaper::SituationReport, EmergencyPaper::SitePhotos, EmergencyPaper::ContractOrBudget, own]
    }

    /// The papers that are not among those uploaded.
    pub fn missing_papers(self, uploaded: &[EmergencyPaper]) -> Vec<EmergencyPaper> {
        self.papers().into_iter().filter(|paper| !uploaded.contains(paper)).collect()
    }
}

impl EmergencyPaper {
    /// Every paper.
    pub const ALL: [EmergencyPaper; 9] = [
        EmergencyPaper::SituationReport,
        EmergencyPaper::SitePhotos,
        EmergencyPaper::ContractOrBudget,
        EmergencyPaper::LeakSurvey,
        EmergencyPaper::LiftInspection,
        EmergencyPaper::PumpInspection,
        EmergencyPaper::FacadeAppraisal,
        EmergencyPaper::DrainageSurvey,
        EmergencyPaper::FireInspection,
    ];

    /// The code under which the paper is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            EmergencyPaper::SituationReport => "situation_report",
            EmergencyPaper::SitePhotos => "site_photos",
            EmergencyPaper::ContractOrBudget => "contract_or_budget",
            EmergencyPaper::LeakSurvey => "leak_survey",
            EmergencyPaper::LiftInspection => "lift_inspection",
            EmergencyPaper::PumpInspection => "pump_inspection",
            EmergencyPaper::FacadeAppraisal => "facade_appraisal",
            EmergencyPaper::DrainageSurvey => "drainage_survey",
            EmergencyPaper::FireInspection => "fire_inspection",
        }
    }

    /// The paper with this code.
    pub fn from_code(code: &str) -> Option<EmergencyPaper> {
        EmergencyPaper::ALL.into_iter().find(|paper| paper.code() == code)
    }

    /// The words on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            EmergencyPaper::SituationReport => "应急维修情况说明",
            EmergencyPaper::SitePhotos => "现场照片",
            EmergencyPaper::ContractOrBudget => "施工合同或维修预算",
            EmergencyPaper::LeakSurvey => "渗漏查勘记录",
            EmergencyPaper::LiftInspection => "电梯检验或评估报告",
            EmergencyPaper::PumpInspection => "供水设备检测报告",
            EmergencyPaper::FacadeAppraisal => "外墙安全鉴定报告",
            EmergencyPaper::DrainageSurvey => "排水设施查勘记录",
            EmergencyPaper::FireInspection => "消防整改通知或消防设施检测报告",
        }
    }
}
