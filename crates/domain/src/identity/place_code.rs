//! The place code, the first six digits of an ID number (GB/T 2260).

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Which counties each prefecture has had: a bit for each of the codes 00 to 99.
static COUNTIES: LazyLock<BTreeMap<&str, u128>> =
    LazyLock::new(|| include_str!("place_codes.txt").lines().filter_map(prefecture).collect());

/// A line of the list; `None` if it is a comment.
fn prefecture(line: &str) -> Option<(&str, u128)> {
    let mut words = line.split(' ');
    let code = words.next().filter(|code| *code != "#")?;
    Some((code, words.filter_map(run).fold(0, |all, bits| all | bits)))
}

/// `21` or `21-29`.
fn run(text: &str) -> Option<u128> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse::<u32>().ok()?, last.parse::<u32>().ok()?);
    Some((first..=last).filter_map(|county| 1_u128.checked_shl(county)).fold(0, |all, bit| all | bit))
}

/// Whether a number that begins with these six digits names a place: one that has had this code at any time since there
/// are ID numbers, or one of the permits that have numbers of the same form: of residents of Hong Kong (81), Macao (82)
/// and Taiwan (71, 83), and of foreigners (a leading 9).
pub(super) fn is_known(code: &str) -> bool {
    if matches!(code.get(..2), Some("71" | "81" | "82" | "83")) || code.starts_with('9') {
        return true;
    }
    let (Some(prefecture), Some(county)) = (code.get(..4), code.get(4..6).and_then(|text| text.parse().ok()))
    else {
        return false;
    };
    let counties = COUNTIES.get(prefecture).copied().unwrap_or(0);
    1_u128.checked_shl(county).is_some_and(|bit| counties & bit != 0)
}

#[cfg(test)]
mod tests {
    use super::{COUNTIES, is_known};

    #[test]
    fn the_list_is_read_whole() {
        let lines = include_str!("place_codes.txt").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(COUNTIES.len(), lines.count());
        let codes: u32 = COUNTIES.values().map(|counties| counties.count_ones()).sum();
        assert_eq!(codes, 6_958);
    }

    #[test]
    fn places_of_today_and_of_former_days_are_known_and_others_are_not() {
        for (code, place) in [
            ("110105", "朝阳区"),
            ("110103", "崇文区, until 2010"),
            ("110221", "昌平县, until 1999"),
            ("440524", "潮阳县, until 1993"),
            ("510202", "重庆市市中区, until 1994"),
            ("330383", "龙港市, since 2019"),
            ("441900", "东莞市, which has no counties"),
            ("810000", "香港"),
            ("830000", "台湾居民居住证"),
            ("911156", "外国人永久居留身份证"),
        ] {
            assert!(is_known(code), "{code} {place}");
        }
        for code in ["110130", "160101", "440599", "000000", "11010", "", "一二三四五六"] {
            assert!(!is_known(code), "{code}");
        }
    }
}
