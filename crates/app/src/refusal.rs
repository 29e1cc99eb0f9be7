//! Why a command was refused, as the use cases say it.

use anju_contract::problem::{FieldProblem, Problem};
use anju_domain::permission::{self, Permission};
use anju_store::{AsStoreError, StoreError};
use serde_json::Value;

/// A refusal. What is internal stays in `fault`; only the problem leaves the process.
#[derive(Debug)]
pub struct Refusal {
    problem: Box<Problem>,
    fault: Option<StoreError>,
}

impl Refusal {
    fn new(status: u16, code: &str, message: impl Into<String>) -> Refusal {
        Refusal {
            problem: Box::new(Problem {
                status,
                code: code.to_owned(),
                message: message.into(),
                fields: Vec::new(),
                details: None,
                request_id: String::new(),
            }),
            fault: None,
        }
    }

    /// What was sent cannot be taken as it is (422).
    pub fn invalid(code: &str, message: impl Into<String>) -> Refusal {
        Refusal::new(422, code, message)
    }

    /// Fields of what was sent cannot be taken as they are (422).
    pub fn invalid_fields(fields: Vec<FieldProblem>) -> Refusal {
        let mut refusal = Refusal::new(422, "fields.invalid", "有内容需要更正，请按各项提示修改后重试。");
        refusal.problem.fields = fields;
        refusal
    }

    /// The command contradicts what is stored by now (409).
    pub fn conflict(code: &str, message: impl Into<String>, details: Option<Value>) -> Refusal {
        let mut refusal = Refusal::new(409, code, message);
        refusal.problem.details = details;
        refusal
    }

    /// It does not exist, or not for this caller: the two are not told apart (404).
    pub fn not_found(what: &str) -> Refusal {
        Refusal::new(
            404,
            "not_found",
            format!("没有找到{what}，可能不在您的业务范围内。请核对后重试，或联系管理部。"),
        )
    }

    /// What was asked for cannot be continued from where the caller stands (410).
    pub fn gone(code: &str, message: impl Into<String>) -> Refusal {
        Refusal::new(410, code, message)
    }

    /// Nobody is signed in, or not any more (401).
    pub fn unauthenticated() -> Refusal {
        Refusal::new(401, "session.required", "登录已失效，请重新登录。未保存的内容仍在本机。")
    }

    /// Too many tries (429).
    pub fn too_many(code: &str, message: impl Into<String>) -> Refusal {
        Refusal::new(429, code, message)
    }

    /// The sign-in is refused (401).
    pub fn sign_in(code: &str, message: impl Into<String>) -> Refusal {
        Refusal::new(401, code, message)
    }

    /// The same refusal, with something for programs.
    #[must_use]
    pub fn with_details(mut self, details: Value) -> Refusal {
        self.problem.details = Some(details);
        self
    }

    /// The caller lacks a permission (403): named, with who carries it and who can grant it.
    pub fn forbidden(missing: &[Permission]) -> Refusal {
        Refusal::new(403, "permission.missing", permission::missing_sentence(missing))
    }

    /// Whoever asks may not, whatever their permissions are (403).
    pub fn denied(code: &str, message: impl Into<String>) -> Refusal {
        Refusal::new(403, code, message)
    }

    /// What leaves the process.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The fault to be logged, if the refusal hides one.
    pub fn fault(&self) -> Option<&StoreError> {
        self.fault.as_ref()
    }
}

impl From<StoreError> for Refusal {
    fn from(fault: StoreError) -> Refusal {
        let mut refusal = Refusal::new(
            500,
            "internal",
            "服务器暂时无法完成此操作，您填写的内容没有丢失。请稍后重试；如仍不成功，请把请求编号告诉系统管理员。",
        );
        refusal.fault = Some(fault);
        refusal
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Refusal {
        StoreError::from(error).into()
    }
}

impl AsStoreError for Refusal {
    fn as_store_error(&self) -> Option<&StoreError> {
        self.fault.as_ref()
    }
}
