use proptest::prelude::*;

use super::*;

fn shares(total: u64, weights: &[u64]) -> Vec<u64> {
    let portions = Portions::divide(total, weights.to_vec(), &PlaceOrder::of_input(weights.len())).unwrap();
    (0..weights.len()).map(|party| portions.share(party)).collect()
}

#[test]
fn divides_as_by_hand() {
    for (total, weights, expected) in [
        (10, &[1, 1, 1][..], &[4, 3, 3][..]),
        (10, &[1], &[10]),
        (0, &[1, 2], &[0, 0]),
        (1, &[1, 2], &[0, 1]),
        (2, &[0, 5, 0], &[0, 2, 0]),
        (7, &[0, 1, 1, 1], &[0, 3, 2, 2]),
        (100, &[1, 1, 2, 3], &[14, 14, 29, 43]),
        // Equal fractional parts: those who stand first get the fen.
        (2, &[1, 1, 1, 1], &[1, 1, 0, 0]),
    ] {
        assert_eq!(shares(total, weights), expected, "{total} over {weights:?}");
    }
}

#[test]
fn refuses_weights_that_cannot_divide() {
    let order = PlaceOrder::of_input(2);
    assert_eq!(Portions::divide(1, vec![0, 0], &order), Err(WeightFault::Zero));
    assert_eq!(Portions::divide(1, vec![u64::MAX >> 1, 1], &order), Err(WeightFault::TooLarge));
    assert!(Portions::divide(1, vec![(u64::MAX >> 1) - 1, 1], &order).is_ok());
}

#[test]
fn wide_products_divide_like_narrow_ones() {
    // The same proportions, once within 64 bits and once far beyond.
    let narrow = shares(1_000_003, &[3, 5, 11]);
    let wide = shares(1_000_003, &[3 << 58, 5 << 58, 11 << 58]);
    assert_eq!(narrow, wide);
}

proptest! {
    #[test]
    fn the_nth_largest_is_that_of_a_sort(
        some in proptest::collection::vec(prop_oneof![0..5_u64, 0..5_000_u64, 0..(1_u64 << 62)], 1..60),
        times in prop_oneof![Just(1_usize), Just(200)],
        nth in any::<prop::sample::Index>(),
    ) {
        // Repeated so often that more stand alike than are copied.
        let mut numbers = some.repeat(times);
        let nth = nth.index(numbers.len()) + 1;
        let mut select = Select::new(1 + numbers.iter().max().copied().unwrap_or_default());
        numbers.iter().for_each(|&number| select.count_first(number));
        let found = select.nth_largest(nth, || numbers.iter().copied());
        numbers.sort_unstable_by(|a, b| b.cmp(a));
        prop_assert_eq!(found, numbers[nth - 1]);
    }

    #[test]
    fn floors_and_remainders_are_those_of_wide_division(
        total in 0..=(1_u64 << 53),
        mut weights in proptest::collection::vec(prop_oneof![0..100_u64, 0..(1_u64 << 57)], 1..20),
        first in 1..(1_u64 << 57),
    ) {
        weights.push(first);
        let sum: u64 = weights.iter().sum();
        let split = Split::new(total, sum);
        for weight in weights {
            let (floor, remainder) = split.of(weight);
            let product = u128::from(total) * u128::from(weight);
            prop_assert_eq!(u128::from(floor), product / u128::from(sum));
            prop_assert_eq!(u128::from(remainder), product % u128::from(sum));
        }
    }

    #[test]
    fn rank_and_ranks_agree_with_who_received_a_fen(
        total in 0_u64..5_000,
        weights in proptest::collection::vec(0_u64..40, 1..40),
    ) {
        prop_assume!(weights.iter().any(|&weight| weight > 0));
        let order = PlaceOrder::of_input(weights.len());
        let portions = Portions::divide(total, weights.clone(), &order).unwrap();
        let ranks = portions.ranks(&order);
        for (party, &rank) in ranks.iter().enumerate() {
            prop_assert_eq!(portions.rank(party, &order), rank);
            let floor = total * weights[party] / portions.weight_sum;
            prop_assert_eq!(portions.share(party) > floor, rank <= portions.remaining);
        }
        let all: u64 = (0..weights.len()).map(|party| portions.share(party)).sum();
        prop_assert_eq!(all, total);
    }
}
