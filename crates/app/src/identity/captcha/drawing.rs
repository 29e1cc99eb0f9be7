//! The picture of a captcha: letters of five by seven dots, slanted, bent and struck through, as a grey PNG.

/// The picture's size, in pixels.
const WIDTH: i32 = 150;
const HEIGHT: i32 = 50;
/// How many pixels a dot of a letter has, each way.
const DOT: i32 = 4;
/// From one letter to the next, and the first one's place.
const STEP: i32 = 27;
const LEFT: i32 = 12;
/// How many lines run across.
const LINES: usize = 3;
/// A wave of eight steps, in sixteenths of a dot's pixels.
const WAVE: [i32; 8] = [0, 11, 16, 11, 0, -11, -16, -11];

/// The dots of a letter, one row to a number, the highest of five bits to the left.
fn dots(letter: char) -> Option<[u8; 7]> {
    Some(match letter {
        '2' => [14, 17, 1, 2, 4, 8, 31],
        '3' => [31, 2, 4, 2, 1, 17, 14],
        '4' => [2, 6, 10, 18, 31, 2, 2],
        '6' => [6, 8, 16, 30, 17, 17, 14],
        '7' => [31, 1, 2, 4, 8, 8, 8],
        '8' => [14, 17, 17, 14, 17, 17, 14],
        '9' => [14, 17, 17, 15, 1, 2, 12],
        'A' => [14, 17, 17, 31, 17, 17, 17],
        'C' => [14, 17, 16, 16, 16, 17, 14],
        'D' => [30, 17, 17, 17, 17, 17, 30],
        'E' => [31, 16, 16, 30, 16, 16, 31],
        'F' => [31, 16, 16, 30, 16, 16, 16],
        'H' => [17, 17, 17, 31, 17, 17, 17],
        'J' => [7, 2, 2, 2, 2, 18, 12],
        'K' => [17, 18, 20, 24, 20, 18, 17],
        'M' => [17, 27, 21, 21, 17, 17, 17],
        'N' => [17, 25, 21, 19, 17, 17, 17],
        'P' => [30, 17, 17, 30, 16, 16, 16],
        'R' => [30, 17, 17, 30, 20, 18, 17],
        'T' => [31, 4, 4, 4, 4, 4, 4],
        'U' => [17, 17, 17, 17, 17, 17, 14],
        'V' => [17, 17, 17, 17, 17, 10, 4],
        'W' => [17, 17, 17, 21, 21, 27, 17],
        'X' => [17, 17, 10, 4, 10, 17, 17],
        _ => return None,
    })
}

/// Draws a text; `random` bends it. `None` if a letter has no picture.
pub(super) fn draw(text: &str, random: &[u8]) -> Option<Vec<u8>> {
    let mut dice = random.iter().cycle().map(|byte| i32::from(*byte));
    let mut roll = |sides: i32| dice.next().map_or(0, |byte| byte % sides);
    let mut pixels = vec![245_u8; usize::try_from(WIDTH * HEIGHT).ok()?];
    for (index, letter) in text.chars().enumerate() {
        let rows = dots(letter)?;
        let left = LEFT + STEP * i32::try_from(index).ok()? + roll(5) - 2;
        let top = 9 + roll(7) - 3;
        // Both lean a letter by at most half a dot for each row.
        let (slant, tilt) = (roll(9) - 4, roll(7) - 3);
        let (phase, ink) = (roll(8), 20 + roll(70));
        for y in -DOT..8 * DOT {
            for x in -DOT..6 * DOT {
                let (source_x, source_y) = (x + slant * (y - 14) / 16, y + tilt * (x - 10) / 16);
                if source_x < 0 || source_y < 0 {
                    continue;
                }
                let row = usize::try_from(source_y / DOT).ok().and_then(|row| rows.get(row));
                let bit = 4 - source_x / DOT;
                let bend = WAVE[usize::try_from((y / 4 + phase).rem_euclid(8)).ok()?] / 8;
                if bit >= 0 && row.is_some_and(|row| row >> bit & 1 == 1) {
                    put(&mut pixels, left + x + bend, top + y, ink);
                }
            }
        }
    }
    for _ in 0..LINES {
        let (from, to, ink) = (roll(HEIGHT), roll(HEIGHT), 60 + roll(90));
        for x in 0..WIDTH {
            let bend = WAVE[usize::try_from(x / 8 % 8).ok()?] / 6;
            let y = from + (to - from) * x / WIDTH + bend;
            put(&mut pixels, x, y, ink);
            put(&mut pixels, x, y + 1, ink);
        }
    }
    for _ in 0..90 {
        let (x, y) = (roll(251) * 3 + roll(251), roll(HEIGHT));
        put(&mut pixels, x % WIDTH, y, 120);
    }
    png(&pixels)
}

fn put(pixels: &mut [u8], x: i32, y: i32, ink: i32) {
    if (0..WIDTH).contains(&x) && (0..HEIGHT).contains(&y) {
        let place = usize::try_from(y * WIDTH + x).ok();
        if let Some(pixel) = place.and_then(|place| pixels.get_mut(place)) {
            *pixel = u8::try_from(ink).unwrap_or(0);
        }
    }
}

fn png(pixels: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(WIDTH).ok()?, u32::try_from(HEIGHT).ok()?);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
