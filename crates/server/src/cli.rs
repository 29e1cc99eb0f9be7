//! The commands of `anju-server`, their flags, and their exit codes.

use crate::bank::{self, Bank};
use crate::create_admin::create_admin;
use crate::{demo, import_estate, keys, sandbox_bank, serve};
use anju_app::{App, SystemClock};
use anju_store::{Store, StoreError, StoreOptions, audit, ledger};
use chrono::TimeDelta;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
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
    Serve {
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
    },
    /// Be a bank for tests and the demo city: late, silent, doubled or wrong as it is told.
    SandboxBank {
        /// The address to listen on.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
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
    /// Make an administrator; the first password is read from standard input.
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
    /// Recompute the audit chains and replay the ledger; exit code 1 names the first fault.
    Verify {
        #[command(flatten)]
        database: Database,
    },
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

#[derive(Args)]
struct Database {
    /// `postgres://…`, or `sqlite:PATH`; the default is a file in the data folder.
    #[arg(long, env = "ANJU_DATABASE")]
    database: Option<String>,
    /// The folder of the embedded database.
    #[arg(long, env = "ANJU_DATA", default_value = "data")]
    data: PathBuf,
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
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Said(String),
}

impl Database {
    async fn open(&self) -> Result<Store, Failure> {
        std::fs::create_dir_all(&self.data)?;
        let url = match &self.database {
            Some(url) => url.clone(),
            None => embedded_url(&self.data)?,
        };
        Ok(Store::open(&StoreOptions { url, connections: 16 }).await?)
    }
}

fn embedded_url(data: &Path) -> Result<String, Failure> {
    let path = data.join("anju.db");
    let path =
        path.to_str().ok_or_else(|| Failure::Said("the data folder's name is not Unicode".to_owned()))?;
    Ok(format!("sqlite:{path}"))
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
    match execute(Cli::parse().command).await {
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
        Command::Serve { database, listen, public_url, bank } => {
            let store = database.open().await?;
            let keys = keys::open(&database.data, &store).await?;
            let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
            let app = App::new(store, Arc::new(SystemClock), keys).at_public_url(&public_url);
            let (bank, key, patience) = bank.read();
            let notices = key.map(|key| bank::notices(app.clone(), key, patience));
            match bank {
                None => serve::serve(app, listen, notices).await,
                Some(bank) => tokio::select! {
                    ended = bank::serve(app.clone(), bank) => ended,
                    ended = serve::serve(app, listen, notices) => ended,
                },
            }
        }
        Command::SandboxBank { listen } => sandbox_bank::serve(listen).await,
        Command::Demo { database, size } => {
            let store = database.open().await?;
            let keys = keys::open(&database.data, &store).await?;
            demo::fill(&store, &keys, size).await
        }
        Command::ImportEstate { database, file, community, district, create, dry_run } => {
            let store = database.open().await?;
            let keys = keys::open(&database.data, &store).await?;
            let app = App::new(store, Arc::new(SystemClock), keys);
            let which = import_estate::Which { community, district, create };
            import_estate::import_estate(&app, &file, &which, dry_run).await
        }
        Command::CreateAdmin { database, user_name, display_name } => {
            create_admin(&database.open().await?, &user_name, &display_name).await
        }
        Command::Verify { database } => verify(&database.open().await?).await,
    }
}

async fn verify(store: &Store) -> Result<(), Failure> {
    if let Some(broken) = audit::verify(store).await? {
        return Err(Failure::Said(format!("审计链断裂：区县 {}，第 {} 条", broken.district_id, broken.seq)));
    }
    if let Some(fault) = ledger::verify(store).await? {
        return Err(Failure::Said(format!("账务不符：{fault}")));
    }
    say("审计链完整，账务相符");
    Ok(())
}

/// Prints one line for whoever started the program.
#[expect(clippy::print_stdout, reason = "the one place where the program speaks to its starter")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
