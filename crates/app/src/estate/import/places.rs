//! Places, buildings and identities of a community's units.

use anju_domain::area::AreaDm2;
use anju_domain::place::{PlaceTexts, assign_places};
use anju_store::estate::Building;
use anju_store::estate::import::ImportedUnit;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The identity of something inside `within`: the same texts are the same thing, on either engine and in any year.
pub(super) fn identity(within: Uuid, texts: &[&str]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(within.as_bytes());
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    let digest: [u8; 32] = hash.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Gives every unit of a community its place; a new building may move those of others.
pub(super) fn assign(units: &mut [ImportedUnit]) {
    let texts: Vec<PlaceTexts<'_>> = units
        .iter()
        .map(|unit| PlaceTexts {
            building: &unit.building,
            entrance: &unit.entrance,
            floor: &unit.floor,
            room: &unit.room,
        })
        .collect();
    let places = assign_places(&texts);
    for (unit, place) in units.iter_mut().zip(places) {
        unit.place = place;
    }
}

/// The buildings of these units, with their counters. One that differs from what is there has the next version.
/// `lifts` is what the table says of lifts; where it says nothing, what is stored stays.
pub(super) fn buildings(
    community_id: Uuid,
    units: &[ImportedUnit],
    lifts: &HashMap<Uuid, bool>,
    existing: &[Building],
) -> Vec<Building> {
    #[derive(Default)]
    struct Sums {
        ordinal: i32,
        units: i64,
        area: i64,
        floors: BTreeSet<i32>,
        entrances: BTreeSet<i32>,
    }
    let mut sums: HashMap<(Uuid, &str), Sums> = HashMap::new();
    for unit in units {
        let sum = sums.entry((unit.building_id, unit.building.as_str())).or_default();
        sum.ordinal = unit.place.building;
        sum.units += 1;
        sum.area += unit.area.0;
        sum.floors.insert(unit.place.floor);
        sum.entrances.insert(unit.place.entrance);
    }
    let stored: HashMap<Uuid, &Building> = existing.iter().map(|building| (building.id, building)).collect();
    let mut buildings: Vec<Building> = sums
        .into_iter()
        .map(|((id, name), sums)| {
            let building = Building {
                id,
                community_id,
                name: name.to_owned(),
                ordinal: sums.ordinal,
                floor_count: sums.floors.len() as i64,
                entrance_count: sums.entrances.len() as i64,
                unit_count: sums.units,
                total_area: AreaDm2(sums.area),
                has_lift: lifts.get(&id).copied().unwrap_or(stored.get(&id).is_some_and(|own| own.has_lift)),
                version: 1,
            };
            match stored.get(&id) {
                None => building,
                Some(stored) => {
                    let same = Building { version: stored.version, ..building };
                    if same == **stored { same } else { Building { version: stored.version + 1, ..same } }
                }
            }
        })
        .collect();
    buildings.sort_unstable_by_key(|building| (building.ordinal, building.id));
    buildings
}
