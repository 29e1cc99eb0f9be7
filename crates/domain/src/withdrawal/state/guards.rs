//! What is missing for a move.

use super::Actor;
use super::facts::{Approval, Contradiction, Facts, Instruction};
use super::missing::Missing;
use super::moves::Move;
use crate::money::Fen;
use crate::withdrawal::settlement::Settlement;

/// What the actor lacks: the permission, the scope, or clean hands.
pub(super) fn of_actor(chosen: Move, facts: &Facts, actor: Actor<'_>) -> Vec<Missing> {
    let Actor::Person { user, permissions, in_scope } = actor else {
        let by_itself = chosen.is_from_bank() || chosen.comes_with_money();
        return if by_itself { vec![] } else { vec![Missing::Person] };
    };
    if chosen.is_from_bank() {
        return vec![Missing::BankAnswer];
    }
    let mut missing = Vec::new();
    if !chosen.permissions().iter().any(|permission| permissions.contains(permission)) {
        missing.push(Missing::Permission { any_of: chosen.permissions() });
    }
    if !in_scope {
        missing.push(Missing::Scope);
    }
    if let Some(duty) = chosen.duty() {
        let other_duty = facts.done.iter().find(|done| done.user == user && done.duty != duty);
        missing.extend(other_duty.map(|done| Missing::SecondPerson { done: done.duty }));
    }
    missing
}

/// What the sheet lacks.
pub(super) fn of_facts(chosen: Move, facts: &Facts) -> Vec<Missing> {
    match chosen {
        Move::Submit => of_submission(facts),
        Move::SendToReview => of_approval(&facts.approval),
        Move::BureauApprove => {
            let mut missing = of_approval(&facts.approval);
            missing.extend(of_publicity(facts));
            missing
        }
        Move::UpholdObjection => when(facts.answered_objections == 0, Missing::AnsweredObjection),
        Move::DepartmentApprove => of_department_approval(facts),
        Move::Release => of_release(facts),
        Move::ReleaseAgain => of_release_again(facts),
        Move::GiveUp => of_clearing(facts),
        Move::SendAgain => when(!facts.bank_never_had_it, Missing::BankMayHaveIt),
        Move::AcceptPaid => {
            let mut missing = of_contradiction(facts, Contradiction::PaidAfterFailed);
            missing.extend(of_clearing(facts));
            missing
        }
        Move::AcceptBounced => {
            let mut missing = of_contradiction(facts, Contradiction::FailedAfterPaid);
            missing.extend(of_rest(facts, Fen::ZERO));
            missing
        }
        Move::CreditShortfall => when(facts.shortfall <= Fen::ZERO, Missing::Owing),
        Move::ReceiveRemainder => of_remainder(facts),
        Move::CorrectPayee => when(facts.payee_correction_pending, Missing::PayeeDecision),
        Move::ConfirmPayee | Move::RefusePayee => {
            when(!facts.payee_correction_pending, Missing::PayeeCorrection)
        }
        Move::RequestSupplement => of_supplement(facts),
        Move::Settle => of_settlement(facts),
        Move::Discard
        | Move::EnterSignatures
        | Move::Cancel
        | Move::BureauReturn
        | Move::DepartmentReturn
        | Move::SendBack
        | Move::AskBank
        | Move::BankPaid
        | Move::BankFailed
        | Move::EnterSettlement
        | Move::Revise => Vec::new(),
    }
}

fn when(lacking: bool, missing: Missing) -> Vec<Missing> {
    if lacking { vec![missing] } else { Vec::new() }
}

fn of_submission(facts: &Facts) -> Vec<Missing> {
    let mut missing = when(!facts.community_linked, Missing::CommunityLink);
    missing.extend(when(facts.invalid_fields > 0, Missing::Fields { count: facts.invalid_fields }));
    let buildings = facts.ticked_buildings_without_units;
    missing.extend(when(buildings > 0, Missing::UnitsOfBuildings { buildings }));
    let units = facts.left_out_without_reason;
    missing.extend(when(units > 0, Missing::ExclusionReasons { units }));
    missing.extend(when(facts.units == 0, Missing::Units));
    missing
}

pub(super) fn of_approval(approval: &Approval) -> Vec<Missing> {
    match approval {
        Approval::Vote { signed_sheet, lacking } => {
            let mut missing = when(!signed_sheet, Missing::SignedSheet);
            missing.extend(lacking.iter().map(|lacking| Missing::Votes { lacking: *lacking }));
            missing
        }
        Approval::Emergency { papers_missing } => {
            papers_missing.iter().map(|paper| Missing::EmergencyPaper { paper: *paper }).collect()
        }
    }
}

fn of_publicity(facts: &Facts) -> Vec<Missing> {
    let mut missing =
        when(facts.open_objections > 0, Missing::ObjectionDecision { count: facts.open_objections });
    // The period ends with its last day.
    missing.extend(
        facts.publicity_until.filter(|until| facts.today <= *until).map(|until| Missing::Publicity { until }),
    );
    missing
}

fn of_department_approval(facts: &Facts) -> Vec<Missing> {
    let mut missing = when(!facts.payee_and_papers_checked, Missing::PayeeAndPapersCheck);
    missing.extend(of_money(facts));
    let rest = facts.shortfall;
    missing.extend(when(rest > Fen::ZERO && !facts.release_with_shortfall, Missing::Shortfall { rest }));
    missing
}

fn of_money(facts: &Facts) -> Vec<Missing> {
    let mut missing = when(facts.pays <= Fen::ZERO, Missing::AmountToPay);
    missing.extend(when(facts.held != facts.pays, Missing::Holds { pays: facts.pays, held: facts.held }));
    missing
}

fn of_release(facts: &Facts) -> Vec<Missing> {
    let mut missing = when(facts.instruction != Instruction::None, Missing::NoOtherInstruction);
    missing.extend(of_money(facts));
    missing
}

fn of_release_again(facts: &Facts) -> Vec<Missing> {
    let mut missing = of_clearing(facts);
    missing.extend(when(facts.payee_correction_pending, Missing::PayeeDecision));
    missing
}

fn of_clearing(facts: &Facts) -> Vec<Missing> {
    let failed = facts.instruction == Instruction::Failed;
    let mut missing = when(!failed, Missing::NoOtherInstruction);
    missing.extend(when(facts.clearing <= Fen::ZERO, Missing::ClearingMoney));
    missing
}

fn of_contradiction(facts: &Facts, needed: Contradiction) -> Vec<Missing> {
    when(facts.contradiction != Some(needed), Missing::Contradiction)
}

/// Nothing but `expected` may wait in clearing: it would be nobody's afterwards.
fn of_rest(facts: &Facts, expected: Fen) -> Vec<Missing> {
    let rest = Fen(facts.clearing.0 - expected.0);
    when(rest > Fen::ZERO, Missing::ClearingRest { rest })
}

fn of_remainder(facts: &Facts) -> Vec<Missing> {
    let Some(entered) = &facts.settlement else { return vec![Missing::Settlement] };
    let awaited = match entered.settlement {
        Settlement::Remainder { total, .. } => total,
        Settlement::Exact
        | Settlement::Owed { .. }
        | Settlement::Supplement { .. }
        | Settlement::NewSheet { .. } => Fen::ZERO,
    };
    when(awaited <= facts.clearing, Missing::AwaitedRemainder)
}

fn of_supplement(facts: &Facts) -> Vec<Missing> {
    let Some(entered) = &facts.settlement else { return vec![Missing::Settlement] };
    let mut missing = when(!entered.papers, Missing::SettlementPapers);
    match entered.settlement {
        Settlement::Supplement { .. } => {}
        Settlement::NewSheet { overrun } => missing.push(Missing::NewSheet { overrun }),
        Settlement::Exact | Settlement::Remainder { .. } | Settlement::Owed { .. } => {
            missing.push(Missing::Overrun);
        }
    }
    missing.extend(of_rest(facts, Fen::ZERO));
    missing
}

fn of_settlement(facts: &Facts) -> Vec<Missing> {
    let Some(entered) = &facts.settlement else { return vec![Missing::Settlement] };
    let mut missing = when(!entered.papers, Missing::SettlementPapers);
    match entered.settlement {
        Settlement::Remainder { total, .. } => {
            missing.extend(when(facts.clearing < total, Missing::Remainder { total }));
            missing.extend(of_rest(facts, total));
        }
        Settlement::Exact
        | Settlement::Owed { .. }
        | Settlement::Supplement { .. }
        | Settlement::NewSheet { .. } => missing.extend(of_rest(facts, Fen::ZERO)),
    }
    missing
}
