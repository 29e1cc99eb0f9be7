//! QR codes as rectangles: error correction level M, at least 20 mm wide, four modules of quiet zone.

use qrcode::{Color, EcLevel, QrCode};

use crate::{
    display::{Item, Rectangle},
    error::FormError,
    length::{Um, mm},
};

/// The smallest width of the dark part that telephones read from paper held in the hand.
const LEAST_WIDTH: Um = mm(20);
/// The quiet zone that the standard asks for, in modules.
const QUIET_MODULES: Um = 4;

/// A QR code, not yet placed.
pub struct Qr {
    dark: Vec<Vec<bool>>,
    module: Um,
}

impl Qr {
    /// The code of `content`.
    ///
    /// # Errors
    /// [`FormError::QrTooLong`].
    pub fn new(content: &str) -> Result<Qr, FormError> {
        let code = QrCode::with_error_correction_level(content, EcLevel::M)
            .map_err(|_| FormError::QrTooLong { bytes: content.len() })?;
        let modules = code.width();
        let dark = code
            .to_colors()
            .chunks(modules)
            .map(|row| row.iter().map(|color| *color == Color::Dark).collect())
            .collect();
        // Printers place dots of 1/600 inch; a module of whole 10 µm keeps all modules alike.
        let count = i64::try_from(modules).unwrap_or(i64::MAX);
        let module = (LEAST_WIDTH / count / 10 + 1) * 10;
        Ok(Qr { dark, module })
    }

    /// The width of the code with its quiet zone.
    pub fn width(&self) -> Um {
        let count = i64::try_from(self.dark.len()).unwrap_or(i64::MAX);
        (count + 2 * QUIET_MODULES) * self.module
    }

    /// The width of the quiet zone on each side.
    pub fn quiet(&self) -> Um {
        QUIET_MODULES * self.module
    }

    /// The code with the quiet zone's upper left corner at `x`, `y`.
    pub fn place(&self, x: Um, y: Um) -> Item {
        let mut rectangles = Vec::new();
        let mut top = y + QUIET_MODULES * self.module;
        for row in &self.dark {
            let mut left = x + QUIET_MODULES * self.module;
            for run in row.chunk_by(|one, next| one == next) {
                let width = self.module * i64::try_from(run.len()).unwrap_or(0);
                if run[0] {
                    rectangles.push(Rectangle { x: left, y: top, width, height: self.module });
                }
                left += width;
            }
            top += self.module;
        }
        Item::Modules { rectangles }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://wxzj.example.gov.cn/v/WXZQ-2026-1100-000123?c=7K3F9Q2M";

    fn rectangles(qr: &Qr, x: Um, y: Um) -> Vec<Rectangle> {
        match qr.place(x, y) {
            Item::Modules { rectangles } => rectangles,
            _ => Vec::new(),
        }
    }

    #[test]
    fn the_dark_part_is_wide_enough_and_has_its_quiet_zone() {
        for content in ["1", ADDRESS, &ADDRESS.repeat(5)] {
            let qr = Qr::new(content).expect("fits");
            assert!(qr.width() - 2 * qr.quiet() >= LEAST_WIDTH, "{content}");
            let placed = rectangles(&qr, mm(100), mm(50));
            let left = placed.iter().map(|dark| dark.x).min();
            let top = placed.iter().map(|dark| dark.y).min();
            assert_eq!((left, top), (Some(mm(100) + qr.quiet()), Some(mm(50) + qr.quiet())), "{content}");
            let right = placed.iter().map(|dark| dark.x + dark.width).max();
            assert_eq!(right, Some(mm(100) + qr.width() - qr.quiet()), "{content}");
        }
    }

    #[test]
    fn the_rectangles_cover_exactly_the_dark_modules() {
        let qr = Qr::new(ADDRESS).expect("fits");
        let code = QrCode::with_error_correction_level(ADDRESS, EcLevel::M).expect("fits");
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
        let area: Um = rectangles(&qr, 0, 0).iter().map(|dark| dark.width * dark.height).sum();
        assert_eq!(area, qr.module * qr.module * i64::try_from(dark).expect("a small code"));
    }
}
