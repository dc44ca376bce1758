//! Identifiers: the form that each scheme prescribes.

mod check_digit;
mod list;

use super::kind::Scheme;
use crate::diag::nearest;

pub use list::is_currency;

/// Why something is no identifier, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, to follow the identifier; nothing where it only looks like none.
    pub what: Option<&'static str>,
    pub help: String,
}

impl Fault {
    fn of_form(example: &str) -> Fault {
        Fault { what: None, help: example.to_owned() }
    }
}

/// Brings an identifier into its canonical form and holds it against its check digits, or against the list of its scheme.
pub fn canonical(scheme: Scheme, written: &str) -> Result<Box<str>, Fault> {
    let id = formed(scheme, written).map_err(Fault::of_form)?;
    match verify(scheme, &id) {
        Some(fault) => Err(fault),
        None => Ok(id),
    }
}

/// What is wrong with an identifier that has the form of one.
fn verify(scheme: Scheme, id: &str) -> Option<Fault> {
    let slip = |end: String| Fault {
        what: Some("is mistyped: its check digits do not fit"),
        help: format!("copy it again from where it is registered; if the rest is right, it ends in `{end}`"),
    };
    match scheme {
        Scheme::Ror => match check_digit::of_ror(&id.as_bytes()[..7]) {
            None => {
                Some(Fault { what: Some("is mistyped: no ROR id has the letters i, l, o or u"), help: "copy it again from ror.org".into() })
            }
            Some(digits) => (id[7..].parse() != Ok(digits)).then(|| slip(format!("{digits:02}"))),
        },
        Scheme::Orcid | Scheme::Isni => {
            let digits: String = id.chars().filter(|letter| *letter != '-').collect();
            let expected = check_digit::of_orcid(&digits.as_bytes()[..15]);
            (!digits.ends_with(expected)).then(|| slip(expected.into()))
        }
        Scheme::IsoCountry if !list::is_country(id) => Some(Fault {
            what: Some("is no country of ISO 3166"),
            help: match list::country_of(id) {
                Some(meant) => format!("did you mean `{meant}`? The European Union writes `{id}` where ISO writes `{meant}`"),
                None => "write the two letters that ISO 3166 gives the country, as in ES or FR".into(),
            },
        }),
        Scheme::IsoCurrency if !is_currency(id) => Some(Fault { what: Some("is no currency of ISO 4217"), help: currency_help(id) }),
        Scheme::Nuts if !list::is_nuts_country(&id[..2]) => Some(Fault {
            what: Some("is no NUTS code: no country there has these first two letters"),
            help: match list::nuts_country_of(&id[..2]) {
                Some(meant) => format!("did you mean `{meant}{}`? NUTS writes EL for Greece and UK for the United Kingdom", &id[2..]),
                None => "a NUTS code starts with a country, as in ES21 or ES211".into(),
            },
        }),
        _ => None,
    }
}

/// What to write instead of something that is no currency's code.
pub fn currency_help(written: &str) -> String {
    let known = match written.trim().to_lowercase().as_str() {
        "€" | "euro" | "euros" => Some("EUR"),
        "$" | "dollar" | "dollars" | "us$" => Some("USD"),
        "£" | "pound" | "pounds" => Some("GBP"),
        _ => nearest(written, list::COMMON).or_else(|| nearest(written, list::currencies())),
    };
    match known {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the three letters of a currency, as in EUR or USD".into(),
    }
}

/// The canonical form; the error shows what one looks like.
fn formed(scheme: Scheme, written: &str) -> Result<Box<str>, &'static str> {
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
            let example = match list::country_of(&id) {
                Some("ES") => "a country code has two letters: for Spain it is ES",
                _ => "a country code has two letters, as in ES",
            };
            (id, is_right, example)
        }
        Scheme::IsoCurrency => {
            let is_right = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
            (text.to_ascii_uppercase(), is_right, "a currency code has three letters, as in EUR")
        }
    };
    if is_right { Ok(form.into()) } else { Err(example) }
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
        check(Scheme::Isni, "0000 0005 1790 2614", Some("0000000517902614"));
        check(Scheme::Doi, "https://doi.org/10.1000/182", Some("10.1000/182"));
        check(Scheme::Nuts, "es213", Some("ES213"));
        check(Scheme::IsoCountry, "ESP", None);
        check(Scheme::Pic, "999999999", Some("999999999"));
        check(Scheme::Nuts, "EL30", Some("EL30"));
        check(Scheme::IsoCurrency, "eur", Some("EUR"));
        check(Scheme::Vat, "ES A-12345678", Some("ESA12345678"));
    }

    #[test]
    fn a_slip_is_told_from_another_form() {
        let check = |scheme, written: &str, what: Option<&str>, help: &str| {
            let fault = canonical(scheme, written).err();
            assert_eq!(fault.as_ref().map(|fault| (fault.what, &*fault.help)), Some((what, help)), "{written}");
        };
        let slip = Some("is mistyped: its check digits do not fit");
        let again = |end: &str| format!("copy it again from where it is registered; if the rest is right, it ends in `{end}`");
        check(Scheme::Ror, "02fv8hj26", slip, &again("62"));
        check(Scheme::Ror, "02fv8hj6", None, "a ROR id looks like 02fv8hj62");
        check(Scheme::Orcid, "0000-0002-1825-0079", slip, &again("0"));
        check(Scheme::Isni, "0000 0005 1790 2641", slip, &again("9"));
        let country = Some("is no country of ISO 3166");
        check(Scheme::IsoCountry, "EL", country, "did you mean `GR`? The European Union writes `EL` where ISO writes `GR`");
        check(Scheme::IsoCurrency, "ERU", Some("is no currency of ISO 4217"), "did you mean `EUR`?");
    }
}
