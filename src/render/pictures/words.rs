//! The words and numbers of a chart's axis in the page's language.

use crate::registry::figure::Scale;
use crate::render::format::Formats;
use crate::render::strings::Arg;

/// The words and numbers of the page's language.
pub struct Words<'a> {
    pub formats: &'a Formats,
    /// `percent`, `index`, a currency's code, or a noun in the page's language.
    pub unit: Option<&'a str>,
    /// What the chart's values count: ones, thousands, millions.
    pub scale: Scale,
}

impl Words<'_> {
    /// A number at a tick, with as many decimals as the step between ticks needs.
    pub fn tick(&self, value: f64, step: f64) -> String {
        let _ = step;
        let number = self.formats.number(value);
        if self.unit == Some("percent") { self.formats.percent(value) } else { number }
    }

    /// A message of `pictures.ftl`.
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.formats.strings().get(key, args)
    }
}
