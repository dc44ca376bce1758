//! Dates as vague as the truth, and the periods between them.

mod hint;

use std::cmp::Ordering;
use std::fmt;

pub use jiff::civil::Date as Day;

/// A year, a month or a day, or a rough part of a year or month.
///
/// A date that was parsed is one that the calendar has; its year lies in 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// A third of the year, or of the month where there is one.
    pub part: Option<Part>,
    /// Was it written with `~`, as about then?
    pub approximate: bool,
}

/// A rough third of a year or of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Early,
    Mid,
    Late,
}

/// A date, or the time from one date to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    On(Date),
    /// From the first day of `start` to the last day of `end`; `None` is open.
    Between {
        start: Option<Date>,
        end: Option<Date>,
    },
}

/// A time of day, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl Date {
    /// A whole year.
    pub fn of_year(year: i32) -> Date {
        Date { year, month: None, day: None, part: None, approximate: false }
    }

    /// Reads `2018`, `2018-06`, `2018-06-04`, `2018-early` or `2018~`, or the date of a date-time.
    ///
    /// The error is a fragment of a sentence in an editor's words, such as "there is no day 31 in June".
    pub fn parse(text: &str) -> Result<Date, String> {
        let text = text.trim();
        match read(without_time(text)) {
            Some(date) => date.verified(),
            None => Err(hint::date(text).unwrap_or_else(|| {
                if hint::is_period(text) {
                    "one date is wanted here, not the time between two".into()
                } else {
                    "a date is written like `2018`, `2018-06`, `2018-06-04`, `2018-early` or `2018~`".into()
                }
            })),
        }
    }

    /// The hour in a date-time, with the sign that parts it from the day; a date has no room for it.
    pub fn hour_of(text: &str) -> Option<&str> {
        let text = text.trim();
        text.get(without_time(text).len()..).filter(|hour| !hour.is_empty())
    }

    /// The first day that the date may mean.
    pub fn first_day(self) -> Day {
        let third = self.part.map_or(0, |part| part as u8);
        match (self.month, self.day) {
            (Some(month), Some(day)) => self.at(month, day),
            (Some(month), None) => self.at(month, third * 10 + 1),
            (None, _) => self.at(third * 4 + 1, 1),
        }
    }

    /// The last day that the date may mean.
    pub fn last_day(self) -> Day {
        match (self.month, self.day, self.part) {
            (Some(month), Some(day), _) => self.at(month, day),
            (Some(month), None, Some(Part::Early)) => self.at(month, 10),
            (Some(month), None, Some(Part::Mid)) => self.at(month, 20),
            (Some(month), None, _) => self.at(month, 31),
            (None, _, Some(Part::Early)) => self.at(4, 31),
            (None, _, Some(Part::Mid)) => self.at(8, 31),
            (None, _, _) => self.at(12, 31),
        }
    }

    /// A day of the date's year, moved to the nearest that the calendar has.
    fn at(self, month: u8, day: u8) -> Day {
        let first = Day::constant(self.year.clamp(0, 9999) as i16, month.clamp(1, 12) as i8, 1);
        let last = first.last_of_month();
        let day = (day.clamp(1, 31) as i8).min(last.day());
        Day::constant(first.year(), first.month(), day)
    }

    fn verified(self) -> Result<Date, String> {
        let Some(month) = self.month else { return Ok(self) };
        if !(1..=12).contains(&month) {
            return Err(format!("there is no month {month}"));
        }
        let Some(day) = self.day else { return Ok(self) };
        if day == 0 || self.at(month, day).day() != day as i8 {
            let name = MONTH_NAMES[usize::from(month) - 1];
            // Only the 29 February depends on the year.
            let year = if month == 2 && day == 29 { format!(" {}", self.year) } else { String::new() };
            return Err(format!("there is no day {day} in {name}{year}"));
        }
        Ok(self)
    }
}

/// A day's number, counted from the first of January 1970.
pub fn number_of(day: Day) -> i32 {
    // The calendar's own span is some seven million days, and none of it is out of a second's reach.
    day.since(Day::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

/// The day of a number, within the calendar.
pub fn day_of(number: i32) -> Day {
    let days = i64::from(number).clamp(-719_528, 2_932_896);
    Day::constant(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
}

impl From<Day> for Date {
    fn from(day: Day) -> Date {
        Date { year: i32::from(day.year()), month: Some(day.month() as u8), day: Some(day.day() as u8), part: None, approximate: false }
    }
}

/// By first day; of dates that begin on one day, the vaguer comes first.
impl Ord for Date {
    fn cmp(&self, other: &Date) -> Ordering {
        let rest = |date: &Date| (date.year, date.month, date.day, date.part, date.approximate);
        (self.first_day().cmp(&other.first_day()))
            .then_with(|| other.last_day().cmp(&self.last_day()))
            .then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Date) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        match self.part {
            Some(Part::Early) => f.write_str("-early")?,
            Some(Part::Mid) => f.write_str("-mid")?,
            Some(Part::Late) => f.write_str("-late")?,
            None => {}
        }
        f.write_str(if self.approximate { "~" } else { "" })
    }
}

impl Period {
    /// The year, where it is a year and nothing else.
    pub fn year(self) -> Option<i32> {
        match self {
            Period::On(date) if date == Date::of_year(date.year) => Some(date.year),
            _ => None,
        }
    }

    /// What nobody says: it may be any time.
    pub const UNSPECIFIED: Period = Period::Between { start: None, end: None };

    /// Reads a date, two with a slash between them of which one may be `..`, or `unspecified`.
    ///
    /// The error is a fragment of a sentence in an editor's words.
    pub fn parse(text: &str) -> Result<Period, String> {
        let text = text.trim();
        if text == "unspecified" {
            return Ok(Period::UNSPECIFIED);
        }
        let Some((start, end)) = text.split_once('/') else {
            return Date::parse(text).map(Period::On).map_err(|fault| hint::period(text).unwrap_or(fault));
        };
        let (start, end) = match (edge(start), edge(end)) {
            (Ok(start), Ok(end)) => (start, end),
            (Err(fault), _) | (_, Err(fault)) => return Err(hint::date(text).unwrap_or(fault)),
        };
        match (start, end) {
            (None, None) => Err("a period has a start or an end".into()),
            (Some(start), Some(end)) if start.first_day() > end.last_day() => {
                Err(format!("the period ends, {end}, before it begins, {start}"))
            }
            _ => Ok(Period::Between { start, end }),
        }
    }

    /// When it begins; `None` is open.
    pub fn start(self) -> Option<Date> {
        match self {
            Period::On(date) => Some(date),
            Period::Between { start, .. } => start,
        }
    }

    /// When it ends; `None` is open.
    pub fn end(self) -> Option<Date> {
        match self {
            Period::On(date) => Some(date),
            Period::Between { end, .. } => end,
        }
    }

    /// The first day that it may cover; `None` is open.
    pub fn first_day(self) -> Option<Day> {
        self.start().map(Date::first_day)
    }

    /// The last day that it may cover; `None` is open.
    pub fn last_day(self) -> Option<Day> {
        self.end().map(Date::last_day)
    }

    /// May it cover this day?
    pub fn contains(self, day: Day) -> bool {
        self.first_day().is_none_or(|first| first <= day) && self.last_day().is_none_or(|last| day <= last)
    }

    /// May both cover one day?
    pub fn overlaps(self, other: Period) -> bool {
        let begins_in_time = |a: Period, b: Period| match (a.first_day(), b.last_day()) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        begins_in_time(self, other) && begins_in_time(other, self)
    }
}

/// By first day, an open start before all; of periods that begin on one day, the longer comes first.
impl Ord for Period {
    fn cmp(&self, other: &Period) -> Ordering {
        let length = |period: &Period| period.last_day().unwrap_or(Day::MAX);
        let rest = |period: &Period| (matches!(period, Period::Between { .. }), period.start(), period.end());
        (self.first_day().cmp(&other.first_day())).then_with(|| length(other).cmp(&length(self))).then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Date> for Period {
    fn from(date: Date) -> Period {
        Period::On(date)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let edge = |edge: Option<Date>| edge.map_or("..".to_owned(), |date| date.to_string());
        match self {
            Period::On(date) => date.fmt(f),
            &Period::UNSPECIFIED => f.write_str("unspecified"),
            Period::Between { start, end } => write!(f, "{}/{}", edge(*start), edge(*end)),
        }
    }
}

impl Time {
    /// Reads `09:30`; the seconds that a TOML time has are left out.
    pub fn parse(text: &str) -> Result<Time, String> {
        let text = text.trim();
        let mut pieces = text.split(':');
        let (hour, minute) = (pieces.next().and_then(small), pieces.next().and_then(|piece| digits(piece, 2)));
        let seconds = pieces.next();
        match (hour, minute) {
            (Some(hour), Some(minute)) if pieces.next().is_none() && seconds.is_none_or(is_seconds) => {
                if hour > 23 {
                    Err(format!("there is no hour {hour}"))
                } else if minute > 59 {
                    Err(format!("there is no minute {minute}"))
                } else {
                    Ok(Time { hour: hour as u8, minute: minute as u8 })
                }
            }
            _ => Err(hint::time(text).unwrap_or_else(|| "a time is written like `09:30`".into())),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

const MONTH_NAMES: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The form of a date, before the calendar is asked whether it has that day.
fn read(text: &str) -> Option<Date> {
    let (plain, approximate) = text.strip_suffix('~').map_or((text, false), |plain| (plain, true));
    let mut pieces = plain.split('-');
    let year = digits(pieces.next()?, 4)?;
    let mut date = Date { approximate, ..Date::of_year(year as i32) };
    for piece in pieces {
        if date.part.is_some() || date.day.is_some() {
            return None;
        }
        date.part = match piece {
            "early" => Some(Part::Early),
            "mid" => Some(Part::Mid),
            "late" => Some(Part::Late),
            _ => None,
        };
        if date.part.is_none() {
            let number = Some(digits(piece, 2)? as u8);
            if date.month.is_none() { date.month = number } else { date.day = number }
        }
    }
    Some(date)
}

/// A date-time without its time; anything else as it is.
fn without_time(text: &str) -> &str {
    match text.split_once(['T', 't', ' ']) {
        Some((date, time)) if time.get(..5).is_some_and(|time| Time::parse(time).is_ok()) => date,
        _ => text,
    }
}

/// One edge of a period; `..` is open.
fn edge(text: &str) -> Result<Option<Date>, String> {
    match text.trim() {
        ".." => Ok(None),
        "" => Err("an open start or end is written `..`".into()),
        date => Date::parse(date).map(Some),
    }
}

/// A number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A number of one or two digits.
fn small(text: &str) -> Option<u32> {
    digits(text, 1).or_else(|| digits(text, 2))
}

/// The seconds of a TOML time, with their fraction.
fn is_seconds(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    digits(whole, 2).is_some_and(|seconds| seconds <= 60) && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
