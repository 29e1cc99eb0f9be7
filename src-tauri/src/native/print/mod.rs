//! Printing a PDF, without a file on the way: through the system's own command where it has one, else in a window whose
//! viewer prints.

#[cfg(not(windows))]
mod command;
#[cfg(windows)]
pub(crate) mod viewer;

use anju_contract::problem::Problem;
use tauri::AppHandle;

/// Where a paper went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handed {
    /// Into the printer's queue.
    #[cfg(not(windows))]
    Queued,
    /// Before the person's eyes, who prints it from there.
    #[cfg(windows)]
    Shown,
}

impl Handed {
    /// The word that the page gets.
    pub(crate) fn code(self) -> &'static str {
        match self {
            #[cfg(not(windows))]
            Handed::Queued => "queued",
            #[cfg(windows)]
            Handed::Shown => "shown",
        }
    }
}

/// Why nothing was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PrintError {
    /// The system has no printing command.
    #[cfg(not(windows))]
    NoProgram,
    /// There is no printer, or none is the default.
    #[cfg(not(windows))]
    NoPrinter,
    /// The printing system did not take it, or the viewer did not open.
    Refused,
}

impl PrintError {
    /// What the page shows.
    pub(crate) fn problem(self) -> Problem {
        let (code, message) = match self {
            #[cfg(not(windows))]
            PrintError::NoProgram => (
                "printer.no_program",
                "本机没有安装打印程序（lp），没有打印。请联系系统管理员安装 CUPS 打印服务，或另存为 PDF 后在其他电脑打印。",
            ),
            #[cfg(not(windows))]
            PrintError::NoPrinter => (
                "printer.none",
                "本机没有可用的打印机，没有打印。请连接打印机并在系统设置中设为默认打印机，然后重试。",
            ),
            PrintError::Refused => (
                "printer.refused",
                "打印系统没有接受这份表单，没有打印。请检查打印机电源、纸张和连接后重试，或另存为 PDF 后打印。",
            ),
        };
        Problem {
            status: 503,
            code: code.to_owned(),
            message: message.to_owned(),
            fields: Vec::new(),
            details: None,
            request_id: String::new(),
        }
    }
}

/// Prints a PDF; `title` is what the printer's queue or the viewer's window says.
///
/// # Errors
/// [`PrintError`].
pub(crate) async fn print(app: &AppHandle, title: &str, pdf: Vec<u8>) -> Result<Handed, PrintError> {
    #[cfg(windows)]
    return viewer::show(app, title, pdf).map(|()| Handed::Shown);
    #[cfg(not(windows))]
    {
        let _ = app;
        let title = title.to_owned();
        tauri::async_runtime::spawn_blocking(move || command::print(&title, &pdf))
            .await
            .unwrap_or(Err(PrintError::Refused))
            .map(|()| Handed::Queued)
    }
}
