//! How long the printed forms take, warm, and how large they are.

use crate::row::{Row, median_us};
use anju_forms::{signature_table, task_sheet};

#[allow(dead_code, reason = "the samples hold every form")]
#[path = "../../crates/forms/examples/samples/data.rs"]
mod data;

pub(crate) fn measure() -> Vec<Row> {
    let (mark, sheet, table) =
        (data::accepted("WXZQ-2026-1100-000123"), data::task_sheet(), data::signature_table(2_000));
    let sheet_us = median_us(30, || task_sheet(&sheet, &mark).expect("a printed form"));
    let table_us = median_us(5, || signature_table(&table, &mark).expect("a printed form"));
    let bytes = signature_table(&table, &mark).expect("a printed form").pdf.len() as u64;
    vec![
        Row { name: "form_task_sheet", value: sheet_us, unit: "µs", bar: Some(5_000) },
        Row { name: "form_signatures_2000", value: table_us, unit: "µs", bar: Some(300_000) },
        Row { name: "form_signatures_2000_bytes", value: bytes, unit: "bytes", bar: Some(500_000) },
    ]
}
