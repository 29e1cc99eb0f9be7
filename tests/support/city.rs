//! The demo city on a server of its own, on either database.

use crate::{Database, Desk, Postgres, ServerProcess, TempFolder};

/// A running server with the demo city.
#[derive(Debug)]
pub struct City {
    server: Option<ServerProcess>,
    url: String,
    _database: Option<Database>,
    folder: TempFolder,
}

impl City {
    /// On the embedded SQLite.
    pub fn on_sqlite() -> City {
        let folder = TempFolder::new("city");
        let url = format!("sqlite:{}", folder.path().join("anju.db").display());
        City::start(url, None, folder)
    }

    /// On a database of this process's PostgreSQL.
    pub fn on_postgres() -> City {
        let database = Postgres::start().database();
        City::start(database.url(), Some(database), TempFolder::new("city"))
    }

    fn start(url: String, database: Option<Database>, folder: TempFolder) -> City {
        ServerProcess::make_demo_city(&url, folder.path(), "small");
        let server = Some(ServerProcess::start(&url, folder.path()));
        City { server, url, _database: database, folder }
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

    /// Starts the server on its database again, at the same address.
    pub fn start_again(&mut self, listen: &str) {
        self.server = Some(ServerProcess::start_at(&self.url, self.folder.path(), listen));
    }

    /// The folder of the server's data.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The database's URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Tells one story on both databases: `both!(name, async |city: City| { … })` makes `name::sqlite` and
/// `postgres::name`-like tests, so that the daily loop can leave PostgreSQL out.
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
