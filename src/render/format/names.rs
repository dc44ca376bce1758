//! The names of days, months and quarters by themselves, as axes have them.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{E, M};
use icu_datetime::input::Date as IsoDate;
use icu_locale_core::Locale;

use super::Formats;
use crate::syntax::date::{Date, Day};

/// A language's names for parts of its calendar.
#[derive(Debug)]
pub(super) struct Names {
    weekdays: Vec<String>,
    weekdays_short: Vec<String>,
    months_short: Vec<String>,
}

impl Names {
    pub(super) fn new(language: &str) -> Names {
        let mut locale = super::locale(language);
        if let Ok(gregorian) = Locale::try_from_str(&format!("{}-u-ca-gregory", locale.id)) {
            locale = gregorian;
        }
        // The first of January 2024 was a Monday.
        let days = || (1..=7).filter_map(|day| IsoDate::try_new_iso(2024, 1, day).ok());
        let months = (1..=12).filter_map(|month| IsoDate::try_new_iso(2024, month, 1).ok());
        let weekday = |fields: E| match DateTimeFormatter::try_new(locale.clone().into(), fields) {
            Ok(formatter) => days().map(|day| formatter.format(&day).to_string()).collect(),
            Err(_) => Vec::new(),
        };
        let months_short = match DateTimeFormatter::try_new(locale.clone().into(), M::medium()) {
            Ok(formatter) => months.map(|month| formatter.format(&month).to_string()).collect(),
            Err(_) => Vec::new(),
        };
        Names { weekdays: weekday(E::long()), weekdays_short: weekday(E::short()), months_short }
    }
}

impl Formats {
    /// Monday, lunes, astelehena.
    pub fn weekday(&self, day: Day) -> String {
        let at = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        self.names().weekdays.get(at).cloned().unwrap_or_default()
    }

    /// Mon, lun, al.
    pub fn weekday_short(&self, day: Day) -> String {
        let at = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        self.names().weekdays_short.get(at).cloned().unwrap_or_default()
    }

    /// Nov, nov, aza; `month` is 1 to 12.
    pub fn month_short(&self, month: i8) -> String {
        let at = usize::from(month.unsigned_abs()).saturating_sub(1);
        self.names().months_short.get(at).cloned().unwrap_or_else(|| month.to_string())
    }

    /// The month of a day with its year: November 2023, 2023ko azaroa.
    pub fn month_of_year(&self, day: Day) -> String {
        self.date(&Date { day: None, ..Date::from(day) })
    }

    /// Q4, T4, 4. hiruh.
    pub fn quarter(&self, quarter: i8) -> String {
        self.strings.get("quarter", &[("quarter", i64::from(quarter).into())])
    }

    /// Few pages ask for them, and the language's data are looked up once.
    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::new(self.strings.language()))
    }
}
