//! Which papers are asked for when.

use anju_domain::withdrawal::emergency::EmergencyKind;
use anju_domain::withdrawal::paper::{Paper, Stage, kind_of};
use anju_domain::withdrawal::sheet::Kind;
use std::collections::BTreeSet;

fn codes(papers: &[Paper]) -> Vec<&'static str> {
    papers.iter().map(|paper| paper.code()).collect()
}

#[test]
fn each_stage_asks_for_its_papers() {
    let lift = Kind::Emergency(EmergencyKind::Lift);
    let table: [(Stage, Kind, &[&str], &[&str]); 6] = [
        (Stage::Submission, Kind::Planned, &[], &["contract", "budget", "site_photos", "other"]),
        (
            Stage::Submission,
            lift,
            &[],
            &["situation_report", "site_photos", "contract_or_budget", "lift_inspection", "other"],
        ),
        (Stage::Review, Kind::Planned, &["signed_sheet"], &["signed_sheet", "other"]),
        (
            Stage::Review,
            lift,
            &["situation_report", "site_photos", "contract_or_budget", "lift_inspection"],
            &["situation_report", "site_photos", "contract_or_budget", "lift_inspection", "other"],
        ),
        (Stage::Settlement, Kind::Planned, &["final_account"], &["final_account", "other"]),
        (Stage::Settlement, lift, &["final_account"], &["final_account", "other"]),
    ];
    for (stage, kind, needed, offered) in table {
        assert_eq!(codes(&Paper::needed(stage, kind)), needed, "{stage:?} {kind:?}");
        assert_eq!(codes(&Paper::offered(stage, kind)), offered, "{stage:?} {kind:?}");
    }
}

#[test]
fn codes_are_read_back_and_stand_once() {
    let all: BTreeSet<&str> = Paper::all().map(Paper::code).collect();
    assert_eq!(all.len(), Paper::all().count());
    for paper in Paper::all() {
        assert_eq!(Paper::from_code(paper.code()), Some(paper));
        assert!(!paper.label().is_empty());
        if let Paper::Emergency(own) = paper {
            assert_eq!(serde_json::to_value(own).expect("a name"), own.code(), "the wire says the same");
        }
    }
    for stage in [Stage::Submission, Stage::Review, Stage::Settlement] {
        assert_eq!(Stage::from_code(stage.code()), Some(stage));
    }
    assert_eq!(kind_of("emergency", "pump"), Some(Kind::Emergency(EmergencyKind::Pump)));
    assert_eq!(kind_of("planned", "pump"), Some(Kind::Planned));
    assert_eq!((kind_of("emergency", ""), kind_of("", "")), (None, None));
}
