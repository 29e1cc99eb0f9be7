//! What a telephone shows after it has read the QR code of a printed form: genuine, or not known here. The page says
//! nothing that was sent to it and nothing of a person.

use crate::answer::{Refused, json_text};
use crate::bearer;
use anju_app::App;
use anju_contract::command::Command as _;
use anju_contract::commands::VerifyForm;
use anju_contract::form::{GenuinePaper, VerifyFormRequest};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// `POST /api/v1/form.verify`, for whoever holds the paper.
pub(crate) async fn answer(State(app): State<App>, body: Bytes) -> Result<Response, Refused> {
    let answer = async {
        let found = app.verify_form(bearer::body::<VerifyForm>(&body)?).await?;
        Ok(json_text(serde_json::to_string(&found)?))
    };
    answer.await.map_err(|refusal| Refused { refusal, command: VerifyForm::NAME })
}

/// `GET /v/{number}?c={check code}`.
pub(crate) async fn show(State(app): State<App>, Path(number): Path<String>, uri: Uri) -> Response {
    let check_code = code_in(uri.query().unwrap_or_default()).to_owned();
    match app.verify_form(VerifyFormRequest { number, check_code }).await {
        Ok(answer) => match answer.paper {
            Some(paper) => page(StatusCode::OK, &genuine(&paper)),
            None => page(StatusCode::NOT_FOUND, UNKNOWN),
        },
        Err(refusal) => Refused { refusal, command: VerifyForm::NAME }.into_response(),
    }
}

/// The check code of a query. It has letters and digits only, so nothing is to be decoded.
fn code_in(query: &str) -> &str {
    query.split('&').find_map(|pair| pair.strip_prefix("c=")).unwrap_or_default()
}

const UNKNOWN: &str = "<h1 class=\"no\">没有查到这张表单</h1><p>编号与校验码不符，或表单不是由本系统出具。\
    请核对纸面上的编号和校验码后重试；仍查不到的，请联系出具单位或所在区管理部。</p>";

/// Everything in it was given by the server itself.
fn genuine(paper: &GenuinePaper) -> String {
    let state = if paper.void {
        "<p class=\"no\">该任务单已退回或撤销，本表单不再有效。</p>"
    } else {
        ""
    };
    format!(
        "<h1 class=\"yes\">✓ 本表单由系统出具</h1>{state}<dl><dt>表单</dt><dd>{}</dd><dt>编号</dt><dd>{}</dd>\
         <dt>受理区</dt><dd>{}</dd><dt>受理日期</dt><dd>{}</dd></dl>\
         <p>请再核对纸面内容：本页只证明编号与校验码相符，不显示个人信息和金额。</p>",
        escaped(&paper.label),
        escaped(&paper.number),
        escaped(&paper.district_name),
        paper.accepted_on.format("%Y-%m-%d"),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn page(status: StatusCode, body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>表单查验</title><style>\
         body{{max-width:32em;margin:0 auto;padding:24px 16px;color:#1c2430;font:18px/1.6 'Microsoft YaHei UI',\
         'PingFang SC','Noto Sans CJK SC',sans-serif}}h1{{font-size:22px}}.yes{{color:#0b6b3a}}.no{{color:#b3261e}}\
         dl{{display:grid;grid-template-columns:5em 1fr;gap:8px;border-block:1px solid #d8dee7;padding:16px 0}}\
         dt{{color:#5a6675}}dd{{margin:0;overflow-wrap:anywhere}}</style></head><body>{body}</body></html>"
    );
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    (status, headers, html).into_response()
}

#[cfg(test)]
mod tests {
    use super::{code_in, escaped};

    #[test]
    fn the_code_is_found_among_other_parts() {
        assert_eq!(code_in("c=7K3F9Q2M"), "7K3F9Q2M");
        assert_eq!(code_in("from=wx&c=7K3F9Q2M"), "7K3F9Q2M");
        assert_eq!(code_in("xc=1"), "");
        assert_eq!(code_in(""), "");
    }

    #[test]
    fn signs_of_markup_are_text() {
        assert_eq!(escaped("<b>&"), "&lt;b&gt;&amp;");
    }
}
