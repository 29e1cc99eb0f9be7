//! The two engines, and the few words in which their SQL differs.

use crate::StoreError;

/// Which database is behind a [`crate::Store`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in one file, written by one task.
    Sqlite,
    /// PostgreSQL, or a server that speaks its protocol.
    Postgres,
}

/// The type words of a migration's text, for SQLite and for PostgreSQL.
const WORDS: [(&str, &str, &str); 6] = [
    ("{uuid}", "BLOB", "UUID"),
    ("{instant}", "INTEGER", "TIMESTAMPTZ"),
    ("{date}", "TEXT", "DATE"),
    ("{bool}", "INTEGER", "BOOLEAN"),
    ("{bytes}", "BLOB", "BYTEA"),
    ("{integer}", "INTEGER", "BIGINT"),
];

impl Engine {
    /// The engine that a database URL names.
    ///
    /// # Errors
    /// [`StoreError::Url`] if it names none.
    pub fn of(url: &str) -> Result<Engine, StoreError> {
        if url.starts_with("sqlite:") {
            Ok(Engine::Sqlite)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Ok(Engine::Postgres)
        } else {
            Err(StoreError::Url)
        }
    }

    /// The text of a migration for this engine.
    ///
    /// `{uuid}`, `{instant}`, `{date}`, `{bool}`, `{bytes}`, `{integer}` become types; `{strict}` ends each table; a
    /// line that starts with `--sqlite ` or `--postgres ` is kept, without that word, only for its engine.
    pub fn render(self, template: &str) -> String {
        let mut text = String::with_capacity(template.len());
        for line in template.lines() {
            let own = match self {
                Engine::Sqlite => ("--sqlite ", "--postgres "),
                Engine::Postgres => ("--postgres ", "--sqlite "),
            };
            if line.starts_with(own.1) {
                continue;
            }
            text.push_str(line.strip_prefix(own.0).unwrap_or(line));
            text.push('\n');
        }
        for (word, sqlite, postgres) in WORDS {
            text = text.replace(word, if self == Engine::Sqlite { sqlite } else { postgres });
        }
        text.replace("{strict}", if self == Engine::Sqlite { " STRICT" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::Engine;

    #[test]
    fn one_template_gives_each_engine_its_types_and_lines() {
        let template = "CREATE TABLE a (id {uuid}, at {instant}){strict};\n--sqlite only here;\n--postgres only there;\n";
        assert_eq!(
            Engine::Sqlite.render(template),
            "CREATE TABLE a (id BLOB, at INTEGER) STRICT;\nonly here;\n"
        );
        assert_eq!(
            Engine::Postgres.render(template),
            "CREATE TABLE a (id UUID, at TIMESTAMPTZ);\nonly there;\n"
        );
    }
}
