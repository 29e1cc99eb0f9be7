//! Whether a paper is genuine: its number and its check code belong together. Nothing of a person is said, and an unknown
//! number is answered as a wrong code is.

use crate::{App, Refusal};
use anju_contract::form::{GenuinePaper, VerifyFormRequest, VerifyFormResponse};
use anju_domain::form::{FormKind, check_code, typed_code};
use anju_domain::withdrawal::flow_number::FlowNumber;
use anju_domain::withdrawal::state::State;
use anju_store::form::{self, Paper};

/// The longest number that a paper bears, in bytes.
const LONGEST_NUMBER: usize = 64;

impl App {
    /// Says whether a printed form is genuine.
    pub async fn verify_form(&self, request: VerifyFormRequest) -> Result<VerifyFormResponse, Refusal> {
        let number = request.number.trim();
        if number.len() > LONGEST_NUMBER {
            return Ok(unknown());
        }
        let typed = typed_code(&request.check_code);
        let notice = FlowNumber::printed_line(number);
        let is_notice = notice.is_some();
        let found = match notice {
            Some((flow, line)) => self.notice(&flow, line, &typed).await?,
            None => form::by_number(&self.store, number).await?.filter(|paper| paper.check_code == typed),
        };
        Ok(found.map_or_else(unknown, |paper| VerifyFormResponse {
            genuine: true,
            paper: Some(GenuinePaper {
                number: number.to_owned(),
                label: if is_notice { FormKind::ShortfallNotices } else { FormKind::TaskSheet }
                    .label()
                    .to_owned(),
                district_name: paper.district_name,
                accepted_on: paper.began_on,
                void: [State::Returned, State::Cancelled].iter().any(|state| state.code() == paper.state),
            }),
        }))
    }

    /// The sheet of a notice with this code.
    async fn notice(&self, flow: &FlowNumber, line: u32, typed: &str) -> Result<Option<Paper>, Refusal> {
        let Some(paper) = form::by_number(&self.store, &flow.sheet).await? else {
            return Ok(None);
        };
        let exists = i64::from(line) <= form::units_of_sheet(&self.store, paper.sheet_id).await?;
        let is_it = exists && check_code(paper.sheet_id, &flow.to_string(), &paper.digest) == typed;
        Ok(is_it.then_some(paper))
    }
}

fn unknown() -> VerifyFormResponse {
    VerifyFormResponse { genuine: false, paper: None }
}
