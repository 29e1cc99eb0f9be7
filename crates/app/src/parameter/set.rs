//! Setting a parameter: a new dated row, never a change of an earlier one.

use super::card::{of, version};
use super::deadlines::{self, Determined};
use crate::identity::CENTRE;
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::SetParameter;
use anju_contract::parameter::{ParameterSet, SetParameterRequest};
use anju_contract::problem::FieldProblem;
use anju_domain::parameter::{Parameter, ParameterError, ParameterRow, ParameterValue, check_new_row};
use anju_store::parameter as store;
use chrono::{DateTime, Utc};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// The longest name of a document, in characters.
const LONGEST_SOURCE: usize = 200;

pub(super) fn parameter(code: &str) -> Result<Parameter, Refusal> {
    Parameter::from_code(code).ok_or_else(|| Refusal::not_found("该参数"))
}

/// The row that a request asks for.
///
/// # Errors
/// Every field that is wrong.
pub(super) fn checked(
    existing: &[ParameterRow],
    request: &SetParameterRequest,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<ParameterRow, Refusal> {
    let parameter = parameter(&request.code)?;
    let mut problems = Vec::new();
    let mut problem = |field: &str, code: &str, message: &str| {
        problems.push(FieldProblem {
            field: field.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
        });
    };
    let source = request.source.trim();
    if source.chars().count() > LONGEST_SOURCE || source.chars().any(char::is_control) {
        problem("source", "field.too_long", "依据超过 200 个字或含有不能打印的字符。请只写文件名称和文号。");
    }
    let value = ParameterValue::parse(parameter.kind(), &request.value_text)
        .map_err(|fault| problem("value_text", fault.code(), fault.message()));
    let row = value.map(|value| ParameterRow {
        parameter,
        value,
        in_force_from: request.in_force_from,
        source: source.to_owned(),
        set_by: caller.user_id,
        set_at: now,
    });
    if let Ok(row) = &row
        && let Err(error) = check_new_row(existing, row)
    {
        let field = match error {
            ParameterError::Kind { .. } | ParameterError::Value(_) => "value_text",
            ParameterError::BackDated => "in_force_from",
            ParameterError::NoSource => "source",
        };
        problem(field, error.code(), error.message());
    }
    match row {
        Ok(row) if problems.is_empty() => Ok(row),
        _ => Err(Refusal::invalid_fields(problems)),
    }
}

/// A row that may be added, with the deadlines that it determines.
#[derive(Clone)]
pub struct Prepared {
    row: ParameterRow,
    determined: Arc<Vec<Determined>>,
}

impl Write for SetParameter {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &SetParameterRequest) -> Result<Prepared, Refusal> {
        let values = store::values(&app.store).await?;
        let parameter = parameter(&request.code)?;
        if version(&of(&values, parameter)) != request.version {
            return Err(stale(parameter));
        }
        let rows: Vec<_> = values.into_iter().map(|set| set.row).collect();
        let row = checked(&rows, request, caller, app.clock.now())?;
        let rules = app.rules().await?.with_row(row.clone());
        Ok(Prepared { row, determined: Arc::new(deadlines::determined(app, &rules).await?) })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: SetParameterRequest,
        Prepared { row, determined }: Prepared,
    ) -> Result<ParameterSet, Refusal> {
        let version = request.version + 1;
        if !store::add(unit.tx, version, &row).await? {
            return Err(stale(row.parameter));
        }
        deadlines::write(unit, &determined).await?;
        let after = json!({
            "parameter": row.parameter.code(), "value": row.value, "in_force_from": row.in_force_from,
            "source": row.source,
        });
        let before = json!({ "version": request.version }).to_string();
        unit.audit(caller, CENTRE, subject(row.parameter.code()), before, after.to_string());
        Ok(ParameterSet {
            code: row.parameter.code().to_owned(),
            version,
            value_text: row.value.to_string(),
            in_force_from: row.in_force_from,
        })
    }
}

/// What the audit chain names: parameters and years have no identity of their own.
pub(super) fn subject(name: &str) -> Uuid {
    use sha2::{Digest, Sha256};
    let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn stale(parameter: Parameter) -> Refusal {
    Refusal::conflict(
        "version.stale",
        format!("“{}”刚被另一位管理员设定过。请刷新后核对新的取值，再决定是否设定。", parameter.label()),
        None,
    )
}
