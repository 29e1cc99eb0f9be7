//! The commands of `anju-server`, their flags, and their exit codes.

use crate::bank::{self, Bank};
use crate::create_admin::create_admin;
use crate::database::Database;
use crate::settings::{self, SettingsFile};
use crate::tls::Certificate;
use crate::verify::verify;
use crate::{backup, close_day, demo, import_estate, keys, orphans, pages, sandbox_bank, serve};
use anju_app::{App, MovedClock};
use anju_store::{StoreError, transfer};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Parser)]
#[command(name = "anju-server", version, about = "安居：住房资金监管中心服务器")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer desktops and halls until SIGTERM.
    Serve(Box<ServeOptions>),
    /// Be a bank for tests and the demo city: late, silent, doubled or wrong as it is told.
    SandboxBank {
        /// The address to listen on.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
        /// Where it reports by itself; without it, it only answers.
        #[arg(long)]
        notify: Option<String>,
        /// The key under which its notices are taken.
        #[arg(long, env = "ANJU_BANK_KEY", hide_env_values = true, default_value = "")]
        notify_key: String,
    },
    /// Fill an empty database with the demo city.
    Demo {
        #[command(flatten)]
        database: Database,
        /// How big a city.
        #[arg(long, value_enum, default_value_t = Size::Small)]
        size: Size,
    },
    /// Import a community's unit table (xlsx, xls, CSV); every bad row is named, the good ones are imported.
    ImportEstate {
        #[command(flatten)]
        database: Database,
        /// The unit table.
        file: PathBuf,
        /// The community's name or id.
        #[arg(long)]
        community: String,
        /// The district's code, where two districts have a community of this name.
        #[arg(long)]
        district: Option<String>,
        /// Add the community to the district if it is not there.
        #[arg(long, requires = "district")]
        create: bool,
        /// Only look.
        #[arg(long)]
        dry_run: bool,
    },
    /// Make an administrator; the first password is asked for at a terminal, or read from standard input.
    CreateAdmin {
        #[command(flatten)]
        database: Database,
        /// The account's name.
        #[arg(long)]
        user_name: String,
        /// The person's name.
        #[arg(long)]
        display_name: String,
    },
    /// Close a day: post interest that is due, reconcile with the bank, sign the heads of the audit chains.
    CloseDay {
        #[command(flatten)]
        database: Database,
        /// The day; the default is the last one that has ended.
        #[arg(long)]
        day: Option<NaiveDate>,
    },
    /// Recompute the audit chains, replay the ledger and read every attachment; exit code 1 names the first fault.
    Verify {
        #[command(flatten)]
        database: Database,
    },
    /// Back up database, attachments and keys into a new folder, while the server runs; then verify what was written.
    Backup {
        #[command(flatten)]
        database: Database,
        /// The folder; it must not be there yet.
        folder: PathBuf,
    },
    /// Put a backup back into an empty data folder and an empty database; then verify it.
    Restore {
        #[command(flatten)]
        database: Database,
        /// The folder of the backup.
        folder: PathBuf,
    },
    /// Begin a new current key; earlier ones stay for reading and checking. The server has to be started anew.
    RotateSecrets {
        #[command(flatten)]
        database: Database,
    },
    /// Copy a database that nobody uses into an empty one of the other engine; then verify it.
    Copy {
        /// `sqlite:PATH` or `postgres://…`.
        #[arg(long)]
        from: String,
        /// The other one.
        #[arg(long)]
        to: String,
        /// The data folder, with keys and attachments.
        #[arg(long, env = "ANJU_DATA", default_value = "data")]
        data: PathBuf,
    },
}

#[derive(Args)]
struct ServeOptions {
    #[command(flatten)]
    database: Database,
    /// The address to listen on; port 0 takes a free one, printed on standard output.
    #[arg(long, env = "ANJU_LISTEN", default_value = "127.0.0.1:8420")]
    listen: SocketAddr,
    /// Where the public reaches this server; it stands in the QR codes of printed forms. Without it, the address
    /// that it listens on.
    #[arg(long, env = "ANJU_PUBLIC_URL")]
    public_url: Option<String>,
    #[command(flatten)]
    bank: BankOptions,
    #[command(flatten)]
    reach: ReachOptions,
    #[command(flatten)]
    sandbox: SandboxOptions,
    #[command(flatten)]
    settings: SettingsFile,
}

#[derive(Args)]
struct SandboxOptions {
    /// The answer of every captcha, for tests and the demo city; refused unless the server listens on this machine only.
    #[arg(long = "sandbox-captcha", env = "ANJU_SANDBOX_CAPTCHA")]
    captcha: Option<String>,
    /// The instant at which its time begins, such as `2026-03-31T16:30:00Z`; refused as the captcha's answer is.
    #[arg(long = "sandbox-time", env = "ANJU_SANDBOX_TIME")]
    time: Option<DateTime<Utc>>,
}

impl SandboxOptions {
    /// # Errors
    /// When a setting for tests is given to a server that others reach.
    fn check(&self, listen: SocketAddr) -> Result<(), Failure> {
        if listen.ip().is_loopback() || (self.captcha.is_none() && self.time.is_none()) {
            return Ok(());
        }
        let sentence = "--sandbox-captcha 和 --sandbox-time 只供本机测试和演示：服务器对外监听时不能使用。请去掉该设置。";
        Err(Failure::Said(sentence.to_owned()))
    }

    fn put_on(self, mut app: App) -> App {
        if let Some(time) = self.time {
            app.clock = Arc::new(MovedClock::from(time));
        }
        app.with_sandbox_captcha(self.captcha)
    }
}

#[derive(Args)]
struct ReachOptions {
    /// The certificate chain for TLS of its own, as a PEM file; without it a proxy has to do TLS.
    #[arg(long = "tls-certificate", env = "ANJU_TLS_CERTIFICATE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// The certificate's private key, as a PEM file.
    #[arg(long = "tls-key", env = "ANJU_TLS_KEY", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// A proxy whose `X-Forwarded-For` is believed; repeatable.
    #[arg(long = "proxy", env = "ANJU_PROXY", value_delimiter = ',')]
    proxies: Vec<IpAddr>,
    /// The folder of the pages that browsers get at `/desk`; without it, only desktops are answered.
    #[arg(long, env = "ANJU_PAGES")]
    pages: Option<PathBuf>,
    /// The folder of the desktop's installers, served at `/updates`; without it, none are.
    #[arg(long, env = "ANJU_UPDATES")]
    updates: Option<PathBuf>,
    /// A further origin of the pages, such as `https://anju.example`, for a proxy that changes the host; repeatable.
    #[arg(long = "origin", env = "ANJU_ORIGIN", value_delimiter = ',')]
    origins: Vec<String>,
}

impl ReachOptions {
    fn read(self, listen: SocketAddr) -> (serve::Reach, Vec<axum::Router>) {
        let certificate = self.tls_certificate.zip(self.tls_key);
        let reach = serve::Reach {
            listen,
            certificate: certificate.map(|(chain, key)| Certificate { chain, key }),
            origins: self.origins.into(),
            proxies: self.proxies.into(),
        };
        let pages = self.pages.as_deref().map(pages::pages);
        (reach, pages.into_iter().chain(self.updates.as_deref().map(pages::updates)).collect())
    }
}

#[derive(Args)]
struct BankOptions {
    /// Where the bank takes orders; without it, released payments wait in the outbox.
    #[arg(long = "bank", env = "ANJU_BANK")]
    url: Option<String>,
    /// How long the bank is waited for before it is asked, in milliseconds.
    #[arg(long = "bank-patience", env = "ANJU_BANK_PATIENCE", default_value_t = 60_000)]
    patience_ms: u32,
    /// The key under which the bank's notices are taken; without it, none is.
    #[arg(long = "bank-key", env = "ANJU_BANK_KEY", hide_env_values = true)]
    key: Option<String>,
}

impl BankOptions {
    fn read(self) -> (Option<Bank>, Option<String>, TimeDelta) {
        let patience = TimeDelta::milliseconds(i64::from(self.patience_ms));
        (self.url.map(|url| Bank { url, patience }), self.key, patience)
    }
}

/// How big a demo city is.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Size {
    /// Three communities with 2,000 units, and an empty one.
    Small,
    /// A district of 400 communities with 200,000 units.
    District,
}

/// What ended a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{}", words(.0))]
    Store(#[from] StoreError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Said(String),
}

/// What an operator can do about it, where there is something.
fn words(error: &StoreError) -> String {
    match error {
        StoreError::Newer(version) => format!(
            "数据库由更新版本的安居写入（结构版本 {version}），本程序不能打开，也没有改动。请安装新版本，或恢复升级前的备份。"
        ),
        StoreError::NotEmpty => "目标已有内容，没有写入。请换一个空的数据库或文件夹。".to_owned(),
        StoreError::Url => {
            "数据库地址须以 sqlite: 或 postgres: 开头；复制须在两种数据库之间进行。".to_owned()
        }
        error => error.to_string(),
    }
}

/// Reads the command line, does what it says and returns the exit code.
pub async fn run() -> ExitCode {
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("ANJU_LOG")
                .unwrap_or_else(|_| "info,sqlx=error".into()),
        )
        .init();
    let cli = settings::read(Cli::command(), std::env::args_os().collect());
    let cli = cli.map(|matches| Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()));
    let done = match cli {
        Ok(cli) => execute(cli.command).await,
        Err(failure) => Err(failure),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tracing::error!(%failure, "ended");
            ExitCode::FAILURE
        }
    }
}

async fn execute(command: Command) -> Result<(), Failure> {
    // The rustls that sqlx brings has no provider of its own; a second call would only say that one is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match command {
        Command::Serve(options) => {
            let ServeOptions { database, listen, public_url, bank, reach, sandbox, settings } = *options;
            sandbox.check(listen)?;
            let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
            let app = sandbox.put_on(database.app().await?).at_public_url(&public_url);
            if let Some(file) = settings.path() {
                tracing::info!(file = %file.display(), "settings");
            }
            let (bank, key, patience) = bank.read();
            let notices = key.map(|key| bank::notices(app.clone(), key, patience));
            let (reach, pages) = reach.read(listen);
            let beside = notices.into_iter().chain(pages).collect();
            let bank = bank.map(|bank| bank::serve(app.clone(), bank));
            let bank = async {
                match bank {
                    Some(bank) => bank.await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                ended = bank => ended,
                ended = orphans::serve(app.clone()) => ended,
                ended = close_day::serve(app.clone(), database.data.clone()) => ended,
                ended = serve::serve(app.clone(), reach, beside) => ended,
            }
        }
        Command::SandboxBank { listen, notify, notify_key } => {
            sandbox_bank::serve(listen, notify.map(|url| sandbox_bank::Notify { url, key: notify_key })).await
        }
        Command::CloseDay { database, day } => {
            let app = database.app().await?;
            let day = day.unwrap_or_else(|| close_day::last_ended(app.clock.now()));
            let closed = close_day::close(&app, &database.data, day).await?;
            say(&format!("审计日终摘要已写入 {}", closed.exported.display()));
            match closed.differing {
                0 => say(&format!("{day} 对账相符")),
                count => say(&format!("{day} 有 {count} 个区县对账有差额，已列入资金待处理")),
            }
            Ok(())
        }
        Command::Demo { database, size } => {
            let store = database.open().await?;
            let keys = keys::open(&database.data, &store).await?;
            demo::fill(&store, &keys, size).await
        }
        Command::ImportEstate { database, file, community, district, create, dry_run } => {
            let app = database.app().await?;
            let which = import_estate::Which { community, district, create };
            import_estate::import_estate(&app, &file, &which, dry_run).await
        }
        Command::CreateAdmin { database, user_name, display_name } => {
            create_admin(&database.open().await?, &user_name, &display_name).await
        }
        Command::Verify { database } => verify(&database.app().await?).await,
        Command::Backup { database, folder } => backup::make_and_verify(&database, &folder).await,
        Command::Restore { database, folder } => backup::restore(&database, &folder).await,
        Command::RotateSecrets { database } => {
            let store = database.open().await?;
            for line in keys::rotate(&database.data, &store).await? {
                say(&line);
            }
            Ok(())
        }
        Command::Copy { from, to, data } => {
            let moved = transfer::copy(&from, &to).await?;
            say(&format!("已复制 {} 张表、{} 行", moved.tables, moved.rows));
            verify(&Database { database: Some(to), data }.app().await?).await
        }
    }
}

/// Prints one line for whoever started the program.
#[expect(clippy::print_stdout, reason = "the one place where the program speaks to its starter")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
