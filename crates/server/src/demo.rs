//! The demo city: the same for everybody who makes it.

mod community;
mod dice;
mod people;
mod units;

use crate::cli::{Failure, Size, say};
use anju_app::estate::import::{By, Destination, Units, prepare_units, take_units};
use anju_app::identity::{account_phone, hash_password};
use anju_app::{App, Keys, Refusal};
use anju_domain::area::AreaDm2;
use anju_domain::permission::Role;
use anju_store::estate::{self, Community};
use anju_store::identity::phone::set_phone;
use anju_store::identity::{self, NewOrganisation, NewUser};
use anju_store::{Store, StoreError, Tx};
use chrono::{DateTime, Utc};
use community::{EMPTY, NAMED, Plan};
use futures::{StreamExt, stream};
use std::sync::Arc;
use uuid::Uuid;

/// The password of every demo user. The demo city is nobody's money.
const PASSWORD: &str = "anju-demo-2026";

/// Ids of the demo city are fixed, so that a second run finds the first.
fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

/// The district whose communities are full, and a second one with people of its own, who see nothing of the first.
const DISTRICTS: [(u128, &str, &str); 2] = [(101, "110102", "西城区"), (102, "110105", "朝阳区")];

/// Number, kind, name, credit code, number of the district.
type DemoOrganisation = (u128, &'static str, &'static str, Option<&'static str>, Option<u128>);

const ORGANISATIONS: [DemoOrganisation; 7] = [
    (201, "property_company", "北京安居物业管理有限公司", Some("91110000600037341L"), None),
    (202, "bureau", "西城区住房和城市建设委员会", None, Some(101)),
    (203, "department", "西城管理部", None, Some(101)),
    (204, "centre", "市住房资金管理中心", None, None),
    (211, "property_company", "北京望京物业服务有限公司", None, None),
    (212, "bureau", "朝阳区住房和城市建设委员会", None, Some(102)),
    (213, "department", "朝阳管理部", None, Some(102)),
];

/// How many communities are made ready ahead of the one that is written: a few megabytes each.
const READY_AHEAD: usize = 4;

/// Who imports the unit tables.
const CLERK: u128 = 303;

/// Number, organisation, user name, name, role.
const USERS: [(u128, u128, &str, &str, Role); 12] = [
    (301, 201, "wuye", "孙桂兰", Role::CompanyOperator),
    (302, 202, "jianwei", "周明远", Role::BureauReviewer),
    (303, 203, "jingban", "李静", Role::DepartmentClerk),
    (304, 203, "fuhe", "赵国强", Role::DepartmentReviewer),
    (305, 203, "chuna", "王芳", Role::DepartmentCashier),
    (306, 204, "admin", "系统管理员", Role::Administrator),
    (307, 204, "audit", "审计员", Role::Auditor),
    (311, 211, "wuye2", "陈建国", Role::CompanyOperator),
    (312, 212, "jianwei2", "吴晓东", Role::BureauReviewer),
    (313, 213, "jingban2", "刘洋", Role::DepartmentClerk),
    (314, 213, "fuhe2", "郑丽华", Role::DepartmentReviewer),
    (315, 213, "chuna2", "何敏", Role::DepartmentCashier),
];

/// Fills an empty database; what is there already is left as it is.
pub(crate) async fn fill(store: &Store, keys: &Arc<Keys>, size: Size) -> Result<(), Failure> {
    let at = DateTime::from_timestamp(1_790_000_000, 0).ok_or(StoreError::Corrupt("instant"))?;
    if identity::user_by_id(store, id(USERS[0].0)).await?.is_some() {
        say("演示城市已存在");
    } else {
        let hash = hash_password(PASSWORD).ok_or(StoreError::Corrupt("password hash"))?;
        let keys = Arc::clone(keys);
        let made: Result<(), Refusal> = store
            .write(move |tx| {
                let (keys, hash) = (Arc::clone(&keys), hash.clone());
                Box::pin(async move { city(tx, &keys, &hash, at).await })
            })
            .await;
        made.map_err(failed)?;
        say(&format!("演示城市已建立；用户 {}，密码均为 {PASSWORD}", USERS.map(|user| user.2).join("、")));
    }
    match size {
        Size::Small => Ok(()),
        Size::District => district(store, keys, at).await,
    }
}

async fn city(tx: &mut Tx, keys: &Keys, hash: &str, at: DateTime<Utc>) -> Result<(), Refusal> {
    for (number, code, name) in DISTRICTS {
        identity::add_district(tx, id(number), code, name).await?;
    }
    for (number, kind, name, credit_code, district) in ORGANISATIONS {
        let new = NewOrganisation {
            id: id(number),
            kind,
            name: name.to_owned(),
            credit_code: credit_code.map(str::to_owned),
            district_id: district.map(id),
        };
        identity::add_organisation(tx, &new).await?;
    }
    for (number, organisation, user_name, display_name, role) in USERS {
        let new = NewUser {
            id: id(number),
            organisation_id: id(organisation),
            user_name: user_name.to_owned(),
            display_name: display_name.to_owned(),
            password_hash: hash.to_owned(),
            must_change_password: false,
            roles: vec![role.code()],
            created_at: at,
        };
        identity::add_user(tx, &new).await?;
        let phone = account_phone(keys, new.id, &format!("13900000{number}"))?;
        set_phone(tx, new.id, &phone).await?;
    }
    for plan in NAMED.into_iter().chain([EMPTY]) {
        let units = units_of(keys, &plan)?;
        add_community(tx, &plan, &units, at).await?;
    }
    Ok(())
}

/// The rest of a full district, each community in a transaction of its own, so that it can go on where it ended. While
/// one is written the next ones are made ready; they are written in their order.
async fn district(store: &Store, keys: &Arc<Keys>, at: DateTime<Utc>) -> Result<(), Failure> {
    let plans = community::district();
    let all = plans.len();
    let mut missing = Vec::with_capacity(all);
    for plan in plans {
        if estate::community_by_id(store, id(plan.number)).await?.is_none() {
            missing.push(Arc::new(plan));
        }
    }
    let mut done = all - missing.len();
    let ready = |plan: Arc<Plan>| {
        let keys = Arc::clone(keys);
        App::blocking(move || units_of(&keys, &plan).map(|units| (plan, Arc::new(units))))
    };
    let mut made_ready = stream::iter(missing).map(ready).buffered(READY_AHEAD);
    while let Some(next) = made_ready.next().await {
        let (plan, units) = next.and_then(|units| units).map_err(failed)?;
        if done.is_multiple_of(50) {
            say(&format!("已建立小区 {done} / {all}"));
        }
        let made: Result<(), Refusal> = store
            .write(move |tx| {
                let (plan, units) = (Arc::clone(&plan), Arc::clone(&units));
                Box::pin(async move { add_community(tx, &plan, &units, at).await })
            })
            .await;
        made.map_err(failed)?;
        done += 1;
    }
    say(&format!("已建立小区 {all} / {all}"));
    Ok(())
}

fn destination(plan: &Plan) -> Destination {
    Destination {
        community_id: id(plan.number),
        district_id: id(plan.district),
        developer_name: plan.developer.to_owned(),
    }
}

fn units_of(keys: &Keys, plan: &Plan) -> Result<Units, Refusal> {
    prepare_units(keys, &destination(plan), &units::units(plan))
}

async fn add_community(tx: &mut Tx, plan: &Plan, units: &Units, at: DateTime<Utc>) -> Result<(), Refusal> {
    let into = destination(plan);
    let community = Community {
        id: into.community_id,
        district_id: into.district_id,
        district_name: String::new(),
        name: plan.name.to_string(),
        address: plan.address.to_string(),
        developer_name: plan.developer.to_owned(),
        building_count: 0,
        unit_count: 0,
        total_area: AreaDm2::default(),
        version: 1,
    };
    estate::add_community(tx, &community).await?;
    estate::link(tx, community.id, id(plan.company)).await?;
    take_units(tx, &into, units, By { actor_id: id(CLERK), at }).await
}

/// What a person reads of it; the fault itself goes to the log.
fn failed(refusal: Refusal) -> Failure {
    if let Some(fault) = refusal.fault() {
        tracing::error!(%fault, "demo");
    }
    Failure::Said(refusal.problem().message.clone())
}
