//! A building with balances for the stories, and a sheet over it as a company's desk would fill it in.

use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::place::Place;
use anju_domain::withdrawal::allocation::{Basis, ScopeUnit, UnitFund, allocate};
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_store::ledger::{self, Entry, OpeningBalance};
use anju_store::sql::Sql;
use anju_store::{Store, StoreError, StoreOptions, Tx, args};
use anju_tests::{City, Desk, new_id};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

const ADD_BUILDING: Sql =
    Sql("INSERT INTO building (id, community_id, name, ordinal, floor_count, entrance_count, \
     unit_count, total_area_dm2, has_lift, version) VALUES ($1, $2, $3, 901, $4, 1, $4, $5, $6, 1)");
const ADD_UNITS: Sql = Sql("INSERT INTO unit (id, community_id, building_id, entrance, floor, room, \
     building_ordinal, entrance_ordinal, floor_ordinal, room_ordinal, area_dm2, kind, state, \
     first_contribution_fen, selling_contribution_fen, opening_principal_fen, opening_interest_fen, \
     version) VALUES");
const ADD_OWNERS: Sql = Sql("INSERT INTO unit_owner (unit_id, ordinal, name, id_kind, id_number_masked, \
     phone_masked, head_key) VALUES");
const DISTRICT: Sql = Sql("SELECT district_id FROM community WHERE id = $1");

/// A unit of the building.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Home {
    pub(crate) id: Uuid,
    pub(crate) area_dm2: i64,
    pub(crate) principal_fen: i64,
    pub(crate) interest_fen: i64,
}

/// A building whose units stand in the ledger.
pub(crate) struct Estate {
    pub(crate) store: Store,
    pub(crate) community: Uuid,
    pub(crate) district: Uuid,
    pub(crate) building: Uuid,
    pub(crate) homes: Vec<Home>,
}

impl Estate {
    /// Builds into the first community of the city. Each home is (area in 0.01 m², principal, interest in fen), one a
    /// floor, each with an owner of its own.
    pub(crate) async fn build(city: &City, desk: &Desk, homes: &[(i64, i64, i64)]) -> Estate {
        let store = Store::open(&StoreOptions { url: city.url().to_owned(), connections: 2 })
            .await
            .expect("the city's database opens");
        let answer = desk.read("estate.list_communities", json!({})).await.accepted();
        let community = answer["communities"][0]["community_id"].as_str().expect("a community");
        let community = Uuid::parse_str(community).expect("an id");
        let district = store.opt(DISTRICT, args![community]).await.expect("readable").expect("a community");
        let district = district.get("district_id").expect("a district");
        let building = Uuid::now_v7();
        let homes: Vec<Home> = homes
            .iter()
            .map(|&(area_dm2, principal_fen, interest_fen)| Home {
                id: Uuid::now_v7(),
                area_dm2,
                principal_fen,
                interest_fen,
            })
            .collect();
        let estate = Estate { store, community, district, building, homes };
        estate.write().await;
        estate
    }

    async fn write(&self) {
        let (community, district, building) = (self.community, self.district, self.building);
        let homes = self.homes.clone();
        let written = self.store.write(move |tx: &mut Tx| {
            let homes = homes.clone();
            Box::pin(async move {
                let count = i64::try_from(homes.len()).expect("a building is finite");
                let area: i64 = homes.iter().map(|home| home.area_dm2).sum();
                tx.exec(ADD_BUILDING, args![building, community, "故事楼", count, area, true]).await?;
                let places = homes.iter().zip(1_i64..);
                let units = places.clone().map(|(home, floor)| {
                    let (floor_text, room) = (floor.to_string(), format!("{floor}01"));
                    args![
                        home.id,
                        community,
                        building,
                        "1单元",
                        floor_text,
                        room,
                        901_i64,
                        1_i64,
                        floor,
                        1_i64,
                        home.area_dm2,
                        "commodity_home",
                        "sold",
                        100_000_i64,
                        0_i64,
                        home.principal_fen,
                        home.interest_fen,
                        1_i64
                    ]
                });
                tx.insert_many(ADD_UNITS, units.collect()).await?;
                let owners = places.map(|(home, floor)| {
                    let key = home.id.as_bytes().to_vec();
                    args![
                        home.id,
                        1_i64,
                        format!("业主{floor}𠮷"),
                        "id_card",
                        "1101**********002X",
                        "138****8000",
                        key
                    ]
                });
                tx.insert_many(ADD_OWNERS, owners.collect()).await?;
                let balances: Vec<OpeningBalance> = homes
                    .iter()
                    .map(|home| OpeningBalance {
                        unit_id: home.id,
                        balance: PrincipalAndInterest {
                            principal: Fen(home.principal_fen),
                            interest: Fen(home.interest_fen),
                        },
                    })
                    .collect();
                ledger::opening_balance(tx, opening(district, building), &balances).await.map_err(
                    |error| match error {
                        ledger::LedgerError::Store(error) => error,
                        other => panic!("{other}"),
                    },
                )?;
                Ok::<_, StoreError>(())
            })
        });
        written.await.expect("the building can be written");
    }

    /// Adds money to a home's principal behind the sheet's back, as a contribution does.
    pub(crate) async fn contribute(&self, home: usize, fen: i64) {
        let (district, unit_id) = (self.district, self.homes[home].id);
        let written = self.store.write(move |tx: &mut Tx| {
            Box::pin(async move {
                let money = PrincipalAndInterest { principal: Fen(fen), interest: Fen::ZERO };
                let entry = opening(district, Uuid::now_v7());
                ledger::opening_balance(tx, entry, &[OpeningBalance { unit_id, balance: money }])
                    .await
                    .map_err(|error| panic!("{error}"))
                    .map(drop)
                    .or(Err(StoreError::Corrupt("contribution")))
            })
        });
        written.await.expect("a contribution can be posted");
    }

    /// What stands on a home's accounts: principal, interest, and what is held of both.
    pub(crate) async fn stands(&self, home: usize) -> (i64, i64, i64) {
        let balance = ledger::account::of_unit(&self.store, self.homes[home].id).await;
        let balance = balance.expect("readable").expect("an account");
        let held = balance.held.principal.0 + balance.held.interest.0;
        (balance.balance.principal.0, balance.balance.interest.0, held)
    }

    /// The ledger contradicts itself nowhere.
    pub(crate) async fn is_sound(&self) {
        assert_eq!(ledger::verify(&self.store).await.expect("readable"), None);
    }

    /// The digests of the allocation over these balances, as the desk that shows it computes them.
    pub(crate) fn seen(&self, amount_fen: i64, balances: &[i64]) -> Value {
        let rooms: Vec<String> =
            (1..=self.homes.len()).map(|floor| format!("故事楼-1单元-{floor}01")).collect();
        let units: Vec<ScopeUnit<'_>> = self
            .homes
            .iter()
            .zip(&rooms)
            .zip(balances)
            .zip(1..)
            .map(|(((home, room), balance), floor)| ScopeUnit {
                unit: home.id,
                place: Place { building: 901, entrance: 1, floor, room: 1 },
                room,
                area: AreaDm2(home.area_dm2),
                balance: Fen(*balance),
                held: Fen::ZERO,
                fund: UnitFund::Commodity,
            })
            .collect();
        let allocation = allocate(Fen(amount_fen), Basis::Area, &units, &[]).expect("a fair division");
        json!(allocation.digests())
    }

    /// The digests over the balances with which the homes were built.
    pub(crate) fn seen_as_built(&self, amount_fen: i64) -> Value {
        let balances: Vec<i64> =
            self.homes.iter().map(|home| home.principal_fen + home.interest_fen).collect();
        self.seen(amount_fen, &balances)
    }

    /// Saves a whole draft over all homes; its id and version.
    pub(crate) async fn draft(&self, desk: &Desk, amount: &str, kind: &str) -> (String, i64) {
        let sheet = new_id();
        let homes: Vec<Uuid> = self.homes.iter().map(|home| home.id).collect();
        let request = json!({
            "sheet_id": sheet, "community_id": self.community, "version": 0,
            "draft": {
                "project": "屋面防水", "part": "屋面", "reason": "多处渗漏", "kind": kind,
                "emergency_kind": if kind == "emergency" { "roof_leak" } else { "" },
                "contractor": "北京防水工程有限公司", "contract_no": "HT-2026-1", "amount_text": amount,
                "payee_name": "北京防水工程有限公司", "payee_bank": "中国工商银行北京分行",
                "payee_account": "6222020200112233445", "handler": "孙桂兰", "phone": "13800138000",
                "basis": "area", "ticked_buildings": [self.building], "saved_units": homes,
            },
        });
        let saved = desk.write("withdrawal.save_draft", request).await.accepted();
        (sheet, saved["version"].as_i64().expect("a version"))
    }
}

fn opening(district: Uuid, key: Uuid) -> Entry {
    Entry {
        id: Uuid::now_v7(),
        scope_id: district,
        business_date: NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day"),
        kind: "opening_balance",
        case_id: None,
        reverses: None,
        idempotency_key: key.to_string(),
        actor_id: Uuid::nil(),
        posted_at: DateTime::<Utc>::from_timestamp(1_767_200_000, 0).expect("an instant"),
        postings: Vec::new(),
    }
}
