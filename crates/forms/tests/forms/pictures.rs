//! Pages as pictures, compared with pictures that a person has looked at (`tests/pictures`, grey, 40 dots per inch).
//!
//! Tolerance: versions of poppler smooth edges differently, so two pictures are the same page when their mean
//! difference is at most 3 of 255 levels, and at most 1 pixel in 100 differs by more than 96 levels. A rule that is
//! missing or a line that has moved exceeds both.
//!
//! After a wanted change: `ANJU_FORMS_TAKE_PICTURES=1 cargo test -p anju-forms pictures`, then look at each of them.

use std::{fs, path::PathBuf};

use anju_forms::{NoticePaper, Printed, allocation_register, shortfall_notice, signature_table, task_sheet};

use crate::{
    data,
    tools::{File, Picture},
};

const RESOLUTION: u32 = 40;
const MOST_MEAN: u64 = 3;
const STRONG: u8 = 96;
/// One pixel in so many may differ strongly.
const STRONG_SHARE: usize = 100;

#[test]
fn task_sheet_looks_as_approved() {
    let printed = task_sheet(&data::task_sheet(), &data::accepted("WXZQ-2026-1100-000123"));
    compare("task-sheet", &printed.expect("printed"), 1);
}

#[test]
fn draft_looks_as_approved() {
    compare("draft", &task_sheet(&data::task_sheet(), &data::draft()).expect("printed"), 1);
}

#[test]
fn signature_table_looks_as_approved() {
    let printed =
        signature_table(&data::signed_table(30), &data::reprinted("WXZQ-2026-1100-000123")).expect("printed");
    compare("signature-table-first", &printed, 1);
    compare("signature-table-second", &printed, 2);
    compare("signature-table-last", &printed, printed.pages);
}

#[test]
fn shortfall_notices_look_as_approved() {
    let mark = data::accepted("CJ-2026-1100-000017");
    for (name, paper) in [("notice-a4", NoticePaper::A4), ("notice-a5", NoticePaper::A5)] {
        compare(name, &shortfall_notice(&data::shortfall_notice(5), &mark, paper).expect("printed"), 1);
    }
}

#[test]
fn allocation_register_looks_as_approved() {
    let printed =
        allocation_register(&data::allocation_register(30), &data::accepted("WXZQ-2026-1100-000123"));
    let printed = printed.expect("printed");
    compare("register-first", &printed, 1);
    compare("register-last", &printed, printed.pages);
}

fn compare(name: &str, printed: &Printed, page: u32) {
    let picture = File::new(&format!("picture-{name}"), printed).picture(page, RESOLUTION);
    let approved = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pictures/{name}.png"));
    if std::env::var_os("ANJU_FORMS_TAKE_PICTURES").is_some() {
        fs::write(&approved, encode(&picture)).expect("written");
        return;
    }
    let expected = fs::read(&approved).unwrap_or_else(|error| panic!("{}: {error}", approved.display()));
    let expected = decode(&expected);
    assert_eq!(
        (picture.width, picture.height),
        (expected.width, expected.height),
        "{name}: the paper has another size"
    );
    let differences = picture.pixels.iter().zip(&expected.pixels).map(|(one, other)| one.abs_diff(*other));
    let sum: u64 = differences.clone().map(u64::from).sum();
    let count = u64::try_from(picture.pixels.len()).expect("a small picture");
    let strong = differences.filter(|difference| *difference > STRONG).count();
    assert!(
        sum <= MOST_MEAN * count && strong * STRONG_SHARE <= picture.pixels.len(),
        "{name} no longer looks as approved: sum of differences {sum} over {count} pixels, {strong} strong ones"
    );
}

fn encode(picture: &Picture) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width, picture.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&picture.pixels).expect("a picture");
    writer.finish().expect("a file");
    file
}

fn decode(file: &[u8]) -> Picture {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG file");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
    let frame = reader.next_frame(&mut pixels).expect("a picture");
    pixels.truncate(frame.buffer_size());
    Picture { width: frame.width, height: frame.height, pixels }
}
