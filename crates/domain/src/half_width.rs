//! Full-width forms, which a Chinese input method produces for digits, Latin letters and signs.

/// The ASCII counterpart of a full-width form; any other character as it is.
pub(crate) fn half_width(c: char) -> char {
    match c {
        // The full-width block repeats ASCII at a fixed distance.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Trims, turns full-width forms into ASCII, and drops the characters that people put between groups.
pub(crate) fn compact(text: &str, separators: &[char]) -> String {
    text.trim().chars().map(half_width).filter(|c| !separators.contains(c)).collect()
}
