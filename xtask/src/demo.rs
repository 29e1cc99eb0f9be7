//! The database of the running product and the demo city in it, made once.

use std::path::PathBuf;
use std::process::Command;

use crate::options::StartOptions;
use crate::{process, workspace};

/// How large a city `start` makes.
const SIZE: &str = "small";

/// Where a started product keeps its data.
pub struct Place {
    /// Folder of attachments and, with SQLite, of the database.
    pub folder: PathBuf,
    /// Database URL.
    pub url: String,
}

/// The place that belongs to the options: each database has its own folder.
pub fn place(options: &StartOptions) -> Place {
    match &options.database {
        None => in_folder(workspace::data().join("demo")),
        Some(url) => {
            let name = format!("postgres-{}", workspace::fingerprint([url.as_bytes()]));
            Place { folder: workspace::data().join(name), url: url.clone() }
        }
    }
}

/// Makes the demo city unless it is there.
///
/// # Errors
/// The server's failure to make it.
pub fn ensure(options: &StartOptions) -> Result<(), String> {
    let place = place(options);
    let stamp = place.folder.join("demo-city");
    if workspace::is_stamped(&stamp, SIZE) {
        println!("      the demo city is there");
        return Ok(());
    }
    if options.database.is_some() {
        make(&place)?;
        return workspace::stamp(&stamp, SIZE);
    }
    if place.folder.exists() {
        return Err(format!(
            "{} exists and holds no finished demo city. Move it away (or delete it) and start again.",
            place.folder.display()
        ));
    }
    // Made beside its place and moved there: an interrupted attempt never looks like a city.
    let attempt = in_folder(workspace::data().join("demo-unfinished"));
    let said = |error: std::io::Error| format!("cannot prepare {}: {error}", place.folder.display());
    if attempt.folder.exists() {
        std::fs::remove_dir_all(&attempt.folder).map_err(said)?;
    }
    make(&attempt)?;
    workspace::stamp(&attempt.folder.join("demo-city"), SIZE)?;
    std::fs::rename(&attempt.folder, &place.folder).map_err(said)
}

fn in_folder(folder: PathBuf) -> Place {
    let url = format!("sqlite:{}", folder.join("anju.db").display());
    Place { folder, url }
}

fn make(place: &Place) -> Result<(), String> {
    std::fs::create_dir_all(&place.folder)
        .map_err(|error| format!("cannot create {}: {error}", place.folder.display()))?;
    let mut server = Command::new(workspace::binary("anju-server"));
    process::run(server.args(["demo", "--size", SIZE, "--database", &place.url, "--data"]).arg(&place.folder))
}
