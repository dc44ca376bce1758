//! Identifiers: the form that each scheme prescribes.

use super::kind::Scheme;

/// Brings an identifier into its canonical form; the error shows what one looks like.
pub fn canonical(scheme: Scheme, written: &str) -> Result<Box<str>, &'static str> {
    let text = written.trim();
    // People paste the whole address.
    let last = text.trim_end_matches('/').rsplit('/').next().unwrap_or(text);
    let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (form, is_right, example): (String, bool, &'static str) = match scheme {
        Scheme::Ror => {
            let id = last.to_ascii_lowercase();
            let is_right =
                id.len() == 9 && id.starts_with('0') && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) && digits(&id[7..], 2..=2);
            (id, is_right, "a ROR id looks like 02fv8hj62")
        }
        Scheme::Pic => (text.into(), digits(text, 9..=9), "a PIC has nine digits"),
        Scheme::Wikidata => {
            let id = last.to_ascii_uppercase();
            let is_right = id.strip_prefix('Q').is_some_and(|rest| digits(rest, 1..=12));
            (id, is_right, "a Wikidata id looks like Q1234")
        }
        Scheme::Cordis => (last.into(), digits(last, 4..=9), "a CORDIS project id is a number such as 101058585"),
        Scheme::Orcid => {
            let is_right = last.len() == 19 && last.bytes().enumerate().all(|(at, byte)| orcid_byte(at, byte));
            (last.into(), is_right, "an ORCID iD looks like 0000-0002-1825-0097")
        }
        Scheme::Isni => {
            let id: String = last.chars().filter(|letter| *letter != ' ').collect();
            let is_right = id.len() == 16 && id.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() || (at == 15 && byte == b'X'));
            (id, is_right, "an ISNI has sixteen digits")
        }
        Scheme::Vat => {
            let id: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-' | '.')).collect::<String>().to_ascii_uppercase();
            let is_right = (4..=16).contains(&id.len())
                && id.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
            (id, is_right, "a VAT number starts with the country, as in ESA12345678")
        }
        Scheme::Doi => {
            let id = text.find("10.").map_or(text, |at| &text[at..]);
            let is_right = id.starts_with("10.") && id.contains('/') && !id.contains(char::is_whitespace);
            (id.into(), is_right, "a DOI looks like 10.1000/182")
        }
        Scheme::Nuts => {
            let id = text.to_ascii_uppercase();
            let is_right = (2..=5).contains(&id.len())
                && id.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
            (id, is_right, "a NUTS code looks like ES21 or ES211")
        }
        Scheme::Lau => (
            text.into(),
            text.len() <= 13 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !text.is_empty(),
            "a LAU code looks like 48020",
        ),
        Scheme::Geonames => (last.into(), digits(last, 1..=9), "a GeoNames id is a number"),
        Scheme::IsoCountry => {
            let id = text.to_ascii_uppercase();
            let is_right = id.len() == 2 && id.bytes().all(|byte| byte.is_ascii_uppercase());
            (id, is_right, "a country code has two letters, as in ES")
        }
        Scheme::IsoCurrency => (text.to_ascii_uppercase(), is_currency(text), "a currency code has three letters, as in EUR"),
    };
    if is_right { Ok(form.into()) } else { Err(example) }
}

/// Could this be a currency's code: three Latin letters?
pub fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The address at which an identifier is looked up; `None` for schemes without one.
pub fn address(scheme: Scheme, id: &str) -> Option<String> {
    Some(match scheme {
        Scheme::Ror => format!("https://ror.org/{id}"),
        Scheme::Wikidata => format!("https://www.wikidata.org/wiki/{id}"),
        Scheme::Cordis => format!("https://cordis.europa.eu/project/id/{id}"),
        Scheme::Orcid => format!("https://orcid.org/{id}"),
        Scheme::Isni => format!("https://isni.org/isni/{id}"),
        Scheme::Doi => format!("https://doi.org/{id}"),
        Scheme::Geonames => format!("https://www.geonames.org/{id}"),
        Scheme::Pic | Scheme::Vat | Scheme::Nuts | Scheme::Lau | Scheme::IsoCountry | Scheme::IsoCurrency => return None,
    })
}

fn orcid_byte(at: usize, byte: u8) -> bool {
    match at {
        4 | 9 | 14 => byte == b'-',
        18 => byte.is_ascii_digit() || byte == b'X',
        _ => byte.is_ascii_digit(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_addresses_become_identifiers() {
        let check = |scheme, written: &str, expected: Option<&str>| {
            assert_eq!(canonical(scheme, written).ok().as_deref(), expected, "{written}");
        };
        check(Scheme::Ror, "https://ror.org/02FV8HJ62", Some("02fv8hj62"));
        check(Scheme::Ror, "02fv8hj6", None);
        check(Scheme::Ror, "02fv8ñ162", None);
        check(Scheme::Wikidata, "q42", Some("Q42"));
        check(Scheme::Orcid, "https://orcid.org/0000-0002-1825-0097", Some("0000-0002-1825-0097"));
        check(Scheme::Isni, "0000 0004 0498 5299", Some("0000000404985299"));
        check(Scheme::Doi, "https://doi.org/10.1000/182", Some("10.1000/182"));
        check(Scheme::Nuts, "es213", Some("ES213"));
        check(Scheme::IsoCountry, "ESP", None);
        check(Scheme::Pic, "999999999", Some("999999999"));
        check(Scheme::Vat, "ES A-12345678", Some("ESA12345678"));
    }
}
