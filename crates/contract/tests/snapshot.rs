//! The OpenAPI document that the screens' types are made from is the one that this contract gives.

use anju_contract::openapi::document;
use std::path::Path;

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/contract/openapi.json");

#[test]
fn the_snapshot_is_current() {
    let text = serde_json::to_string_pretty(&document()).expect("a JSON value can be written") + "\n";
    if std::env::var_os("ANJU_UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(SNAPSHOT, &text).expect("the snapshot can be written");
    }
    let kept = std::fs::read_to_string(Path::new(SNAPSHOT)).unwrap_or_default();
    assert!(
        kept == text,
        "the contract changed: run `ANJU_UPDATE_SNAPSHOTS=1 cargo test -p anju-contract` and `npm run contract` in ui/"
    );
}

#[test]
fn every_reference_resolves() {
    let document = document();
    let text = document.to_string();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().expect("a split has a first part");
        assert!(
            document["components"]["schemas"].get(name).is_some(),
            "{name} is referenced and not defined"
        );
    }
}
