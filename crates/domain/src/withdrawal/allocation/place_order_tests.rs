use proptest::prelude::*;

use super::*;

fn order(places: &[[i32; 4]]) -> Result<Vec<usize>, Vec<usize>> {
    let places: Vec<Place> = places.iter().copied().map(Place::from_path).collect();
    PlaceOrder::by_place(&places).map(|order| order.iter().collect())
}

#[test]
fn orders_by_each_level_in_turn() {
    let places = [[2, 1, 1, 1], [1, 2, 1, 1], [1, 1, 2, 1], [1, 1, 1, 2], [1, 1, -1, 9], [1, 1, 1, 1]];
    assert_eq!(order(&places), Ok(vec![4, 5, 3, 2, 1, 0]));
}

#[test]
fn names_each_repeated_place() {
    let places = [[1, 1, 1, 2], [1, 1, 1, 1], [1, 1, 1, 2], [1, 1, 1, 1]];
    assert_eq!(order(&places), Err(vec![3, 2]));
    assert_eq!(order(&[[1, 1, 1, 1], [1, 1, 1, 1]]), Err(vec![1]));
}

#[test]
fn ordinals_that_spread_too_far_to_pack_are_ordered_all_the_same() {
    let far = [[i32::MAX, i32::MAX, 0, 0], [i32::MIN, 0, i32::MAX, 0], [i32::MIN, 0, i32::MIN, 5]];
    assert_eq!(order(&far), Ok(vec![2, 1, 0]));
}

proptest! {
    #[test]
    fn agrees_with_a_plain_sort(
        mut places in prop_oneof![
            proptest::collection::hash_set(proptest::array::uniform4(-3_i32..4), 0..60),
            proptest::collection::hash_set(proptest::array::uniform4(-9_i32..50), 2_500..2_600),
        ].prop_map(|set| set.into_iter().collect::<Vec<_>>()),
    ) {
        let found: Vec<[i32; 4]> = order(&places).unwrap().into_iter().map(|position| places[position]).collect();
        places.sort_unstable();
        prop_assert_eq!(found, places);
    }
}
