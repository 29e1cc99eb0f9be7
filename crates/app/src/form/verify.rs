//! Whether a paper is genuine: its number and its check code belong together. Nothing of a person is said, and an unknown
//! number is answered as a wrong code is.

use crate::{App, Refusal};
use anju_contract::form::{GenuinePaper, VerifyFormRequest, VerifyFormResponse};
use anju_domain::form::{FormKind, check_code, notice_parts, typed_code};
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
        let found = match notice_parts(number) {
            Some((sheet_number, round, position)) => {
                self.notice(sheet_number, (number, round, position), &typed).await?
            }
            None => form::by_number(&self.store, number).await?.filter(|paper| paper.check_code == typed),
        };
        let is_notice = notice_parts(number).is_some();
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
    async fn notice(
        &self,
        sheet_number: &str,
        (number, round, position): (&str, i64, usize),
        typed: &str,
    ) -> Result<Option<Paper>, Refusal> {
        let Some(paper) = form::by_number(&self.store, sheet_number).await? else {
            return Ok(None);
        };
        let issued = form::short_of_round(&self.store, paper.sheet_id, round).await?;
        let exists = position >= 1 && i64::try_from(position).is_ok_and(|position| position <= issued);
        let is_it = exists && check_code(paper.sheet_id, number, &paper.digest) == typed;
        Ok(is_it.then_some(paper))
    }
}

fn unknown() -> VerifyFormResponse {
    VerifyFormResponse { genuine: false, paper: None }
}
