//! Photographs: only the segments that draw the picture stay.

use super::clean::{FileFault, MOST_PIXELS};
use exif::{In, Reader, Tag};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::{Bytes, ImageEXIF};
use serde::{Deserialize, Serialize};

/// How a picture has to be turned and mirrored to stand upright, 1 to 8 as the EXIF standard counts; 1 is upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Orientation(u8);

impl Orientation {
    /// As it stands.
    pub const UPRIGHT: Orientation = Orientation(1);

    /// The number, 1 to 8.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl Default for Orientation {
    fn default() -> Orientation {
        Orientation::UPRIGHT
    }
}

impl From<Orientation> for u8 {
    fn from(orientation: Orientation) -> u8 {
        orientation.0
    }
}

impl TryFrom<u8> for Orientation {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Orientation, Self::Error> {
        if (1..=8).contains(&number) { Ok(Orientation(number)) } else { Err("an orientation is 1 to 8") }
    }
}

/// Takes everything out that does not draw: camera, place, time, thumbnails, comments, whatever stands behind the end.
pub(super) fn clean(bytes: Vec<u8>) -> Result<(Vec<u8>, Orientation), FileFault> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from(bytes)).map_err(|_| FileFault::Broken)?;
    let (width, height) = jpeg.dimensions().ok_or(FileFault::Broken)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(FileFault::TooManyPixels);
    }
    let orientation = jpeg.exif().map_or(Orientation::UPRIGHT, |exif| orientation(&exif));
    jpeg.segments_mut().retain(draws);
    let scan = jpeg.segments_mut().pop().filter(JpegSegment::has_entropy).ok_or(FileFault::Broken)?;
    let (marker, contents, head) = (scan.marker(), scan.contents().clone(), scan.len());
    let encoded = scan.encoder().bytes();
    let picture = encoded.get(head..).and_then(up_to_its_end).ok_or(FileFault::Broken)?;
    let scan = JpegSegment::new_with_entropy(marker, contents, Bytes::from(picture));
    jpeg.segments_mut().push(scan);
    Ok((jpeg.encoder().bytes().to_vec(), orientation))
}

/// Whether a segment takes part in drawing. Of the application segments these are the density, the colour profile and
/// Adobe's colour transform.
fn draws(segment: &JpegSegment) -> bool {
    let contents = segment.contents();
    match segment.marker() {
        markers::APP0 => contents.starts_with(b"JFIF\0"),
        markers::APP2 => contents.starts_with(b"ICC_PROFILE\0"),
        markers::APP14 => contents.starts_with(b"Adobe"),
        markers::COM => false,
        marker => !(markers::APP0..=markers::APP15).contains(&marker),
    }
}

/// The scans up to and with the end of the picture, without application segments between them; `None` if it has no end.
fn up_to_its_end(entropy: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(entropy.len());
    let mut at = 0;
    loop {
        let drawn = entropy[at..].iter().position(|byte| *byte == markers::P)?;
        kept.extend_from_slice(&entropy[at..at + drawn]);
        at += drawn;
        let marker = *entropy.get(at + 1)?;
        match marker {
            markers::EOI => {
                kept.extend_from_slice(&[markers::P, markers::EOI]);
                return Some(kept);
            }
            // A stuffed byte or a restart is data; a fill byte counts as one.
            0x00 | markers::RST0..=markers::RST7 => {
                kept.extend_from_slice(&entropy[at..at + 2]);
                at += 2;
            }
            markers::P => at += 1,
            _ => {
                let length = usize::from(u16::from_be_bytes([*entropy.get(at + 2)?, *entropy.get(at + 3)?]));
                let segment = entropy.get(at..at + 2 + length.max(2))?;
                if marker != markers::COM && !(markers::APP0..=markers::APP15).contains(&marker) {
                    kept.extend_from_slice(segment);
                }
                at += segment.len();
            }
        }
    }
}

fn orientation(exif: &[u8]) -> Orientation {
    let read = Reader::new().read_raw(exif.to_vec()).ok();
    let number = read.and_then(|exif| {
        let field = exif.get_field(Tag::Orientation, In::PRIMARY)?;
        field.value.get_uint(0).and_then(|number| u8::try_from(number).ok())
    });
    number.and_then(|number| Orientation::try_from(number).ok()).unwrap_or_default()
}
