//! A cache whose bytes have changed on the disk: it is read anew by itself, and what was typed lies in another file.

use super::{draft, first_community};
use anju_tests::{City, Workstation, both, new_id};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The file of this name, wherever below this folder it lies.
pub(super) fn files(folder: &Path, name: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, name));
        } else if path.file_name().is_some_and(|own| own.to_string_lossy().starts_with(name)) {
            found.push(path);
        }
    }
    found
}

both!(
    /// One byte of any part of it; the whole of it; the end of it cut off. A draft of before is delivered each time.
    a_damaged_cache_is_read_anew,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        let community = first_community(&desk).await;
        let asked = json!({ "community_id": community });
        let seen = desk.ask("estate.get_community", asked.clone()).await;
        let units = json!({ "building_id": seen["buildings"][0]["building_id"] });
        let expected = desk.ask("estate.list_units", units.clone()).await;
        desk.stop().await;
        let elsewhere = city.desk("wuye").await;
        let damages: [fn(&mut Vec<u8>); 5] = [
            |bytes| bytes[100] ^= 1,
            |bytes| {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
            },
            // One byte of every page but the first.
            |bytes| bytes.iter_mut().skip(4096).step_by(4096).for_each(|byte| *byte ^= 1),
            |bytes| bytes.truncate(bytes.len() / 2 + 100),
            |bytes| bytes.fill(0x55),
        ];
        for damage in damages {
            let listen = city.kill();
            let desk = station.start().await;
            desk.sign_in("wuye").await;
            let sheet = new_id();
            desk.ask("withdrawal.save_draft", draft(&sheet, &community, 0, "缓存损坏之前")).await;
            desk.stop().await;
            let found = files(station.folder(), "cache.db");
            assert_eq!(found.len(), 1, "everything is in one file: {found:?}");
            let mut bytes = std::fs::read(&found[0]).expect("readable");
            damage(&mut bytes);
            std::fs::write(&found[0], bytes).expect("the folder is ours");

            let desk = station.start().await;
            desk.sign_in("wuye").await;
            let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
            assert_eq!(view["draft"]["project"], "缓存损坏之前", "drafts are kept apart");
            city.start_again(&listen);
            desk.delivered().await;
            desk.is_online(true).await;
            desk.synced().await;
            let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
            assert_eq!(view["version"], 1);
            let listen = city.kill();
            desk.is_online(false).await;
            assert_eq!(desk.ask("estate.list_units", units.clone()).await, expected);
            desk.stop().await;
            city.start_again(&listen);
        }
    }
);
