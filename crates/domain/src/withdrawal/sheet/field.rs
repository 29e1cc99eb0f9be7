//! Reading single fields: what is wrong is collected, never the first fault alone.

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name, as in [`super::SheetText`].
    pub field: &'static str,
    /// The stable code for programs.
    pub code: &'static str,
    /// The sentence beside the field.
    pub message: String,
}

/// A field of words.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) field: &'static str,
    pub(super) label: &'static str,
    /// The most characters.
    pub(super) most: usize,
}

/// A field with a code from a list.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub(super) field: &'static str,
    pub(super) label: &'static str,
}

/// Collects the problems of a sheet.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) problems: Vec<FieldProblem>,
}

impl Reading {
    pub(super) fn add(&mut self, field: &'static str, code: &'static str, message: String) {
        self.problems.push(FieldProblem { field, code, message });
    }

    pub(super) fn required(&mut self, text: Text, typed: &str) -> Option<String> {
        let read = self.optional(text, typed)?;
        if read.is_none() {
            self.add(
                text.field,
                "field.required",
                format!("{}为必填项，尚未填写。请填写后继续。", text.label),
            );
        }
        read
    }

    pub(super) fn required_long(&mut self, text: Text, typed: &str) -> Option<String> {
        // Line breaks are part of a long text; every other rule is that of one line.
        self.required(text, &typed.replace(['\r', '\n', '\t'], " "))?;
        Some(typed.trim().to_owned())
    }

    /// `Some(None)` is an empty field, which is valid; `None` an invalid one.
    pub(super) fn optional(&mut self, text: Text, typed: &str) -> Option<Option<String>> {
        let typed = typed.trim();
        let Text { field, label, most } = text;
        let length = typed.chars().count();
        if length > most {
            let message = format!("{label}有 {length} 个字，超过 {most} 个字的限制。请缩短后继续。");
            self.add(field, "field.too_long", message);
            return None;
        }
        if typed.chars().any(char::is_control) {
            let message = format!("{label}中含有不能打印的字符。请删除后重新填写。");
            self.add(field, "field.characters", message);
            return None;
        }
        Some((!typed.is_empty()).then(|| typed.to_owned()))
    }

    pub(super) fn choice<T>(
        &mut self,
        choice: Choice,
        code: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let Choice { field, label } = choice;
        if code.is_empty() {
            self.add(field, "field.required", format!("{label}为必选项，尚未选择。请选择后继续。"));
            return None;
        }
        let read = read(code);
        if read.is_none() {
            self.add(field, "field.choice", format!("{label}的选项已失效。请重新选择。"));
        }
        read
    }

    pub(super) fn parsed<T>(
        &mut self,
        field: &'static str,
        read: Result<T, (&'static str, &'static str)>,
    ) -> Option<T> {
        read.map_err(|(code, message)| self.add(field, code, message.to_owned())).ok()
    }
}
