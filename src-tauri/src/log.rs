//! What the program writes about itself: one file a day below its own data, a fortnight of them, nothing of a person.
//!
//! Invariant: only the workspace's own lines and others' warnings are written, at no setting more; a line names commands,
//! codes and this machine's faults, and no request, answer, name or token.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Below the program's own data.
const FOLDER: &str = "logs";
/// What the files' names begin and end with; the day stands between.
const PREFIX: &str = "desktop";
const SUFFIX: &str = "log";
/// How many days are kept.
const DAYS: usize = 14;
/// No environment changes it: at a more talkative setting libraries write what they send.
const FILTER: &str = "warn,anju_client=info,anju_desktop=info";
/// How much of a file is read for its last lines, in bytes.
const TAIL_BYTES: u64 = 1 << 20;

/// Begins to write; without a folder that can be written, nothing is.
pub(crate) fn start(data: &Path) {
    let folder = data.join(FOLDER);
    if std::fs::create_dir_all(&folder).is_err() {
        return;
    }
    let Ok(files) = files(&folder) else { return };
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_ansi(false)
        .with_env_filter(EnvFilter::new(FILTER))
        .with_writer(files)
        .finish();
    // A second one in this process would only be in the way.
    if tracing::subscriber::set_global_default(subscriber).is_ok() {
        note_panics();
        tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
    }
}

/// Today's file; those beyond the fortnight are removed.
fn files(folder: &Path) -> Result<RollingFileAppender, InitError> {
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(PREFIX)
        .filename_suffix(SUFFIX)
        .max_log_files(DAYS)
        .build(folder)
}

/// Where the program broke, but not what it says of it, which may quote what it worked on.
fn note_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(at, "a panic");
        before(panic);
    }));
}

/// The last lines, the oldest first; none if nothing was written.
pub(crate) fn last_lines(data: &Path, count: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for file in newest_first(&data.join(FOLDER)) {
        let mut earlier = end_of(&file).unwrap_or_default();
        let missing = count - lines.len();
        let mut kept = earlier.split_off(earlier.len().saturating_sub(missing));
        kept.append(&mut lines);
        lines = kept;
        if lines.len() == count {
            break;
        }
    }
    lines
}

/// The files of the log; the day in their names orders them.
fn newest_first(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == SUFFIX));
    files.sort_unstable_by(|one, other| other.cmp(one));
    files
}

fn end_of(file: &Path) -> Result<Vec<String>, std::io::Error> {
    let mut file = std::fs::File::open(file)?;
    let beyond = file.metadata()?.len().saturating_sub(TAIL_BYTES);
    file.seek(SeekFrom::Start(beyond))?;
    let mut bytes = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    // The first line of a part is a part of a line.
    Ok(text.lines().skip(usize::from(beyond > 0)).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn empty(name: &str) -> PathBuf {
        let data = std::env::temp_dir().join(format!("anju-log-{name}-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(data.join(FOLDER)).expect("a folder");
        data
    }

    #[test]
    fn a_fortnight_is_kept() {
        let data = empty("rotation");
        let folder = data.join(FOLDER);
        for day in 1..=20 {
            std::fs::write(folder.join(format!("desktop.2026-10-{day:02}.log")), "old\n").expect("written");
        }
        std::fs::write(folder.join("other.txt"), "not a log").expect("written");
        let mut today = files(&folder).expect("a file");
        today.write_all(b"new\n").expect("written");
        let kept = newest_first(&folder);
        assert_eq!(kept.len(), DAYS);
        // Which of the old ones went is told by when they were made, here all in one moment.
        assert_eq!(std::fs::read_to_string(&kept[0]).expect("readable"), "new\n");
        assert!(folder.join("other.txt").exists());
        std::fs::remove_dir_all(data).expect("removed");
    }

    #[test]
    fn the_last_lines_come_from_several_days_in_order() {
        let data = empty("tail");
        let write = |day: u32, lines: &[&str]| {
            let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
            std::fs::write(data.join(FOLDER).join(format!("desktop.2026-11-{day:02}.log")), text)
                .expect("written");
        };
        assert!(last_lines(&data, 3).is_empty());
        write(1, &["a", "b"]);
        write(2, &["c", "d"]);
        assert_eq!(last_lines(&data, 3), ["b", "c", "d"]);
        assert_eq!(last_lines(&data, 9), ["a", "b", "c", "d"]);
        write(3, &["x".repeat(usize::try_from(TAIL_BYTES).expect("it fits")).as_str(), "e"]);
        assert_eq!(last_lines(&data, 1), ["e"], "of a long file only its end is read");
        std::fs::remove_dir_all(data).expect("removed");
    }
}
