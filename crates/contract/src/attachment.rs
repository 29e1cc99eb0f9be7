//! 附件: files of a case. Their bytes travel on routes of their own, in pieces that go on where the last one ended; what
//! is said of them travels in commands, and a case names them by the SHA-256 of their bytes.
//!
//! | route | what it does |
//! |---|---|
//! | `PUT /api/v1/attachments/{sha256}?size=N&offset=M` | takes a piece; the body is its bytes, the answer [`PieceTaken`] |
//! | `GET /api/v1/attachments/{sha256}?sheet=ID` | gives a file to whoever may see the sheet that names it |

use crate::problem::FieldProblem;
use anju_domain::attachment::{ContentHash, Limits, Orientation};
use anju_domain::withdrawal::paper::{Paper, Stage, kind_of};
use anju_domain::withdrawal::sheet::Kind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The largest piece that is taken, in bytes.
pub const MAX_PIECE_BYTES: usize = 1 << 20;

/// One file of a sheet, as whoever attaches it names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperFile {
    /// The SHA-256 of its bytes, in lower-case hexadecimal digits.
    #[schema(value_type = String)]
    pub sha256: ContentHash,
    /// The code of the paper that it is.
    #[serde(default)]
    pub paper: String,
    /// What the person calls it.
    #[serde(default)]
    pub name: String,
    /// `jpg`, `png` or `pdf`, by its content.
    #[serde(default)]
    pub kind: String,
    /// Its size.
    #[serde(default)]
    pub size_bytes: i64,
    /// How it has to be turned to stand upright, 1 to 8 as the EXIF standard counts.
    #[serde(default)]
    #[schema(value_type = u8)]
    pub orientation: Orientation,
}

/// One file that a sheet names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HandedIn {
    /// `submission`, `review` or `settlement`.
    pub stage: String,
    /// The file.
    pub file: PaperFile,
    /// Who named it.
    pub added_by_name: String,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// Asks which files are taken at a stage of a sheet.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AttachmentRulesRequest {
    /// `submission`, `review` or `settlement`.
    pub stage: String,
    /// 维修类别 of the sheet: `planned` or `emergency`
    #[serde(default)]
    pub kind: String,
    /// 应急类型, of an emergency
    #[serde(default)]
    pub emergency_kind: String,
}

/// Which files are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentRulesResponse {
    /// The kinds of files, as extensions.
    pub kinds: Vec<String>,
    /// The largest file, in bytes.
    pub max_bytes: u32,
    /// The most files of one sheet.
    pub max_files: u32,
    /// What a file can be, the needed papers first.
    pub papers: Vec<PaperChoice>,
}

/// What a file can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperChoice {
    /// The code.
    pub code: String,
    /// The words for people.
    pub label: String,
    /// Without it the stage is not complete.
    pub needed: bool,
}

/// Asks how much of some files the server has from the caller's organisation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AttachmentStatesRequest {
    /// The files, 100 at most.
    #[schema(value_type = Vec<String>)]
    pub files: Vec<ContentHash>,
}

/// How much the server has, in the order of the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentStatesResponse {
    /// The files.
    pub files: Vec<AttachmentState>,
}

/// How much of a file the server has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentState {
    /// The file.
    #[schema(value_type = String)]
    pub sha256: ContentHash,
    /// Where the next piece begins.
    pub received_bytes: i64,
    /// It is here, whole, and can be named.
    pub complete: bool,
}

/// What became of a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PieceTaken {
    /// Where the next piece begins.
    pub received_bytes: i64,
    /// The file as it is stored and has to be named, once it is whole. Its name differs from the one that it was sent
    /// under where the sender had not taken out what an image need not tell.
    #[serde(default)]
    pub stored: Option<StoredFile>,
}

/// A file as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StoredFile {
    /// The SHA-256 of its bytes.
    #[schema(value_type = String)]
    pub sha256: ContentHash,
    /// `jpg`, `png` or `pdf`, by its content.
    pub kind: String,
    /// Its size.
    pub size_bytes: i64,
    /// How it has to be turned to stand upright, 1 to 8 as the EXIF standard counts.
    #[schema(value_type = u8)]
    pub orientation: Orientation,
}

/// Answers [`AttachmentRulesRequest`] within these limits: on the server, and on a desk that has never heard the server's
/// own.
///
/// # Errors
/// If there is no such stage.
pub fn attachment_rules(
    request: &AttachmentRulesRequest,
    limits: &Limits,
) -> Result<AttachmentRulesResponse, Vec<FieldProblem>> {
    let stage = Stage::from_code(&request.stage).ok_or_else(|| {
        vec![FieldProblem {
            field: "stage".to_owned(),
            code: "field.choice".to_owned(),
            message: "没有这个办理环节。请更新到最新版本后重试。".to_owned(),
        }]
    })?;
    // A draft that does not say yet what it is for is shown what every draft may bring.
    let kind = kind_of(&request.kind, &request.emergency_kind).unwrap_or(Kind::Planned);
    let needed = Paper::needed(stage, kind);
    Ok(AttachmentRulesResponse {
        kinds: limits.kinds.iter().map(|kind| kind.code().to_owned()).collect(),
        max_bytes: limits.bytes,
        max_files: limits.files,
        papers: Paper::offered(stage, kind)
            .into_iter()
            .map(|paper| PaperChoice {
                code: paper.code().to_owned(),
                label: paper.label().to_owned(),
                needed: needed.contains(&paper),
            })
            .collect(),
    })
}
