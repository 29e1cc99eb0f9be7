//! The tools of poppler and qpdf. A tool that is not installed fails the test and says which package has it.

use std::{fs, path::PathBuf, process::Command};

use anju_forms::Printed;

/// A printed form in a file that only one test uses.
pub struct File {
    path: PathBuf,
    pages: u32,
}

impl File {
    /// Writes the form under `name`.
    pub fn new(name: &str, printed: &Printed) -> File {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
        fs::write(&path, &printed.pdf).expect("the temporary folder can be written");
        let file = File { path, pages: printed.pages };
        file.check();
        file
    }

    /// How many pages the form says that it has.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// Fails unless qpdf finds nothing to complain about, and as many pages as the form says.
    fn check(&self) {
        run("qpdf", "qpdf", &["--check", &self.path()]);
        let pages = run("qpdf", "qpdf", &["--show-npages", &self.path()]);
        assert_eq!(String::from_utf8_lossy(&pages).trim(), self.pages.to_string());
    }

    /// The text of one page, from 1, without white space: lines are broken where the paper ends, not the words.
    pub fn page(&self, page: u32) -> String {
        let page = page.to_string();
        without_space(&self.extract(&["-f", &page, "-l", &page]))
    }

    /// The text of all pages, likewise.
    pub fn text(&self) -> String {
        without_space(&self.extract(&[]))
    }

    fn extract(&self, range: &[&str]) -> String {
        let path = self.path();
        let mut arguments = vec!["-raw", "-enc", "UTF-8"];
        arguments.extend(range);
        arguments.extend([path.as_str(), "-"]);
        String::from_utf8(run("pdftotext", "poppler-utils", &arguments)).expect("UTF-8")
    }

    /// The picture of one page, grey, at so many dots per inch.
    pub fn picture(&self, page: u32, resolution: u32) -> Picture {
        let (page, resolution) = (page.to_string(), resolution.to_string());
        let path = self.path();
        let arguments = ["-gray", "-r", &resolution, "-f", &page, "-l", &page, &path];
        Picture::from_pgm(&run("pdftoppm", "poppler-utils", &arguments))
    }

    /// The fonts that the file embeds, as pdffonts lists them.
    pub fn fonts(&self) -> String {
        String::from_utf8(run("pdffonts", "poppler-utils", &[&self.path()])).expect("UTF-8")
    }

    fn path(&self) -> String {
        self.path.to_str().expect("a path in UTF-8").to_owned()
    }
}

/// A grey picture, one byte a pixel.
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

impl Picture {
    /// Reads what pdftoppm writes: `P5`, width, height, the largest level, each in decimal, then the pixels.
    fn from_pgm(bytes: &[u8]) -> Picture {
        let mut header = bytes.splitn(4, u8::is_ascii_whitespace);
        let mut word = || String::from_utf8_lossy(header.next().expect("a PGM header")).into_owned();
        assert_eq!(word(), "P5", "pdftoppm -gray writes PGM");
        let width: u32 = word().parse().expect("a width");
        let height: u32 = word().parse().expect("a height");
        let rest = header.next().expect("levels and pixels");
        let pixels = rest.strip_prefix(b"255\n").expect("256 levels").to_vec();
        assert_eq!(pixels.len(), usize::try_from(width * height).expect("a small picture"));
        Picture { width, height, pixels }
    }
}

/// `text` without any white space.
pub fn without_space(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

fn run(tool: &str, package: &str, arguments: &[&str]) -> Vec<u8> {
    let output = match Command::new(tool).args(arguments).output() {
        Ok(output) => output,
        Err(error) => panic!("{tool} cannot be started ({error}): install the package {package}"),
    };
    assert!(
        output.status.success(),
        "{tool} {arguments:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}
