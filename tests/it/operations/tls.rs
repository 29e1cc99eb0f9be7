//! TLS by a certificate of the server's own.

use anju_tests::{Desk, ServerProcess, TempFolder};
use rcgen::{CertifiedKey, generate_simple_self_signed};

/// With the certificate the server speaks HTTPS, and nothing in clear.
#[tokio::test]
async fn a_certificate_of_its_own_encrypts() {
    // The desk's client brings a provider for TLS, without which none can be made.
    drop(Desk::visitor("https://127.0.0.1"));
    let folder = TempFolder::new("tls");
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    std::fs::write(&chain, cert.pem()).expect("a temporary folder can be written");
    std::fs::write(&key, signing_key.serialize_pem()).expect("a temporary folder can be written");
    let data = folder.path().join("data").display().to_string();
    let (chain, key) = (chain.display().to_string(), key.display().to_string());
    let words = ["serve", "--listen", "127.0.0.1:0", "--data", &data];
    let server =
        ServerProcess::start_by(&[&words[..], &["--tls-certificate", &chain, "--tls-key", &key]].concat());
    assert!(server.address().starts_with("https://127.0.0.1:"), "{}", server.address());

    let trusted = reqwest::Certificate::from_pem(cert.pem().as_bytes()).expect("a certificate");
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([trusted]).build().expect("a client");
    let health = client.get(format!("{}/healthz", server.address())).send().await.expect("HTTPS is answered");
    assert_eq!(health.text().await.expect("text"), "ok");
    let in_clear = server.address().replace("https://", "http://");
    client.get(format!("{in_clear}/healthz")).send().await.expect_err("nothing is answered in clear");
    let stranger = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().expect("a client");
    stranger.get(format!("{}/healthz", server.address())).send().await.expect_err("an unknown certificate");
    drop(client);
    assert!(server.stop().success());
}

/// Files that are no certificate end the start, by name.
#[test]
fn a_file_that_is_no_certificate_is_named() {
    let folder = TempFolder::new("tls");
    let (chain, data) = (folder.path().join("chain.pem"), folder.path().join("data"));
    std::fs::write(&chain, "no certificate").expect("a temporary folder can be written");
    let (chain, data) = (chain.display().to_string(), data.display().to_string());
    let words = ["serve", "--listen", "127.0.0.1:0", "--data", &data, "--tls-certificate", &chain];
    let said = ServerProcess::refused(&[&words[..], &["--tls-key", &chain]].concat());
    assert!(said.contains("chain.pem"), "{said}");
    let said = ServerProcess::refused(&words);
    assert!(said.contains("--tls-key"), "a certificate without its key: {said}");
}
