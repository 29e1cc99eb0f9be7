//! Pictures: only the chunks that draw stay.

use super::Orientation;
use super::clean::{FileFault, MOST_PIXELS};
use img_parts::Bytes;
use img_parts::png::Png;

/// The chunks that say how the picture looks; text, time, EXIF and what programs add for themselves are not among them.
const DRAWING: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
    b"bKGD", b"pHYs",
];

pub(super) fn clean(bytes: Vec<u8>) -> Result<(Vec<u8>, Orientation), FileFault> {
    let mut png = Png::from_bytes(Bytes::from(bytes)).map_err(|_| FileFault::Broken)?;
    let kinds: Vec<[u8; 4]> = png.chunks().iter().map(|chunk| chunk.kind()).collect();
    let whole = kinds.first() == Some(b"IHDR") && kinds.contains(b"IDAT") && kinds.last() == Some(b"IEND");
    let (width, height) = png.dimensions().filter(|_| whole).ok_or(FileFault::Broken)?;
    if width == 0 || height == 0 {
        return Err(FileFault::Broken);
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(FileFault::TooManyPixels);
    }
    png.chunks_mut().retain(|chunk| DRAWING.contains(&&chunk.kind()));
    Ok((png.encoder().bytes().to_vec(), Orientation::UPRIGHT))
}
