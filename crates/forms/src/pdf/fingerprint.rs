//! Names that depend on content only, where printpdf would count through the process.

/// A fingerprint of bytes (FNV-1a, 128 bits): not for security, only to tell contents apart.
pub struct Fingerprint(u128);

impl Default for Fingerprint {
    fn default() -> Fingerprint {
        Fingerprint(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fingerprint {
    /// Takes more bytes in.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }

    /// The fingerprint as 32 letters from A to P.
    pub fn letters(&self) -> String {
        self.0
            .to_be_bytes()
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .map(|digit| char::from(b'A' + digit))
            .collect()
    }
}
