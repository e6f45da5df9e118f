//! FNV-1a: the same text has the same hash in every build, on every machine. No protection against somebody who wants
//! two texts to have the same one.

/// Over 64 bits.
#[cfg(feature = "svg")]
pub(crate) fn short(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Over 128 bits.
pub(crate) fn long(text: &str) -> u128 {
    text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_algorithm() {
        #[cfg(feature = "svg")]
        assert_eq!((short(""), short("a")), (0xcbf2_9ce4_8422_2325, 0xaf63_dc4c_8601_ec8c));
        assert_eq!(long("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
