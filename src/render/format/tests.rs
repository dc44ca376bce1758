//! Values in the words of three languages.

use super::*;
use crate::diag::{FileId, Report};
use crate::syntax::date::{Date, Period};

const ENGLISH: &str = include_str!("../../../themes/eko/strings/en/values.ftl");
const SPANISH: &str = include_str!("../../../themes/eko/strings/es/values.ftl");
const BASQUE: &str = include_str!("../../../themes/eko/strings/eu/values.ftl");

fn strings(language: &str, text: &str) -> Strings {
    let mut report = Report::default();
    let strings = Strings::load(language, &[(FileId(0), text)], &mut report);
    assert_eq!(report.sorted(), []);
    strings
}

/// What the function says in English, Spanish and Basque, with no-break spaces shown as `_`.
#[track_caller]
fn check(say: impl Fn(&Formats) -> String, expected: [&str; 3]) {
    let english = Arc::new(strings("en", ENGLISH));
    let spanish = Arc::new(strings("es", SPANISH).with_fallback(english.clone()));
    let basque = Arc::new(strings("eu", BASQUE).with_fallback(english.clone()));
    let said = [english, spanish, basque].map(|strings| say(&Formats::new(strings)).replace('\u{a0}', "_"));
    assert_eq!(said, expected);
}

#[test]
fn numbers_have_the_separators_of_the_language() {
    check(|f| f.number(12345.5), ["12,345.5", "12.345,5", "12.345,5"]);
    check(|f| f.number(1234.0), ["1,234", "1234", "1.234"]);
    check(|f| f.number(-0.0), ["0", "0", "0"]);
    check(|f| f.number(0.1 + 0.2), ["0.3", "0,3", "0,3"]);
    check(|f| f.number(f64::NAN), ["NaN", "NaN", "NaN"]);
    check(|f| f.integer(-70_000_000), ["−70,000,000", "−70.000.000", "−70.000.000"]);
    check(|f| f.percent(23.0), ["23%", "23_%", "23_%"]);
    check(|f| f.percent(2.14), ["2.14%", "2,14_%", "2,14_%"]);
}

#[test]
fn money_is_written_with_its_scale() {
    check(|f| f.money(25000.0, "EUR", Scale::Ones), ["€25,000", "25.000_€", "25.000_€"]);
    check(|f| f.money(12.5, "EUR", Scale::Ones), ["€12.50", "12,50_€", "12,50_€"]);
    check(|f| f.money(-5.0, "EUR", Scale::Ones), ["−€5", "−5_€", "−5_€"]);
    check(|f| f.money(25000.0, "EUR", Scale::Millions), ["€25,000 million", "25.000_M€", "25.000_M€"]);
    check(|f| f.money(2.5, "EUR", Scale::Billions), ["€2.5 billion", "2500_M€", "2.500_M€"]);
    check(|f| f.money(70.0, "EUR", Scale::Thousands), ["€70 thousand", "70 mil_€", "70 mila_€"]);
    check(|f| f.money(3.0, "USD", Scale::Millions), ["USD_3 million", "3_M_USD", "3_M_USD"]);
    assert_eq!(Scale::parse("million"), Some(Scale::Millions));
    assert_eq!(Scale::parse("dozen"), None);
}

#[track_caller]
fn check_date(text: &str, expected: [&str; 3]) {
    check(|f| f.date(&Date::parse(text).unwrap()), expected);
}

#[test]
fn dates_are_said_as_vague_as_they_are() {
    check_date("2018", ["2018", "2018", "2018"]);
    check_date("2018-06", ["June 2018", "junio de 2018", "2018ko ekaina"]);
    check_date("2025-01", ["January 2025", "enero de 2025", "2025eko urtarrila"]);
    check_date("2026-11-22", ["22 November 2026", "22 de noviembre de 2026", "2026ko azaroaren 22a"]);
    check_date("2021-05-31", ["31 May 2021", "31 de mayo de 2021", "2021eko maiatzaren 31"]);
    check_date("2018-early", ["early 2018", "principios de 2018", "2018ko hasiera"]);
    check_date("2018-06-mid", ["mid-June 2018", "mediados de junio de 2018", "2018ko ekainaren erdialdea"]);
    check_date("2015-late", ["late 2015", "finales de 2015", "2015eko amaiera"]);
    check_date("2018~", ["around 2018", "alrededor de 2018", "2018 inguru"]);
    check_date("2018-06-04~", ["around 4 June 2018", "alrededor del 4 de junio de 2018", "2018ko ekainaren 4a inguru"]);
    check_date("2018-early~", ["around early 2018", "alrededor de principios de 2018", "2018ko hasiera inguru"]);
}

#[track_caller]
fn check_period(text: &str, expected: [&str; 3]) {
    check(|f| f.period(&Period::parse(text).unwrap()), expected);
}

#[test]
fn periods_say_once_what_both_ends_share() {
    check_period("2018-06", ["June 2018", "junio de 2018", "2018ko ekaina"]);
    check_period("2023-11-13/2023-11-14", ["13–14 November 2023", "13–14 de noviembre de 2023", "2023ko azaroaren 13tik 14ra"]);
    check_period("2025-03-10/2025-03-11", ["10–11 March 2025", "10–11 de marzo de 2025", "2025eko martxoaren 10etik 11ra"]);
    check_period(
        "2023-11-30/2023-12-05",
        ["30 November – 5 December 2023", "30 de noviembre – 5 de diciembre de 2023", "2023ko azaroaren 30etik abenduaren 5era"],
    );
    check_period(
        "2023-12-31/2025-01-02",
        [
            "31 December 2023 – 2 January 2025",
            "31 de diciembre de 2023 – 2 de enero de 2025",
            "2023ko abenduaren 31tik 2025eko urtarrilaren 2ra",
        ],
    );
    check_period("2022-02/2022-06", ["February–June 2022", "febrero–junio de 2022", "2022ko otsaila–ekaina"]);
    check_period(
        "2022-02/2024-01",
        ["February 2022 – January 2024", "febrero de 2022 – enero de 2024", "2022ko otsaila – 2024ko urtarrila"],
    );
    check_period("2018/2020", ["2018–2020", "2018–2020", "2018–2020"]);
    check_period("2018~/2020", ["around 2018 – 2020", "alrededor de 2018 – 2020", "2018 inguru – 2020"]);
    check_period("2018-06-04/2018-06-04", ["4 June 2018", "4 de junio de 2018", "2018ko ekainaren 4a"]);
}

#[test]
fn open_periods_decline_in_basque() {
    check_period("2023/..", ["since 2023", "desde 2023", "2023az geroztik"]);
    check_period("2011/..", ["since 2011", "desde 2011", "2011z geroztik"]);
    check_period("2018-06/..", ["since June 2018", "desde junio de 2018", "2018ko ekainaz geroztik"]);
    check_period("2018-06-04/..", ["since 4 June 2018", "desde el 4 de junio de 2018", "2018ko ekainaren 4az geroztik"]);
    check_period("2018~/..", ["since around 2018", "desde alrededor de 2018", "2018 inguruz geroztik"]);
    check_period(
        "2018-06-04~/..",
        ["since around 4 June 2018", "desde alrededor del 4 de junio de 2018", "2018ko ekainaren 4a inguruz geroztik"],
    );
    check_period("../2018-06-04", ["until 4 June 2018", "hasta el 4 de junio de 2018", "2018ko ekainaren 4a arte"]);
    check_period("../2024", ["until 2024", "hasta 2024", "2024ra arte"]);
    check_period("../2025", ["until 2025", "hasta 2025", "2025era arte"]);
    check_period("../2024-late", ["until late 2024", "hasta finales de 2024", "2024ko amaiera arte"]);
}

#[test]
fn other_languages_have_their_own_dates_and_english_words() {
    let english = Arc::new(strings("en", ENGLISH));
    let french = Formats::new(Arc::new(strings("fr", "").with_fallback(english)));
    assert_eq!(french.date(&Date::parse("2018-06-04").unwrap()), "4 juin 2018");
    assert_eq!(french.date(&Date::parse("2018-06").unwrap()), "juin 2018");
    assert_eq!(french.period(&Period::parse("2018-06-04/2018-06-05").unwrap()), "4 juin 2018 – 5 juin 2018");
    assert_eq!(french.number(1234.5), "1\u{202f}234,5");
}

#[test]
fn lists_end_in_and() {
    let list = |items: &'static [&str]| move |f: &Formats| f.list(&items.iter().map(|item| item.to_string()).collect::<Vec<_>>());
    check(list(&[]), ["", "", ""]);
    check(list(&["a"]), ["a", "a", "a"]);
    check(list(&["a", "b"]), ["a and b", "a y b", "a eta b"]);
    check(list(&["a", "b", "Innobasque"]), ["a, b and Innobasque", "a, b e Innobasque", "a, b eta Innobasque"]);
    check(|f| f.time(Time { hour: 9, minute: 30 }), ["09:30", "09:30", "09:30"]);
}

fn words(amount: Amount, unit: &str) -> ReadingWords<'_> {
    ReadingWords { amount, unit: Some(unit).filter(|unit| !unit.is_empty()), scale: Scale::Ones, qualifier: None, status: None }
}

#[test]
fn a_reading_has_its_qualifier_and_status_in_words() {
    let of = |number, unit, qualifier, status| {
        let words = ReadingWords { qualifier: Some(qualifier), status: Some(status), ..words(Amount::Exactly(number), unit) };
        move |f: &Formats| f.reading(&words)
    };
    let people = |qualifier, status| of(1200.0, "people", qualifier, status);
    check(people("more-than", "actual"), ["more than 1,200 people", "más de 1200 personas", "1.200 pertsona baino gehiago"]);
    check(
        people("less-than", "target"),
        ["less than 1,200 people (target)", "menos de 1200 personas (objetivo)", "1.200 pertsona baino gutxiago (helburua)"],
    );
    check(
        people("at-least", "provisional"),
        ["at least 1,200 people (provisional)", "al menos 1200 personas (provisional)", "gutxienez 1.200 pertsona (behin-behinekoa)"],
    );
    check(
        people("at-most", "estimated"),
        ["at most 1,200 people (estimated)", "como máximo 1200 personas (estimación)", "gehienez 1.200 pertsona (estimazioa)"],
    );
    check(of(23.0, "percent", "almost", "exact"), ["almost 23%", "casi 23_%", "ia 23_%"]);
    check(
        of(80.0, "xx", "about", "expected"),
        ["about 80 xx (expected)", "alrededor de 80 xx (previsión)", "80 xx inguru (aurreikuspena)"],
    );
    check(of(1.0, "people", "exact", "actual"), ["1 person", "1 persona", "1 pertsona"]);
    check(of(128.5, "index", "unheard-of", "actual"), ["128.5", "128,5", "128,5"]);
}

#[test]
fn a_reading_has_its_unit_once_and_its_scale() {
    let say = |words: ReadingWords<'static>| move |f: &Formats| f.reading(&words);
    let between = |min, max| Amount::Between { min, max };
    check(say(words(between(Some(5.0), Some(7.0)), "")), ["between 5 and 7", "entre 5 y 7", "5 eta 7 artean"]);
    check(say(words(between(Some(5.0), Some(7.0)), "percent")), ["between 5 and 7%", "entre 5 y 7_%", "5 eta 7_% artean"]);
    check(
        say(words(between(Some(5.0), Some(7.0)), "people")),
        ["between 5 and 7 people", "entre 5 y 7 personas", "5 eta 7 pertsona artean"],
    );
    check(say(words(between(Some(5.0), None), "people")), ["at least 5 people", "al menos 5 personas", "gutxienez 5 pertsona"]);
    check(say(words(between(None, Some(5.0)), "EUR")), ["at most €5", "como máximo 5_€", "gehienez 5_€"]);
    check(say(words(Amount::NotReported, "people")), ["not reported", "no consta", "jakinarazi gabe"]);
    let million = |amount, unit| say(ReadingWords { scale: Scale::Millions, ..words(amount, unit) });
    check(million(Amount::Exactly(1.0), "people"), ["1 million people", "1 millón de personas", "1 milioi pertsona"]);
    check(million(Amount::Exactly(2.5), ""), ["2.5 million", "2,5 millones", "2,5 milioi"]);
    check(
        million(between(Some(1.5), Some(2.0)), "people"),
        [
            "between 1.5 million and 2 million people",
            "entre 1,5 millones y 2 millones de personas",
            "1,5 milioi eta 2 milioi pertsona artean",
        ],
    );
    check(
        million(between(Some(5.0), Some(7.0)), "EUR"),
        ["between €5 million and €7 million", "entre 5_M€ y 7_M€", "5_M€ eta 7_M€ artean"],
    );
}

#[test]
fn every_language_has_the_same_messages() {
    let keys = |text: &str| {
        let mut keys: Vec<String> = text
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect();
        // Basque needs more pieces than the others.
        keys.retain(|key| !["year-of", "end-year-of", "day-from", "day-to", "date-part-of"].contains(&key.as_str()));
        keys.sort();
        keys
    };
    assert_eq!(keys(ENGLISH), keys(SPANISH));
    assert_eq!(keys(ENGLISH), keys(BASQUE));
}

#[test]
fn formats_are_shared_between_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Formats>();
    is_shared::<Strings>();
}
