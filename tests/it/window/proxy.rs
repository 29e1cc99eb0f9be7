//! The first start in an office with a company's own CA and a proxy, in the real window.

use anju_tests::{ForwardProxy, ServerProcess, TempFolder, Window, WindowOptions};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::path::Path;

/// A company's CA, and a server's certificate by it: the files of CA, chain and key.
fn certificates(folder: &Path) -> [String; 3] {
    let ca_key = KeyPair::generate().expect("a key");
    let mut ca = CertificateParams::new(Vec::new()).expect("parameters");
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let own = ca.self_signed(&ca_key).expect("a certificate");
    let issuer = Issuer::new(ca, ca_key);
    let key = KeyPair::generate().expect("a key");
    let server = CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("parameters");
    let chain = server.signed_by(&key, &issuer).expect("a certificate");
    [("ca.pem", own.pem()), ("chain.pem", chain.pem()), ("key.pem", key.serialize_pem())].map(
        |(name, text)| {
            let file = folder.join(name);
            std::fs::write(&file, text).expect("a temporary folder can be written");
            file.display().to_string()
        },
    )
}

/// A certificate whose CA the system does not know is said; with the CA in the system's store the address is taken. A
/// proxy that cannot be used is said beside its field, the right one carries everything from then on, sealed, and after
/// another start too.
#[tokio::test]
async fn the_way_through_an_offices_proxy_is_found() {
    let (folder, home, proxy) =
        (TempFolder::new("tls"), TempFolder::new("home"), ForwardProxy::start().await);
    let [ca, chain, key] = certificates(folder.path());
    let data = folder.path().join("data");
    let url = format!("sqlite:{}", data.join("anju.db").display());
    ServerProcess::make_demo_city(&url, &data, "small");
    let data = data.display().to_string();
    let words = ["serve", "--listen", "127.0.0.1:0", "--data", &data];
    let server =
        ServerProcess::start_by(&[&words[..], &["--tls-certificate", &chain, "--tls-key", &key]].concat());
    let trusting = |environment| WindowOptions {
        home: Some(home.path().to_path_buf()),
        environment,
        ..WindowOptions::default()
    };

    let window = Window::open(trusting(Vec::new())).await;
    window.set("[data-test=server-address]", server.address()).await;
    window.click("[data-test=server-go]").await;
    window.find_text("[data-test=field-address]", "证书不受本机信任").await;
    window.screenshot("proxy-1-untrusted").await;
    window.close().await;

    // On Linux this is the system's store.
    let environment = || vec![("SSL_CERT_FILE", ca.clone())];
    let window = Window::open(trusting(environment())).await;
    window.set("[data-test=server-address]", server.address()).await;
    window.click("[data-test=proxy-manual]").await;
    for (typed, said) in [
        ("", "请填写代理地址"),
        ("socks5://127.0.0.1:1080", "只支持 http://"),
        ("http://name:word@127.0.0.1:1080", "不能带用户名和密码"),
        ("127.0.0.1:9", "代理服务器连接不上"),
    ] {
        window.set("[data-test=proxy-address]", typed).await;
        window.click("[data-test=server-go]").await;
        window.find_text("[data-test=field-proxy]", said).await;
    }
    window.screenshot("proxy-2-dead").await;
    assert!(proxy.asked().is_empty(), "{:?}", proxy.asked());
    window.set("[data-test=proxy-address]", proxy.address()).await;
    window.click("[data-test=server-go]").await;
    window.find("[data-test=password]").await;
    window.sign_in("wuye").await;
    window.find_text("[data-test=connection]", "在线").await;
    window.screenshot("proxy-3-signed-in").await;
    window.close().await;
    let sealed = format!("CONNECT {} HTTP/1.1", server.address().trim_start_matches("https://"));
    let asked = proxy.asked();
    assert!(!asked.is_empty() && asked.iter().all(|line| *line == sealed), "{asked:?}");

    let window = Window::open(trusting(environment())).await;
    window.find("[data-test=me]").await;
    window.close().await;
    assert!(proxy.asked().len() > asked.len(), "the next start goes the same way");
}
