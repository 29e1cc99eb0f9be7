//! The command line: what may be asked, and how it is read.

/// What `cargo xtask help` prints.
pub const USAGE: &str = "\
cargo xtask start [--server-only] [--database URL] [--listen ADDRESS]
    Installs what is missing, builds, makes the demo city once, starts the server and opens the desktop window.
    --server-only      no window; the halls are served at the printed address
    --database URL     postgres://user:password@host/name instead of the embedded SQLite file in data/
    --listen ADDRESS   where the server listens (default 127.0.0.1:8420)

cargo xtask test [--fast]
    Passes every check: interface, formatting, lints, all tests, the real window, PostgreSQL.
    --fast             without the window and without PostgreSQL, for the daily loop

cargo xtask bench [--json FILE]
    Measures the product's bars in a release build and prints them in one table.
    --json FILE        writes [{name, value, unit, bar, met}] there too";

/// Where the server listens unless told otherwise. Fixed, because the desktop keeps its cache per server address.
const DEFAULT_LISTEN: &str = "127.0.0.1:8420";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Prepare everything, then run the product.
    Start(StartOptions),
    /// The second half of `start`: everything is prepared, run the server and the window.
    Supervise(StartOptions),
    /// Check everything.
    Test(TestOptions),
    /// Measure the bars; the file that takes them as JSON, if there is one.
    Bench(Option<String>),
    /// Explain the commands.
    Help,
}

/// Options of `start`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartOptions {
    /// Leave the desktop window out.
    pub server_only: bool,
    /// A database URL; `None` is the embedded SQLite file.
    pub database: Option<String>,
    /// Address and port of the server.
    pub listen: String,
}

/// Options of `test`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestOptions {
    /// Leave out what needs a window or PostgreSQL.
    pub fast: bool,
}

impl StartOptions {
    /// The same options as words of a command line.
    pub fn to_arguments(&self) -> Vec<String> {
        let mut words = vec!["--listen".to_owned(), self.listen.clone()];
        if self.server_only {
            words.push("--server-only".to_owned());
        }
        if let Some(url) = &self.database {
            words.extend(["--database".to_owned(), url.clone()]);
        }
        words
    }
}

/// Reads the words after `cargo xtask`.
///
/// # Errors
/// A sentence naming the word that was not understood.
pub fn parse(words: &[String]) -> Result<Command, String> {
    let Some((command, rest)) = words.split_first() else { return Ok(Command::Help) };
    match command.as_str() {
        "start" => Ok(Command::Start(parse_start(rest)?)),
        "supervise" => Ok(Command::Supervise(parse_start(rest)?)),
        "test" => match rest {
            [] => Ok(Command::Test(TestOptions { fast: false })),
            [flag] if flag == "--fast" => Ok(Command::Test(TestOptions { fast: true })),
            [other, ..] => Err(format!("`test` does not know the option {other}")),
        },
        "bench" => match rest {
            [] => Ok(Command::Bench(None)),
            [flag, file] if flag == "--json" => Ok(Command::Bench(Some(file.clone()))),
            [flag] if flag == "--json" => Err("--json needs a file after it".to_owned()),
            [other, ..] => Err(format!("`bench` does not know the option {other}")),
        },
        "help" | "--help" | "-h" => Ok(Command::Help),
        other => Err(format!("unknown command {other}")),
    }
}

fn parse_start(words: &[String]) -> Result<StartOptions, String> {
    let mut options = StartOptions { server_only: false, database: None, listen: DEFAULT_LISTEN.to_owned() };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value =
            |what: &str| words.next().cloned().ok_or_else(|| format!("{word} needs {what} after it"));
        match word.as_str() {
            "--server-only" => options.server_only = true,
            "--database" => {
                let url = value("a URL")?;
                if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
                    return Err("--database takes a URL that begins with postgres://".to_owned());
                }
                options.database = Some(url);
            }
            "--listen" => options.listen = value("an address such as 127.0.0.1:8420")?,
            other => return Err(format!("`start` does not know the option {other}")),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn nothing_and_help_explain() {
        for line in ["", "help", "--help"] {
            assert_eq!(parse(&words(line)), Ok(Command::Help));
        }
    }

    #[test]
    fn start_options_survive_the_way_to_the_second_half() {
        let line = "start --server-only --database postgres://h/d --listen 127.0.0.1:9";
        let Ok(Command::Start(options)) = parse(&words(line)) else { panic!("a valid line was refused") };
        let mut again = words("supervise");
        again.extend(options.to_arguments());
        assert_eq!(parse(&again), Ok(Command::Supervise(options)));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, named) in [
            ("begin", "begin"),
            ("test --slow", "--slow"),
            ("bench --json", "--json"),
            ("bench --quick", "--quick"),
            ("start --quick", "--quick"),
            ("start --database", "--database"),
            ("start --database mysql://h/d", "postgres://"),
        ] {
            let complaint = parse(&words(line)).expect_err(line);
            assert!(complaint.contains(named), "{line}: {complaint}");
        }
    }
}
