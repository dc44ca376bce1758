//! The closed lists that identifiers are held against: countries, currencies, and the countries of NUTS.

/// ISO 3166-1 alpha-2: the officially assigned codes.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG \
    GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ \
    LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR \
    NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ \
    TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// ISO 4217: the codes in use, and those of the currencies that the euro replaced.
const CURRENCIES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF \
    CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG \
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU \
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP \
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG \
    XDR XOF XPF XSU XUA YER ZAR ZMW ZWG \
    ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK XEU";

/// The currencies that are meant first where a code is misspelt.
pub const COMMON: [&str; 6] = ["EUR", "USD", "GBP", "CHF", "SEK", "JPY"];

/// The countries that NUTS, or the statistical regions that correspond to it, divide.
const NUTS: &str = "AL AT BA BE BG CH CY CZ DE DK EE EL ES FI FR GE HR HU IE IS IT LI LT LU LV MD ME MK MT NL NO PL PT RO RS SE SI SK TR \
    UA UK XK";

/// Is this the code of a country, in capitals?
pub fn is_country(code: &str) -> bool {
    has(COUNTRIES, code)
}

/// Is this the code of a currency, in capitals?
pub fn is_currency(code: &str) -> bool {
    has(CURRENCIES, code)
}

/// Do the regions of a country have codes that start with this, in capitals?
pub fn is_nuts_country(code: &str) -> bool {
    has(NUTS, code)
}

/// The code that was meant where somebody wrote another body's code of a country.
pub fn country_of(code: &str) -> Option<&'static str> {
    match code {
        "EL" => Some("GR"),
        "UK" => Some("GB"),
        "SP" | "ESP" => Some("ES"),
        "FRA" => Some("FR"),
        "DEU" | "GER" => Some("DE"),
        "ITA" => Some("IT"),
        "PRT" | "POR" => Some("PT"),
        "GBR" => Some("GB"),
        "USA" => Some("US"),
        _ => None,
    }
}

/// The start of a NUTS code that was meant where somebody wrote the country's ISO code.
pub fn nuts_country_of(code: &str) -> Option<&'static str> {
    match code {
        "GR" => Some("EL"),
        "GB" => Some("UK"),
        _ => None,
    }
}

/// All currencies, for suggestions.
pub fn currencies() -> impl Iterator<Item = &'static str> {
    CURRENCIES.split_ascii_whitespace()
}

fn has(list: &str, code: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole() {
        assert_eq!(COUNTRIES.split_ascii_whitespace().count(), 249);
        let check = |list: &str, length: usize| {
            let codes: Vec<&str> = list.split_ascii_whitespace().collect();
            assert!(codes.iter().all(|code| code.len() == length), "{list}");
            assert!((1..codes.len()).all(|at| !codes[..at].contains(&codes[at])), "{list}");
        };
        check(COUNTRIES, 2);
        check(CURRENCIES, 3);
        check(NUTS, 2);
    }
}
