//! Figures: indicators with their observations.

pub mod age;
mod beside;
mod claims;
pub mod compute;
pub mod derive;
mod digits;
mod formula;
mod matching;
mod observation;
mod quantity;
mod read;
pub mod shape;

use std::cmp::Reverse;
use std::collections::HashMap;

use super::kind::{FieldId, Kinds, Nature};
use super::query::Query;
use super::value::Text;
use super::{EntityId, Site};
use crate::diag::Report;
use compute::Computation;
use derive::Derivation;

pub use beside::Recomputed;
pub use claims::Outlook;
pub use compute::Tally;
pub use observation::{Basis, Break, Dating, Observation, Provenance, Qualifier, Reading, Standing, Status};

/// An indicator: what is counted or measured, and what has been observed of it.
#[derive(Clone, Debug)]
pub struct Figure {
    pub entity: EntityId,
    /// `percent`, `index`, a currency's code, `people`, or any noun.
    pub unit: Option<Text>,
    /// What the unit is called where there is one of it.
    pub unit_one: Option<Text>,
    /// What one of the stated numbers stands for: 1, a thousand, a million or a billion (10⁹).
    pub scale: Scale,
    /// What an index is compared with.
    pub baseline: Option<Text>,
    /// In the order in which they were written.
    pub observations: Vec<Observation>,
    /// What the site lists for this claim.
    pub counts: Option<Query>,
    /// For how many months it may be quoted before somebody should look again.
    pub valid_for: Option<u32>,
    pub parts: Parts,
    /// How it is drawn, where its shape should not decide.
    pub chart: Option<Chart>,
    /// What is computed from the things that the site lists.
    pub computation: Option<Computation>,
    /// What the query of the computation found, and how much of it says nothing.
    pub tally: Option<Tally>,
    /// The formula by which it is derived from other figures.
    pub derivation: Option<Derivation>,
    /// What the computation or the formula gives for observations that are stated.
    pub recomputed: Vec<Recomputed>,
}

/// Do the categories add up to the whole?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Parts {
    /// There may be others.
    #[default]
    Open,
    /// They add up to the observation without a category, or to 100 for per cent.
    Complete,
    /// One thing may be counted in several.
    Overlapping,
}

/// How an editor wants a figure to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chart {
    /// Horizontal.
    Bar,
    /// Vertical.
    Column,
    Grouped,
    Stacked,
    StackedShare,
    Line,
    Area,
    Slope,
    Lollipop,
    Range,
    Share,
    Waffle,
    Donut,
    Scatter,
    Heat,
    Treemap,
    Sparkline,
    Multiples,
    /// Not at all.
    None,
}

/// The factor that a source left out of its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scale {
    #[default]
    Ones,
    Thousands,
    /// 10⁶.
    Millions,
    /// 10⁹.
    Billions,
}

impl Chart {
    /// All ways, by the words that editors write.
    pub const ALL: [(&'static str, Chart); 19] = [
        ("bar", Chart::Bar),
        ("column", Chart::Column),
        ("grouped", Chart::Grouped),
        ("stacked", Chart::Stacked),
        ("stacked-share", Chart::StackedShare),
        ("line", Chart::Line),
        ("area", Chart::Area),
        ("slope", Chart::Slope),
        ("lollipop", Chart::Lollipop),
        ("range", Chart::Range),
        ("share", Chart::Share),
        ("waffle", Chart::Waffle),
        ("donut", Chart::Donut),
        ("scatter", Chart::Scatter),
        ("heat", Chart::Heat),
        ("treemap", Chart::Treemap),
        ("sparkline", Chart::Sparkline),
        ("multiples", Chart::Multiples),
        ("none", Chart::None),
    ];

    /// Reads the word that editors write.
    pub fn parse(word: &str) -> Option<Chart> {
        Chart::ALL.into_iter().find(|(known, _)| *known == word).map(|(_, chart)| chart)
    }
}

impl Parts {
    /// Reads `open`, `complete` or `overlapping`.
    pub fn parse(word: &str) -> Option<Parts> {
        match word {
            "open" => Some(Parts::Open),
            "complete" => Some(Parts::Complete),
            "overlapping" => Some(Parts::Overlapping),
            _ => None,
        }
    }
}

impl Scale {
    /// Reads `thousand`, `million` or `billion`, as a figure's `scale` is written.
    pub fn parse(word: &str) -> Option<Scale> {
        match word {
            "thousand" => Some(Scale::Thousands),
            "million" => Some(Scale::Millions),
            "billion" => Some(Scale::Billions),
            _ => None,
        }
    }

    /// How many ones it is.
    pub fn factor(self) -> f64 {
        match self {
            Scale::Ones => 1.0,
            Scale::Thousands => 1e3,
            Scale::Millions => 1e6,
            Scale::Billions => 1e9,
        }
    }
}

/// The fields by which figures, or observations of theirs, are about other things.
pub fn about_fields(kinds: &Kinds) -> Vec<FieldId> {
    let mut fields = Vec::new();
    for (id, _) in kinds.all().filter(|(_, kind)| kind.nature == Nature::Figure) {
        fields.extend(kinds.find_field(id, "about"));
        let records = kinds.find_field(id, "observations").map_or(&[][..], |field| kinds.field(field).sub_fields());
        fields.extend(kinds.find_among(records, "about"));
    }
    fields
}

/// Works out the figures that are computed or derived, beside those that are stated.
pub fn reckoned(mut figures: HashMap<EntityId, Figure>, site: &Site, report: &mut Report) -> HashMap<EntityId, Figure> {
    let mut order: Vec<EntityId> = figures.keys().copied().collect();
    order.sort_unstable();
    for id in &order {
        if let Some(figure) = figures.get_mut(id) {
            compute::compute(figure, site, report);
        }
    }
    derive::derive(&mut figures, &order, site, report);
    figures
}

impl Figure {
    /// The observation that stands for the figure where there is room for one: the preferred, else the latest of the firmest status.
    pub fn headline(&self) -> Option<usize> {
        self.headline_of(|_| true)
    }

    /// The same among those observations that are wanted.
    pub fn headline_of(&self, is_wanted: impl Fn(&Observation) -> bool) -> Option<usize> {
        let wanted = self.observations.iter().enumerate().filter(|(_, seen)| is_wanted(seen));
        wanted.max_by_key(|(at, _)| self.rank(*at)).map(|(at, _)| at)
    }

    /// How well an observation stands for others, the best last.
    fn rank(&self, at: usize) -> impl Ord + use<> {
        (self.observations[at].rank(), Reverse(at))
    }

    /// Finds an observation by its id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.observations.iter().position(|seen| seen.id.as_deref() == Some(id))
    }
}
