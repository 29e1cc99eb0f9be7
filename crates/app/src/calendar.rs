//! The calendar for desktops, which count working days themselves, and the count for browsers.

use crate::{App, Caller, Read, Refusal};
use anju_contract::calendar::{
    CalendarRowsRequest, CalendarRowsResponse, DaysLeftRequest, DaysLeftResponse, days_left,
};
use anju_contract::commands::{CalendarRows, DaysLeft};
use anju_domain::calendar::business_date;

impl Read for CalendarRows {
    async fn read(app: &App, _: &Caller, _: CalendarRowsRequest) -> Result<CalendarRowsResponse, Refusal> {
        Ok(CalendarRowsResponse::of(&*app.calendar().await?))
    }
}

impl Read for DaysLeft {
    async fn read(app: &App, _: &Caller, request: DaysLeftRequest) -> Result<DaysLeftResponse, Refusal> {
        Ok(days_left(&*app.calendar().await?, business_date(app.clock.now()), &request))
    }
}
