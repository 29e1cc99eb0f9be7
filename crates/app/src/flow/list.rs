//! 业务流水查询.

use crate::form::period;
use crate::{App, Caller, Read, Refusal, Scope};
use anju_contract::commands::ListFlows;
use anju_contract::flow::{FlowChoice, FlowRow, ListFlowsRequest, ListFlowsResponse};
use anju_domain::flow::{Channel, FlowKind};
use anju_store::flow::{self, Filter, Flow};
use anju_store::withdrawal::Whose;

/// How many flows a list has; whoever looks for an older one narrows the period.
const MOST: i64 = 1_000;

impl Read for ListFlows {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListFlowsRequest,
    ) -> Result<ListFlowsResponse, Refusal> {
        let (from, before) = period(request.from, request.to)?;
        let filter = Filter {
            from,
            before,
            kind: chosen(&request.kind, |code| FlowKind::from_code(code).map(FlowKind::code))?,
            channel: chosen(&request.channel, |code| Channel::from_code(code).map(Channel::code))?,
            number: request.number,
        };
        let mut flows = match caller.scope {
            Scope::Company(id) => flow::list(&app.store, Whose::Company(id), &filter, MOST + 1).await?,
            Scope::District(id) => flow::list(&app.store, Whose::District(id), &filter, MOST + 1).await?,
            Scope::City => flow::list_of_city(&app.store, &filter, MOST + 1).await?,
            Scope::None => Vec::new(),
        };
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        let more = flows.len() > most;
        flows.truncate(most);
        Ok(ListFlowsResponse {
            flows: flows.into_iter().map(view).collect(),
            more,
            kinds: FlowKind::ALL.map(|kind| choice(kind.code(), kind.label())).to_vec(),
            channels: Channel::ALL.map(|channel| choice(channel.code(), channel.label())).to_vec(),
        })
    }
}

fn choice(code: &str, label: &str) -> FlowChoice {
    FlowChoice { code: code.to_owned(), label: label.to_owned() }
}

/// The known code of a filter; `None` if nothing is chosen.
fn chosen(code: &str, known: impl Fn(&str) -> Option<&'static str>) -> Result<Option<&'static str>, Refusal> {
    if code.is_empty() {
        return Ok(None);
    }
    known(code).map(Some).ok_or_else(|| {
        Refusal::invalid(
            "flow.filter_unknown",
            "没有这种业务类型或渠道，可能客户端版本较旧。请更新客户端后重试。",
        )
    })
}

fn view(flow: Flow) -> FlowRow {
    FlowRow {
        flow_id: flow.id,
        kind_label: FlowKind::from_code(&flow.kind).map_or("", FlowKind::label).to_owned(),
        channel_label: Channel::from_code(&flow.channel).map_or("", Channel::label).to_owned(),
        number: flow.number,
        kind: flow.kind,
        community_name: flow.community_name,
        case_id: flow.case_id,
        state: flow.state,
        actor_name: flow.actor_name,
        at: flow.at,
    }
}
