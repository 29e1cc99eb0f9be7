//! A printed form as a reader's software sees it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::Value;

use crate::process::tool;

/// A form that was made, as PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The file.
    pub pdf: Vec<u8>,
}

impl Paper {
    /// The form in the answer of `form.render`.
    ///
    /// # Panics
    /// When the answer has none.
    pub fn of(answer: &Value) -> Paper {
        let text = answer["pdf_base64"].as_str().unwrap_or_else(|| panic!("no PDF in {answer}"));
        Paper { pdf: BASE64.decode(text).expect("base64") }
    }

    /// Its text without white space: lines are broken where the paper ends, not the words.
    ///
    /// # Panics
    /// When poppler is missing or cannot read it.
    pub fn text(&self) -> String {
        let mut reader = Command::new(tool("pdftotext", "poppler-utils"))
            .args(["-raw", "-enc", "UTF-8", "-", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a tool that is there can be started");
        let mut stdin = reader.stdin.take().expect("its input is piped");
        let pdf = self.pdf.clone();
        let writes = std::thread::spawn(move || stdin.write_all(&pdf));
        let output = reader.wait_with_output().expect("it ends");
        writes.join().expect("the writer does not panic").expect("it reads everything");
        assert!(output.status.success(), "pdftotext could not read the form");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.chars().filter(|character| !character.is_whitespace()).collect()
    }

    /// Asserts that the text has each part.
    ///
    /// # Panics
    /// When one is missing.
    pub fn says(&self, parts: &[&str]) {
        let text = self.text();
        for part in parts {
            assert!(text.contains(part), "“{part}” is missing in {text}");
        }
    }
}
