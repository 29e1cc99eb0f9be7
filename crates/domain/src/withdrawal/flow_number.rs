//! 业务流水号 under which a shortfall is paid in: the sheet's number, and for one unit its line on the sheet.
//!
//! Whoever pays types it into a remark, so it is found among other words, with full-width digits and with spaces in
//! it. Two different numbers in one remark are no number: nobody guesses which was meant.

use std::fmt;

use crate::half_width::half_width;

/// 区县代码-年-序号
const SHEET_GROUPS: [usize; 3] = [6, 4, 6];
/// The digits of a line.
const LINE_DIGITS: usize = 5;

/// The number of a sheet, or of one unit's line on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FlowNumber {
    /// 任务单编号
    pub sheet: String,
    /// The unit's line in the frozen allocation, by place, from 1.
    pub line: Option<u32>,
}

impl FlowNumber {
    /// The number of a unit's line.
    pub fn of_line(sheet: &str, line: u32) -> FlowNumber {
        FlowNumber { sheet: sheet.to_owned(), line: Some(line) }
    }

    /// The number of a unit's line, exactly as a notice bears it; `None` of any other text.
    pub fn printed_line(text: &str) -> Option<(FlowNumber, u32)> {
        let number = FlowNumber::find(text)?;
        let line = number.line?;
        (number.to_string() == text).then_some((number, line))
    }

    /// The one number that a text holds; `None` if it holds none, or several. Spaces part numbers from each other, and are
    /// slips of the hand where no whole line stands between them.
    pub fn find(text: &str) -> Option<FlowNumber> {
        let characters: Vec<char> = text.chars().map(half_width).map(dash).collect();
        let parted = numbers(&characters);
        if parted.len() > 1 {
            return None;
        }
        if let Some(number) = parted.into_iter().find(|number| number.line.is_some()) {
            return Some(number);
        }
        let closed: Vec<char> = characters.into_iter().filter(|c| !c.is_whitespace()).collect();
        let mut closed = numbers(&closed);
        if closed.len() == 1 { closed.pop() } else { None }
    }
}

/// The different numbers among characters, in their order; no more than two are looked for.
fn numbers(characters: &[char]) -> Vec<FlowNumber> {
    let mut found: Vec<FlowNumber> = Vec::new();
    let mut at = 0;
    while at < characters.len() && found.len() < 2 {
        let begins = at == 0 || !characters[at - 1].is_ascii_digit();
        match begins.then(|| read(&characters[at..])).flatten() {
            Some((number, length)) => {
                if !found.contains(&number) {
                    found.push(number);
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// As it is printed on the notice.
impl fmt::Display for FlowNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}-{line:0LINE_DIGITS$}", self.sheet),
            None => f.write_str(&self.sheet),
        }
    }
}

/// The dashes that input methods and word processors make of a hyphen.
fn dash(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        other => other,
    }
}

/// The number at the beginning of some characters, and how many characters it takes.
fn read(characters: &[char]) -> Option<(FlowNumber, usize)> {
    let mut length = 0;
    for (group, digits) in SHEET_GROUPS.into_iter().enumerate() {
        if group > 0 {
            length = after_dash(characters, length)?;
        }
        length = after_digits(characters, length, digits)?;
    }
    let sheet = characters[..length].iter().collect();
    let line = after_dash(characters, length).and_then(|start| {
        let end = after_digits(characters, start, LINE_DIGITS)?;
        let line: String = characters[start..end].iter().collect();
        Some((line.parse::<u32>().ok().filter(|line| *line > 0)?, end))
    });
    match line {
        Some((line, end)) => Some((FlowNumber { sheet, line: Some(line) }, end)),
        None => Some((FlowNumber { sheet, line: None }, length)),
    }
}

fn after_dash(characters: &[char], at: usize) -> Option<usize> {
    (characters.get(at) == Some(&'-')).then_some(at + 1)
}

/// Where a group of exactly this many digits ends.
fn after_digits(characters: &[char], at: usize, count: usize) -> Option<usize> {
    let end = at + count;
    let group = characters.get(at..end)?;
    let exact = characters.get(end).is_none_or(|next| !next.is_ascii_digit());
    (exact && group.iter().all(char::is_ascii_digit)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::FlowNumber;

    fn found(text: &str) -> Option<(String, Option<u32>)> {
        FlowNumber::find(text).map(|number| (number.sheet, number.line))
    }

    #[test]
    fn a_number_is_found_among_other_words() {
        let sheet = "110102-2026-000123";
        let line = Some((sheet.to_owned(), Some(7)));
        assert_eq!(found("110102-2026-000123-00007"), line);
        assert_eq!(found("补交维修资金欠款１１０１０２－２０２６－０００１２３－００００７张三"), line);
        assert_eq!(found("补交 110102—2026—000123—00007。"), line);
        assert_eq!(found("110102-2026-000123 结余退回"), Some((sheet.to_owned(), None)));
        assert_eq!(found("110102-2026-000123-00007,110102-2026-000123-00007"), line);
        assert_eq!(found("110102-2026-000123-00007 110102-2026-000123-00007"), line);
        assert_eq!(found("110102 - 2026 - 000123 -00007"), line);
    }

    #[test]
    fn what_is_no_number_is_not_guessed() {
        for text in [
            "",
            "维修款",
            "110102-2026-00012",
            "110102-2026-0001234",
            "9110102-2026-000123",
            "110102-2026-000123-00007 110102-2026-000123-00008",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        // A line that is none belongs to nobody; the sheet is still named.
        assert_eq!(found("110102-2026-000123-00000").map(|(_, line)| line), Some(None));
    }

    #[test]
    fn what_is_printed_is_read() {
        let number = FlowNumber::of_line("110102-2026-000123", 50_000);
        assert_eq!(number.to_string(), "110102-2026-000123-50000");
        assert_eq!(FlowNumber::find(&number.to_string()), Some(number.clone()));
        assert_eq!(FlowNumber::printed_line(&number.to_string()), Some((number, 50_000)));
        for other in ["110102-2026-000123", "110102-2026-000123-50000。", "110102-2026-000123-5", ""] {
            assert_eq!(FlowNumber::printed_line(other), None, "{other}");
        }
    }
}
