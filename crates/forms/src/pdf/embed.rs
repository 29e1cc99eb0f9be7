//! The faces cut down to the glyphs that a document uses: printpdf would embed all of them (12 MB).

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use printpdf::{FontMetrics, ParsedFont, PdfFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;

use crate::{
    display::{Item, Page},
    error::FormError,
    pdf::fingerprint::Fingerprint,
    text::Face,
};

/// The faces that `pages` use.
pub fn fonts(pages: &[Page]) -> Result<Vec<(Face, PdfFont)>, FormError> {
    let mut used: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        match item {
            Item::Text { face, text, .. } | Item::Watermark { face, text, .. } => {
                used.entry(*face).or_default().extend(text.chars());
            }
            Item::Rule { .. } | Item::Outline { .. } | Item::Modules { .. } => {}
        }
    }
    used.into_iter()
        .map(|(face, characters)| Ok((face, PdfFont::new(kept_or_cut(face, characters)?))))
        .collect()
}

/// A face that was cut, with the characters that it holds.
type Cut = (Face, BTreeSet<char>, ParsedFont);

/// The cuts of the last forms. A sheet is shown, printed and printed again in the same characters, and forms of a kind
/// share their title's; cutting anew takes a third of a form's time.
static KEPT: Mutex<VecDeque<Cut>> = Mutex::new(VecDeque::new());
/// How many are kept: the largest has some 300 KB.
const MOST: usize = 8;

fn kept_or_cut(face: Face, characters: BTreeSet<char>) -> Result<ParsedFont, FormError> {
    // Whatever panicked left whole cuts behind.
    let kept = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let found = kept().iter().find(|(of, with, _)| *of == face && *with == characters).cloned();
    let (face, characters, font) = match found {
        Some(found) => found,
        None => {
            let font = cut(face, &characters)?;
            (face, characters, font)
        }
    };
    let mut kept = kept();
    kept.retain(|(of, with, _)| *of != face || *with != characters);
    kept.push_front((face, characters, font.clone()));
    kept.truncate(MOST);
    Ok(font)
}

fn cut(face: Face, characters: &BTreeSet<char>) -> Result<ParsedFont, FormError> {
    let mut glyphs = GlyphRemapper::new();
    let mut character_to_glyph = BTreeMap::new();
    let mut widths = BTreeMap::new();
    let mut fingerprint = Fingerprint::default();
    for &character in characters {
        let glyph = face.own_glyph(character)?;
        let id = glyphs.remap(glyph.id);
        let advance = u16::try_from(glyph.advance).map_err(|_| FormError::DamagedFont)?;
        character_to_glyph.insert(u32::from(character), id);
        widths.insert(id, advance);
        fingerprint.add(&glyph.id.to_be_bytes());
    }
    let program = subsetter::subset(face.bytes(), 0, &glyphs).map_err(|_| FormError::DamagedFont)?;
    let metrics = face.metrics()?;
    let [x_min, y_min, x_max, y_max] = metrics.bounds;
    // Six letters before the name say that the face is cut, and tell one cut from another.
    let name = format!("{}+{}", &fingerprint.letters()[..6], face.postscript_name());
    let mut font = ParsedFont::with_glyph_data(
        program,
        0,
        Some(name),
        character_to_glyph,
        widths,
        1000,
        FontMetrics { ascent: metrics.ascent, descent: metrics.descent },
    );
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: 1000,
        x_min,
        y_min,
        x_max,
        y_max,
        us_weight_class: metrics.weight,
        ..PdfFontMetricsStub::default()
    };
    Ok(font)
}
