//! The demo city: the same for everybody who makes it.

use crate::cli::{Failure, Size, say};
use anju_app::identity::hash_password;
use anju_domain::area::AreaDm2;
use anju_domain::permission::Role;
use anju_store::estate::{self, Community};
use anju_store::identity::{self, NewOrganisation, NewUser};
use anju_store::{Store, StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The password of every demo user. The demo city is nobody's money.
const PASSWORD: &str = "anju-demo-2026";

/// Ids of the demo city are fixed, so that a second run finds the first.
fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

const USERS: [(u128, u128, &str, &str, Role); 7] = [
    (301, 201, "wuye", "孙桂兰", Role::CompanyOperator),
    (302, 202, "jianwei", "周明远", Role::BureauReviewer),
    (303, 203, "jingban", "李静", Role::DepartmentClerk),
    (304, 203, "fuhe", "赵国强", Role::DepartmentReviewer),
    (305, 203, "chuna", "王芳", Role::DepartmentCashier),
    (306, 204, "admin", "系统管理员", Role::Administrator),
    (307, 204, "audit", "审计员", Role::Auditor),
];

const COMMUNITIES: [(u128, &str, &str, &str); 3] = [
    (401, "槐柏树街南里", "西城区槐柏树街南里", "北京宣武房地产开发有限公司"),
    (402, "广安门外甜水园", "西城区广安门外大街 18 号", "北京甜水园置业有限公司"),
    (403, "白云观东里", "西城区白云路 7 号", "北京白云房地产开发有限公司"),
];

/// Fills an empty database; a filled one is left as it is.
pub(crate) async fn fill(store: &Store, size: Size) -> Result<(), Failure> {
    match size {
        Size::Small => {}
    }
    if identity::user_by_id(store, id(USERS[0].0)).await?.is_some() {
        say("演示城市已存在");
        return Ok(());
    }
    let hash = hash_password(PASSWORD).ok_or(StoreError::Corrupt("password hash"))?;
    let at = DateTime::from_timestamp(1_790_000_000, 0).ok_or(StoreError::Corrupt("instant"))?;
    store
        .write(move |tx| {
            let hash = hash.clone();
            Box::pin(async move { city(tx, &hash, at).await })
        })
        .await?;
    say(&format!("演示城市已建立；用户 {}，密码均为 {PASSWORD}", USERS.map(|user| user.2).join("、")));
    Ok(())
}

async fn city(tx: &mut Tx, hash: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    let district_id = id(101);
    identity::add_district(tx, district_id, "110102", "西城区").await?;
    let organisations = [
        (201, "property_company", "北京安居物业管理有限公司", Some("91110000600037341L"), None),
        (202, "bureau", "西城区住房和城市建设委员会", None, Some(district_id)),
        (203, "department", "西城管理部", None, Some(district_id)),
        (204, "centre", "市住房资金管理中心", None, None),
    ];
    for (number, kind, name, credit_code, district_id) in organisations {
        let new = NewOrganisation {
            id: id(number),
            kind,
            name: name.to_owned(),
            credit_code: credit_code.map(str::to_owned),
            district_id,
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
    }
    for (number, name, address, developer_name) in COMMUNITIES {
        let community = Community {
            id: id(number),
            district_id,
            district_name: String::new(),
            name: name.to_owned(),
            address: address.to_owned(),
            developer_name: developer_name.to_owned(),
            building_count: 0,
            unit_count: 0,
            total_area: AreaDm2::default(),
            version: 1,
        };
        estate::add_community(tx, &community).await?;
        estate::link(tx, community.id, id(201)).await?;
    }
    Ok(())
}
