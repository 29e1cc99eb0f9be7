//! The list of parameters, the history of one, and what a new value would do.

use super::card::{card, history, of, version};
use super::set::{checked, parameter};
use super::tasks::{unknown_years, unset_parameters};
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::{ListParameters, PreviewParameter, ShowHistory};
use anju_contract::parameter::{
    ListParametersRequest, ListParametersResponse, ParameterHistory, ParameterHistoryRequest,
    ParameterPreview, SetParameterRequest,
};
use anju_domain::calendar::business_date;
use anju_domain::parameter::{Parameter, value_at};
use anju_store::parameter as store;

impl Read for ListParameters {
    async fn read(
        app: &App,
        _: &Caller,
        _: ListParametersRequest,
    ) -> Result<ListParametersResponse, Refusal> {
        let today = business_date(app.clock.now());
        let values = store::values(&app.store).await?;
        let calendar = app.calendar().await?;
        let card = |parameter: &Parameter| card(*parameter, &of(&values, *parameter), today);
        Ok(ListParametersResponse {
            today,
            parameters: Parameter::ALL.iter().map(card).collect(),
            tasks: unknown_years(&calendar, today).chain(unset_parameters(&values)).collect(),
        })
    }
}

impl Read for ShowHistory {
    async fn read(
        app: &App,
        _: &Caller,
        request: ParameterHistoryRequest,
    ) -> Result<ParameterHistory, Refusal> {
        let parameter = parameter(&request.code)?;
        let today = business_date(app.clock.now());
        let values = store::values(&app.store).await?;
        let own = of(&values, parameter);
        Ok(ParameterHistory {
            parameter: card(parameter, &own, today),
            rows: history(parameter, &own, today),
        })
    }
}

impl Read for PreviewParameter {
    async fn read(
        app: &App,
        caller: &Caller,
        request: SetParameterRequest,
    ) -> Result<ParameterPreview, Refusal> {
        let values = store::values(&app.store).await?;
        let rows: Vec<_> = values.iter().map(|set| set.row.clone()).collect();
        let new = checked(&rows, &request, caller, app.clock.now())?;
        let before = new.in_force_from.pred_opt().and_then(|day| value_at(&rows, new.parameter, day));
        let is_first = before.is_none() && version(&of(&values, new.parameter)) == 0;
        let effect = if is_first {
            "该参数此前没有取值，设定后等待它的期限会随即计算。"
        } else {
            "生效日之前已开始的业务仍按原值办理，生效日起开始的业务按新值办理。"
        };
        Ok(ParameterPreview {
            label: new.parameter.label().to_owned(),
            before_text: before.map(|value| value.to_string()),
            after_text: new.value.to_string(),
            in_force_from: new.in_force_from,
            effect: effect.to_owned(),
        })
    }
}
