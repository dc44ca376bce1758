//! Dates and periods in words, as vague as they are.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{M, YM, YMD};
use icu_datetime::input::Date as IsoDate;
use icu_locale_core::Locale;

use super::Formats;
use crate::render::strings::Arg;
use crate::syntax::date::{Date, Day, Part, Period};

/// A language's names of months, and its own ways to write a date.
pub(super) struct Calendar {
    months: Vec<String>,
    month_of_year: Option<DateTimeFormatter<YM>>,
    day_of_year: Option<DateTimeFormatter<YMD>>,
}

impl Calendar {
    pub(super) fn new(language: &str) -> Calendar {
        let mut locale = super::locale(language);
        // Content is dated in the Gregorian calendar, whatever else a language may prefer.
        if let Ok(gregorian) = Locale::try_from_str(&format!("{}-u-ca-gregory", locale.id)) {
            locale = gregorian;
        }
        let names = DateTimeFormatter::try_new(locale.clone().into(), M::long()).ok();
        let name = |month: u8| match (&names, IsoDate::try_new_iso(2000, month, 1)) {
            (Some(names), Ok(date)) => names.format(&date).to_string(),
            _ => month.to_string(),
        };
        Calendar {
            months: (1..=12).map(name).collect(),
            month_of_year: DateTimeFormatter::try_new(locale.clone().into(), YM::long()).ok(),
            day_of_year: DateTimeFormatter::try_new(locale.into(), YMD::long()).ok(),
        }
    }

    /// The name as it stands alone: June, junio, ekaina.
    fn month(&self, month: Option<u8>) -> &str {
        let at = usize::from(month.unwrap_or(1)).saturating_sub(1);
        self.months.get(at).map_or("", String::as_str)
    }

    /// The date as CLDR writes it, for a language whose strings do not say how.
    fn long(&self, date: Date) -> Option<String> {
        let iso = |month, day| IsoDate::try_new_iso(date.year, month, day).ok();
        match (date.month, date.day) {
            (Some(month), Some(day)) => Some(self.day_of_year.as_ref()?.format(&iso(month, day)?).to_string()),
            (Some(month), None) => Some(self.month_of_year.as_ref()?.format(&iso(month, 1)?).to_string()),
            (None, _) => None,
        }
    }
}

/// The pieces of a date as messages take them.
struct Pieces<'a> {
    year: String,
    month: &'a str,
    day: String,
    precision: &'static str,
}

impl Formats {
    /// "4 June 2018", "June 2018", "early 2018", "around 2018".
    pub fn date(&self, date: &Date) -> String {
        let pieces = self.pieces(*date);
        let key = match date.part {
            Some(Part::Early) => "date-early",
            Some(Part::Mid) => "date-mid",
            Some(Part::Late) => "date-late",
            None => "date",
        };
        let exact = match self.calendar.long(*date) {
            Some(long) if date.part.is_none() && !self.strings.has_own("date") => long,
            _ => self.strings.get(key, &pieces.args()),
        };
        if date.approximate {
            self.strings.get("date-about", &[("date", (&exact).into()), ("precision", pieces.precision.into())])
        } else {
            exact
        }
    }

    /// "Monday 13 November 2023".
    pub fn weekday_and_date(&self, day: Day) -> String {
        let date = self.date(&day.into());
        match self.weekday(day) {
            weekday if weekday.is_empty() => date,
            weekday => self.strings.get("date-weekday", &[("weekday", (&weekday).into()), ("date", (&date).into())]),
        }
    }

    /// "13–14 November 2023", "since 2023", "February 2022 – January 2024", or a date.
    pub fn period(&self, period: &Period) -> String {
        match *period {
            Period::On(date) => self.date(&date),
            Period::Between { start: Some(start), end: Some(end) } => self.between(start, end),
            Period::Between { start: Some(start), end: None } => self.open("since", start),
            Period::Between { start: None, end: Some(end) } => self.open("until", end),
            Period::Between { start: None, end: None } => self.strings.find("period-unspecified", &[]).unwrap_or_default(),
        }
    }

    fn between(&self, start: Date, end: Date) -> String {
        if start == end {
            return self.date(&start);
        }
        let same_year = start.year == end.year;
        let key = match (form(start), form(end)) {
            _ if !self.strings.has_own("date") => "range",
            (Form::Day, Form::Day) if same_year && start.month == end.month => "range-days",
            (Form::Day, Form::Day) if same_year => "range-days-months",
            (Form::Day, Form::Day) => "range-days-years",
            (Form::Month, Form::Month) if same_year => "range-months",
            (Form::Year, Form::Year) => "range-years",
            _ => "range",
        };
        let (first, last) = (self.pieces(start), self.pieces(end));
        let (start, end) = (self.date(&start), self.date(&end));
        let mut args = first.args().to_vec();
        args.extend([("endYear", (&last.year).into()), ("endMonth", last.month.into()), ("endDay", (&last.day).into())]);
        args.extend([("start", (&start).into()), ("end", (&end).into())]);
        self.strings.get(key, &args)
    }

    /// "since …" or "until …"; a plain year has a message of its own, because Basque declines it.
    fn open(&self, key: &str, date: Date) -> String {
        let said = self.date(&date);
        match form(date) {
            Form::Year => self.strings.get(&format!("{key}-year"), &[("year", (&said).into())]),
            // Spanish has an article before a plain day.
            Form::Day => self.strings.get(key, &[("date", (&said).into()), ("precision", "day".into())]),
            Form::Month | Form::Vague => self.strings.get(key, &[("date", (&said).into()), ("precision", "other".into())]),
        }
    }

    fn pieces(&self, date: Date) -> Pieces<'_> {
        Pieces {
            year: date.year.to_string(),
            month: self.calendar.month(date.month),
            day: date.day.unwrap_or(1).to_string(),
            precision: match (date.month, date.day) {
                (Some(_), Some(_)) => "day",
                (Some(_), None) => "month",
                (None, _) => "year",
            },
        }
    }
}

impl Pieces<'_> {
    fn args(&self) -> [(&'static str, Arg<'_>); 4] {
        [("year", (&self.year).into()), ("month", self.month.into()), ("day", (&self.day).into()), ("precision", self.precision.into())]
    }
}

/// What a date is for a range that says its year or month once.
enum Form {
    Year,
    Month,
    Day,
    /// One that needs words of its own.
    Vague,
}

fn form(date: Date) -> Form {
    match (date.month, date.day) {
        _ if date.approximate || date.part.is_some() => Form::Vague,
        (Some(_), Some(_)) => Form::Day,
        (Some(_), None) => Form::Month,
        (None, _) => Form::Year,
    }
}
