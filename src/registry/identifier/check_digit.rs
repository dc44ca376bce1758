//! Check digits, by which an identifier tells of a slip in itself (ISO/IEC 7064).

/// The letters of Crockford's base 32, which ROR writes small: no i, l, o or u.
const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The last two digits that a ROR id must have after `0` and six letters: MOD 97-10 of the number that these are in base 32.
///
/// `None` where one of the letters is none of base 32.
pub fn of_ror(seven: &[u8]) -> Option<u64> {
    let number = seven.iter().try_fold(0_u64, |number, byte| {
        let digit = BASE32.iter().position(|known| known == byte)?;
        Some(number * 32 + digit as u64)
    })?;
    Some(98 - (number * 100) % 97)
}

/// The last character that an ORCID iD or an ISNI must have after fifteen digits: MOD 11-2.
pub fn of_orcid(fifteen: &[u8]) -> char {
    let total = fifteen.iter().fold(0_u32, |total, byte| (total + u32::from(byte.wrapping_sub(b'0'))) * 2 % 11);
    match (12 - total) % 11 {
        10 => 'X',
        digit => char::from(b'0' + digit as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_identifiers_check_out() {
        for id in ["02fv8hj62", "000gagz41", "000xsnr85", "01pf2cj55", "02hpa6m94", "05dxps055"] {
            let (seven, digits) = id.split_at(7);
            assert_eq!(of_ror(seven.as_bytes()), digits.parse().ok(), "{id}");
        }
        assert_eq!(of_ror(b"0laghu5"), None);
        for id in ["0000000218250097", "0000000121671098", "0000000517902614", "000000021694233X"] {
            assert_eq!(of_orcid(&id.as_bytes()[..15]), id.chars().last().unwrap_or_default(), "{id}");
        }
    }
}
