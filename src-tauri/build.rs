//! Build script of the desktop package: embeds the configuration, the icons and the list of commands a page may call.

use std::path::Path;

fn main() {
    // The pages are built by Vite into this folder; the macro that embeds them wants it to exist, even empty.
    let pages = Path::new("ui/dist");
    if !pages.exists() {
        std::fs::create_dir_all(pages).expect("ui/dist can be created beside Cargo.toml");
    }
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=ui/dist");

    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(&["rpc"]));
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("tauri.conf.json or a capability is not valid: {error:#}");
    }
}
