//! The file of the server's own keys: made at the first start, readable by nobody else.
//!
//! Invariant: a new file takes the place of the one before in one step, whole and on the disk.

use crate::cli::Failure;
use anju_app::{Clock as _, Keys, KeysFault, SystemClock};
use anju_domain::calendar::business_date;
use anju_store::Store;
use chrono::NaiveDate;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

/// Beside the database; a backup without it cannot be read.
const FILE: &str = "keys.json";
/// What is on its way to become that file.
const PARTIAL: &str = ".keys.json.partial";

/// The keys in this data folder, which must be those that the database was sealed with. A file of the layout before the
/// ring is brought up.
pub(crate) async fn open(data: &Path, store: &Store) -> Result<Arc<Keys>, Failure> {
    let path = data.join(FILE);
    let (keys, of_today) = match File::open(&path) {
        Ok(file) => read(&path, file)?,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let keys = Keys::random(today());
            write(data, &keys, None)?;
            (keys, true)
        }
        Err(error) => {
            return Err(Failure::Said(format!("密钥文件 {} 无法读取：{error}。", path.display())));
        }
    };
    if !keys.fit(store).await? {
        return Err(Failure::Said(format!(
            "数据库中的证件号码和电话不是用 {} 加密的，服务器不能启动。请把原数据目录中的 {FILE} 放回该位置。",
            path.display()
        )));
    }
    if !of_today {
        write(data, &keys, Some(&path.metadata()?))?;
        tracing::info!("the keys' file was brought up to the layout with a ring");
    }
    Ok(Arc::new(keys))
}

/// Begins a new current key; what to tell the operator, line by line.
///
/// # Errors
/// As [`open`]; or the ring is full.
pub(crate) async fn rotate(data: &Path, store: &Store) -> Result<Vec<String>, Failure> {
    let keys = open(data, store).await?;
    let rotated = keys.rotated(today()).ok_or_else(|| {
        Failure::Said("密钥已达数量上限，没有更换。请联系开发单位，由其重新加密后清理旧密钥。".to_owned())
    })?;
    // The file first: a key that only the database knew would keep the server from starting.
    write(data, &rotated, Some(&data.join(FILE).metadata()?))?;
    rotated.fit(store).await?;
    let began = |day: Option<NaiveDate>| day.map_or("更早".to_owned(), |day| day.to_string());
    let mut lines: Vec<String> = vec!["已更换密钥。重新启动服务器后生效；此后请重新备份。".to_owned()];
    lines.extend(rotated.names().iter().enumerate().map(|(place, name)| {
        let role = if place == 0 { "当前" } else { "只用于读取和查验" };
        format!("{}  起用 {}  {role}", name.id, began(name.began))
    }));
    Ok(lines)
}

fn today() -> NaiveDate {
    business_date(SystemClock.now())
}

fn read(path: &Path, mut file: File) -> Result<(Keys, bool), Failure> {
    // Of the file that was opened, so that nothing is exchanged between looking and reading.
    check_private(path, &file.metadata()?)?;
    let mut text = String::new();
    let damaged = || Failure::Said(format!("密钥文件 {} 已损坏，请从备份恢复。", path.display()));
    file.read_to_string(&mut text).map_err(|_| damaged())?;
    Keys::from_text(&text).map_err(|fault| match fault {
        KeysFault::Damaged => damaged(),
        KeysFault::Newer(format) => Failure::Said(format!(
            "密钥文件 {} 由更新版本的安居写入（格式 {format}），本程序不能使用，也没有改动。请安装新版本。",
            path.display()
        )),
    })
}

/// Elsewhere the folder's own access list decides who may read it.
#[cfg(not(unix))]
fn check_private(_: &Path, _: &Metadata) -> Result<(), Failure> {
    Ok(())
}

#[cfg(unix)]
fn check_private(path: &Path, found: &Metadata) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = found.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(Failure::Said(format!(
        "密钥文件 {path} 的权限是 {mode:04o}，其他用户也能读取，服务器不能启动。请执行 chmod 600 {path}；\
         如果可能已被他人读取，再执行 anju-server rotate-secrets 更换密钥。"
    )))
}

/// Writes the file anew; it belongs to whoever the one before belonged to, or a rotation by root would lock the server
/// out.
fn write(data: &Path, keys: &Keys, before: Option<&Metadata>) -> Result<(), Failure> {
    let text = keys.to_text().map_err(|error| Failure::Said(error.to_string()))?;
    let place = data.join(FILE);
    // The first one is made where it stays, so that two servers in one new folder do not take each other's keys away.
    let written = if before.is_some() { data.join(PARTIAL) } else { place.clone() };
    if before.is_some() && written.try_exists()? {
        std::fs::remove_file(&written)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&written)?;
    file.write_all(text.as_bytes())?;
    keep_owner(&file, before)?;
    file.sync_all()?;
    if written != place {
        std::fs::rename(&written, &place)?;
    }
    #[cfg(unix)]
    File::open(data)?.sync_all()?;
    Ok(())
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: Option<&Metadata>) -> Result<(), std::io::Error> {
    Ok(())
}

#[cfg(unix)]
fn keep_owner(file: &File, before: Option<&Metadata>) -> Result<(), std::io::Error> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let (Some(before), own) = (before, file.metadata()?) else { return Ok(()) };
    if (before.uid(), before.gid()) == (own.uid(), own.gid()) {
        return Ok(());
    }
    fchown(file, Some(before.uid()), Some(before.gid()))
}
