//! Why a form cannot be printed.

/// A form that is refused instead of being printed wrongly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// No shipped face has a glyph for the character; it would print as a box.
    #[error("打印字库中没有字符「{character}」（U+{code:04X}），不能打印成方框代替；请核对该字，或联系系统管理员补充字库。", code = u32::from(*.character))]
    MissingGlyph {
        /// The character.
        character: char,
    },
    /// One row of a table needs more than a whole page.
    #[error("「{text}…」所在栏目的内容超过一页，无法打印；请精简该栏目，其余内容作为附件。")]
    RowTooTall {
        /// How the row begins.
        text: String,
    },
    /// An amount that has no representation in capitals, or a total that leaves the range of money.
    #[error("金额超出可打印的范围，无法换算大写；请核对「{field}」。")]
    AmountOutOfRange {
        /// The field, as it is named on the form.
        field: &'static str,
    },
    /// Figures of one row that contradict each other.
    #[error("「{row}」的{what}不相符，表格不能打印；请重新计算分摊后再打印。")]
    Inconsistent {
        /// The row, as it is named on the form.
        row: String,
        /// The figures that do not agree.
        what: &'static str,
    },
    /// A form without anything to print.
    #[error("没有可打印的内容：{what}为空；请先选择分户再打印。")]
    Empty {
        /// What is empty.
        what: &'static str,
    },
    /// The verification or payment address does not fit into a QR code.
    #[error("二维码内容过长（{bytes} 字节），无法生成二维码；请联系系统管理员缩短查验网址。")]
    QrTooLong {
        /// The length of the address in bytes.
        bytes: usize,
    },
    /// The print count starts at 1.
    #[error("打印次数不能为 0；请重新打印。")]
    NoPrintCount,
    /// The shipped faces cannot be read or cut: the installation is damaged.
    #[error("打印字库已损坏，无法生成表单；请重新安装程序。")]
    DamagedFont,
    /// The back end could not write the file.
    #[error("生成 PDF 文件失败，表单没有打印；请重试，仍失败时联系系统管理员。")]
    NotWritten,
}

impl FormError {
    /// The stable code of the error, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            FormError::MissingGlyph { .. } => "forms.missing_glyph",
            FormError::RowTooTall { .. } => "forms.row_too_tall",
            FormError::AmountOutOfRange { .. } => "forms.amount_out_of_range",
            FormError::Inconsistent { .. } => "forms.inconsistent",
            FormError::Empty { .. } => "forms.empty",
            FormError::QrTooLong { .. } => "forms.qr_too_long",
            FormError::NoPrintCount => "forms.no_print_count",
            FormError::DamagedFont => "forms.damaged_font",
            FormError::NotWritten => "forms.not_written",
        }
    }
}
