//! Between which characters a line may end (避头尾, after GB/T 15834 and the usual practice of Chinese typesetting).

/// Characters that never begin a line (避头).
const NOT_AT_START: &str = "，。、；：？！．…—～·•）］｝】》〉」』〕〗”’％‰℃°㎡々ー,.;:?!)]}%²³";

/// Characters that never end a line (避尾).
const NOT_AT_END: &str = "（［｛【《〈「『〔〖“‘￥＄№¥$([{#";

/// Whether a line may end after `before`, so that the next one begins with `after`.
pub fn may_break(before: char, after: char) -> bool {
    if is_space(after) {
        // Spaces hang at the end of the line that they follow.
        return false;
    }
    if is_space(before) {
        return true;
    }
    if NOT_AT_START.contains(after) || NOT_AT_END.contains(before) {
        return false;
    }
    if is_pair(before, after) || is_measure(before, after) {
        return false;
    }
    // Words and figures stay whole, telephone numbers and dates with their hyphens too; a long code may break behind
    // its slash, or behind a hyphen before letters.
    !(is_word(before) && is_word(after))
        || matches!(before, '/' | '_')
        || (before == '-' && !after.is_ascii_digit())
}

/// Characters that end a line without being seen.
pub fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}')
}

fn is_word(character: char) -> bool {
    matches!(character, '0'..='9' | 'A'..='Z' | 'a'..='z' | 'À'..='ÿ' | '-' | '/' | '_' | '+' | '@' | '&' | '=' | ',' | '.' | ':' | '\'')
}

/// A figure stays with its measure, a date in one piece, a label with the figure behind it.
fn is_measure(before: char, after: char) -> bool {
    (before.is_ascii_digit() && "年月日号元户人版次页".contains(after))
        || ("年月：第".contains(before) && after.is_ascii_digit())
}

/// Dashes and ellipses are two characters long and stay together.
fn is_pair(before: char, after: char) -> bool {
    before == after && matches!(before, '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_keeps_to_its_side() {
        let cases = [
            ('安', '居', true),
            ('居', '，', false),
            ('居', '）', false),
            ('（', '安', false),
            ('《', '住', false),
            ('）', '安', true),
            ('，', '安', true),
            ('￥', '1', false),
            ('1', ',', false),
            (',', '0', false),
            ('5', '%', false),
            ('5', '㎡', false),
            ('安', '1', true),
            ('1', '安', true),
            ('A', 'b', false),
            ('-', '2', false),
            ('-', 'B', true),
            ('/', 'B', true),
            ('2', '-', false),
            ('—', '—', false),
            ('6', '年', false),
            ('年', '1', false),
            ('日', '1', true),
            ('：', '2', false),
            ('：', '安', true),
            ('安', ' ', false),
            (' ', '安', true),
        ];
        for (before, after, expected) in cases {
            assert_eq!(may_break(before, after), expected, "{before}|{after}");
        }
    }
}
