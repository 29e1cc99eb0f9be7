//! Naming files in a case: only what was brought, as a paper that is asked for, within the office's limits.

use super::{limits, problem};
use crate::{App, Caller, Refusal, Unit};
use anju_contract::attachment::{HandedIn, PaperFile};
use anju_domain::withdrawal::paper::{Paper, Stage};
use anju_domain::withdrawal::sheet::Kind;
use anju_store::attachment::{self as store, Known, Named};
use std::collections::HashSet;
use uuid::Uuid;

/// The most characters of a file's name.
const LONGEST_NAME: usize = 120;

/// Where files are to be named.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) case_id: Uuid,
    pub(crate) stage: Stage,
    pub(crate) kind: Kind,
    /// The field of the request that holds the list.
    pub(crate) field: &'a str,
}

/// Files that may be named, ready to be written.
#[derive(Clone)]
pub struct Naming {
    case_id: Uuid,
    stage: Stage,
    files: Vec<Named>,
}

/// Checks that these files can be the files of this stage.
///
/// # Errors
/// What is wrong with each of them, beside its place in the list.
pub(crate) async fn check(
    app: &App,
    caller: &Caller,
    place: Place<'_>,
    files: &[PaperFile],
) -> Result<Naming, Refusal> {
    let before = store::of_case(&app.store, place.case_id).await?;
    let others = before.iter().filter(|file| file.stage != place.stage.code()).count();
    let limits = limits(app).await?;
    let mut problems = Vec::new();
    if let Err(fault) = limits.check_count(files.len() + others) {
        problems.push(problem(place.field.to_owned(), fault.code(), fault.to_string()));
    }
    let mut named = Vec::with_capacity(files.len());
    let mut seen = HashSet::new();
    for (position, file) in files.iter().enumerate() {
        let field = format!("{}.{position}", place.field);
        let wrong = |(code, message): (&str, String)| problem(field.clone(), code, message);
        if !seen.insert(file.sha256) {
            problems.push(wrong((
                "attachment.twice",
                format!("附件“{}”与前面的附件内容相同。请删除重复的一个。", file.name),
            )));
            continue;
        }
        let known = known(app, caller, &before, file).await?;
        let checked = words(&place, file).and_then(|()| {
            let known = known.ok_or_else(|| missing(file))?;
            let size = usize::try_from(known.size).unwrap_or(usize::MAX);
            let fits = limits.check_size(size).and_then(|()| limits.check_kind(known.kind));
            fits.map_err(|fault| (fault.code(), format!("附件“{}”：{fault}", file.name)))?;
            Ok(known)
        });
        match checked {
            Ok(known) => named.push(row(app, caller, &place, &before, file, known)),
            Err(fault) => problems.push(wrong(fault)),
        }
    }
    if problems.is_empty() {
        Ok(Naming { case_id: place.case_id, stage: place.stage, files: named })
    } else {
        Err(Refusal::invalid_fields(problems))
    }
}

/// What is known of a file that this case names already, or that the caller's organisation has brought.
async fn known(
    app: &App,
    caller: &Caller,
    before: &[Named],
    file: &PaperFile,
) -> Result<Option<Known>, Refusal> {
    if let Some(named) = before.iter().find(|named| named.hash == file.sha256) {
        return Ok(Some(named.known));
    }
    Ok(store::held(&app.store, caller.organisation_id, file.sha256).await?)
}

fn words(place: &Place<'_>, file: &PaperFile) -> Result<(), (&'static str, String)> {
    if file.name.chars().count() > LONGEST_NAME || file.name.chars().any(char::is_control) {
        return Err((
            "attachment.name",
            "附件名称超过 120 个字或含有不能显示的字符。请改名后继续。".to_owned(),
        ));
    }
    let offered = Paper::offered(place.stage, place.kind);
    if file.paper.is_empty() {
        return Err(("field.required", format!("请选择附件“{}”是哪种材料。", file.name)));
    }
    if Paper::from_code(&file.paper).is_none_or(|paper| !offered.contains(&paper)) {
        return Err((
            "attachment.paper",
            format!("附件“{}”的材料种类不在这个环节的清单内。请重新选择。", file.name),
        ));
    }
    Ok(())
}

fn missing(file: &PaperFile) -> (&'static str, String) {
    (
        "attachment.missing",
        format!("附件“{}”还没有传到服务器，或存放超过 30 天未提交已被清理。请重新上传后再试。", file.name),
    )
}

fn row(
    app: &App,
    caller: &Caller,
    place: &Place<'_>,
    before: &[Named],
    file: &PaperFile,
    known: Known,
) -> Named {
    let earlier = before.iter().find(|own| own.stage == place.stage.code() && own.hash == file.sha256);
    Named {
        stage: place.stage.code().to_owned(),
        paper: file.paper.clone(),
        hash: file.sha256,
        name: file.name.clone(),
        orientation: file.orientation,
        known,
        added_by: earlier.map_or(caller.user_id, |own| own.added_by),
        added_by_name: String::new(),
        added_at: earlier.map_or_else(|| app.clock.now(), |own| own.added_at),
    }
}

/// Writes the files of a stage in place of those before.
pub(crate) async fn write(unit: &mut Unit<'_>, naming: &Naming) -> Result<(), Refusal> {
    let Naming { case_id, stage, files } = naming;
    if store::replace(unit.tx, *case_id, stage.code(), files).await? {
        return Ok(());
    }
    Err(Refusal::conflict(
        "attachment.missing",
        "有附件存放超过 30 天未提交，刚刚被清理。请重新上传后再试。",
        None,
    ))
}

/// The names of the files, for the audit chain: what they hold stays out of it.
pub(crate) fn hashes(naming: &Naming) -> Vec<String> {
    naming.files.iter().map(|file| file.hash.to_string()).collect()
}

/// A named file, as the wire carries it.
pub(crate) fn view(file: Named) -> HandedIn {
    HandedIn {
        stage: file.stage,
        file: PaperFile {
            sha256: file.hash,
            paper: file.paper,
            name: file.name,
            kind: file.known.kind.code().to_owned(),
            size_bytes: file.known.size,
            orientation: file.orientation,
        },
        added_by_name: file.added_by_name,
        added_at: file.added_at,
    }
}
