//! Which units take part.

use anju_domain::withdrawal::scope::{SelectableUnit, Selection, select};
use uuid::Uuid;

const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

const TICKED: Uuid = id(100);
const TICKED_WITHOUT_UNITS: Uuid = id(200);
const UNTICKED: Uuid = id(300);
const TICKED_AND_EMPTY: Uuid = id(400);

#[test]
fn a_unit_takes_part_if_it_is_saved_and_its_building_is_ticked() {
    let unit = |number, building, saved, exclusion_reason| SelectableUnit {
        unit: id(number),
        building,
        saved,
        exclusion_reason,
    };
    let units = [
        unit(1, TICKED, true, ""),
        unit(2, TICKED, false, "未受益"),
        unit(3, TICKED, false, " "),
        unit(4, TICKED, true, ""),
        unit(5, TICKED_WITHOUT_UNITS, false, "未受益"),
        unit(6, UNTICKED, true, ""),
        unit(7, UNTICKED, false, ""),
    ];
    assert_eq!(
        select(&[TICKED, TICKED_WITHOUT_UNITS, TICKED_AND_EMPTY], &units),
        Selection {
            taking_part: vec![id(1), id(4)],
            left_out_without_reason: vec![id(3)],
            ticked_without_units: vec![TICKED_WITHOUT_UNITS, TICKED_AND_EMPTY],
            saved_in_unticked: vec![id(6)],
        }
    );
    assert_eq!(select(&[], &[]), Selection::default());
}
