//! Dates as editors write them.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check_date(text: &str, expected: Result<&str, &str>) {
    let found = Date::parse(text).map(|date| date.to_string());
    assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text}");
}

#[track_caller]
fn check_period(text: &str, expected: Result<&str, &str>) {
    let found = Period::parse(text).map(|period| period.to_string());
    assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text}");
}

#[test]
fn dates_are_read_as_vague_as_they_are() {
    for same in ["2018", "2018-06", "2018-06-04", "2018-early", "2018-late~", "2018-06-mid", "2018~", "2018-06~", "0000", "9999-12-31"] {
        check_date(same, Ok(same));
    }
    check_date(" 2018 ", Ok("2018"));
    check_date("2018-06-04T10:00:00+02:00", Ok("2018-06-04"));
    check_date("2018-06-04 10:00:00", Ok("2018-06-04"));
    check_date("2024-02-29", Ok("2024-02-29"));
}

#[test]
fn a_day_that_no_calendar_has_is_named() {
    check_date("2018-06-31", Err("there is no day 31 in June"));
    check_date("2018-06-00", Err("there is no day 0 in June"));
    check_date("2023-02-29", Err("there is no day 29 in February 2023"));
    check_date("2018-13", Err("there is no month 13"));
}

#[test]
fn other_ways_to_write_a_date_are_answered_with_ours() {
    check_date("17/04/2024", Err("write `2024-04-17`"));
    check_date("04/17/2024", Err("write `2024-04-17`"));
    check_date("01.02.2022", Err("write `2022-02-01`"));
    check_date("01/02/2022", Err("write `2022-02-01`, or `2022-01-02` if the month stands first"));
    check_date("2022/02/01", Err("write `2022-02-01`"));
    check_date("2018-6-4", Err("write `2018-06-04`"));
    check_date("04/2018", Err("write `2018-04`"));
    check_date("June 2018", Err("write `2018-06`"));
    check_date("4 de junio de 2018", Err("write `2018-06-04`"));
    check_date("2018ko ekainaren 4a", Err("write `2018-06-04`"));
    check_date("May 4th, 2018", Err("write `2018-05-04`"));
    check_date("early 2018", Err("write `2018-early`"));
    check_date("c. 2018", Err("write `2018~`"));
    check_date("2018?", Err("write `2018~`"));
    check_date("2018/2020", Err("one date is wanted here, not the time between two"));
    for nonsense in ["soon", "", "-2018", "20188", "31/31/2018", "2018-06-04-05", "２０１８"] {
        let found = Date::parse(nonsense);
        assert!(found.as_ref().is_err_and(|fault| fault.starts_with("a date is written like")), "{nonsense}: {found:?}");
    }
}

#[test]
fn periods_are_read_with_open_ends() {
    for same in ["2018", "2022-02/2024-01", "2023/..", "../2023", "2018~/2020-early", "2018/2018"] {
        check_period(same, Ok(same));
    }
    check_period("2024/2023", Err("the period ends, 2023, before it begins, 2024"));
    check_period("../..", Err("a period has a start or an end"));
    check_period("2023/", Err("an open start or end is written `..`"));
    check_period("2023-13/2024", Err("there is no month 13"));
    check_period("17/04/2024", Err("write `2024-04-17`"));
    check_period("2018/06", Err("write `2018-06`"));
    check_period("June 2018/2019", Err("write `2018-06`"));
    check_period("2018-2020", Err("write `2018/2020`"));
    check_period("2018 – 2020", Err("write `2018/2020`"));
    check_period("since 2018", Err("write `2018/..`"));
    check_period("hasta 2018", Err("write `../2018`"));
}

#[test]
fn times_are_read_to_the_minute() {
    let check = |text: &str, expected: Result<&str, &str>| {
        let found = Time::parse(text).map(|time| time.to_string());
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text}");
    };
    check("09:30", Ok("09:30"));
    check("9:30", Ok("09:30"));
    check("09:30:00.5", Ok("09:30"));
    check("24:00", Err("there is no hour 24"));
    check("09:60", Err("there is no minute 60"));
    check("9.30", Err("write `09:30`"));
    check("9h30", Err("write `09:30`"));
    check("18 h", Err("write `18:00`"));
    check("noon", Err("a time is written like `09:30`"));
}

#[test]
fn dates_sort_by_first_day_and_the_vaguer_first() {
    let sorted = ["2017-12-31", "2018", "2018~", "2018-early", "2018-01", "2018-01-01", "2018-mid", "2018-06", "2018-06-04", "2018-late"];
    let mut dates: Vec<Date> = sorted.iter().rev().map(|text| Date::parse(text).unwrap()).collect();
    dates.sort();
    assert_eq!(dates.iter().map(Date::to_string).collect::<Vec<_>>(), sorted);
}

#[test]
fn periods_know_their_days() {
    let period = |text| Period::parse(text).unwrap();
    let day = |text: &str| Date::parse(text).unwrap().first_day();
    assert!(period("2018-early").contains(day("2018-04-30")) && !period("2018-early").contains(day("2018-05-01")));
    assert!(period("2018-06-mid").contains(day("2018-06-20")) && !period("2018-06-mid").contains(day("2018-06-21")));
    assert!(period("2018/..").contains(day("9999-12-31")) && !period("2018/..").contains(day("2017-12-31")));
    assert!(period("2018/2020").overlaps(period("2020-12/..")) && !period("2018/2020").overlaps(period("2021")));
    assert!(period("../2018").overlaps(period("../1999")));
}

fn any_date() -> impl Strategy<Value = Date> {
    let part = prop::option::of(prop::sample::select(vec![Part::Early, Part::Mid, Part::Late]));
    (0i32..=9999, prop::option::of(1u8..=12), prop::option::of(1u8..=28), part, any::<bool>()).prop_map(
        |(year, month, day, part, approximate)| {
            let day = day.filter(|_| month.is_some());
            Date { year, month, day, part: part.filter(|_| day.is_none()), approximate }
        },
    )
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(date in any_date(), other in prop::option::of(any_date())) {
        prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
        prop_assert!(date.first_day() <= date.last_day());
        let period = match other {
            Some(other) if date.first_day() <= other.last_day() => Period::Between { start: Some(date), end: Some(other) },
            Some(_) => Period::Between { start: None, end: Some(date) },
            None => Period::On(date),
        };
        prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
    }

    #[test]
    fn no_text_breaks_the_parser(text in "\\PC{0,20}|[0-9/~.\\-TJunemid ]{0,16}") {
        let _ = (Date::parse(&text), Period::parse(&text), Time::parse(&text));
    }

    #[test]
    fn any_fields_have_days(year: i32, month: Option<u8>, day: Option<u8>, approximate: bool) {
        let date = Date { year, month, day, part: None, approximate };
        prop_assert!(date.first_day() <= date.last_day());
    }
}
