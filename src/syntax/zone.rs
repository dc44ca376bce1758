//! Time zones by their names in the IANA database, which Sare carries with it: the machine's own is never asked.

use std::sync::OnceLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

/// The zone of a name that is written exactly as the database has it, such as `Europe/Madrid`.
pub fn find(name: &str) -> Option<TimeZone> {
    database().get(name).ok().filter(|zone| zone.iana_name() == Some(name))
}

/// The names of all zones.
pub fn names() -> Vec<String> {
    database().available().map(|name| name.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::{find, names};

    #[test]
    fn zones_are_known_by_their_exact_names() {
        assert!(find("Europe/Madrid").is_some());
        assert!(find("UTC").is_some());
        for wrong in ["europe/madrid", "Europe/Bilbao", "", "../Madrid", "Europe/Madrid "] {
            assert!(find(wrong).is_none(), "{wrong}");
        }
        assert!(names().iter().any(|name| name == "Europe/Madrid"));
    }
}
