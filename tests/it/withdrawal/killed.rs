//! The server dies after COMMIT, before its answer arrives: the repeated key has one effect.

use super::estate::Estate;
use anju_tests::{City, Desk, both, new_id};
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// A line to the server on which answers can get lost.
struct Line {
    address: String,
    loses: Arc<AtomicBool>,
    lost: Receiver<()>,
}

impl Line {
    fn to(server: &str) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback address has free ports");
        let address = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let (loses, (sender, lost)) = (Arc::new(AtomicBool::new(false)), channel());
        let (server, flag) = (server.trim_start_matches("http://").to_owned(), Arc::clone(&loses));
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let Ok(far) = TcpStream::connect(&server) else { continue };
                let (near_reader, far_reader) = (near.try_clone(), far.try_clone());
                let (flag, sender) = (Arc::clone(&flag), sender.clone());
                std::thread::spawn(move || carry(near_reader.expect("a socket"), far, None));
                std::thread::spawn(move || carry(far_reader.expect("a socket"), near, Some((flag, sender))));
            }
        });
        Line { address, loses, lost }
    }
}

/// Carries bytes until one end closes; what is lost is announced and goes nowhere.
fn carry(mut from: TcpStream, mut to: TcpStream, losing: Option<(Arc<AtomicBool>, Sender<()>)>) {
    let mut buffer = vec![0; 64 << 10];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        if let Some((_, lost)) = losing.as_ref().filter(|(loses, _)| loses.load(Ordering::SeqCst)) {
            let _ = lost.send(());
        } else if to.write_all(&buffer[..count]).is_err() {
            return;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Both);
}

/// How often it is tried.
const TIMES: i64 = 20;

both!(
    /// Twenty times: the answer is lost and the server is killed; the desk repeats its key to the next server: one number,
    /// one hold.
    a_lost_answer_is_given_again_after_a_kill,
    async |mut city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &[(10_000, 5_000_000, 0), (20_000, 5_000_000, 0)]).await;
        for time in 1..=TIMES {
            let (sheet, version) = estate.draft(&desk, "3000.00", "planned").await;
            let free = [5_000_000 - 100_000 * (time - 1), 5_000_000 - 200_000 * (time - 1)];
            let request =
                json!({ "sheet_id": sheet, "version": version, "seen": estate.seen(300_000, &free) });
            let line = Line::to(city.server().address());
            let far_desk =
                Desk::try_sign_in(&line.address, "wuye", "anju-demo-2026").await.expect("the line carries");
            line.loses.store(true, Ordering::SeqCst);
            let key = new_id();
            let sent = {
                let (request, key) = (request.clone(), key.clone());
                tokio::spawn(async move { far_desk.write_with_key("withdrawal.submit", request, &key).await })
            };
            tokio::task::spawn_blocking(move || line.lost.recv())
                .await
                .expect("a thread")
                .expect("an answer");
            let listen = city.kill();
            sent.abort();
            city.start_again(&listen);
            assert_eq!(estate.stands(0).await.2, 100_000 * time);
            let again = desk.write_with_key("withdrawal.submit", request.clone(), &key).await.accepted();
            let number = again["number"].as_str().expect("a number");
            assert!(number.ends_with(&format!("-{time:06}")), "{again}");
            assert_eq!(desk.write_with_key("withdrawal.submit", request, &key).await.accepted(), again);
            assert_eq!((estate.stands(0).await.2, estate.stands(1).await.2), (100_000 * time, 200_000 * time));
        }
        estate.is_sound().await;
    }
);
