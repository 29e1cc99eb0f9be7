use super::*;
use chrono::NaiveDate;

/// A photograph of 2 × 1 pixels with a camera, a place and a thumbnail in it, and a film behind its end.
fn photograph(segments: &[(u8, &[u8])], behind: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    let frame: &[u8] = &[8, 0, 1, 0, 2, 1, 1, 0x11, 0];
    let scan: &[u8] = &[1, 1, 0, 0, 63, 0];
    for (marker, contents) in segments.iter().copied().chain([(0xc0, frame), (0xda, scan)]) {
        let length = u16::try_from(contents.len() + 2).expect("a short segment");
        bytes.extend([0xff, marker]);
        bytes.extend(length.to_be_bytes());
        bytes.extend(contents);
    }
    bytes.extend([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
    bytes.extend(b"\xff\xfe\x00\x09comment\xff\xd9");
    bytes.extend(behind);
    bytes
}

/// EXIF with the orientation and a place.
fn exif(orientation: u8) -> Vec<u8> {
    let mut bytes = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    bytes.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    bytes.extend([0x01, 0x0f, 0, 2, 0, 0, 0, 4]);
    bytes.extend(b"GPS\0\0\0\0\0");
    bytes
}

fn chunk(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    img_parts::png::PngChunk::new(*kind, contents.to_vec().into()).encoder().bytes().to_vec()
}

fn picture(width: u32, extra: &[u8]) -> Vec<u8> {
    let mut head = width.to_be_bytes().to_vec();
    head.extend([0, 0, 0, 1, 8, 2, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(chunk(b"IHDR", &head));
    bytes.extend(extra);
    bytes.extend(chunk(b"IDAT", b"data"));
    bytes.extend(chunk(b"IEND", b""));
    bytes
}

fn document(trailer: &str) -> Vec<u8> {
    let body = "%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n";
    format!("{body}xref\n0 1\ntrailer << {trailer} >>\nstartxref\n{}\n%%EOF\n", body.len()).into_bytes()
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[test]
fn a_photograph_tells_neither_place_nor_device() {
    let exif = exif(6);
    let segments: [(u8, &[u8]); 6] = [
        (0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        (0xe1, &exif),
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0GPS"),
        (0xe2, b"ICC_PROFILE\0\x01\x01profile"),
        (0xed, b"Photoshop 3.0\0city"),
        (0xfe, b"written by"),
    ];
    let cleaned = clean(photograph(&segments, b"GPS film")).expect("a photograph");
    assert_eq!((cleaned.kind, cleaned.orientation.number()), (FileKind::Jpg, 6));
    for gone in [&b"Exif"[..], b"GPS", b"ns.adobe.com", b"Photoshop", b"written by", b"comment", b"film"] {
        assert!(!contains(&cleaned.bytes, gone), "{}", String::from_utf8_lossy(gone));
    }
    for kept in [&b"JFIF"[..], b"ICC_PROFILE", b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9"] {
        assert!(contains(&cleaned.bytes, kept), "{}", String::from_utf8_lossy(kept));
    }
    assert!(cleaned.bytes.ends_with(&[0xff, 0xd9]));
    let again = clean(cleaned.bytes.clone()).expect("clean already");
    assert_eq!((again.hash, again.bytes), (cleaned.hash, cleaned.bytes), "what is clean keeps its name");
}

#[test]
fn a_picture_tells_neither_text_nor_time() {
    let mut extra = chunk(b"eXIf", &exif(1));
    extra.extend(chunk(b"tEXt", b"Author\0somebody"));
    extra.extend(chunk(b"tIME", &[7, 234, 1, 1, 0, 0, 0]));
    extra.extend(chunk(b"sRGB", &[0]));
    let mut bytes = picture(3, &extra);
    bytes.extend(b"behind");
    let cleaned = clean(bytes).expect("a picture");
    assert_eq!(cleaned.kind, FileKind::Png);
    assert_eq!(cleaned.bytes, picture(3, &chunk(b"sRGB", &[0])));
    assert_eq!(cleaned.hash, ContentHash::of(&cleaned.bytes));
}

#[test]
fn a_file_is_what_its_content_is() {
    let bent = |mut bytes: Vec<u8>| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        bytes
    };
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() - 3].to_vec();
    let table: [(&str, Vec<u8>, Result<FileKind, FileFault>); 12] = [
        ("a document", document("/Size 1"), Ok(FileKind::Pdf)),
        ("nothing", Vec::new(), Err(FileFault::Empty)),
        ("a program", b"MZ\x90\0".to_vec(), Err(FileFault::OtherKind)),
        ("a page", b"<html>%PDF-".to_vec(), Err(FileFault::OtherKind)),
        ("an archive, as .docx are", b"PK\x03\x04".to_vec(), Err(FileFault::OtherKind)),
        ("half a photograph", cut(photograph(&[], b"")), Err(FileFault::Broken)),
        ("a beginning", vec![0xff, 0xd8, 0xff, 0xe0], Err(FileFault::Broken)),
        ("a bent picture", bent(picture(1, b"")), Err(FileFault::Broken)),
        ("half a picture", cut(picture(1, b"")), Err(FileFault::Broken)),
        ("a huge picture", picture(100_000_001, b""), Err(FileFault::TooManyPixels)),
        ("half a document", cut(document("/Size 1"))[..60].to_vec(), Err(FileFault::Broken)),
        ("a locked document", document("/Size 1 /Encrypt 5 0 R"), Err(FileFault::Encrypted)),
    ];
    for (what, bytes, expected) in table {
        assert_eq!(clean(bytes).map(|cleaned| cleaned.kind), expected, "{what}");
    }
}

#[test]
fn ten_megabytes_and_twenty_files() {
    let day = NaiveDate::from_ymd_opt(2026, 7, 1).expect("a day");
    let limits = Limits::of_withdrawals(&[], day);
    assert_eq!(limits.kinds, [FileKind::Jpg, FileKind::Pdf, FileKind::Png]);
    let most = 10 * 1024 * 1024;
    assert_eq!(limits.check_size(most as usize), Ok(()));
    let fault = limits.check_size(11 * 1024 * 1024 + 1).expect_err("too large");
    assert!(fault.to_string().contains("11.1 MB，超过单个附件 10 MB"), "{fault}");
    assert_eq!(limits.check_count(20), Ok(()));
    assert_eq!(limits.check_count(21), Err(LimitFault::TooMany { most: 20 }));
    let only_documents = Limits { kinds: vec![FileKind::Pdf], ..limits };
    assert_eq!(only_documents.check_kind(FileKind::Pdf), Ok(()));
    assert_eq!(only_documents.check_kind(FileKind::Jpg), Err(LimitFault::Kind { kind: FileKind::Jpg }));
}

#[test]
fn names_are_read_back() {
    let hash = ContentHash::of(b"abc");
    let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hash.to_string(), text);
    assert_eq!(ContentHash::parse(text), Some(hash));
    for wrong in ["", &text[1..], &text.to_uppercase(), &format!("{text}0"), &text.replace('b', "g")] {
        assert_eq!(ContentHash::parse(wrong), None, "{wrong}");
    }
    for kind in FileKind::ALL {
        assert_eq!(FileKind::from_code(kind.code()), Some(kind));
    }
}
