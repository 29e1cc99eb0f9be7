//! Settings from flags, the environment and one file, in this order: a flag wins over the environment, which wins over
//! the file. The file's keys are the long flags of the command.

use crate::cli::Failure;
use clap::builder::OsStr;
use clap::{ArgMatches, Command};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The flag and the variable that name the file.
const FLAG: &str = "--config";
const VARIABLE: &str = "ANJU_CONFIG";

/// Reads a command line, taking from the file what neither it nor the environment says.
///
/// # Errors
/// The file's fault, with the key that it concerns. A fault of the command line itself ends the program, as clap does.
pub(crate) fn read(command: Command, line: Vec<OsString>) -> Result<ArgMatches, Failure> {
    let Some(file) = named(&line) else {
        return Ok(command.get_matches_from(line));
    };
    let text = std::fs::read_to_string(&file)
        .map_err(|error| Failure::Said(format!("设置文件 {} 无法读取：{error}。", file.display())))?;
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        Failure::Said(format!("设置文件 {} 不是有效的 TOML：{}。", file.display(), error.message()))
    })?;
    let command = with_defaults(command, &table).map_err(|key| {
        Failure::Said(format!(
            "设置文件 {} 中的 {key} 不是任何命令的设置项，或者值的类型不对。请核对拼写，可用的名称见 --help。",
            file.display()
        ))
    })?;
    command.try_get_matches_from(line).map_err(|error| {
        if error.use_stderr() {
            Failure::Said(format!("{}\n{}", file.display(), error))
        } else {
            error.exit()
        }
    })
}

fn named(line: &[OsString]) -> Option<PathBuf> {
    let mut words = line.iter();
    while let Some(word) = words.next() {
        if word == FLAG {
            return words.next().map(PathBuf::from);
        }
        if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--config=")) {
            return Some(PathBuf::from(path));
        }
    }
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// The command with the file's values as defaults; the key of a value that is none of its settings.
fn with_defaults(mut command: Command, table: &Table) -> Result<Command, String> {
    for (key, value) in table {
        let values = texts(value).ok_or_else(|| key.clone())?;
        let mut taken = false;
        let names: Vec<String> = command.get_subcommands().map(|own| own.get_name().to_owned()).collect();
        for name in names {
            let id = command
                .find_subcommand(&name)
                .and_then(|own| own.get_arguments().find(|argument| argument.get_long() == Some(key)))
                .map(|argument| argument.get_id().clone());
            if let Some(id) = id {
                taken = true;
                let values = values.clone();
                command = command.mut_subcommand(name, |own| {
                    own.mut_arg(id, |argument| argument.required(false).default_values(values))
                });
            }
        }
        if !taken {
            return Err(key.clone());
        }
    }
    Ok(command)
}

fn texts(value: &Value) -> Option<Vec<OsStr>> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(OsStr::from(text.clone())),
        Value::Integer(number) => Some(OsStr::from(number.to_string())),
        Value::Boolean(flag) => Some(OsStr::from(flag.to_string())),
        Value::Float(_) | Value::Datetime(_) | Value::Array(_) | Value::Table(_) => None,
    };
    match value {
        Value::Array(values) => values.iter().map(one).collect(),
        value => one(value).map(|text| vec![text]),
    }
}

/// Where a file may be named; kept here so that `--help` shows it beside the other flags.
#[derive(clap::Args)]
pub(crate) struct SettingsFile {
    /// A TOML file whose keys are this command's long flags; flags and environment win over it.
    #[arg(long, env = VARIABLE)]
    config: Option<PathBuf>,
}

impl SettingsFile {
    /// The file that was named.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.config.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::with_defaults;
    use clap::{Arg, Command};

    fn command() -> Command {
        Command::new("anju-server").subcommand(
            Command::new("serve")
                .arg(
                    Arg::new("listen")
                        .long("listen")
                        .env("ANJU_TEST_SETTINGS_LISTEN")
                        .default_value("built-in"),
                )
                .arg(Arg::new("origins").long("origin").num_args(1..)),
        )
    }

    fn listen(file: &str, line: &[&str]) -> Result<String, String> {
        let command = with_defaults(command(), &file.parse().expect("TOML"))?;
        let matches = command.try_get_matches_from(line).map_err(|error| error.to_string())?;
        let serve = matches.subcommand_matches("serve").expect("the command");
        Ok(serve.get_one::<String>("listen").expect("a value").clone())
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_what_is_built_in() {
        let line = ["anju-server", "serve"];
        assert_eq!(listen("", &line).as_deref(), Ok("built-in"));
        assert_eq!(listen("listen = 'of the file'", &line).as_deref(), Ok("of the file"));
        let line = ["anju-server", "serve", "--listen", "of the flag"];
        assert_eq!(listen("listen = 'of the file'", &line).as_deref(), Ok("of the flag"));
    }

    #[test]
    fn an_unknown_key_and_a_wrong_value_are_named() {
        let line = ["anju-server", "serve"];
        assert_eq!(listen("listne = '0.0.0.0:1'", &line), Err("listne".to_owned()));
        assert_eq!(listen("[listen]\nport = 1", &line), Err("listen".to_owned()));
    }

    #[test]
    fn a_list_is_several_values() {
        let command = with_defaults(command(), &"origin = ['a', 'b']".parse().expect("TOML")).expect("taken");
        let matches = command.get_matches_from(["anju-server", "serve"]);
        let serve = matches.subcommand_matches("serve").expect("the command");
        let origins: Vec<&String> = serve.get_many("origins").expect("values").collect();
        assert_eq!(origins, ["a", "b"]);
    }
}
