//! The two shipped faces and the choice of a face for each character.
//!
//! Invariant: a glyph that is handed out exists; glyph 0 (Noto's looks like a crossed box) never reaches a page.

use std::sync::OnceLock;

use crate::error::FormError;

/// A face that forms are set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Noto Serif CJK SC: everything that is read or filled in.
    Text,
    /// Noto Sans CJK SC Bold: titles, heads, amounts.
    Title,
}

/// The glyph of a character, in the face that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The face that has the glyph: not always the face that was asked for.
    pub face: Face,
    /// The glyph's number in that face.
    pub id: u16,
    /// The advance in thousandths of an em.
    pub advance: i64,
}

/// The measures of a face that a PDF repeats, in thousandths of an em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceMetrics {
    /// Ascender, above the baseline.
    pub ascent: i16,
    /// Descender, negative.
    pub descent: i16,
    /// The box around all glyphs: left, bottom, right, top.
    pub bounds: [i16; 4],
    /// The weight class, 100 to 900.
    pub weight: u16,
}

impl Face {
    /// The font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Text => include_bytes!("../../fonts/text.otf"),
            Face::Title => include_bytes!("../../fonts/title.otf"),
        }
    }

    /// The PostScript name under which documents embed the face.
    pub fn postscript_name(self) -> &'static str {
        match self {
            Face::Text => "NotoSerifCJKsc-Regular",
            Face::Title => "NotoSansCJKsc-Bold",
        }
    }

    /// The measures of the face.
    ///
    /// # Errors
    /// [`FormError::DamagedFont`].
    pub fn metrics(self) -> Result<FaceMetrics, FormError> {
        let parsed = self.parsed()?;
        let bounds = parsed.global_bounding_box();
        Ok(FaceMetrics {
            ascent: parsed.ascender(),
            descent: parsed.descender(),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            weight: parsed.weight().to_number(),
        })
    }

    /// The glyph of `character`: in this face, else in the other one.
    ///
    /// # Errors
    /// [`FormError::MissingGlyph`] if neither has it.
    pub fn glyph(self, character: char) -> Result<Glyph, FormError> {
        let other = match self {
            Face::Text => Face::Title,
            Face::Title => Face::Text,
        };
        match self.own_glyph(character) {
            Err(FormError::MissingGlyph { .. }) => other.own_glyph(character),
            found => found,
        }
    }

    /// The glyph of `character` in this very face.
    ///
    /// # Errors
    /// [`FormError::MissingGlyph`] if it has none.
    pub fn own_glyph(self, character: char) -> Result<Glyph, FormError> {
        let parsed = self.parsed()?;
        let id = parsed
            .glyph_index(character)
            .filter(|id| id.0 != 0)
            .ok_or(FormError::MissingGlyph { character })?;
        let advance = parsed.glyph_hor_advance(id).ok_or(FormError::DamagedFont)?;
        Ok(Glyph { face: self, id: id.0, advance: i64::from(advance) })
    }

    fn parsed(self) -> Result<&'static ttf_parser::Face<'static>, FormError> {
        static TEXT: OnceLock<Option<ttf_parser::Face<'static>>> = OnceLock::new();
        static TITLE: OnceLock<Option<ttf_parser::Face<'static>>> = OnceLock::new();
        let cell = match self {
            Face::Text => &TEXT,
            Face::Title => &TITLE,
        };
        cell.get_or_init(|| {
            ttf_parser::Face::parse(self.bytes(), 0)
                .ok()
                // The whole crate counts in thousandths of an em, as Noto CJK does.
                .filter(|face| face.units_per_em() == 1000)
        })
        .as_ref()
        .ok_or(FormError::DamagedFont)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_characters_of_names_have_glyphs() {
        for character in ['𠮷', '䶮', '㛃', '囍', '㎡', '￥', '·', '—'] {
            assert_ne!(Face::Text.glyph(character).expect("a glyph").id, 0, "{character}");
        }
    }

    #[test]
    fn the_title_face_falls_back_to_the_text_face() {
        assert_eq!(Face::Title.glyph('安').expect("a glyph").face, Face::Title);
        assert_eq!(Face::Title.glyph('䶮').expect("a glyph").face, Face::Text);
    }

    #[test]
    fn a_character_without_a_glyph_is_an_error_that_names_it() {
        let error = Face::Text.glyph('🏠').expect_err("no glyph");
        assert_eq!(error, FormError::MissingGlyph { character: '🏠' });
        assert_eq!(error.code(), "forms.missing_glyph");
        assert!(error.to_string().contains("「🏠」（U+1F3E0）"), "{error}");
    }
}
