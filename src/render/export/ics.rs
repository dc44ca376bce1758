//! A calendar as a file: RFC 5545, with the rules of its time zone in it. It knows dates and words, and nothing of events.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// A calendar.
pub struct Calendar<'a> {
    pub name: &'a str,
    pub zone: Option<&'a TimeZone>,
    /// When what is in it was put together; a build must not ask the clock.
    pub stamp: Date,
    pub entries: Vec<Entry>,
}

/// Something that takes place.
pub struct Entry {
    /// Its name for life.
    pub uid: String,
    pub time: When,
    pub summary: String,
    pub description: String,
    pub location: String,
    pub url: String,
    pub categories: Vec<String>,
    pub standing: Standing,
}

/// When something takes place.
#[derive(Clone, Copy)]
pub enum When {
    /// From the first day to the last.
    Days(Date, Date),
    /// From an hour on the clocks of the place, to another where it is known.
    Hours(DateTime, Option<DateTime>),
}

/// How sure it is.
#[derive(Clone, Copy)]
pub enum Standing {
    Confirmed,
    Tentative,
    Cancelled,
}

/// A line has at most so many octets, its end not counted.
const LONGEST_LINE: usize = 75;

/// Writes a calendar.
pub fn write(calendar: &Calendar<'_>) -> Vec<u8> {
    let mut file = File(String::new());
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sare//Sare//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"] {
        file.line(line);
    }
    file.text("X-WR-CALNAME", calendar.name);
    let hours = calendar.entries.iter().filter_map(|entry| match entry.time {
        When::Hours(start, end) => Some((start, end.unwrap_or(start))),
        When::Days(..) => None,
    });
    let span = hours.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)));
    if let (Some(zone), Some(span)) = (calendar.zone, span)
        && !is_utc(zone)
    {
        file.zone(zone, span);
    }
    for entry in &calendar.entries {
        file.entry(entry, calendar);
    }
    file.line("END:VCALENDAR");
    file.0.into_bytes()
}

fn is_utc(zone: &TimeZone) -> bool {
    matches!(zone.iana_name(), Some("UTC" | "Etc/UTC"))
}

struct File(String);

impl File {
    fn entry(&mut self, entry: &Entry, calendar: &Calendar<'_>) {
        self.line("BEGIN:VEVENT");
        self.text("UID", &entry.uid);
        self.line(&format!("DTSTAMP:{}T000000Z", day(calendar.stamp)));
        match entry.time {
            When::Days(first, last) => {
                self.line(&format!("DTSTART;VALUE=DATE:{}", day(first)));
                // The end is the first day on which it is over.
                self.line(&format!("DTEND;VALUE=DATE:{}", day(last.tomorrow().unwrap_or(last))));
            }
            When::Hours(start, end) => {
                self.hour("DTSTART", start, calendar.zone);
                end.iter().for_each(|end| self.hour("DTEND", *end, calendar.zone));
            }
        }
        self.text("SUMMARY", &entry.summary);
        for (name, words) in [("DESCRIPTION", &entry.description), ("LOCATION", &entry.location)] {
            if !words.is_empty() {
                self.text(name, words);
            }
        }
        if !entry.url.is_empty() {
            self.line(&format!("URL:{}", plain(&entry.url)));
        }
        if !entry.categories.is_empty() {
            let all: Vec<String> = entry.categories.iter().map(|category| escaped(category)).collect();
            self.line(&format!("CATEGORIES:{}", all.join(",")));
        }
        self.line(match entry.standing {
            Standing::Confirmed => "STATUS:CONFIRMED",
            Standing::Tentative => "STATUS:TENTATIVE",
            Standing::Cancelled => "STATUS:CANCELLED",
        });
        if matches!(entry.time, When::Days(..)) {
            // A day of a fair does not make anybody's day busy.
            self.line("TRANSP:TRANSPARENT");
        }
        self.line("END:VEVENT");
    }

    /// An hour in its zone; on the clocks of wherever it is read, where there is none.
    fn hour(&mut self, name: &str, time: DateTime, zone: Option<&TimeZone>) {
        let zone = zone.and_then(|zone| zone.iana_name().map(|name| (zone, name)));
        match zone {
            Some((zone, _)) if is_utc(zone) => self.line(&format!("{name}:{}Z", clock(time))),
            Some((_, zone)) => self.line(&format!("{name};TZID={zone}:{}", clock(time))),
            None => self.line(&format!("{name}:{}", clock(time))),
        }
    }

    /// The rules of a zone from the last change before a span of time to its end.
    fn zone(&mut self, zone: &TimeZone, (start, end): (DateTime, DateTime)) {
        let Some(name) = zone.iana_name() else { return };
        let instant = |time: DateTime| zone.to_ambiguous_timestamp(time).compatible();
        let (Ok(start), Ok(end)) = (instant(start), instant(end)) else { return };
        self.line("BEGIN:VTIMEZONE");
        self.line(&format!("TZID:{name}"));
        let mut changes: Vec<Timestamp> = zone.preceding(start).take(1).map(|change| change.timestamp()).collect();
        let is_known = !changes.is_empty();
        changes.extend(zone.following(start).map(|change| change.timestamp()).take_while(|change| *change <= end));
        if !is_known {
            let offset = zone.to_offset(start);
            self.change("STANDARD", DateTime::constant(1970, 1, 1, 0, 0, 0, 0), (offset, offset));
        }
        for change in changes {
            let before =
                change.checked_sub(jiff::SignedDuration::from_secs(1)).map_or(zone.to_offset(change), |moment| zone.to_offset(moment));
            let after = zone.to_offset_info(change);
            let sort = if after.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
            self.change(sort, before.to_datetime(change), (before, after.offset()));
        }
        self.line("END:VTIMEZONE");
    }

    fn change(&mut self, sort: &str, onset: DateTime, (before, after): (Offset, Offset)) {
        self.line(&format!("BEGIN:{sort}"));
        self.line(&format!("DTSTART:{}", clock(onset)));
        self.line(&format!("TZOFFSETFROM:{}", offset(before)));
        self.line(&format!("TZOFFSETTO:{}", offset(after)));
        self.line(&format!("END:{sort}"));
    }

    /// A property with text for its value.
    fn text(&mut self, name: &str, words: &str) {
        self.line(&format!("{name}:{}", escaped(words)));
    }

    /// A line, folded where it is too long for one.
    fn line(&mut self, line: &str) {
        let mut room = LONGEST_LINE;
        for letter in line.chars() {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST_LINE - 1;
            }
            room -= letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }
}

/// Words as the value of a property; what is no letter on any screen is left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

fn plain(address: &str) -> String {
    address.chars().filter(|letter| !letter.is_control()).collect()
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn clock(time: DateTime) -> String {
    format!("{}T{:02}{:02}{:02}", day(time.date()), time.hour(), time.minute(), time.second())
}

/// `+0100`; with seconds where a zone of long ago has them.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let size = seconds.abs();
    let mut out = format!("{sign}{:02}{:02}", size / 3600, size / 60 % 60);
    if size % 60 != 0 {
        let _ = write!(out, "{:02}", size % 60);
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;
    use crate::syntax::zone;

    fn entry(summary: &str, time: When) -> Entry {
        Entry {
            uid: "a@b".into(),
            time,
            summary: summary.into(),
            description: String::new(),
            location: String::new(),
            url: String::new(),
            categories: Vec::new(),
            standing: Standing::Confirmed,
        }
    }

    fn written(zone_name: &str, entries: Vec<Entry>) -> String {
        let zone = zone::find(zone_name);
        let calendar = Calendar { name: "x", zone: zone.as_ref(), stamp: date(2023, 11, 13), entries };
        String::from_utf8(write(&calendar)).unwrap()
    }

    /// The lines as a reader has them, after all that the standard demands of them has been looked at.
    fn parsed(file: &str) -> Vec<String> {
        assert!(file.ends_with("\r\n"));
        let mut lines: Vec<String> = Vec::new();
        for line in file.strip_suffix("\r\n").unwrap().split("\r\n") {
            assert!(line.len() <= 75, "{line}");
            assert!(!line.contains(['\r', '\n']), "{line}");
            match line.strip_prefix(' ') {
                Some(rest) => lines.last_mut().unwrap().push_str(rest),
                None => lines.push(line.into()),
            }
        }
        let mut open = Vec::new();
        for line in &lines {
            let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line} has no value"));
            match name {
                "BEGIN" => open.push(value),
                "END" => assert_eq!(open.pop(), Some(value)),
                _ => assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-+;=/_".contains(letter)), "{line}"),
            }
        }
        assert!(open.is_empty());
        lines
    }

    #[test]
    fn hours_stand_in_their_zone_and_its_changes_beside_them() {
        let time = When::Hours(datetime(2023, 10, 28, 9, 30, 0, 0), Some(datetime(2023, 10, 29, 10, 0, 0, 0)));
        let lines = parsed(&written("Europe/Madrid", vec![entry("Talk", time)]));
        let zone: Vec<&str> = lines.iter().map(String::as_str).skip_while(|line| *line != "BEGIN:VTIMEZONE").take(12).collect();
        let expected = [
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Madrid",
            "BEGIN:DAYLIGHT",
            "DTSTART:20230326T020000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:20231029T030000",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "END:STANDARD",
        ];
        assert_eq!(zone, expected);
        assert!(lines.contains(&"DTSTART;TZID=Europe/Madrid:20231028T093000".to_owned()));
        assert!(lines.contains(&"DTEND;TZID=Europe/Madrid:20231029T100000".to_owned()));
    }

    #[test]
    fn days_end_before_the_day_after_and_utc_needs_no_rules() {
        let lines = parsed(&written("UTC", vec![entry("Fair", When::Days(date(2023, 12, 30), date(2023, 12, 31)))]));
        assert!(lines.contains(&"DTSTART;VALUE=DATE:20231230".to_owned()));
        assert!(lines.contains(&"DTEND;VALUE=DATE:20240101".to_owned()));
        let lines = parsed(&written("UTC", vec![entry("Talk", When::Hours(datetime(2024, 2, 29, 0, 0, 0, 0), None))]));
        assert!(lines.contains(&"DTSTART:20240229T000000Z".to_owned()));
        assert!(!lines.contains(&"BEGIN:VTIMEZONE".to_owned()));
    }

    #[test]
    fn a_zone_that_never_changed_still_has_a_rule() {
        let time = When::Hours(datetime(2024, 1, 1, 8, 0, 0, 0), None);
        let lines = parsed(&written("Etc/GMT+5", vec![entry("Talk", time)]));
        assert!(lines.contains(&"TZOFFSETTO:-0500".to_owned()));
    }

    #[test]
    fn words_are_escaped_and_long_lines_folded() {
        let title = "Ñandú; a, b\\c\nd\u{7}\r ".repeat(30);
        let lines = parsed(&written("UTC", vec![entry(&title, When::Days(date(2024, 1, 1), date(2024, 1, 1)))]));
        let summary = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
        assert_eq!(summary, "Ñandú\\; a\\, b\\\\c\\nd ".repeat(30));
    }
}
