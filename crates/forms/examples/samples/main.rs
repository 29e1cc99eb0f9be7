//! Prints a sample of every form into a folder, and says how long each took and how big it is:
//! `cargo run --release -p anju-forms --example samples -- FOLDER [NAME]`.
//!
//! The budgets: a warm task sheet within 5 ms; a signature table of 2,000 units within 300 ms and 500,000 bytes.

mod data;

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use anju_forms::{
    FormError, NoticePaper, Printed, allocation_register, shortfall_notice, shortfall_notices,
    signature_table, task_sheet,
};

/// A form's name and how to print it.
type Sample = (&'static str, Box<dyn Fn() -> Result<Printed, FormError>>);

/// Each form is printed so often, and the best time counts.
const RUNS: u32 = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: samples FOLDER [NAME]")?);
    let wanted = std::env::args().nth(2);
    fs::create_dir_all(&folder)?;
    for (name, print) in samples() {
        if wanted.as_ref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        let mut best = Duration::MAX;
        let mut printed = None;
        for _ in 0..RUNS {
            let start = Instant::now();
            printed = Some(print()?);
            best = best.min(start.elapsed());
        }
        let Some(Printed { pdf, pages }) = printed else { continue };
        println!("{name}: {pages} pages, {} bytes, {best:.1?}", pdf.len());
        fs::write(folder.join(format!("{name}.pdf")), pdf)?;
    }
    Ok(())
}

fn samples() -> Vec<Sample> {
    let first = || data::accepted("WXZQ-2026-1100-000123");
    let again = || data::reprinted("WXZQ-2026-1100-000123");
    let notice = || data::accepted("CJ-2026-1100-000017");
    let notices: Vec<_> = (0..200)
        .map(|number| (data::shortfall_notice(number), data::accepted(&format!("CJ-2026-1100-{number:06}"))))
        .collect();
    let (table, long_table) = (data::signature_table(250), data::signature_table(2_000));
    let (register, long_register) = (data::allocation_register(250), data::allocation_register(2_000));
    vec![
        ("task-sheet", Box::new(move || task_sheet(&data::task_sheet(), &first()))),
        ("task-sheet-reprint", Box::new(move || task_sheet(&data::task_sheet(), &again()))),
        ("task-sheet-draft", Box::new(|| task_sheet(&data::task_sheet(), &data::draft()))),
        ("signature-table", Box::new(move || signature_table(&table, &first()))),
        ("signature-table-signed", Box::new(move || signature_table(&data::signed_table(30), &again()))),
        ("signature-table-2000", Box::new(move || signature_table(&long_table, &first()))),
        (
            "shortfall-notice-a4",
            Box::new(move || shortfall_notice(&data::shortfall_notice(5), &notice(), NoticePaper::A4)),
        ),
        (
            "shortfall-notice-a5",
            Box::new(move || shortfall_notice(&data::shortfall_notice(5), &notice(), NoticePaper::A5)),
        ),
        ("shortfall-notices-200", Box::new(move || shortfall_notices(&notices, NoticePaper::A5))),
        ("allocation-register", Box::new(move || allocation_register(&register, &first()))),
        ("allocation-register-2000", Box::new(move || allocation_register(&long_register, &first()))),
    ]
}
