//! Masked texts. They are what feeds, lists and logs may show; none of them can be turned back.

/// Fewer hidden characters than this could be guessed; then everything is hidden.
const MIN_HIDDEN: usize = 3;

/// Keeps the first `head` and the last `tail` characters.
fn mask_middle(text: &str, head: usize, tail: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() < head + tail + MIN_HIDDEN {
        return "*".repeat(chars.len());
    }
    let masked = |(index, c): (usize, &char)| {
        if index < head || index >= chars.len() - tail { *c } else { '*' }
    };
    chars.iter().enumerate().map(masked).collect()
}

/// An identity document's number. A resident's ID number keeps place and the last four: `110105********002X`; other
/// documents keep one character in front and two behind: `E*****78`.
pub fn mask_document_number(number: &str) -> String {
    match number.chars().count() {
        18.. => mask_middle(number, 6, 4),
        _ => mask_middle(number, 1, 2),
    }
}

/// A person's name: the first character and one star, whatever the length: `张*`.
pub fn mask_name(name: &str) -> String {
    let mut chars = name.trim().chars();
    match (chars.next(), chars.next()) {
        (None, _) => String::new(),
        (Some(_), None) => "*".to_owned(),
        (Some(first), Some(_)) => format!("{first}*"),
    }
}

/// A phone number: `138****1234`. A landline keeps its area code and the last two digits.
pub fn mask_phone(phone: &str) -> String {
    if let Some((area, number)) = phone.split_once('-') {
        return format!("{area}-{}", mask_middle(number, 0, 2));
    }
    match phone.chars().count() {
        11.. => mask_middle(phone, 3, 4),
        _ => mask_middle(phone, 0, 2),
    }
}

/// A bank account: the last four characters only, `****1234`, so that its length stays hidden too.
pub fn mask_account(account: &str) -> String {
    let chars: Vec<char> = account.chars().collect();
    match chars.len() {
        0 => String::new(),
        1..8 => "****".to_owned(),
        length => format!("****{}", chars[length - 4..].iter().collect::<String>()),
    }
}
