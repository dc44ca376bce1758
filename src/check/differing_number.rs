//! `differing-number`: a text has a number that is close to a figure and differs from it.
//!
//! Here too: `unbound-number`, where no figure stands behind it at all and the site asks to be told.

use std::ops::Range;

use super::Checker;
use super::figure_index::{PEOPLE, PERCENT, UnitKey, currency, factor, key};
use super::known_name::each_name;
use super::number_sense::{self, Counted};
use super::prose::words;
use super::reading::Piece;
use super::written::{reading, said_in_full, unit};
use crate::diag::{Code, Report, Span};
use crate::registry::EntityId;
use crate::registry::figure::{Figure, Observation, Qualifier, Reading};
use crate::registry::identifier::is_currency;
use crate::registry::language::DEFAULT;
use crate::registry::settings::ProseNumbers;
use crate::registry::target::{self, Target};
use crate::syntax::date::Day;
use crate::syntax::markdown::{Body, Part};
use crate::syntax::number::running::{self, Notation};

/// Numbers that differ by a smaller part than this are close.
const CLOSE: f64 = 0.1;

/// A claim agrees with no number that is more times larger or smaller, whatever its qualifier leaves open.
const WIDE: f64 = 1.5;

/// Of a series with more observations than this, some are close to every number.
const LONGEST_SERIES: usize = 100;

/// Bytes on either side of a number in which it is looked for what it means.
const REACH: usize = 1_000;

/// More mentions than these around a number are a list.
const MOST_MENTIONS: usize = 32;

/// What the numbers of a thing's texts are held against.
pub struct Numbers<'b> {
    from: EntityId,
    body: Option<&'b Body>,
    /// What the text at hand mentions, in the order of the places; found out for the first number that may matter.
    mentions: Option<Vec<(u32, EntityId)>>,
    /// Up to where the text at hand has been read.
    read_to: usize,
}

/// How a number stands to the figures that it may be one of.
enum Stand<'s> {
    Agrees,
    Differs(&'s Figure, &'s Observation),
    Alone,
}

/// The words around a number: its paragraph, item or row.
struct Block<'a> {
    text: &'a str,
    /// The part of it that the number stands in.
    sentence: &'a str,
    /// Where it stands in the file.
    place: Span,
}

impl Block<'_> {
    /// The years of the number's own sentence; where it has none, those of the words around it.
    fn years(&self) -> Vec<(Day, Day)> {
        match years_of(self.sentence) {
            own if own.is_empty() => years_of(self.text),
            own => own,
        }
    }
}

impl<'b> Numbers<'b> {
    /// Before the first text of a thing.
    pub fn of(from: EntityId) -> Numbers<'b> {
        Numbers { from, body: None, mentions: None, read_to: 0 }
    }

    /// Before the first word of a text, or of a field that is no Markdown.
    pub fn begin(&mut self, body: Option<&'b Body>) {
        (self.body, self.mentions, self.read_to) = (body, None, 0);
    }

    /// Reports a number, whose first digit stands at `start` of a piece, if it differs from a figure or none stands behind it.
    pub fn number(&mut self, piece: &Piece<'_>, start: usize, checker: &Checker<'_>, report: &mut Report) {
        let wants_all = checker.site.settings.prose_numbers == ProseNumbers::Bound;
        if start + piece.start < self.read_to || (!wants_all && checker.figures.is_empty()) {
            return;
        }
        let range = self.block(piece, start);
        let text = &piece.told.text[range.clone()];
        let notation = notation(piece, range.start, checker);
        let Some(counted) = number_sense::read(text, piece.start + start - range.start, notation) else { return };
        let end = running::with_euro(text, counted.number.end);
        self.read_to = range.start + end;
        let place = piece.told.place(Span::new(piece.file, range.start + counted.start..self.read_to));
        let block = Block { text, sentence: sentence(text, counted.start), place: piece.told.place(Span::new(piece.file, range)) };
        let written = text[counted.start..end].split_whitespace().collect::<Vec<_>>().join(" ");
        // A small number is a word like others, unless it counts what figures count.
        let is_amount = !counted.is_small() || counted.units.iter().any(|unit| checker.figures.knows(*unit));
        match self.stand(&counted, &block, checker) {
            Stand::Agrees => {}
            Stand::Differs(figure, seen) => {
                let id = &checker.site.entity(figure.entity).id;
                report
                    .say(
                        place,
                        Code::DifferingNumber,
                        format!("`{written}` differs from `{id}`, which says {}", said_in_full(figure, seen)),
                    )
                    .label(reading(figure, seen, checker.site), "the figure")
                    .help(format!("mention the figure, `[[{id}]]`; if the number is of something else, say of what or of which year"));
            }
            Stand::Alone if wants_all && is_amount && !self.is_definition(checker) => {
                report
                    .say(place, Code::UnboundNumber, format!("no figure stands behind `{written}`"))
                    .help("make a figure of it, with its source, and mention that");
            }
            Stand::Alone => {}
        }
    }

    /// Is the text at hand a figure's definition? Its numbers say what is counted: "with fewer than 250 staff".
    fn is_definition(&self, checker: &Checker<'_>) -> bool {
        let site = checker.site;
        let is_own = |body: &Body| site.entity(self.from).fields().any(|(_, field)| std::ptr::eq(field, body));
        site.figure(self.from).is_some() && self.body.is_some_and(is_own)
    }

    /// The paragraph, item or row that the number of a piece is part of, as a range of the text; of a field that is no Markdown the
    /// string. Of long ones the part around the number.
    fn block(&self, piece: &Piece<'_>, start: usize) -> Range<usize> {
        let whole = piece.told.text;
        let at = piece.start + start;
        let near = whole.floor_char_boundary(at.saturating_sub(REACH))..whole.ceil_char_boundary(at + REACH);
        let own = piece.start.max(near.start)..(piece.start + piece.text.len()).min(near.end);
        let Some(body) = self.body else {
            let opened = whole[own.start..at].rfind('"').map_or(own.start, |quote| own.start + quote + 1);
            let closed = whole[at..own.end].find('"').map_or(own.end, |quote| at + quote);
            return opened..closed;
        };
        let blocks = &body.notes.numbered;
        let last = blocks.partition_point(|block| block.range().start <= piece.start).checked_sub(1);
        let found = last.map(|last| blocks[last].range()).filter(|found| found.end >= own.end);
        let found = found.map(|found| found.start.max(near.start)..found.end.min(near.end));
        found.filter(|found| whole.get(found.clone()).is_some()).unwrap_or(own)
    }

    fn stand<'s>(&mut self, counted: &Counted, block: &Block<'_>, checker: &Checker<'s>) -> Stand<'s> {
        let mentioned = self.mentioned(block, checker);
        // A figure that is named right there is what the number is taken from, whatever it counts.
        let named = mentioned.iter().chain([&self.from]).filter_map(|id| checker.site.figure(*id));
        let mut claims = named.filter(is_short).flat_map(|figure| figure.observations.iter().map(|seen| (seen, factor(figure))));
        if claims.any(|(seen, factor)| agrees(counted, seen, factor, false)) {
            return Stand::Agrees;
        }
        let mut nearest: Option<(f64, &Figure, &Observation)> = None;
        let mut years = None;
        for (unit, id) in self.candidates(counted, &mentioned, checker) {
            let Some(figure) = checker.site.figure(id).filter(is_short) else { continue };
            let is_meant = self.is_meant((unit, figure), block, &mentioned, checker);
            let factor = factor(figure);
            for seen in &figure.observations {
                if agrees(counted, seen, factor, is_meant) {
                    return Stand::Agrees;
                }
                let Some(distance) =
                    distance(counted, seen, factor).filter(|_| is_meant && is_of_time(seen, years.get_or_insert_with(|| block.years())))
                else {
                    continue;
                };
                if nearest.is_none_or(|(least, ..)| distance < least) {
                    nearest = Some((distance, figure, seen));
                }
            }
        }
        nearest.map_or(Stand::Alone, |(_, figure, seen)| Stand::Differs(figure, seen))
    }

    /// The figures that count what the number may count.
    fn candidates(&self, counted: &Counted, mentioned: &[EntityId], checker: &Checker<'_>) -> Vec<(UnitKey, EntityId)> {
        let index = checker.figures;
        let mut found = Vec::new();
        for unit in &counted.units {
            found.extend(index.counting(*unit).iter().map(|id| (*unit, *id)));
            for subject in mentioned.iter().chain([&self.from]) {
                found.extend(index.about(*subject, *unit).iter().map(|id| (*unit, *id)));
                found.extend(index.has_unit(*subject, *unit).then_some((*unit, *subject)));
            }
        }
        found.sort_unstable_by_key(|(unit, id)| (*id, *unit));
        found.dedup_by_key(|(_, id)| *id);
        found
    }

    /// Does the block speak of what the figure measures: does it mention it, or what it is about, or name that?
    fn is_meant(&self, (found, figure): (UnitKey, &Figure), block: &Block<'_>, mentioned: &[EntityId], checker: &Checker<'_>) -> bool {
        let site = checker.site;
        if figure.entity == self.from || mentioned.contains(&figure.entity) {
            return true;
        }
        let is_subject = |subject: &&EntityId| {
            **subject == self.from
                || mentioned.contains(subject)
                || each_name_of(**subject, checker, &mut |name| has_name(block.text, name))
        };
        let Some(subject) = checker.figures.subjects(figure.entity).iter().take(8).find(is_subject) else { return false };
        // Much is counted in per cent, euros and people: there a word of the title must stand beside the number, and not just the subject's.
        let is_common = [PERCENT, PEOPLE, currency("EUR")].contains(&found) || is_currency(unit(figure));
        let titles = || site.entity(figure.entity).title.versions().map(|(_, title)| &**title);
        !is_common || shares_a_word(block.sentence, titles(), &mut |word| each_name_of(*subject, checker, &mut |name| has_key(name, word)))
    }

    /// The things that the block mentions.
    fn mentioned(&mut self, block: &Block<'_>, checker: &Checker<'_>) -> Vec<EntityId> {
        let Some(body) = self.body else { return Vec::new() };
        let all = self.mentions.get_or_insert_with(|| mentions(body, checker));
        let start = all.partition_point(|(at, _)| *at < block.place.start);
        let near = all[start..].iter().take_while(|(at, _)| *at < block.place.end).take(MOST_MENTIONS);
        let mut near: Vec<EntityId> = near.map(|(_, id)| *id).collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// The notation of the language that a piece is in; in a table of languages, of the one that is the key of the string at `start`.
fn notation(piece: &Piece<'_>, start: usize, checker: &Checker<'_>) -> Notation {
    let languages = &checker.site.settings.languages;
    let key = || {
        let lead = piece.told.text.get(piece.start..start)?.trim_end_matches(['"', ' ']).strip_suffix('=')?.trim_end();
        languages.find(lead.rsplit(|letter: char| !(letter.is_alphanumeric() || letter == '-')).next()?)
    };
    let language = piece.language.or_else(key).unwrap_or(DEFAULT);
    Notation::of(&languages.get(language).tag)
}

/// Can a number be held against each value of the figure?
fn is_short(figure: &&Figure) -> bool {
    figure.observations.len() <= LONGEST_SERIES
}

/// What a text mentions, embeds or links to, by place.
fn mentions(body: &Body, checker: &Checker<'_>) -> Vec<(u32, EntityId)> {
    let (site, tree) = (checker.site, checker.tree);
    let leads = body.all_parts().filter_map(|part| match part {
        Part::Mention(mention) => Some((mention.span, target::of_mention(&mention.target, site))),
        Part::Embed(embed) => Some((embed.span, target::of_embed(&embed.target, embed.span.file, site, tree))),
        Part::LinkStart(link) => Some((link.span, target::of_link(&link.url, link.span.file, site, tree))),
        _ => None,
    });
    let things = leads.filter_map(|(span, lead)| match lead {
        Target::Entity(id, _) => Some((span.start, id)),
        _ => None,
    });
    let mut things: Vec<(u32, EntityId)> = things.collect();
    things.sort_unstable();
    things
}

/// The least and the greatest value that the words of a text leave open.
fn bounds(counted: &Counted, value: f64) -> (f64, f64) {
    // A number that ends in zeros is likely to be rounded.
    let rounding = (counted.number.grain / 2.0).min(value.abs() * 0.05);
    match counted.qualifier {
        Qualifier::Exact => (value - rounding, value + rounding),
        Qualifier::About => (value - value.abs() * 0.05 - rounding, value + value.abs() * 0.05 + rounding),
        Qualifier::Almost => (value - value.abs() * 0.1, value),
        Qualifier::MoreThan | Qualifier::AtLeast => (value, f64::INFINITY),
        Qualifier::LessThan | Qualifier::AtMost => (f64::NEG_INFINITY, value),
    }
}

/// What the number may be: in the notation of its language, and in the other.
fn readings(counted: &Counted) -> impl Iterator<Item = f64> {
    [Some(counted.number.value), counted.number.other].into_iter().flatten()
}

/// Can a number and a claim both be true? Of figures that are not clearly meant only the very value counts.
fn agrees(counted: &Counted, seen: &Observation, factor: f64, is_meant: bool) -> bool {
    let Some((low, high)) = seen.bounds() else { return false };
    let (low, high) = (low * factor, high * factor);
    let claimed = match seen.reading {
        Reading::Value(value) => Some(value * factor),
        _ => None,
    };
    readings(counted).any(|value| {
        if claimed.is_some_and(|claimed| (claimed - value).abs() <= (counted.number.grain / 2.0).min(value.abs() * 0.05)) {
            return true;
        }
        // Two lower bounds that differ are two claims, though both can be true.
        let is_open = |qualifier: Qualifier| !matches!(qualifier, Qualifier::Exact | Qualifier::About | Qualifier::Almost);
        if !is_meant || (is_open(counted.qualifier) && is_open(seen.qualifier)) {
            return false;
        }
        let (from, to) = bounds(counted, value);
        let is_near = claimed.is_none_or(|claimed| claimed.abs() <= value.abs() * WIDE && value.abs() <= claimed.abs() * WIDE);
        from <= high && low <= to && is_near
    })
}

/// How far a number is from a claim that it comes close to, as a part of it.
fn distance(counted: &Counted, seen: &Observation, factor: f64) -> Option<f64> {
    let Reading::Value(claimed) = seen.reading else { return None };
    let (value, claimed) = (counted.number.value, claimed * factor);
    // One of five is missing: that may be another count of some of them.
    if claimed == 0.0 || (value.abs() < 10.0 && claimed.abs() < 10.0 && value.fract() == 0.0) {
        return None;
    }
    let distance = (value - claimed).abs() / claimed.abs().max(value.abs());
    let is_thousandfold = [1e3, 1e6].iter().any(|power| is_same(value, claimed * power) || is_same(value * power, claimed));
    (distance < CLOSE || is_thousandfold || is_transposed(value, claimed)).then_some(distance)
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// Did two neighbouring digits change places, in a number of three or more of them?
fn is_transposed(one: f64, other: f64) -> bool {
    if one.fract() != 0.0 || other.fract() != 0.0 || one.abs() >= 1e15 || other.abs() >= 1e15 {
        return false;
    }
    let (mut one, mut other) = (one.abs() as u64, other.abs() as u64);
    if one == other || one < 100 || other < 100 {
        return false;
    }
    while one % 10 == other % 10 && one > 0 {
        (one, other) = (one / 10, other / 10);
    }
    one / 100 == other / 100 && one % 10 == other / 10 % 10 && one / 10 % 10 == other % 10
}

/// The years of which a text speaks, from the first to the last day of each.
fn years_of(text: &str) -> Vec<(Day, Day)> {
    let numbers = words(text).filter(|word| word.end - word.start >= 4 && text.as_bytes()[word.start].is_ascii_digit());
    let years = numbers.filter_map(|word| {
        let year: i16 = text.get(word.start..word.start + 4)?.parse().ok().filter(|year| (1900..2100).contains(year))?;
        let is_whole = !text.as_bytes().get(word.start + 4).is_some_and(u8::is_ascii_digit);
        is_whole.then(|| (Day::constant(year, 1, 1), Day::constant(year, 12, 31)))
    });
    years.collect()
}

/// Is a claim of one of these years, where there are any?
fn is_of_time(seen: &Observation, years: &[(Day, Day)]) -> bool {
    let (start, end) = seen.days();
    let covers = |(first, last): &(Day, Day)| start.is_none_or(|start| start <= *last) && end.is_none_or(|end| *first <= end);
    years.is_empty() || years.iter().any(covers)
}

/// Does a text have a name, as words of its own?
fn has_name(text: &str, name: &str) -> bool {
    let is_apart = |at: &(usize, &str)| {
        let (before, after) = (&text[..at.0], &text[at.0 + name.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    };
    text.match_indices(name).any(|at| is_apart(&at))
}

/// The words between the marks before and after a place that end a sentence or a part of one.
fn sentence(text: &str, at: usize) -> &str {
    let is_end = |(at, mark): &(usize, &str)| {
        let rest = &text[at + 1..];
        let next = rest.trim_start();
        // "2024. urtean", "approx. 40": the point ends no sentence.
        let goes_on = *mark == "." && next.starts_with(char::is_lowercase);
        *mark == "|" || (next.len() < rest.len() && !goes_on)
    };
    let marks = || text.match_indices(['.', ';', '!', '?', '|']).filter(is_end).map(|(mark, _)| mark);
    let start = marks().take_while(|mark| *mark < at).last().map_or(0, |mark| mark + 1);
    let end = marks().find(|mark| *mark >= at).unwrap_or(text.len());
    &text[start..end]
}

/// Does any title or alias of a thing pass the test?
fn each_name_of(thing: EntityId, checker: &Checker<'_>, passes: &mut dyn FnMut(&str) -> bool) -> bool {
    let entity = checker.site.entity(thing);
    let mut is_found = false;
    each_name(entity, checker.site.kinds.kind(entity.kind).roles.aliases, &mut |name| {
        is_found = is_found || (name.len() > 2 && passes(name));
    });
    is_found
}

/// The longer words of a text by their keys.
fn keys(text: &str) -> impl Iterator<Item = UnitKey> {
    words(text).filter(|word| word.end - word.start >= 5).map(|word| key(&text[word.start..word.end]))
}

/// Is this the key of one of the longer words of a text?
fn has_key(text: &str, wanted: UnitKey) -> bool {
    keys(text).any(|key| key == wanted)
}

/// Does a text share a word of some length with one of the titles, but for those that are excused?
fn shares_a_word<'t>(text: &str, titles: impl Iterator<Item = &'t str>, is_excused: &mut dyn FnMut(UnitKey) -> bool) -> bool {
    let known: Vec<UnitKey> = keys(text).collect();
    titles.into_iter().any(|title| keys(title).any(|key| known.contains(&key) && !is_excused(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_changed_places_are_seen() {
        for (one, other, expected) in [
            (102.0, 120.0, true),
            (45000.0, 54000.0, true),
            (120.0, 130.0, false),
            (12.0, 21.0, false),
            (120.0, 120.0, false),
            (1e300, 2.0, false),
        ] {
            assert_eq!(is_transposed(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_sentence_lies_between_its_marks() {
        let check = |text: &str, number: &str, expected: &str| {
            assert_eq!(sentence(text, text.find(number).expect("it is there")), expected);
        };
        check("One. Two 3.5 four; five", "3.5", " Two 3.5 four");
        check("12", "12", "12");
        check("In 2024. One. 2024. urtean 12 ziren. Two", "12", " 2024. urtean 12 ziren");
    }

    #[test]
    fn a_name_is_words_of_its_own() {
        assert!(has_name("At Basque Open Industry, all", "Basque Open Industry"));
        assert!(!has_name("BOIse", "BOI"));
    }
}
