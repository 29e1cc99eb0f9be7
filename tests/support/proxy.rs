//! A forward proxy between a desktop and the server, as offices have one: CONNECT for what is sealed, whole addresses for
//! the rest; some hold an answer back until they have all of it.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How an answer is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passing {
    /// As it comes.
    AtOnce,
    /// When it has ended.
    Gathered,
}

/// A listening proxy; it ends when dropped.
#[derive(Debug)]
pub struct ForwardProxy {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
    accepting: JoinHandle<()>,
}

impl ForwardProxy {
    /// A proxy that passes everything on as it comes.
    ///
    /// # Panics
    /// When the loopback address has no free port.
    pub async fn start() -> ForwardProxy {
        ForwardProxy::passing(Passing::AtOnce).await
    }

    /// A proxy that passes an answer on when it has all of it.
    ///
    /// # Panics
    /// As [`ForwardProxy::start`].
    pub async fn gathering() -> ForwardProxy {
        ForwardProxy::passing(Passing::Gathered).await
    }

    async fn passing(passing: Passing) -> ForwardProxy {
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).await.expect("the loopback address has free ports");
        let address = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = asked.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let noted = noted.clone();
                tokio::spawn(async move {
                    // What breaks off is the story's own doing.
                    let _ = serve(near, passing, &noted).await;
                });
            }
        });
        ForwardProxy { address, asked, accepting }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The first lines of all requests that it took.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for ForwardProxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// One request of a connection, which ends with its answer.
async fn serve(near: TcpStream, passing: Passing, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut near = BufReader::new(near);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if near.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        if line == "\r\n" {
            break;
        }
        head.push(line);
    }
    let first = head.first().cloned().unwrap_or_default();
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(first.trim().to_owned());
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method == "CONNECT" {
        let mut far = TcpStream::connect(target).await?;
        near.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
        return copy_bidirectional(&mut near, &mut far).await.map(drop);
    }
    let host = target.strip_prefix("http://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let mut far = TcpStream::connect(host).await?;
    let length = head.iter().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<u64>().ok())?
    });
    head.retain(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    far.write_all(format!("{}connection: close\r\n\r\n", head.concat()).as_bytes()).await?;
    tokio::io::copy(&mut (&mut near).take(length.unwrap_or(0)), &mut far).await?;
    match passing {
        Passing::AtOnce => tokio::io::copy(&mut far, &mut near).await.map(drop),
        Passing::Gathered => {
            let mut answer = Vec::new();
            // Whoever gives up meanwhile takes the connection along.
            tokio::select! {
                read = far.read_to_end(&mut answer) => { read?; }
                _ = near.read_u8() => return Ok(()),
            }
            near.write_all(&answer).await
        }
    }
}
