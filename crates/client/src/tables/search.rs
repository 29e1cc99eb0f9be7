//! Finding sheets, communities and units by number, name, reading or address, without the server.

use super::Tables;
use super::units::unpack_building;
use crate::ClientError;
use anju_contract::estate::{CommunityCard, CommunityView};
use anju_contract::sync::SheetRecord;
use anju_contract::withdrawal::SheetRow;
use pinyin::ToPinyin as _;
use serde::Serialize;
use uuid::Uuid;

/// How many of each sort are found.
const MOST: usize = 20;
/// How many buildings are looked into for the units that match.
const BUILDINGS: i64 = 40;
/// Longer words find nothing more.
const LONGEST: usize = 50;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// `sheet`, `community` or `unit`.
    pub kind: &'static str,
    /// The sheet, community or unit.
    pub id: Uuid,
    /// The community that it is in.
    pub community_id: Option<Uuid>,
    /// The building of a unit.
    pub building_id: Option<Uuid>,
    /// What it is called.
    pub title: String,
    /// What tells it from others.
    pub detail: String,
    /// The state of a sheet.
    pub state: Option<String>,
}

/// A name, its reading and the reading's first letters: 孙桂兰 sunguilan sgl.
pub(super) fn words(name: &str) -> String {
    let mut text = String::with_capacity(name.len() * 4);
    push_words(&mut text, name);
    text
}

/// [`words`] at the end of a text.
pub(super) fn push_words(text: &mut String, name: &str) {
    let mut whole = String::with_capacity(name.len() * 3);
    let mut initials = String::with_capacity(name.len());
    for (letter, reading) in name.chars().zip(name.to_pinyin()) {
        match reading {
            Some(reading) => {
                whole.push_str(reading.plain());
                initials.push_str(reading.first_letter());
            }
            None if letter.is_alphanumeric() => {
                whole.extend(letter.to_lowercase());
                initials.extend(letter.to_lowercase());
            }
            None => {}
        }
    }
    let lower = name.to_lowercase();
    text.push_str(&lower);
    if !whole.is_empty() && whole != lower {
        for part in [&whole, &initials] {
            text.push(' ');
            text.push_str(part);
        }
    }
}

pub(super) fn community_text(card: &CommunityCard) -> String {
    format!("{} {} {}", words(&card.name), card.address.to_lowercase(), words(&card.developer_name))
}

pub(super) fn sheet_text(record: &SheetRecord) -> String {
    let (row, draft) = (&record.row, &record.view.draft);
    [
        row.number.clone().unwrap_or_default().to_lowercase(),
        words(&row.project),
        words(&row.community_name),
        words(&draft.contractor),
        draft.contract_no.to_lowercase(),
        row.amount_text.to_lowercase(),
    ]
    .join(" ")
}

/// The words of a query, lower case.
fn wanted(text: &str) -> Vec<String> {
    let text: String = text.chars().take(LONGEST).collect();
    text.to_lowercase().split_whitespace().map(str::to_owned).collect()
}

fn holds_all(text: &str, words: &[String]) -> bool {
    words.iter().all(|word| text.contains(word.as_str()))
}

impl Tables {
    /// What matches every word of the query: sheets first, then communities, then units.
    pub(crate) async fn search(&self, query: &str) -> Result<Vec<Hit>, ClientError> {
        let words = wanted(query);
        let Some(longest) = words.iter().max_by_key(|word| word.chars().count()).cloned() else {
            return Ok(Vec::new());
        };
        let mut hits = self.sheets_found(&words, &longest).await?;
        hits.extend(self.communities_found(&words, &longest).await?);
        // One letter matches nearly every unit.
        if longest.chars().count() > 1 {
            hits.extend(self.units_found(&words, &longest).await?);
        }
        Ok(hits)
    }

    async fn sheets_found(&self, words: &[String], longest: &str) -> Result<Vec<Hit>, ClientError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT search, row FROM sheet WHERE instr(search, ?) > 0 ORDER BY sheet_id DESC LIMIT 500",
        )
        .bind(longest)
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .filter(|(search, _)| holds_all(search, words))
            .take(MOST)
            .map(|(_, row)| {
                let row: SheetRow = serde_json::from_str(row)?;
                let number = row.number.clone().unwrap_or_else(|| "草稿".to_owned());
                Ok(Hit {
                    kind: "sheet",
                    id: row.sheet_id,
                    community_id: None,
                    building_id: None,
                    title: format!("{number} {}", row.project).trim().to_owned(),
                    detail: row.community_name,
                    state: Some(row.state),
                })
            })
            .collect()
    }

    async fn communities_found(&self, words: &[String], longest: &str) -> Result<Vec<Hit>, ClientError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT search, view FROM community WHERE instr(search, ?) > 0 ORDER BY name LIMIT 500",
        )
        .bind(longest)
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .filter(|(search, _)| holds_all(search, words))
            .take(MOST)
            .map(|(_, view)| {
                let card = serde_json::from_str::<CommunityView>(view)?.community;
                Ok(Hit {
                    kind: "community",
                    id: card.community_id,
                    community_id: Some(card.community_id),
                    building_id: None,
                    title: card.name,
                    detail: card.address,
                    state: None,
                })
            })
            .collect()
    }

    async fn units_found(&self, words: &[String], longest: &str) -> Result<Vec<Hit>, ClientError> {
        let rows: Vec<(Uuid, String, String, String, Vec<u8>)> = sqlx::query_as(
            "SELECT b.community_id, c.name, c.search, b.search, b.units
             FROM building b JOIN community c ON c.community_id = b.community_id
             WHERE instr(b.search, ?1) > 0 OR instr(c.search, ?1) > 0 LIMIT ?2",
        )
        .bind(longest)
        .bind(BUILDINGS)
        .fetch_all(&self.pool)
        .await?;
        let mut hits = Vec::new();
        for (community_id, community, about, search, packed) in rows {
            // A word may name the community, another one the room in it.
            let in_line: Vec<String> =
                words.iter().filter(|word| !about.contains(word.as_str())).cloned().collect();
            let matching: Vec<usize> = search
                .lines()
                .enumerate()
                .filter(|(_, line)| !in_line.is_empty() && holds_all(line, &in_line))
                .map(|(index, _)| index)
                .take(MOST - hits.len())
                .collect();
            if matching.is_empty() {
                continue;
            }
            let units = unpack_building(&packed)?;
            hits.extend(matching.into_iter().filter_map(|index| units.get(index)).map(|unit| Hit {
                kind: "unit",
                id: unit.unit_id,
                community_id: Some(community_id),
                building_id: Some(unit.building_id),
                title: unit.label(),
                detail: format!("{community} {}", unit.owner_name),
                state: None,
            }));
            if hits.len() >= MOST {
                break;
            }
        }
        Ok(hits)
    }
}
