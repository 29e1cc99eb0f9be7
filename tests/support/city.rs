//! The demo city on a server of its own, on either database.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::{Database, Desk, Postgres, ServerProcess, TempFolder};

/// A demo city that every story of the process copies, because making one takes longer than most stories.
#[derive(Debug)]
struct Template {
    database: Option<Database>,
    folder: TempFolder,
}

impl Template {
    fn shared(shared: &Mutex<Weak<Template>>, database: impl FnOnce() -> Option<Database>) -> Arc<Template> {
        let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = shared.upgrade() {
            return made;
        }
        let template = Arc::new(Template { database: database(), folder: TempFolder::new("template") });
        let url = template.database.as_ref().map_or_else(|| embedded(template.folder.path()), Database::url);
        ServerProcess::make_demo_city(&url, template.folder.path(), "small");
        *shared = Arc::downgrade(&template);
        template
    }

    /// A folder with a copy of every file of the template's.
    fn copy_folder(&self) -> TempFolder {
        let folder = TempFolder::new("city");
        for entry in std::fs::read_dir(self.folder.path()).expect("the template's folder is readable") {
            let entry = entry.expect("the template's folder is readable");
            std::fs::copy(entry.path(), folder.path().join(entry.file_name()))
                .expect("a file of the template can be copied");
        }
        folder
    }
}

fn embedded(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("anju.db").display())
}

/// A running server with the demo city.
#[derive(Debug)]
pub struct City {
    server: Option<ServerProcess>,
    url: String,
    database: Option<Database>,
    folder: TempFolder,
    _template: Option<Arc<Template>>,
}

impl City {
    /// On the embedded SQLite.
    pub fn on_sqlite() -> City {
        static SHARED: Mutex<Weak<Template>> = Mutex::new(Weak::new());
        let template = Template::shared(&SHARED, || None);
        let folder = template.copy_folder();
        City::start(embedded(folder.path()), None, folder, template)
    }

    /// On the embedded SQLite, with the pages that browsers get.
    ///
    /// # Panics
    /// When the pages were not built.
    pub fn with_pages() -> City {
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist");
        assert!(pages.join("index.html").is_file(), "the pages are built by `npx vite build` in ui/");
        let mut city = City::on_sqlite();
        let listen = city.kill();
        city.start_again_with(&listen, &["--pages", &pages.display().to_string()]);
        city
    }

    /// On a database of this process's PostgreSQL.
    pub fn on_postgres() -> City {
        static SHARED: Mutex<Weak<Template>> = Mutex::new(Weak::new());
        let cluster = Postgres::start();
        let template = Template::shared(&SHARED, || Some(cluster.database()));
        let database = template.database.as_ref().map(|database| cluster.copy(database));
        let url = database.as_ref().map(Database::url).unwrap_or_default();
        City::start(url, database, template.copy_folder(), template)
    }

    /// A district of 400 communities and 200,000 units, on the embedded SQLite.
    pub fn district() -> City {
        let folder = TempFolder::new("district");
        let url = embedded(folder.path());
        ServerProcess::make_demo_city(&url, folder.path(), "district");
        let server = Some(ServerProcess::start(&url, folder.path()));
        City { server, url, database: None, folder, _template: None }
    }

    fn start(url: String, database: Option<Database>, folder: TempFolder, template: Arc<Template>) -> City {
        let server = Some(ServerProcess::start(&url, folder.path()));
        City { server, url, database, folder, _template: Some(template) }
    }

    /// Its server.
    ///
    /// # Panics
    /// Between [`City::kill`] and [`City::start_again`].
    pub fn server(&self) -> &ServerProcess {
        self.server.as_ref().expect("the server was killed and not started again")
    }

    /// Signs a user of the demo city in.
    pub async fn desk(&self, user_name: &str) -> Desk {
        Desk::sign_in(self.server(), user_name).await
    }

    /// Ends the server as a power cut does; returns where it listened.
    pub fn kill(&mut self) -> String {
        let server = self.server.take().expect("the server was killed already");
        let listen = server.listen().to_owned();
        server.kill();
        listen
    }

    /// Ends the server in order.
    pub fn stop(mut self) -> std::process::ExitStatus {
        self.server.take().expect("the server was killed already").stop()
    }

    /// Starts the server on its database again, at the same address.
    pub fn start_again(&mut self, listen: &str) {
        self.server = Some(ServerProcess::start_at(&self.url, self.folder.path(), listen));
    }

    /// Starts the server on its database again, at the same address, with further options.
    pub fn start_again_with(&mut self, listen: &str, options: &[&str]) {
        self.server = Some(ServerProcess::start_with(&self.url, self.folder.path(), listen, options));
    }

    /// Starts the server on its database again, at the same address, where no file can become longer than this.
    pub fn start_again_on_full_disk(&mut self, listen: &str, longest_bytes: u64) {
        let server = ServerProcess::start_on_full_disk(&self.url, self.folder.path(), listen, longest_bytes);
        self.server = Some(server);
    }

    /// Whether `anju-server verify` finds its data sound, and what it says.
    pub fn verify(&self) -> (bool, String) {
        self.operate(&["verify"])
    }

    /// Runs a command of the server's program beside it: whether it succeeded, and what it said.
    pub fn operate(&self, words: &[&str]) -> (bool, String) {
        ServerProcess::operate(&self.url, self.folder.path(), words)
    }

    /// After [`City::kill`]: goes on with what a backup holds, in an empty folder and, if it was on PostgreSQL, an empty
    /// database; whether that succeeded, and what was said.
    pub fn restore(&mut self, backup: &Path) -> (bool, String) {
        let folder = TempFolder::new("restored");
        let database = self.database.as_ref().map(|_| Postgres::start().database());
        let url = database.as_ref().map_or_else(|| embedded(folder.path()), Database::url);
        (self.url, self.database, self.folder) = (url, database, folder);
        self.operate(&["restore", &backup.display().to_string()])
    }

    /// The folder of the server's data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database's URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Tells one story on both databases: `both!(name, async |city: City| { … })` makes the tests `name::sqlite` and
/// `name::postgres::story`; by that word the daily loop leaves PostgreSQL out.
#[macro_export]
macro_rules! both {
    ($(#[doc = $doc:literal])* $name:ident, $story:expr) => {
        $(#[doc = $doc])*
        mod $name {
            #[allow(unused_imports, reason = "a story may need nothing from around it")]
            use super::*;

            #[tokio::test]
            async fn sqlite() {
                ($story)($crate::City::on_sqlite()).await;
            }

            mod postgres {
                #[allow(unused_imports, reason = "a story may need nothing from around it")]
                use super::*;

                #[tokio::test]
                async fn story() {
                    ($story)($crate::City::on_postgres()).await;
                }
            }
        }
    };
}
