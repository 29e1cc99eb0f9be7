//! Prints a sample of every form into a folder: `cargo run -p anju-forms --example samples -- FOLDER`.

mod data;

use std::{fs, path::PathBuf};

use anju_forms::{
    FormError, NoticePaper, Printed, allocation_register, shortfall_notice, shortfall_notices,
    signature_table, task_sheet,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: samples FOLDER")?);
    fs::create_dir_all(&folder)?;
    for (name, printed) in samples() {
        let printed = printed?;
        fs::write(folder.join(format!("{name}.pdf")), &printed.pdf)?;
        println!("{name}: {} pages, {} bytes", printed.pages, printed.pdf.len());
    }
    Ok(())
}

fn samples() -> Vec<(&'static str, Result<Printed, FormError>)> {
    let first = data::accepted("WXZQ-2026-1100-000123");
    let again = data::reprinted("WXZQ-2026-1100-000123");
    let notice = data::accepted("CJ-2026-1100-000017");
    let notices: Vec<_> = (0..3)
        .map(|number| (data::shortfall_notice(number), data::accepted(&format!("CJ-2026-1100-{number:06}"))))
        .collect();
    vec![
        ("task-sheet", task_sheet(&data::task_sheet(), &first)),
        ("task-sheet-reprint", task_sheet(&data::task_sheet(), &again)),
        ("task-sheet-draft", task_sheet(&data::task_sheet(), &data::draft())),
        ("signature-table", signature_table(&data::signature_table(250), &first)),
        ("signature-table-signed", signature_table(&data::signed_table(30), &again)),
        ("shortfall-notice-a4", shortfall_notice(&data::shortfall_notice(5), &notice, NoticePaper::A4)),
        ("shortfall-notice-a5", shortfall_notice(&data::shortfall_notice(5), &notice, NoticePaper::A5)),
        ("shortfall-notices", shortfall_notices(&notices, NoticePaper::A5)),
        ("allocation-register", allocation_register(&data::allocation_register(250), &first)),
    ]
}
