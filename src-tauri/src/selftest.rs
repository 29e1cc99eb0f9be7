//! `anju-desktop --selftest`: what nobody sees at the window, checked without one.
//!
//! Invariant: no plug-in starts, so that it runs beside an open window and never raises it, and no user's desk is touched.

use std::process::ExitCode;

use anju_client::keys::SystemKeyStore;
use anju_client::{ClientError, self_check};
use uuid::Uuid;

/// The only word on the command line that asks for it.
const WORD: &str = "--selftest";

/// What is said of a check, and the check.
type Check = (&'static str, fn() -> Result<(), ClientError>);

const CHECKS: &[Check] = &[
    ("加密数据文件：建立、关闭后重新打开", files),
    ("任务单：含生僻字「𠮷」的版面", self_check::form),
    ("系统密钥库：写入、读回、删除", key_store),
];

/// Whether this start is a check of the machine.
pub(crate) fn is_asked() -> bool {
    std::env::args_os().nth(1).is_some_and(|word| word == WORD)
}

/// Checks everything and says a line of each; exit code 1 if one failed.
pub(crate) fn run() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for (what, check) in CHECKS {
        match check() {
            Ok(()) => println!("通过 {what}"),
            Err(error) => {
                println!("失败 {what}：{error}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

/// In a folder with a Chinese name, as a Windows user's profile may have.
fn files() -> Result<(), ClientError> {
    let folder = std::env::temp_dir().join(format!("安居自检-{}", Uuid::new_v4()));
    std::fs::create_dir(&folder)?;
    let checked = tauri::async_runtime::block_on(self_check::encrypted_files(&folder));
    // A file that is still open cannot be removed on Windows, which would be a failure of its own.
    let removed = std::fs::remove_dir_all(&folder);
    checked?;
    Ok(removed?)
}

/// Outside the runtime, because the store's own calls block.
fn key_store() -> Result<(), ClientError> {
    self_check::key_store(&SystemKeyStore::open()?)
}
