//! Prints a sample of every form into a folder: `cargo run -p anju-forms --example samples -- FOLDER`.

mod data;

use std::{fs, path::PathBuf};

use anju_forms::{FormError, Printed, task_sheet};

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
    let number = "WXZQ-2026-1100-000123";
    vec![
        ("task-sheet", task_sheet(&data::task_sheet(), &data::accepted(number))),
        ("task-sheet-reprint", task_sheet(&data::task_sheet(), &data::reprinted(number))),
        ("task-sheet-draft", task_sheet(&data::task_sheet(), &data::draft())),
    ]
}
