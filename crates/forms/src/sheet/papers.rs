//! From a sheet to the four forms.

use anju_contract::form::NoticeFormat;
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::rate;
use rust_decimal::Decimal;

use super::{PaperSheet, PaperUnit, Stamp};
use crate::Printed;
use crate::allocation_register::{
    AllocationRegisterForm, RegisterBuilding, RegisterRow, allocation_register,
};
use crate::error::FormError;
use crate::mark::{Issue, PrintMark};
use crate::shortfall_notice::{NoticePaper, NoticePayment, ShortfallNoticeForm, shortfall_notices};
use crate::signature_table::{SignatureBuilding, SignatureRow, SignatureTableForm, signature_table};
use crate::task_sheet::{TaskSheetForm, task_sheet};

/// What a company shows its owners during the publicity period.
const PUBLICITY_PAPERS: &str = "维修方案、工程预算、分摊明细、施工合同";
/// How a shortfall is paid.
const WAYS_TO_PAY: [&str; 3] = [
    "1. 扫描右侧二维码，核对本通知单和流水号；",
    "2. 携带本通知单到专户银行柜台，凭业务流水号缴款；",
    "3. 或到房屋所在区管理部，凭业务流水号缴款。",
];
const SHORTFALL_REASON: &str = "账户可用余额不足以支付本次维修应分摊的金额。";

impl PaperSheet {
    pub(super) fn task_sheet(&self, stamp: &Stamp) -> Result<Printed, FormError> {
        let text = &self.text;
        let form = TaskSheetForm {
            company: self.company.clone(),
            community: self.community.clone(),
            district: self.district.clone(),
            buildings: self.buildings().iter().map(|(name, _)| (*name).to_owned()).collect(),
            project: text.project.clone(),
            part: text.part.clone(),
            reason: text.reason.clone(),
            kind: self.kind,
            contractor: text.contractor.clone(),
            contract_no: text.contract_no.clone(),
            amount: self.amount,
            payee: self.payee.clone(),
            units: u32::try_from(self.units.len()).unwrap_or(u32::MAX),
            area: self.area,
            rate: self.rate(),
            basis: self.basis,
            handler: text.handler.clone(),
            phone: text.phone.clone(),
            applied_on: self.applied_on,
            company_opinion: None,
            bureau_opinion: self.bureau_opinion.clone(),
            department_opinion: self.department_opinion.clone(),
        };
        task_sheet(&form, &stamp.mark(&self.issue))
    }

    pub(super) fn signature_table(&self, stamp: &Stamp) -> Result<Printed, FormError> {
        let row = |unit: &&PaperUnit| SignatureRow {
            entrance: unit.entrance.clone(),
            floor: unit.floor.clone(),
            room: unit.room.clone(),
            owner: unit.owner.clone(),
            area: unit.area,
            share: unit.share,
            available: unit.available,
            shortfall: unit.shortfall,
            // The table is printed to be signed; what was signed is entered from it.
            choice: None,
            signed_on: None,
            phone: String::new(),
        };
        let buildings = self.buildings();
        let names: Vec<&str> = buildings.iter().map(|(name, _)| *name).collect();
        let form = SignatureTableForm {
            community: self.community.clone(),
            project: self.text.project.clone(),
            scope: format!("{}全体业主", names.join("、")),
            amount: self.amount,
            publicity_from: self.publicity.map(|(from, _)| from),
            publicity_to: self.publicity.map(|(_, until)| until),
            publicity_papers: PUBLICITY_PAPERS.to_owned(),
            sheet_version: self.sheet_version,
            buildings: buildings
                .iter()
                .map(|(name, units)| SignatureBuilding {
                    name: (*name).to_owned(),
                    rows: units.iter().map(row).collect(),
                })
                .collect(),
            electorate: self.electorate,
            vote_rule: self.vote_rule.clone(),
            tally: None,
        };
        signature_table(&form, &stamp.mark(&self.issue))
    }

    pub(super) fn shortfall_notices(&self, stamp: &Stamp) -> Result<Printed, FormError> {
        let short = self.units.iter().filter(|unit| unit.shortfall > Fen::ZERO);
        let notices: Vec<(ShortfallNoticeForm, PrintMark)> =
            short.map(|unit| self.notice(unit, stamp)).collect();
        let paper = match stamp.paper {
            NoticeFormat::A4 => NoticePaper::A4,
            NoticeFormat::A5 => NoticePaper::A5,
        };
        shortfall_notices(&notices, paper)
    }

    fn notice(&self, unit: &PaperUnit, stamp: &Stamp) -> (ShortfallNoticeForm, PrintMark) {
        let issue = self.notices.get(&unit.id).unwrap_or(&Issue::Draft);
        let payment = match issue {
            Issue::Draft => None,
            Issue::Accepted { number, verification_url, .. } => {
                Some(NoticePayment { flow_number: number.clone(), url: verification_url.clone() })
            }
        };
        let ways = if payment.is_some() { &WAYS_TO_PAY[..] } else { &[] };
        let form = ShortfallNoticeForm {
            owner: unit.owner.clone(),
            address: self.address(unit),
            project: self.text.project.clone(),
            task_sheet_number: self.number().to_owned(),
            share: unit.share,
            available: unit.available,
            shortfall: unit.shortfall,
            reason: SHORTFALL_REASON.to_owned(),
            pay_by: self.pay_by,
            ways_to_pay: ways.iter().map(|way| (*way).to_owned()).collect(),
            payment,
            sender: self.company.clone(),
            issued_on: stamp.printed_on,
            contact: format!("{} {}", self.text.handler, self.text.phone).trim().to_owned(),
        };
        (form, stamp.mark(issue))
    }

    pub(super) fn allocation_register(&self, stamp: &Stamp) -> Result<Printed, FormError> {
        let row = |unit: &&PaperUnit| RegisterRow {
            entrance: unit.entrance.clone(),
            floor: unit.floor.clone(),
            room: unit.room.clone(),
            owner: unit.owner.clone(),
            area: unit.area,
            share: unit.share,
            principal: unit.principal,
            interest: unit.interest,
            pays: unit.pays,
            shortfall: unit.shortfall,
        };
        let buildings = self.buildings();
        let form = AllocationRegisterForm {
            community: self.community.clone(),
            company: self.company.clone(),
            project: self.text.project.clone(),
            amount: self.amount,
            basis: self.basis,
            rate: self.rate(),
            buildings: buildings
                .iter()
                .map(|(name, units)| RegisterBuilding {
                    name: (*name).to_owned(),
                    rows: units.iter().map(row).collect(),
                })
                .collect(),
            selling: self.selling.clone(),
            excluded: self.left_out.clone(),
        };
        allocation_register(&form, &stamp.mark(&self.issue))
    }

    /// The units building by building; they stand by their place.
    fn buildings(&self) -> Vec<(&str, Vec<&PaperUnit>)> {
        let mut buildings: Vec<(&str, Vec<&PaperUnit>)> = Vec::new();
        for unit in &self.units {
            match buildings.last_mut() {
                Some((name, units)) if *name == unit.building => units.push(unit),
                _ => buildings.push((&unit.building, vec![unit])),
            }
        }
        buildings
    }

    fn number(&self) -> &str {
        match &self.issue {
            Issue::Draft => "",
            Issue::Accepted { number, .. } => number,
        }
    }

    fn rate(&self) -> Decimal {
        rate(self.amount, self.area).unwrap_or_default()
    }

    fn address(&self, unit: &PaperUnit) -> String {
        format!("{}{}{}{}", self.community, unit.building, entrance(&unit.entrance), unit.room)
    }
}

impl Stamp {
    fn mark(&self, issue: &Issue) -> PrintMark {
        PrintMark {
            issue: issue.clone(),
            organisation: self.organisation.clone(),
            printed_on: self.printed_on,
            print_count: self.place.print_count,
            workstation: self.place.workstation.clone(),
            reprint: self.reprint,
        }
    }
}

/// An entrance as an address names it: a bare number would run into the room's.
fn entrance(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric());
    if bare { format!("{name}单元") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::entrance;

    #[test]
    fn a_bare_entrance_does_not_run_into_the_room() {
        for (name, expected) in
            [("1", "1单元"), ("A", "A单元"), ("1单元", "1单元"), ("东门", "东门"), ("", "")]
        {
            assert_eq!(entrance(name), expected, "{name}");
        }
    }
}
