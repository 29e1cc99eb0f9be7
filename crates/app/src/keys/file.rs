//! The text of the keys' file: the ring, or the one pair of keys that there was before it.

use super::key::RingKey;
use super::{Keys, MOST_KEYS};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The layout that this program writes.
const FORMAT: u32 = 2;

/// Why a text is not a file of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeysFault {
    /// It is damaged.
    Damaged,
    /// A newer program wrote it, in this layout.
    Newer(u32),
}

#[derive(Serialize, Deserialize)]
struct File {
    format: u32,
    head: [u8; 32],
    /// The oldest first; the last one is the current key.
    keys: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    /// Found again from the key, so that a damaged one is noticed.
    id: String,
    began: Option<NaiveDate>,
    seal: [u8; 32],
}

/// The layout before the ring, which had no number.
#[derive(Deserialize)]
struct Before {
    seal: [u8; 32],
    head: [u8; 32],
}

#[derive(Deserialize)]
struct Layout {
    format: Option<u32>,
}

impl Keys {
    /// The keys of a file, and whether it is in today's layout.
    ///
    /// # Errors
    /// The text is damaged, or of a newer program.
    pub fn from_text(text: &str) -> Result<(Keys, bool), KeysFault> {
        let layout: Layout = serde_json::from_str(text).map_err(|_| KeysFault::Damaged)?;
        match layout.format {
            None => {
                let Before { seal, head } = serde_json::from_str(text).map_err(|_| KeysFault::Damaged)?;
                Ok((Keys { head, first: RingKey::new(&head, seal, None), later: Vec::new() }, false))
            }
            Some(FORMAT) => Ok((ring(serde_json::from_str(text).map_err(|_| KeysFault::Damaged)?)?, true)),
            Some(format) => Err(KeysFault::Newer(format)),
        }
    }

    /// The text to keep in the file.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let line = |key: &RingKey| Line { id: key.id(), began: key.began, seal: key.secret };
        let keys = std::iter::once(&self.first).chain(&self.later).map(line).collect();
        serde_json::to_string(&File { format: FORMAT, head: self.head, keys })
    }
}

fn ring(file: File) -> Result<Keys, KeysFault> {
    if file.keys.len() > MOST_KEYS {
        return Err(KeysFault::Damaged);
    }
    let mut keys = file.keys.into_iter().map(|line| {
        let key = RingKey::new(&file.head, line.seal, line.began);
        if key.id() == line.id { Ok(key) } else { Err(KeysFault::Damaged) }
    });
    let first = keys.next().ok_or(KeysFault::Damaged)??;
    Ok(Keys { head: file.head, first, later: keys.collect::<Result<_, _>>()? })
}

#[cfg(test)]
mod tests {
    use super::{Keys, KeysFault};
    use chrono::NaiveDate;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn fault(text: &str) -> Option<KeysFault> {
        Keys::from_text(text).err()
    }

    #[test]
    fn a_file_says_the_same_keys_again() {
        let keys = Keys::random(day(1)).rotated(day(2)).expect("there is room");
        let text = keys.to_text().expect("text");
        let (again, of_today) = Keys::from_text(&text).expect("keys");
        assert!(of_today);
        assert_eq!(again.to_text().expect("text"), text);
        assert_eq!(again.names(), keys.names());
        assert_eq!(again.head_key("passport", "1"), keys.head_key("passport", "1"));
    }

    #[test]
    fn the_file_before_the_ring_becomes_its_first_key() {
        let pair = serde_json::json!({ "seal": vec![1; 32], "head": vec![2; 32] }).to_string();
        let (keys, of_today) = Keys::from_text(&pair).expect("keys");
        assert!(!of_today);
        assert_eq!(keys.names().len(), 1);
        assert_eq!(keys.names()[0].began, None);
        let sealed = keys.seal(Uuid::nil(), "phone.1", "13800001234").expect("sealed");
        let (upgraded, _) = Keys::from_text(&keys.to_text().expect("text")).expect("keys");
        assert_eq!(upgraded.open(Uuid::nil(), "phone.1", &sealed).expect("opened"), "13800001234");
    }

    #[test]
    fn damage_and_a_newer_layout_are_told_apart() {
        let text = Keys::random(day(1)).to_text().expect("text");
        assert_eq!(fault(""), Some(KeysFault::Damaged));
        assert_eq!(fault("{}"), Some(KeysFault::Damaged));
        assert_eq!(fault(&text.replace("\"format\":2", "\"format\":3")), Some(KeysFault::Newer(3)));
        let mut keys: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let byte = keys["keys"][0]["seal"][0].as_u64().expect("a byte");
        keys["keys"][0]["seal"][0] = (byte ^ 1).into();
        assert_eq!(fault(&keys.to_string()), Some(KeysFault::Damaged), "another key than its id says");
        keys["keys"] = serde_json::json!([]);
        assert_eq!(fault(&keys.to_string()), Some(KeysFault::Damaged), "a ring without a key");
    }
}
