//! One observed value of a figure, with its dimensions and where it comes from.

use std::cmp::Reverse;

use super::super::EntityId;
use super::super::value::Text;
use super::compute::Tally;
use crate::diag::Span;
use crate::syntax::date::{Day, Period};

/// One observed value with its dimensions and where it comes from.
#[derive(Clone, Debug)]
pub struct Observation {
    pub id: Option<Box<str>>,
    pub reading: Reading,
    /// The lower and the upper bound as they were given, beside a value or alone.
    pub range: (Option<f64>, Option<f64>),
    pub period: Option<Period>,
    pub dating: Dating,
    /// Whose value it is; `None`: whatever the figure is about.
    pub about: Option<EntityId>,
    pub category: Option<Text>,
    pub status: Status,
    pub qualifier: Qualifier,
    pub basis: Option<Basis>,
    pub sources: Vec<EntityId>,
    /// The sources that the sources themselves name.
    pub origin: Vec<EntityId>,
    pub said_by: Option<EntityId>,
    /// As printed in the source.
    pub stated: Option<Text>,
    /// Page, paragraph.
    pub locator: Option<Text>,
    /// What speaks against it, printed beside it.
    pub doubt: Option<Text>,
    pub note: Option<Text>,
    pub standing: Standing,
    pub breaks: Break,
    pub provenance: Provenance,
    pub span: Span,
    /// From the first to the last thing that it says.
    pub extent: Span,
}

/// Does an observation say when?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dating {
    /// It does; what is worked out is as of the build, or of what it is derived from.
    Dated,
    /// It says that its source does not tell.
    Unspecified,
    #[default]
    Missing,
}

/// What was read off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    Value(f64),
    /// From a lower to an upper bound; one of them may be open.
    Range {
        min: Option<f64>,
        max: Option<f64>,
    },
    NotReported,
    /// Nothing is given, which is a fault.
    Nothing,
}

/// How far the value can be taken at its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    #[default]
    Actual,
    Provisional,
    Estimated,
    Expected,
    Target,
}

/// How near the stated number is to the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Qualifier {
    #[default]
    Exact,
    About,
    Almost,
    MoreThan,
    LessThan,
    AtLeast,
    AtMost,
}

/// What a count adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    PerEdition,
    Total,
    Cumulative,
    Unspecified,
}

/// Is an observation the one that settles competing claims?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Claim,
    Preferred,
}

/// How an observation came to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Provenance {
    /// As its sources state it.
    #[default]
    Stated,
    /// Computed from what this site lists.
    Computed(Tally),
    /// Derived from these observations: figures, and positions among their observations.
    Derived(Vec<(EntityId, usize)>),
}

/// Is a series broken before an observation, so that it cannot be compared with those before it?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Break {
    #[default]
    None,
    Before,
}

impl Observation {
    /// An observation that nobody stated: it was worked out, for what is written at `span`.
    pub fn worked_out(reading: Reading, provenance: Provenance, span: Span) -> Observation {
        Observation {
            id: None,
            reading,
            range: (None, None),
            period: None,
            dating: Dating::Dated,
            about: None,
            category: None,
            status: Status::Actual,
            qualifier: Qualifier::Exact,
            basis: None,
            sources: Vec::new(),
            origin: Vec::new(),
            said_by: None,
            stated: None,
            locator: None,
            doubt: None,
            note: None,
            standing: Standing::Claim,
            breaks: Break::None,
            provenance,
            span,
            extent: span,
        }
    }

    /// How well it stands for others: the preferred one, else the latest of the firmest status.
    pub fn rank(&self) -> (bool, bool, Reverse<Status>, Option<Day>) {
        let day = self.period.and_then(Period::last_day);
        (self.standing == Standing::Preferred, self.reading != Reading::NotReported, Reverse(self.status), day)
    }

    /// Can both be true? More than 150 agrees with 160 and not with 80; what is not reported contradicts nothing.
    pub fn agrees(&self, other: &Observation) -> bool {
        match (self.bounds(), other.bounds()) {
            (Some((low, high)), Some((other_low, other_high))) => low <= other_high && other_low <= high,
            _ => true,
        }
    }

    /// The least and the greatest value that the words leave open. "About" is taken as 5 % to either side, "almost" as 10 % below.
    pub fn bounds(&self) -> Option<(f64, f64)> {
        let value = match self.reading {
            Reading::Value(value) => value,
            Reading::Range { min, max } => return Some((min.unwrap_or(f64::NEG_INFINITY), max.unwrap_or(f64::INFINITY))),
            Reading::NotReported | Reading::Nothing => return None,
        };
        Some(match self.qualifier {
            Qualifier::Exact => (value, value),
            Qualifier::About => (value - value.abs() * 0.05, value + value.abs() * 0.05),
            Qualifier::Almost => (value - value.abs() * 0.1, value),
            Qualifier::MoreThan => (value.next_up(), f64::INFINITY),
            Qualifier::AtLeast => (value, f64::INFINITY),
            Qualifier::LessThan => (f64::NEG_INFINITY, value.next_down()),
            Qualifier::AtMost => (f64::NEG_INFINITY, value),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn claim(qualifier: Qualifier, value: f64) -> Observation {
        let stated = Observation::worked_out(Reading::Value(value), Provenance::Stated, Span::start_of(FileId(0)));
        Observation { qualifier, ..stated }
    }

    #[test]
    fn a_qualifier_counts_when_claims_are_compared() {
        let check = |one: (Qualifier, f64), other: (Qualifier, f64), agrees: bool| {
            let (one, other) = (claim(one.0, one.1), claim(other.0, other.1));
            assert_eq!((one.agrees(&other), other.agrees(&one)), (agrees, agrees), "{one:?} {other:?}");
        };
        check((Qualifier::MoreThan, 150.0), (Qualifier::Exact, 160.0), true);
        check((Qualifier::MoreThan, 150.0), (Qualifier::Exact, 150.0), false);
        check((Qualifier::MoreThan, 150.0), (Qualifier::About, 80.0), false);
        check((Qualifier::Almost, 2000.0), (Qualifier::Exact, 1950.0), true);
        check((Qualifier::Exact, 22.8), (Qualifier::Exact, 23.0), false);
        check((Qualifier::Exact, 22.8), (Qualifier::About, 23.0), true);
        check((Qualifier::AtMost, 10.0), (Qualifier::AtLeast, 10.0), true);
        check((Qualifier::LessThan, 10.0), (Qualifier::AtLeast, 10.0), false);
    }
}
