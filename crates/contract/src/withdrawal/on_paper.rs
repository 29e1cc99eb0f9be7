//! What the printed forms of a submitted sheet need beside what screens show: given by the server at acceptance, so
//! that a desk prints them without it.

use anju_domain::area::AreaDm2;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What only forms say of a submitted sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OnPaper {
    /// 申请单位
    pub company_name: String,
    /// 所在区
    pub district_name: String,
    /// `planned` or `emergency`, as frozen.
    pub kind: String,
    /// 分摊方式, as frozen.
    pub basis: String,
    /// The day on which the sheet was accepted.
    pub began_on: NaiveDate,
    /// The last day of the publicity period; `None` until the office has set its length.
    pub publicity_until: Option<NaiveDate>,
    /// The last day to pay a shortfall; `None` until the office has set the time.
    pub pay_by: Option<NaiveDate>,
    /// The rule of the vote, in words; `None` of an emergency.
    pub vote_rule: Option<String>,
    /// The address at which the sheet's forms are checked.
    pub verification_url: String,
    /// The units of the scope that do not pay.
    pub left_out: Vec<LeftOut>,
    /// The numbers of the notices, one for each unit of the round that lacks money, by place.
    pub notices: Vec<NoticeNumber>,
    /// The opinions on record.
    pub opinions: Vec<OpinionOnPaper>,
}

/// A unit of the scope that does not pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeftOut {
    /// Where it is: building, entrance, room.
    pub place: String,
    /// Floor area, in 0.01 m².
    #[schema(value_type = i64)]
    pub area_dm2: AreaDm2,
    /// Why it does not pay.
    pub reason: String,
}

/// How a unit's notice is called and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoticeNumber {
    /// The unit.
    pub unit_id: Uuid,
    /// 通知单编号, the flow number under which the shortfall is paid.
    pub number: String,
    /// The short code by which the notice is checked.
    pub check_code: String,
    /// The address at which it is checked.
    pub verification_url: String,
}

/// An opinion that stands in its box instead of ink.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpinionOnPaper {
    /// Whose: `bureau` or `department`.
    pub by: String,
    /// The opinion.
    pub text: String,
    /// Who gave it.
    pub signer: String,
    /// When.
    pub signed_on: NaiveDate,
}
