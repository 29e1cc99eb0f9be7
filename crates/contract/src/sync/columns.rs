//! Units in columns: what stands in one column is alike, so that a compressed unit takes some forty bytes.

use crate::estate::{CoOwner, UnitCard};
use anju_domain::area::AreaDm2;
use anju_domain::estate::{UnitKind, UnitState};
use anju_domain::money::Fen;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! unit_columns {
    ($($(#[$attribute:meta])* $column:ident $field:ident: $type:ty;)*) => {
        /// Units of one building; the n-th values of all columns are the n-th unit. The columns mean what the fields of
        /// [`UnitCard`] mean.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        pub struct UnitColumns {
            /// The building.
            pub building_id: Uuid,
            /// 自然幢
            pub building: String,
            /// The building's place in the community, from 1.
            pub building_ordinal: i32,
            $(
                $(#[$attribute])*
                #[doc = concat!("Of each unit: `", stringify!($field), "`.")]
                pub $column: Vec<$type>,
            )*
        }

        impl UnitColumns {
            /// The columns of units that stand in one building; `None` of no units.
            pub fn of(units: Vec<UnitCard>) -> Option<UnitColumns> {
                let first = units.first()?;
                let mut columns = UnitColumns {
                    building_id: first.building_id,
                    building: first.building.clone(),
                    building_ordinal: first.building_ordinal,
                    $($column: Vec::with_capacity(units.len()),)*
                };
                for unit in units {
                    $(columns.$column.push(unit.$field);)*
                }
                Some(columns)
            }

            /// The columns are of one length.
            pub fn is_even(&self) -> bool {
                [$(self.$column.len()),*].iter().all(|length| *length == self.unit_ids.len())
            }

            /// Puts the next units of the same building after these.
            pub fn append(&mut self, mut next: UnitColumns) {
                $(self.$column.append(&mut next.$column);)*
            }

            /// The units; `None` if the columns are not of one length.
            pub fn into_units(self) -> Option<Vec<UnitCard>> {
                if !self.is_even() {
                    return None;
                }
                let count = self.unit_ids.len();
                $(let mut $column = self.$column.into_iter();)*
                let unit = |_| {
                    Some(UnitCard {
                        building_id: self.building_id,
                        building: self.building.clone(),
                        building_ordinal: self.building_ordinal,
                        $($field: $column.next()?,)*
                    })
                };
                (0..count).map(unit).collect()
            }
        }
    };
}
unit_columns! {
    unit_ids unit_id: Uuid;
    versions version: i64;
    entrances entrance: String;
    floors floor: String;
    rooms room: String;
    entrance_ordinals entrance_ordinal: i32;
    floor_ordinals floor_ordinal: i32;
    room_ordinals room_ordinal: i32;
    #[schema(value_type = Vec<i64>)]
    areas_dm2 area_dm2: AreaDm2;
    #[schema(value_type = Vec<String>)]
    kinds kind: UnitKind;
    #[schema(value_type = Vec<String>)]
    states state: UnitState;
    excluded_reasons excluded_reason: Option<String>;
    owner_names owner_name: String;
    owner_counts owner_count: i64;
    co_owners co_owners: Vec<CoOwner>;
    #[schema(value_type = Vec<i64>)]
    first_contributions_fen first_contribution_fen: Fen;
    #[schema(value_type = Vec<i64>)]
    balances_fen balance_fen: Fen;
    #[schema(value_type = Vec<i64>)]
    held_fen held_fen: Fen;
    #[schema(value_type = Vec<i64>)]
    available_fen available_fen: Fen;
    selling_organisation_ids selling_organisation_id: Option<Uuid>;
    #[schema(value_type = Vec<i64>)]
    selling_contributions_fen selling_contribution_fen: Fen;
}

impl UnitColumns {
    /// How many units it holds.
    pub fn len(&self) -> usize {
        self.unit_ids.len()
    }

    /// It holds none.
    pub fn is_empty(&self) -> bool {
        self.unit_ids.is_empty()
    }
}

/// What stands on the accounts of units of one building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BalanceColumns {
    /// The building.
    pub building_id: Uuid,
    /// The units.
    pub unit_ids: Vec<Uuid>,
    /// 余额 of each, in fen.
    #[schema(value_type = Vec<i64>)]
    pub balances_fen: Vec<Fen>,
    /// What open withdrawals hold of each, in fen.
    #[schema(value_type = Vec<i64>)]
    pub held_fen: Vec<Fen>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(number: u128) -> UnitCard {
        UnitCard {
            unit_id: Uuid::from_u128(number),
            building_id: Uuid::from_u128(1),
            building: "3号楼".to_owned(),
            building_ordinal: 3,
            entrance: String::new(),
            floor: "1".to_owned(),
            room: number.to_string(),
            entrance_ordinal: 1,
            floor_ordinal: 1,
            room_ordinal: 2,
            area_dm2: AreaDm2(8_950),
            kind: UnitKind::CommodityHome,
            state: UnitState::Sold,
            excluded_reason: (number == 7).then(|| "产权争议".to_owned()),
            owner_name: "𠮷田".to_owned(),
            owner_count: 2,
            co_owners: vec![CoOwner { name: "𠮷田".to_owned(), share: Some("1/2".to_owned()) }],
            first_contribution_fen: Fen(900_000),
            balance_fen: Fen(5),
            held_fen: Fen(2),
            available_fen: Fen(3),
            selling_organisation_id: None,
            selling_contribution_fen: Fen(0),
            version: 4,
        }
    }

    #[test]
    fn units_come_out_of_their_columns_as_they_went_in() {
        let units = vec![unit(7), unit(8)];
        let columns = UnitColumns::of(units.clone()).expect("two units");
        assert_eq!(columns.len(), 2);
        assert_eq!(columns.into_units(), Some(units));
        assert_eq!(UnitColumns::of(Vec::new()), None);
    }

    #[test]
    fn columns_that_come_in_parts_are_the_whole() {
        let units = vec![unit(7), unit(8), unit(9)];
        let mut columns = UnitColumns::of(units[..2].to_vec()).expect("two units");
        columns.append(UnitColumns::of(units[2..].to_vec()).expect("one unit"));
        assert_eq!(columns.into_units(), Some(units));
    }

    #[test]
    fn columns_of_different_lengths_are_no_units() {
        let mut columns = UnitColumns::of(vec![unit(7), unit(8)]).expect("two units");
        assert!(columns.is_even());
        columns.held_fen.pop();
        assert!(!columns.is_even());
        assert_eq!(columns.into_units(), None);
    }
}
