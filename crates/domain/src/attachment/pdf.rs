//! Documents: whole, and open to whoever reads them.

use super::clean::FileFault;

/// How far from the end the end may be announced: some writers leave blank lines behind it.
const TAIL: usize = 2_048;

/// Checks the frame of a document: its end, the place of its table of contents, and that no password guards it.
pub(super) fn check(bytes: Vec<u8>) -> Result<Vec<u8>, FileFault> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let end = last(tail, b"%%EOF").ok_or(FileFault::Broken)?;
    let start = last(&tail[..end], b"startxref").ok_or(FileFault::Broken)?;
    let digits: String = tail[start + b"startxref".len()..end]
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(char::is_ascii_whitespace)
        .take_while(char::is_ascii_digit)
        .collect();
    let table: usize = digits.parse().map_err(|_| FileFault::Broken)?;
    if table == 0 || table >= bytes.len() {
        return Err(FileFault::Broken);
    }
    // The reference to the cipher stands in clear in the trailer, or in the dictionary of the table.
    if last(&bytes[table..], b"/Encrypt").is_some() {
        return Err(FileFault::Encrypted);
    }
    Ok(bytes)
}

fn last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}
