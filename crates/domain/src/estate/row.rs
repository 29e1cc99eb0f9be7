//! One row of a unit table, read into a unit or into everything that is wrong with it.

use super::fault::FaultCode;
use super::owner::{OwnerRow, OwnerTexts, organisation_name, parse_owners};
use super::{Cell, Column, Fault, Head, UnitKind, UnitState};
use crate::area::AreaDm2;
use crate::half_width::half_width;
use crate::money::Fen;
use crate::place::PlaceTexts;
use crate::two_decimals::NumberTextError;

/// The longest text of a level of an address.
const LONGEST_ADDRESS: usize = 40;
/// The longest reason, name or list of owners in one cell.
const LONGEST_TEXT: usize = 400;

/// The texts of a unit's place in one spelling: half-width, upper case, without spaces.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// 自然幢.
    pub building: String,
    /// 单元; empty where a building has none.
    pub entrance: String,
    /// 层.
    pub floor: String,
    /// 房号.
    pub room: String,
}

impl Address {
    /// The texts, for [`crate::place::assign_places`].
    pub fn texts(&self) -> PlaceTexts<'_> {
        PlaceTexts {
            building: &self.building,
            entrance: &self.entrance,
            floor: &self.floor,
            room: &self.room,
        }
    }

    /// `1号楼-2单元-301`, as lists and messages name a unit.
    pub fn label(&self) -> String {
        unit_label(&self.building, &self.entrance, &self.room)
    }
}

/// [`Address::label`] of an address in parts.
pub fn unit_label(building: &str, entrance: &str, room: &str) -> String {
    let numbered = !entrance.is_empty() && entrance.bytes().all(|byte| byte.is_ascii_digit());
    let mut label = String::with_capacity(building.len() + entrance.len() + room.len() + 8);
    for (part, after) in [(building, ""), (entrance, if numbered { "单元" } else { "" }), (room, "")] {
        if !part.is_empty() {
            if !label.is_empty() {
                label.push('-');
            }
            label.push_str(part);
            label.push_str(after);
        }
    }
    label
}

/// One level of an address in one spelling.
pub fn address_text(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            other => other.to_ascii_uppercase(),
        })
        .collect()
}

/// A unit as a row states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// Where it stands.
    pub address: Address,
    /// 建筑面积, above zero.
    pub area: AreaDm2,
    /// 房屋性质.
    pub kind: UnitKind,
    /// 销售状态.
    pub state: UnitState,
    /// 电梯: whether its building has a lift; `None` where the table does not say.
    pub lift: Option<bool>,
    /// Why it takes no part; only of an excluded unit.
    pub excluded_reason: Option<String>,
    /// The owners; empty for an unsold unit, whose owner is the developer.
    pub owners: Vec<OwnerRow>,
    /// 首次交存金额.
    pub first_contribution: Fen,
    /// 其中本金.
    pub principal: Fen,
    /// 其中利息.
    pub interest: Fen,
    /// 售房单位, of a sold public home.
    pub selling_organisation: Option<String>,
    /// 售房单位交存金额.
    pub selling_contribution: Fen,
    /// 售房单位余额: what is left of it on that organisation's account.
    pub selling_balance: Fen,
}

impl UnitRow {
    /// Principal and interest.
    pub fn balance(&self) -> Fen {
        // Both were read as at most 2^53 − 1 fen, and their sum was compared with the balance.
        Fen(self.principal.0 + self.interest.0)
    }
}

/// Reads one row.
///
/// # Errors
/// Every fault of the row, with the address as far as it could be read.
pub fn parse_row(
    head: &Head,
    row: &[Cell],
    community_name: &str,
) -> Result<UnitRow, (Option<Address>, Vec<Fault>)> {
    let mut reading = Reading { head, row, faults: Vec::new() };
    let community = reading.text(Column::Community, LONGEST_TEXT);
    if !community.is_empty() && address_text(&community) != address_text(community_name) {
        reading.fault(Column::Community, FaultCode::OtherCommunity);
    }
    let address = reading.address();
    let area = reading.area();
    let kind = reading.kind();
    let state = reading.state();
    let lift = reading.lift();
    let owners = reading.owners(state);
    let excluded_reason = reading.excluded_reason(state);
    let money = reading.money();
    let first_contribution = reading.fen(Column::FirstContribution);
    let selling_organisation = reading.selling_organisation();
    let selling_money = reading.selling_money();
    let Reading { faults, .. } = reading;
    if !faults.is_empty() {
        return Err((address, faults));
    }
    let whole = (|| {
        let (principal, interest) = money?;
        let (selling_contribution, selling_balance) = selling_money?;
        Some(UnitRow {
            address: address.clone()?,
            area: area?,
            kind: kind?,
            state: state?,
            lift,
            excluded_reason,
            owners,
            first_contribution: first_contribution?,
            principal,
            interest,
            selling_organisation,
            selling_contribution,
            selling_balance,
        })
    })();
    // What could not be read has left a fault above.
    whole.ok_or((address, faults))
}

/// A row being read; every fault found on the way is kept.
struct Reading<'r> {
    head: &'r Head,
    row: &'r [Cell],
    faults: Vec<Fault>,
}

impl<'r> Reading<'r> {
    fn fault(&mut self, column: Column, code: FaultCode) {
        self.faults.push(Fault::new(column, code));
    }

    fn cell(&self, column: Column) -> &'r Cell {
        self.head.cell(self.row, column)
    }

    /// What was typed into the cell, or `None` after a fault.
    fn typed(&mut self, column: Column, longest: usize) -> Option<&'r str> {
        let cell = self.cell(column);
        let code = match cell {
            Cell::Empty => return Some(""),
            Cell::Number(text) => return Some(text),
            Cell::Text(text) => match text_fault(text, column, longest) {
                None => return Some(text.trim()),
                Some(code) => code,
            },
            Cell::Formula => FaultCode::Formula,
            Cell::Boolean => FaultCode::Boolean,
            Cell::Date => FaultCode::Date,
            Cell::Error => FaultCode::SpreadsheetError,
        };
        self.fault(column, code);
        None
    }

    fn text(&mut self, column: Column, longest: usize) -> String {
        self.typed(column, longest).unwrap_or_default().to_owned()
    }

    /// The text of a column that must not be empty.
    fn needed(&mut self, column: Column, longest: usize) -> Option<&'r str> {
        let text = self.typed(column, longest)?;
        if text.is_empty() {
            self.fault(column, FaultCode::Missing);
            return None;
        }
        Some(text)
    }

    fn address(&mut self) -> Option<Address> {
        let building = self.needed(Column::Building, LONGEST_ADDRESS).map(address_text);
        let entrance = self.typed(Column::Entrance, LONGEST_ADDRESS).map(address_text);
        let floor = self.typed(Column::Floor, LONGEST_ADDRESS).map(address_text);
        let room = self.needed(Column::Room, LONGEST_ADDRESS).map(address_text);
        Some(Address { building: building?, entrance: entrance?, floor: floor?, room: room? })
    }

    fn area(&mut self) -> Option<AreaDm2> {
        let text = self.needed(Column::Area, LONGEST_TEXT)?;
        match AreaDm2::parse(text) {
            Ok(AreaDm2::ZERO) => self.fault(Column::Area, FaultCode::AreaZero),
            Ok(area) => return Some(area),
            Err(error) => self.fault(Column::Area, number_fault(error)),
        }
        None
    }

    fn fen(&mut self, column: Column) -> Option<Fen> {
        let text = self.needed(column, LONGEST_TEXT)?;
        Fen::parse(text).map_err(|error| self.fault(column, number_fault(error))).ok()
    }

    /// Principal and interest, which must add up to the balance.
    fn money(&mut self) -> Option<(Fen, Fen)> {
        let balance = self.fen(Column::Balance);
        let principal = self.fen(Column::Principal);
        let interest = self.fen(Column::Interest);
        let (balance, principal, interest) = (balance?, principal?, interest?);
        let sum = Fen(principal.0.saturating_add(interest.0));
        if sum != balance {
            self.fault(Column::Balance, FaultCode::BalanceDiffers { balance, sum });
            return None;
        }
        Some((principal, interest))
    }

    fn kind(&mut self) -> Option<UnitKind> {
        let word = address_text(self.needed(Column::Kind, LONGEST_TEXT)?);
        let kind = UnitKind::from_word(&word);
        if kind.is_none() {
            let choices = "商品住宅、售后公有住房或非住宅";
            self.fault(Column::Kind, FaultCode::UnknownWord { choices });
        }
        kind
    }

    fn state(&mut self) -> Option<UnitState> {
        let word = address_text(self.needed(Column::State, LONGEST_TEXT)?);
        let state = UnitState::from_word(&word);
        if state.is_none() {
            self.fault(Column::State, FaultCode::UnknownWord { choices: "已售、未售或不参与" });
        }
        state
    }

    fn lift(&mut self) -> Option<bool> {
        match address_text(self.typed(Column::Lift, LONGEST_TEXT)?).as_str() {
            "" => None,
            "有" | "是" | "有电梯" => Some(true),
            "无" | "否" | "没有" | "无电梯" => Some(false),
            _ => {
                self.fault(Column::Lift, FaultCode::UnknownWord { choices: "有或无" });
                None
            }
        }
    }

    fn excluded_reason(&mut self, state: Option<UnitState>) -> Option<String> {
        match state? {
            UnitState::Excluded => {
                self.needed(Column::ExcludedReason, LONGEST_TEXT).map(|reason| reason.trim().to_owned())
            }
            UnitState::Sold | UnitState::Unsold => None,
        }
    }

    /// The owners of a sold or excluded unit. An unsold unit's owner is the developer: its owner columns are only
    /// looked at for formulas and the like.
    fn owners(&mut self, state: Option<UnitState>) -> Vec<OwnerRow> {
        let columns =
            [Column::OwnerName, Column::IdKind, Column::IdNumber, Column::Phone, Column::OwnerShare];
        let texts = columns.map(|column| self.typed(column, LONGEST_TEXT));
        let [Some(names), Some(id_kind), Some(id_numbers), Some(phones), Some(shares)] = texts else {
            return Vec::new();
        };
        if state == Some(UnitState::Unsold) {
            return Vec::new();
        }
        if matches!(self.cell(Column::IdNumber), Cell::Number(_)) {
            self.fault(Column::IdNumber, FaultCode::IdNumberAsNumber);
            return Vec::new();
        }
        parse_owners(&OwnerTexts { names, id_kind, id_numbers, phones, shares }, &mut self.faults)
    }

    fn selling_organisation(&mut self) -> Option<String> {
        let text = self.typed(Column::SellingOrganisation, LONGEST_TEXT)?;
        if text.is_empty() {
            return None;
        }
        organisation_name(text).map_err(|code| self.fault(Column::SellingOrganisation, code)).ok()
    }

    /// What the selling organisation contributed and what is left of it. A contribution without its balance would open
    /// an account with money that nobody has stated, and money without an organisation would be nobody's.
    fn selling_money(&mut self) -> Option<(Fen, Fen)> {
        let contribution = self.fen_or_nothing(Column::SellingContribution);
        let stated = !self.cell(Column::SellingBalance).is_empty();
        let balance = self.fen_or_nothing(Column::SellingBalance);
        let (contribution, balance) = (contribution?, balance?);
        if contribution > Fen::ZERO && !stated {
            self.fault(Column::SellingBalance, FaultCode::Missing);
            return None;
        }
        let named = !self.cell(Column::SellingOrganisation).is_empty();
        if (contribution > Fen::ZERO || balance > Fen::ZERO) && !named {
            self.fault(Column::SellingOrganisation, FaultCode::Missing);
            return None;
        }
        Some((contribution, balance))
    }

    /// An amount, or zero where the cell is empty.
    fn fen_or_nothing(&mut self, column: Column) -> Option<Fen> {
        if self.cell(column).is_empty() { Some(Fen::ZERO) } else { self.fen(column) }
    }
}

fn number_fault(error: NumberTextError) -> FaultCode {
    FaultCode::Value { code: error.code(), message: error.message() }
}

/// What keeps a text from being looked at: invisible characters, a length that no such column has, or a beginning by
/// which a spreadsheet would run it as a formula when the text is exported again.
fn text_fault(text: &str, column: Column, longest: usize) -> Option<FaultCode> {
    let trimmed = text.trim();
    let first = trimmed.chars().next().map(half_width);
    // A minus is no formula here: floors below ground begin with it, and amounts have their own rule for signs.
    if matches!(first, Some('=' | '@')) || (first == Some('+') && !takes_numbers(column)) {
        return Some(FaultCode::Formula);
    }
    if trimmed.chars().any(|c| {
        c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}')
    }) {
        return Some(FaultCode::Control);
    }
    (trimmed.chars().count() > longest).then_some(FaultCode::TooLong { most: longest })
}

fn takes_numbers(column: Column) -> bool {
    matches!(
        column,
        Column::Area
            | Column::Phone
            | Column::FirstContribution
            | Column::Balance
            | Column::Principal
            | Column::Interest
            | Column::SellingContribution
            | Column::SellingBalance
    )
}
