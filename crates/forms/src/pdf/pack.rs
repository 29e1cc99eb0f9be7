//! From printpdf's objects to the bytes of a file.
//!
//! printpdf takes the file's `/ID` from a sequence that runs on through the process, so that the same form would never
//! give the same bytes twice: it is replaced by a fingerprint of the contents.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use printpdf::{PdfDocument, PdfSaveOptions};

use crate::{error::FormError, pdf::fingerprint::Fingerprint};

/// For contents of pages and maps: half the time of the best level for few more bytes.
const LEVEL: u32 = 4;
/// For font programs, which hardly shrink.
const FONT_LEVEL: u32 = 1;

/// Turns `document` into objects, compresses their streams, gives the file an identifier, and writes it.
///
/// # Errors
/// [`FormError::NotWritten`].
pub fn pack(document: &PdfDocument) -> Result<Vec<u8>, FormError> {
    let options = PdfSaveOptions {
        // Below, at a level of our own.
        optimize: false,
        // The faces are cut already.
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut file = document.to_lopdf_document(&options, &mut Vec::new());
    let mut fingerprint = Fingerprint::default();
    // Used again for each stream: an encoder is 300 KB to be cleared, more than most streams are long.
    let [mut of_contents, mut of_fonts] =
        [LEVEL, FONT_LEVEL].map(|level| ZlibEncoder::new(Vec::new(), Compression::new(level)));
    for object in file.objects.values_mut() {
        let Ok(stream) = object.as_stream_mut() else { continue };
        let encoder = if stream.dict.has(b"Subtype") { &mut of_fonts } else { &mut of_contents };
        encoder.write_all(&stream.content).map_err(|_| FormError::NotWritten)?;
        let packed = encoder.reset(Vec::new()).map_err(|_| FormError::NotWritten)?;
        fingerprint.add(&packed);
        stream.set_content(packed);
        stream.dict.set("Filter", "FlateDecode");
    }
    let letters = fingerprint.letters();
    let identifiers = file.trailer.get_mut(b"ID").and_then(|id| id.as_array_mut());
    for identifier in identifiers.map_err(|_| FormError::NotWritten)? {
        let bytes = identifier.as_str_mut().map_err(|_| FormError::NotWritten)?;
        *bytes = letters.clone().into_bytes();
    }
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|_| FormError::NotWritten)?;
    Ok(bytes)
}
