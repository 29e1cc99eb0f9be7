//! The same input gives the same bytes: twice in one process, and in another process.

use std::{fs, path::PathBuf, process::Command};

use anju_forms::{
    NoticePaper, PrintMark, Printed, SignatureTableForm, allocation_register, shortfall_notice,
    signature_table, task_sheet,
};

use crate::data;

/// Where the other process leaves its files.
const FOLDER: &str = "ANJU_FORMS_SAME_BYTES";

fn forms() -> Vec<(&'static str, Printed)> {
    let mark = data::accepted("WXZQ-2026-1100-000123");
    let notice = shortfall_notice(&data::shortfall_notice(3), &mark, NoticePaper::A5);
    vec![
        ("task-sheet", task_sheet(&data::task_sheet(), &mark).expect("printed")),
        ("draft", task_sheet(&data::task_sheet(), &data::draft()).expect("printed")),
        ("signature-table", signature_table(&data::signature_table(60), &mark).expect("printed")),
        ("notice", notice.expect("printed")),
        ("register", allocation_register(&data::allocation_register(60), &mark).expect("printed")),
    ]
}

#[test]
fn twice_in_one_process() {
    for ((name, first), (_, second)) in forms().into_iter().zip(forms()) {
        assert!(
            first.pdf == second.pdf,
            "{name} differs at byte {:?}",
            first_difference(&first.pdf, &second.pdf)
        );
    }
}

#[test]
fn in_another_process() {
    // This very test, started again, prints into the folder and leaves.
    if let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) {
        for (name, printed) in forms() {
            fs::write(folder.join(name), printed.pdf).expect("written");
        }
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("same_bytes");
    fs::create_dir_all(&folder).expect("a folder");
    let status = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "same_bytes::in_another_process"])
        .env(FOLDER, &folder)
        .status()
        .expect("started");
    assert!(status.success());
    for (name, printed) in forms() {
        let other = fs::read(folder.join(name)).expect("printed by the other process");
        assert!(other == printed.pdf, "{name} differs at byte {:?}", first_difference(&other, &printed.pdf));
    }
}

#[test]
fn from_a_form_that_went_through_the_cache() {
    let (form, mark) = (data::signed_table(30), data::reprinted("1"));
    let stored = serde_json::to_string(&(&form, &mark)).expect("stored");
    let (read, read_mark): (SignatureTableForm, PrintMark) = serde_json::from_str(&stored).expect("read");
    let fresh = signature_table(&form, &mark).expect("printed");
    assert!(fresh == signature_table(&read, &read_mark).expect("printed"));
}

#[test]
fn another_count_gives_other_bytes() {
    let form = data::task_sheet();
    let first = task_sheet(&form, &data::accepted("1")).expect("printed");
    let third = task_sheet(&form, &data::reprinted("1")).expect("printed");
    assert_ne!(first.pdf, third.pdf);
}

fn first_difference(one: &[u8], other: &[u8]) -> Option<usize> {
    one.iter().zip(other).position(|(one, other)| one != other)
}
