//! The state machine: every (state, move) pair, every guard, every duty.

use anju_domain::money::Fen;
use anju_domain::parameter::Parameter;
use anju_domain::permission::{Permission, Role};
use anju_domain::withdrawal::emergency::{EmergencyKind, EmergencyPaper};
use anju_domain::withdrawal::settlement::Settlement;
use anju_domain::withdrawal::state::{
    Actor, Approval, Contradiction, Done, Duty, Facts, Instruction, Missing, Move, Round, SettlementFacts,
    State, allowed_moves, check,
};
use anju_domain::withdrawal::vote::Lacking;
use chrono::NaiveDate;
use uuid::Uuid;

const SOMEBODY: Uuid = Uuid::from_u128(1);
const SOMEBODY_ELSE: Uuid = Uuid::from_u128(2);

/// Every existing (state, move) pair and where it leads; `/` separates first round and supplement, `-` is none.
const MOVES: &str = "
    draft               discard             cancelled
    draft               submit              submitted
    submitted           enter_signatures    submitted
    submitted           send_to_review      bureau_review
    submitted           cancel              cancelled/-
    submitted           credit_shortfall    submitted
    bureau_review       credit_shortfall    bureau_review
    department_review   credit_shortfall    department_review
    submitted           uphold_objection    returned
    bureau_review       cancel              cancelled/-
    bureau_review       uphold_objection    returned
    bureau_review       bureau_approve      department_review
    bureau_review       bureau_return       returned
    department_review   cancel              cancelled/-
    department_review   department_approve  payable
    department_review   department_return   returned/paid
    payable             send_back           department_review
    payable             release             paying
    paying              ask_bank            paying
    paying              send_again          paying
    paying              bank_paid           paid
    paying              bank_failed         payment_failed
    payment_failed      accept_paid         paid
    payment_failed      correct_payee       payment_failed
    payment_failed      confirm_payee       payment_failed
    payment_failed      refuse_payee        payment_failed
    payment_failed      release_again       paying
    payment_failed      give_up             returned/paid
    paid                accept_bounced      payment_failed
    paid                enter_settlement    paid
    paid                receive_remainder   paid
    paid                request_supplement  department_review
    paid                settle              settled
    returned            revise              returned
    cancelled           revise              cancelled
";

fn expected(state: State, chosen: Move, round: Round) -> Option<State> {
    let row = MOVES.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let row =
        row.filter(|cells| cells.len() == 3).find(|cells| cells[..2] == [state.code(), chosen.code()])?;
    let mut targets = row[2].split('/');
    let first = targets.next()?;
    let target = match round {
        Round::First => first,
        Round::Supplement => targets.next().unwrap_or(first),
    };
    State::from_code(target)
}

#[test]
fn every_pair_of_state_and_move_is_as_in_the_table() {
    let mut existing = 0;
    for round in [Round::First, Round::Supplement] {
        for state in State::ALL {
            for chosen in Move::ALL {
                let target = chosen.target(state, round);
                assert_eq!(target, expected(state, chosen, round), "{state:?} {chosen:?} {round:?}");
                existing += usize::from(target.is_some());
            }
        }
    }
    assert_eq!(existing, 35 + 32, "each row of the table is a pair that exists");
}

/// Facts under which nothing is missing for this move.
fn ready_for(chosen: Move) -> Facts {
    let (instruction, clearing) = match chosen {
        Move::ReleaseAgain | Move::GiveUp | Move::AcceptPaid => (Instruction::Failed, Fen(100)),
        _ => (Instruction::None, Fen(0)),
    };
    let contradiction = match chosen {
        Move::AcceptPaid => Some(Contradiction::PaidAfterFailed),
        Move::AcceptBounced => Some(Contradiction::FailedAfterPaid),
        _ => None,
    };
    let settlement = match chosen {
        Move::RequestSupplement => Settlement::Supplement { overrun: Fen(10) },
        Move::ReceiveRemainder => Settlement::Remainder { total: Fen(10), back: vec![] },
        _ => Settlement::Exact,
    };
    Facts {
        round: Round::First,
        done: vec![],
        today: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
        community_linked: true,
        invalid_fields: 0,
        ticked_buildings_without_units: 0,
        left_out_without_reason: 0,
        units: 1,
        approval: Approval::Vote { signed_sheet: true, lacking: vec![] },
        open_objections: 0,
        answered_objections: usize::from(chosen == Move::UpholdObjection),
        publicity_until: NaiveDate::from_ymd_opt(2026, 11, 20),
        payee_and_papers_checked: true,
        pays: Fen(100),
        held: Fen(100),
        shortfall: if chosen == Move::CreditShortfall { Fen(5) } else { Fen(0) },
        release_with_shortfall: false,
        instruction,
        bank_never_had_it: chosen == Move::SendAgain,
        contradiction,
        clearing,
        payee_correction_pending: matches!(chosen, Move::ConfirmPayee | Move::RefusePayee),
        settlement: Some(SettlementFacts { settlement, papers: true }),
    }
}

fn actor(chosen: Move) -> Actor<'static> {
    if chosen.is_from_bank() {
        Actor::Bank
    } else {
        Actor::Person { user: SOMEBODY, permissions: chosen.permissions(), in_scope: true }
    }
}

fn state_of(chosen: Move) -> State {
    State::ALL.into_iter().find(|state| chosen.target(*state, Round::First).is_some()).unwrap()
}

fn missing(chosen: Move, facts: &Facts) -> Vec<Missing> {
    check(state_of(chosen), chosen, facts, actor(chosen)).err().unwrap_or_default()
}

#[test]
fn with_everything_in_place_every_move_is_possible() {
    for chosen in Move::ALL {
        assert_eq!(missing(chosen, &ready_for(chosen)), [], "{chosen:?}");
    }
}

/// What goes wrong, for which moves it then is in the way, and how it is named.
type Case = (&'static [Move], fn(&mut Facts), Missing);

#[test]
fn each_guard_stops_its_moves_and_no_other() {
    use Move::*;
    let overrun = Fen(10);
    let cases: [Case; 28] = [
        (&[Submit], |facts| facts.community_linked = false, Missing::CommunityLink),
        (&[Submit], |facts| facts.invalid_fields = 2, Missing::Fields { count: 2 }),
        (
            &[Submit],
            |facts| facts.ticked_buildings_without_units = 1,
            Missing::UnitsOfBuildings { buildings: 1 },
        ),
        (&[Submit], |facts| facts.left_out_without_reason = 4, Missing::ExclusionReasons { units: 4 }),
        (&[Submit], |facts| facts.units = 0, Missing::Units),
        (
            &[SendToReview, BureauApprove],
            |facts| facts.approval = Approval::Vote { signed_sheet: false, lacking: vec![] },
            Missing::SignedSheet,
        ),
        (
            &[SendToReview, BureauApprove],
            |facts| {
                let lacking = vec![Lacking::AgreeingHeads { heads: 3 }];
                facts.approval = Approval::Vote { signed_sheet: true, lacking };
            },
            Missing::Votes { lacking: Lacking::AgreeingHeads { heads: 3 } },
        ),
        (
            &[SendToReview, BureauApprove],
            |facts| {
                let papers_missing = vec![EmergencyPaper::SitePhotos];
                facts.approval = Approval::Emergency { papers_missing };
            },
            Missing::EmergencyPaper { paper: EmergencyPaper::SitePhotos },
        ),
        (&[BureauApprove], |facts| facts.open_objections = 2, Missing::ObjectionDecision { count: 2 }),
        (&[UpholdObjection], |facts| facts.answered_objections = 0, Missing::AnsweredObjection),
        (
            &[BureauApprove],
            // The last day itself is still within the period.
            |facts| facts.publicity_until = Some(facts.today),
            Missing::Publicity { until: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap() },
        ),
        (&[DepartmentApprove], |facts| facts.payee_and_papers_checked = false, Missing::PayeeAndPapersCheck),
        (
            &[DepartmentApprove, Release],
            |facts| (facts.pays, facts.held) = (Fen(0), Fen(0)),
            Missing::AmountToPay,
        ),
        (
            &[DepartmentApprove, Release],
            |facts| facts.held = Fen(99),
            Missing::Holds { pays: Fen(100), held: Fen(99) },
        ),
        (&[DepartmentApprove], |facts| facts.shortfall = Fen(5), Missing::Shortfall { rest: Fen(5) }),
        (
            &[Release, ReleaseAgain, GiveUp, AcceptPaid],
            |facts| facts.instruction = Instruction::Running,
            Missing::NoOtherInstruction,
        ),
        (&[ReleaseAgain, GiveUp, AcceptPaid], |facts| facts.clearing = Fen(0), Missing::ClearingMoney),
        (
            &[RequestSupplement, Settle, AcceptBounced],
            |facts| facts.clearing = Fen(7),
            Missing::ClearingRest { rest: Fen(7) },
        ),
        (&[SendAgain], |facts| facts.bank_never_had_it = false, Missing::BankMayHaveIt),
        (&[AcceptPaid, AcceptBounced], |facts| facts.contradiction = None, Missing::Contradiction),
        (&[CreditShortfall], |facts| facts.shortfall = Fen(0), Missing::Owing),
        (
            &[ReceiveRemainder],
            |facts| {
                let settlement = &mut facts.settlement.as_mut().unwrap().settlement;
                if let Settlement::Remainder { .. } = settlement {
                    *settlement = Settlement::Exact;
                }
            },
            Missing::AwaitedRemainder,
        ),
        (
            &[ReleaseAgain, CorrectPayee],
            |facts| facts.payee_correction_pending = true,
            Missing::PayeeDecision,
        ),
        (
            &[ConfirmPayee, RefusePayee],
            |facts| facts.payee_correction_pending = false,
            Missing::PayeeCorrection,
        ),
        (
            &[RequestSupplement, Settle, ReceiveRemainder],
            |facts| facts.settlement = None,
            Missing::Settlement,
        ),
        (
            &[RequestSupplement, Settle],
            |facts| facts.settlement.as_mut().unwrap().papers = false,
            Missing::SettlementPapers,
        ),
        (&[RequestSupplement], |facts| instead_of_supplement(facts, Settlement::Exact), Missing::Overrun),
        (
            &[RequestSupplement],
            |facts| instead_of_supplement(facts, Settlement::NewSheet { overrun: Fen(10) }),
            Missing::NewSheet { overrun },
        ),
    ];
    for (stopped, break_it, reason) in cases {
        for chosen in Move::ALL {
            let mut facts = ready_for(chosen);
            break_it(&mut facts);
            let expected = if stopped.contains(&chosen) { vec![reason.clone()] } else { vec![] };
            assert_eq!(missing(chosen, &facts), expected, "{chosen:?}");
        }
        assert!(reason.code().starts_with("withdrawal.move."));
        assert!(reason.message().ends_with('。'));
    }
}

/// Only a sheet that would be given a supplement means something else then.
fn instead_of_supplement(facts: &mut Facts, other: Settlement) {
    let settlement = &mut facts.settlement.as_mut().unwrap().settlement;
    if let Settlement::Supplement { .. } = settlement {
        *settlement = other;
    }
}

#[test]
fn a_remainder_has_to_be_back_before_the_sheet_is_settled() {
    let mut facts = ready_for(Move::Settle);
    let remainder = Settlement::Remainder { total: Fen(10), back: vec![] };
    facts.settlement.as_mut().unwrap().settlement = remainder;
    for (clearing, expected) in [
        (0, vec![Missing::Remainder { total: Fen(10) }]),
        (9, vec![Missing::Remainder { total: Fen(10) }]),
        (10, vec![]),
        (11, vec![Missing::ClearingRest { rest: Fen(1) }]),
    ] {
        facts.clearing = Fen(clearing);
        assert_eq!(missing(Move::Settle, &facts), expected);
    }
    facts.clearing = Fen(0);
    for settlement in [
        Settlement::Exact,
        Settlement::Owed { rest: Fen(1) },
        Settlement::Supplement { overrun: Fen(1) },
        Settlement::NewSheet { overrun: Fen(1) },
    ] {
        facts.settlement.as_mut().unwrap().settlement = settlement;
        assert_eq!(missing(Move::Settle, &facts), []);
    }
}

#[test]
fn a_smaller_amount_is_released_where_the_parameter_allows_it_and_with_a_note() {
    let mut facts = ready_for(Move::DepartmentApprove);
    assert!(!Move::DepartmentApprove.needs_reason(&facts));
    (facts.shortfall, facts.release_with_shortfall) = (Fen(5), true);
    assert_eq!(missing(Move::DepartmentApprove, &facts), []);
    assert!(Move::DepartmentApprove.needs_reason(&facts));
}

#[test]
fn what_undoes_or_gives_up_something_says_why() {
    use Move::*;
    let needing = |change: fn(&mut Facts)| {
        Move::ALL
            .into_iter()
            .filter(|chosen| {
                let mut facts = ready_for(*chosen);
                change(&mut facts);
                chosen.needs_reason(&facts)
            })
            .collect::<Vec<_>>()
    };
    let always = [
        Cancel,
        UpholdObjection,
        BureauReturn,
        DepartmentReturn,
        SendBack,
        SendAgain,
        AcceptPaid,
        AcceptBounced,
        RefusePayee,
        GiveUp,
    ]
    .to_vec();
    assert_eq!(needing(|_| ()), always);
    let with_note: Vec<_> = needing(|facts| {
        facts.shortfall = Fen(1);
        facts.settlement.as_mut().unwrap().settlement = Settlement::Owed { rest: Fen(1) };
    });
    assert_eq!(with_note.len(), always.len() + 2);
    assert!(with_note.contains(&DepartmentApprove) && with_note.contains(&Settle));
}

#[test]
fn all_reasons_are_named_at_once() {
    let mut facts = ready_for(Move::Submit);
    (facts.units, facts.invalid_fields) = (0, 3);
    let stranger = Actor::Person { user: SOMEBODY, permissions: &[], in_scope: false };
    let missing = check(State::Draft, Move::Submit, &facts, stranger).unwrap_err();
    assert_eq!(
        missing,
        [
            Missing::Permission { any_of: &[Permission::WithdrawalPrepare] },
            Missing::Scope,
            Missing::Fields { count: 3 },
            Missing::Units,
        ]
    );
    assert_eq!(
        missing[0].message(),
        "您没有“维修支取申请”权限，不能进行此操作。该权限由物业经办岗位持有，请联系系统管理员授权。"
    );
}

#[test]
fn whoever_entered_does_not_review_and_whoever_reviewed_does_not_release() {
    for chosen in Move::ALL {
        for done in [Duty::Enter, Duty::BureauReview, Duty::DepartmentReview, Duty::Release] {
            let mut facts = ready_for(chosen);
            facts.done = vec![Done { duty: done, user: SOMEBODY_ELSE }, Done { duty: done, user: SOMEBODY }];
            let conflict = chosen.duty().is_some_and(|duty| duty != done);
            let expected = if conflict { vec![Missing::SecondPerson { done }] } else { vec![] };
            assert_eq!(missing(chosen, &facts), expected, "{chosen:?} after {done:?}");
            // What others did is in nobody's way.
            facts.done.pop();
            assert_eq!(missing(chosen, &facts), [], "{chosen:?} after another's {done:?}");
        }
    }
}

#[test]
fn moves_that_decide_or_pay_carry_a_duty() {
    use Move::*;
    for chosen in Move::ALL {
        let expected = match chosen {
            Submit | EnterSignatures | SendToReview | CorrectPayee | EnterSettlement | RequestSupplement => {
                Some(Duty::Enter)
            }
            UpholdObjection | BureauApprove | BureauReturn => Some(Duty::BureauReview),
            DepartmentApprove | DepartmentReturn | ConfirmPayee | RefusePayee | GiveUp | Settle
            | AcceptPaid | AcceptBounced => Some(Duty::DepartmentReview),
            SendBack | Release | SendAgain | ReleaseAgain => Some(Duty::Release),
            Discard | Cancel | AskBank | BankPaid | BankFailed | CreditShortfall | ReceiveRemainder
            | Revise => None,
        };
        assert_eq!(chosen.duty(), expected, "{chosen:?}");
    }
}

#[test]
fn roles_see_the_moves_of_their_desk() {
    for (role, state, moves) in [
        (Role::CompanyOperator, State::Draft, &[Move::Discard, Move::Submit][..]),
        (Role::CompanyOperator, State::Submitted, &[Move::EnterSignatures, Move::SendToReview, Move::Cancel]),
        (Role::DepartmentClerk, State::Submitted, &[Move::EnterSignatures, Move::SendToReview]),
        (Role::BureauReviewer, State::BureauReview, &[Move::BureauApprove, Move::BureauReturn]),
        (Role::CompanyOperator, State::BureauReview, &[Move::Cancel]),
        (
            Role::DepartmentReviewer,
            State::DepartmentReview,
            &[Move::DepartmentApprove, Move::DepartmentReturn],
        ),
        (Role::DepartmentCashier, State::Payable, &[Move::SendBack, Move::Release]),
        (Role::CompanyOperator, State::Payable, &[]),
        (Role::DepartmentCashier, State::Paying, &[Move::AskBank]),
        (Role::Administrator, State::DepartmentReview, &[]),
        (Role::Auditor, State::Paid, &[]),
        (Role::CompanyOperator, State::Cancelled, &[Move::Revise]),
    ] {
        let person = Actor::Person { user: SOMEBODY, permissions: role.permissions(), in_scope: true };
        let possible: Vec<Move> = allowed_moves(state, &ready_for(Move::Submit), person)
            .into_iter()
            .filter_map(|(chosen, outcome)| outcome.is_ok().then_some(chosen))
            .collect();
        assert_eq!(possible, moves, "{role:?} {state:?}");
    }
}

#[test]
fn a_button_that_is_not_possible_is_named_with_its_reasons() {
    let person = Actor::Person { user: SOMEBODY, permissions: &[], in_scope: true };
    let moves = allowed_moves(State::Payable, &ready_for(Move::Release), person);
    let named: Vec<_> = moves.iter().map(|(chosen, outcome)| (*chosen, outcome.is_err())).collect();
    assert_eq!(named, [(Move::SendBack, true), (Move::Release, true)]);
}

#[test]
fn only_the_bank_reports_payments_and_it_does_nothing_else() {
    let everything = Actor::Person { user: SOMEBODY, permissions: &Permission::ALL, in_scope: true };
    for chosen in [Move::BankPaid, Move::BankFailed] {
        let facts = ready_for(chosen);
        assert_eq!(check(State::Paying, chosen, &facts, everything), Err(vec![Missing::BankAnswer]));
    }
    for state in State::ALL {
        let moves = allowed_moves(state, &ready_for(Move::BankPaid), Actor::Bank);
        assert_eq!(moves.len(), if state == State::Paying { 2 } else { 0 });
    }
    let facts = ready_for(Move::Release);
    assert_eq!(check(State::Payable, Move::Release, &facts, Actor::Bank), Err(vec![Missing::Person]));
    // Money that arrives is credited by itself, and by whoever books it from paper.
    for chosen in [Move::CreditShortfall, Move::ReceiveRemainder] {
        let (state, facts) = (state_of(chosen), ready_for(chosen));
        assert_eq!(check(state, chosen, &facts, Actor::Bank), Ok(state));
        assert_eq!(check(state, chosen, &facts, actor(chosen)), Ok(state));
    }
}

#[test]
fn a_move_from_another_state_is_refused_with_the_state() {
    let facts = ready_for(Move::Release);
    let refused = check(State::Paid, Move::Release, &facts, actor(Move::Release)).unwrap_err();
    assert_eq!(refused, [Missing::OtherState { state: State::Paid, chosen: Move::Release }]);
    assert_eq!(refused[0].message(), "任务单当前为“已拨付”，不能拨付。请刷新后查看最新状态。");
}

#[test]
fn codes_are_read_back_and_equal_the_wire() {
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.code());
    }
    for chosen in Move::ALL {
        assert_eq!(serde_json::to_value(chosen).unwrap(), chosen.code());
    }
    for kind in EmergencyKind::ALL {
        assert_eq!(EmergencyKind::from_code(kind.code()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
    }
}

#[test]
fn states_end_hold_money_and_wait_as_the_manual_says() {
    let of = |property: fn(State) -> bool| {
        State::ALL.into_iter().filter(|state| property(*state)).collect::<Vec<_>>()
    };
    assert_eq!(of(State::is_final), [State::Settled, State::Returned, State::Cancelled]);
    assert_eq!(
        of(State::holds_money),
        [State::Submitted, State::BureauReview, State::DepartmentReview, State::Payable]
    );
    assert_eq!(State::Submitted.deadline(), Some(Parameter::PaperSubmissionDue));
    assert_eq!(of(|state| state.deadline().is_some()), [State::Submitted]);
}

#[test]
fn an_emergency_needs_its_own_paper_beside_the_common_ones() {
    use EmergencyPaper::{ContractOrBudget, LiftInspection, SitePhotos, SituationReport};
    let lift = EmergencyKind::Lift;
    assert_eq!(lift.missing_papers(&[SituationReport, SitePhotos]), [ContractOrBudget, LiftInspection]);
    assert_eq!(lift.missing_papers(&lift.papers()), []);
    let own: std::collections::HashSet<_> = EmergencyKind::ALL.iter().map(|kind| kind.papers()[3]).collect();
    assert_eq!(own.len(), EmergencyKind::ALL.len());
}
