//! Documents as the cache keeps them: JSON, packed at the level that costs less than the disk saves.

use crate::ClientError;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{Read as _, Write as _};

/// Packs a document.
pub(super) fn pack<T: Serialize>(document: &T) -> Result<Vec<u8>, ClientError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&serde_json::to_vec(document)?)?;
    Ok(encoder.finish()?)
}

/// Unpacks it.
pub(super) fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Result<T, ClientError> {
    let mut text = Vec::with_capacity(packed.len() * 4);
    ZlibDecoder::new(packed).read_to_end(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}
