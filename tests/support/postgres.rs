//! A PostgreSQL of its own for each test process: a cluster in a temporary folder, a fresh database for each test.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use crate::folder::TempFolder;
use crate::process::{Guarded, free_port, lines, tool, wait_for_line};

/// initdb has run by then; the rest is recovery of an empty log.
const START_LIMIT: Duration = Duration::from_secs(60);

/// A port can be taken between being found free and being used.
const ATTEMPTS: usize = 5;

/// The user that owns every database of the cluster.
const USER: &str = "anju";

/// A running cluster, shared by all tests of the process that run at the same time.
#[derive(Debug)]
pub struct Postgres {
    binaries: PathBuf,
    port: u16,
    databases: Mutex<u32>,
    server: Guarded,
    _folder: TempFolder,
}

/// A database that nothing else uses; keeps its cluster alive.
#[derive(Debug)]
pub struct Database {
    cluster: Arc<Postgres>,
    name: String,
}

impl Database {
    /// Its `postgres://` URL.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{}", self.cluster.port, self.name)
    }

    /// What a statement answers, by psql: one line a row, columns separated by `|`.
    ///
    /// # Panics
    /// When the statement is refused.
    pub fn query(&self, sql: &str) -> String {
        let mut psql = Command::new(self.cluster.binaries.join("psql"));
        psql.args(["--no-psqlrc", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1", "--command", sql]);
        succeed(psql.arg(self.url())).trim_end().to_owned()
    }
}

impl Postgres {
    /// The cluster of this process: started for the first test, gone after the last one.
    ///
    /// # Panics
    /// When PostgreSQL is missing or does not start; the message holds its words.
    pub fn start() -> Arc<Self> {
        static SHARED: Mutex<Weak<Postgres>> = Mutex::new(Weak::new());
        // A test that panicked while starting leaves nothing half done behind.
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = shared.upgrade() {
            return running;
        }
        let started = Arc::new(Self::launch());
        *shared = Arc::downgrade(&started);
        started
    }

    /// Makes an empty database.
    pub fn database(self: &Arc<Self>) -> Database {
        self.create(&[])
    }

    /// Makes a database with everything that another one holds; nobody may be connected to that one.
    pub fn copy(self: &Arc<Self>, template: &Database) -> Database {
        self.create(&["--template", &template.name])
    }

    fn create(self: &Arc<Self>, options: &[&str]) -> Database {
        let name = {
            let mut count = self.databases.lock().unwrap_or_else(PoisonError::into_inner);
            *count += 1;
            format!("story_{count}")
        };
        let mut create = Command::new(self.binaries.join("createdb"));
        create.args(["--host=127.0.0.1", "--username", USER, "--port", &self.port.to_string()]);
        create.args(options).arg(&name);
        succeed(&mut create);
        Database { cluster: Arc::clone(self), name }
    }

    fn launch() -> Self {
        let binaries = binaries();
        let folder = TempFolder::new("postgres");
        let cluster = folder.path().join("cluster");
        if is_root() {
            give_to_postgres(folder.path());
        }
        let mut create = as_postgres(&binaries.join("initdb"));
        create.args([
            "--no-sync",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--username",
            USER,
            "--pgdata",
        ]);
        succeed(create.arg(&cluster).current_dir(folder.path()));

        let mut refusals = String::new();
        for _ in 0..ATTEMPTS {
            let port = free_port();
            match listen(&binaries, &cluster, port) {
                Ok(server) => {
                    return Self { binaries, port, databases: Mutex::new(0), server, _folder: folder };
                }
                Err(words) => refusals.push_str(&words),
            }
        }
        panic!("PostgreSQL did not start in {ATTEMPTS} attempts:\n{refusals}");
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Immediate shutdown: nothing is worth a checkpoint, and the files go when the processes are gone.
        self.server.end("QUIT");
    }
}

fn listen(binaries: &Path, cluster: &Path, port: u16) -> Result<Guarded, String> {
    let mut command = as_postgres(&binaries.join("postgres"));
    command.arg("-D").arg(cluster).args(["-p", &port.to_string()]).current_dir(cluster);
    // The data is thrown away in a minute: durability would only cost time.
    for setting in [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "fsync=off",
        "full_page_writes=off",
        "max_connections=200",
        "shared_buffers=64MB",
        "log_min_messages=warning",
        "lc_messages=C",
    ] {
        command.args(["-c", setting]);
    }
    let (reader, writer) = std::io::pipe().map_err(|error| error.to_string())?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(writer);
    let server = Guarded::spawn(&mut command, "postgresql");
    drop(command);
    let ready = |line: &str| line.contains("ready to accept connections").then_some(());
    wait_for_line(&lines(reader), START_LIMIT, ready).map(|()| server)
}

/// Debian keeps each version's programs apart, outside PATH; the newest one is taken.
fn binaries() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|version| {
            Some((version.file_name().to_str()?.parse::<u32>().ok()?, version.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max();
    match newest {
        Some((_, folder)) => folder,
        None => tool("initdb", "postgresql").parent().map(Path::to_path_buf).unwrap_or_default(),
    }
}

/// PostgreSQL refuses to run as root; its own user takes over then.
fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new(tool("setpriv", "util-linux"));
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--"]).arg(program);
    command
}

fn give_to_postgres(folder: &Path) {
    succeed(Command::new("chown").arg("postgres:postgres").arg(folder));
}

fn is_root() -> bool {
    succeed(Command::new("id").arg("-u")).trim() == "0"
}

/// Standard output of a command that must work.
fn succeed(command: &mut Command) -> String {
    let answer = command.stdin(Stdio::null()).output();
    let answer = answer.unwrap_or_else(|error| panic!("cannot start {:?}: {error}", command.get_program()));
    assert!(answer.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8_lossy(&answer.stdout).into_owned()
}
