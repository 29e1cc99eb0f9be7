//! Which commands a story's servers have carried out: an empty file of each command's name lies in `answered/` beside the
//! built programs. `cargo xtask test` looks there for a command that no story has ever seen succeed.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::binary::built;

/// How long a server that is about to end is asked.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks a server for its measurements and notes what it has answered with success. A server that does not answer any more
/// is one of many: nothing is said about it.
pub(crate) fn note(address: &str) {
    let Some(text) = measurements(address) else { return };
    let folder = built("anju-server").with_file_name("answered");
    for command in text.lines().filter_map(carried_out) {
        // Two stories may note the same command at once.
        let _ = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(command), ""));
    }
}

fn measurements(address: &str) -> Option<String> {
    let address = address.strip_prefix("http://")?;
    let mut line = TcpStream::connect_timeout(&address.parse().ok()?, PATIENCE).ok()?;
    line.set_read_timeout(Some(PATIENCE)).ok()?;
    write!(line, "GET /metrics HTTP/1.0\r\nHost: {address}\r\n\r\n").ok()?;
    let mut text = String::new();
    line.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The command in a line of the measurements that counts successes.
fn carried_out(line: &str) -> Option<&str> {
    let (route, status) =
        line.strip_prefix("anju_requests_total{route=\"/api/v1/")?.split_once("\",status=\"2")?;
    // Streams and files are routes too, and no commands.
    (status.contains('}') && !route.contains('/')).then_some(route)
}
