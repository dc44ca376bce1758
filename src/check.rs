//! What is wrong with a site that only shows when it is seen as a whole.
//!
//! **In:** a [`Site`]. **Out:** diagnostics. **Never:** changes anything.

mod aftermath;
mod bad_geometry;
mod circular_embed;
mod competing_claims;
mod contradicted_count;
mod contradictory_observation;
mod cycle;
mod cyclic_parents;
mod cyclic_succession;
mod dangling_colon;
mod dead_link;
mod derived_mismatch;
mod differing_number;
mod disagreeing_inverse;
mod disordered_history;
mod double_booked;
mod duplicate_alias;
mod empty_observation;
mod empty_page;
mod end_before_start;
mod figure_index;
mod foreign_syntax;
mod impossible_share;
mod index_as_percent;
pub mod kept;
mod known_name;
mod lifetime;
mod look_alike_letters;
mod missing_alternative;
mod missing_baseline;
mod missing_definition;
mod missing_image;
mod missing_timezone;
mod near_miss;
mod number_sense;
mod observation_id;
mod odd_coordinates;
mod odd_hour;
mod orphan;
mod outdated_translation;
mod outside_lifetime;
mod overdue_forecast;
mod overdue_review;
mod overdue_status;
mod prose;
mod raw_html;
mod reading;
mod relative_date;
mod session_outside_event;
mod skipped_heading;
mod stale_figure;
mod suspicious_scale;
mod twin_ids;
mod unbalanced_parts;
mod undated_observation;
mod unfit_chart;
mod unfit_schedule;
mod unknown_destination;
mod unknown_heading;
mod unknown_mention;
mod unknown_timezone;
mod unknown_unit;
mod unknown_view;
mod unlisted_name;
mod unmatched_area;
mod unsafe_link;
mod unsourced_observation;
mod unused_footnote;
mod unused_source;
mod written;
mod wrong_ordinal;

use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Code, Report, Span};
use crate::registry::figure::Figure;
use crate::registry::programme;
use crate::registry::target::{self, Target};
use crate::registry::view::Understood;
use crate::registry::{Entity, EntityId, Ground, Site};
use crate::source::SourceTree;
use crate::syntax::markdown::{Body, Part};
use aftermath::Aftermath;
use dead_link::OldAddresses;
use figure_index::FigureIndex;
use kept::{Kept, Portion};
use known_name::KnownNames;
use near_miss::{Seen, Suspect};
use prose::Sieve;
use reading::Reader;
use unknown_mention::Unknown;

/// How many bits note which words the site uses in small letters: enough for the words of three languages.
const VOCABULARY: usize = 1 << 21;

/// Things that one worker takes at a time.
const PORTION: usize = 128;

/// Reports everything that is wrong with the site.
pub fn site(site: &Site, tree: &SourceTree, report: &mut Report) {
    // Nobody breaks it off, so that it comes to its end.
    let _ = site_unless(site, tree, report, &|| false);
}

/// The same, unless it is broken off on the way, after which the report says nothing of worth; tells whether it came to its end.
#[must_use]
pub fn site_unless(site: &Site, tree: &SourceTree, report: &mut Report, is_off: &(dyn Fn() -> bool + Sync)) -> bool {
    let found = things(site, tree, report, &|checker, _, portion| {
        let found = if is_off() { Portion::default() } else { checker.portion(portion) };
        Arc::new(found)
    });
    if is_off() {
        return false;
    }
    conclude(&found, site, tree, report);
    true
}

/// The same, taking over what was found `before` in things that say what they said, on the same ground; gives what the next build should
/// know. The ground stands for all that is said outside of texts, the headings in them, the program and the day.
pub fn site_again(site: &Site, tree: &SourceTree, report: &mut Report, (before, ground): (&Kept, u64)) -> Kept {
    let found = things(site, tree, report, &|checker, at, portion| {
        let stamp = kept::stamp_of(portion);
        match before.portion(ground, at, stamp) {
            Some(known) => known.clone(),
            None => Arc::new(Portion { stamp, ..checker.portion(portion) }),
        }
    });
    conclude(&found, site, tree, report);
    Kept::of(ground, found)
}

/// What is done with some things that follow one another, and with their place among all such.
type Look<'l> = &'l (dyn Fn(&Checker<'_>, usize, &[(EntityId, &Entity)]) -> Arc<Portion> + Sync);

/// Looks at all things, many at a time.
fn things(site: &Site, tree: &SourceTree, report: &Report, look: Look<'_>) -> Vec<Arc<Portion>> {
    let misread = misread(report);
    let things: Vec<(EntityId, &Entity)> = site.entities().collect();
    let (names, old) = rayon::join(|| KnownNames::of(site), || OldAddresses::of(site));
    let vocabulary = Sieve::of_bits(0);
    let figures = FigureIndex::of(site);
    let checker = Checker {
        site,
        tree,
        ground: &site.ground(),
        misread: &misread,
        names: &names,
        vocabulary: &vocabulary,
        old: &old,
        figures: &figures,
    };
    things.par_chunks(PORTION).enumerate().map(|(at, portion)| look(&checker, at, portion)).collect()
}

/// Reports what was found in things, and what only shows when all of them have been looked at.
fn conclude(found: &[Arc<Portion>], site: &Site, tree: &SourceTree, report: &mut Report) {
    let vocabulary = Sieve::of_bits(VOCABULARY);
    let (mut unknown, mut suspects) = (Vec::new(), Vec::new());
    for found in found {
        report.merge(found.report.clone());
        unknown.extend_from_slice(&found.unknown);
        suspects.extend_from_slice(&found.suspects);
        vocabulary.put(&found.words);
    }
    unknown_mention::say(unknown, site, tree, report);
    near_miss::say(suspects, &vocabulary, report);
    circular_embed::check(site, report);
    cyclic_parents::check(site, report);
    cyclic_succession::check(site, report);
    unknown_destination::check(site, tree, report);
    unknown_unit::check(site, report);
    bad_geometry::check(site, tree, report);
    twin_ids::check(site, report);
    duplicate_alias::check(site, tree, report);
    disagreeing_inverse::check(site, tree, report);
    contradicted_count::check(site, report);
    let aftermath = Aftermath::of(report, tree);
    empty_page::check(site, tree, &aftermath, report);
    orphan::check(site, tree, &aftermath, report);
    unused_source::check(site, &aftermath, report);
}

/// Where values could not be read: what then seems to be missing there has been reported in better words. Sorted.
fn misread(report: &Report) -> Vec<Span> {
    let unread = [
        Code::BrokenFrontMatter,
        Code::BrokenTable,
        Code::UnknownField,
        Code::UnknownReference,
        Code::AmbiguousMention,
        Code::WrongType,
        Code::WrongKind,
    ];
    let mut places: Vec<Span> = report.iter().filter(|found| unread.contains(&found.code)).map(|found| found.span).collect();
    places.sort();
    places
}

/// Was something misread in or right beside the `at`th observation: between the end of the one before and the start of the one after?
fn is_misread(figure: &Figure, at: usize, misread: &[Span], tree: &SourceTree) -> bool {
    let own = figure.observations[at].extent;
    let neighbour =
        |at: Option<usize>| at.and_then(|at| figure.observations.get(at)).map(|seen| seen.extent).filter(|it| it.file == own.file);
    let start = neighbour(at.checked_sub(1)).map_or(0, |before| before.end.min(own.start));
    let end = neighbour(Some(at + 1)).map_or(u32::MAX, |after| after.start.max(own.end));
    let is_beside = |place: &Span| place.start >= start && place.start < end;
    misread.iter().any(|place| place.file == own.file && (is_beside(place) || is_heading(place, figure, tree)))
}

/// Does a place lie above all observations of a table: in its headings, which tell how to read each of them?
fn is_heading(place: &Span, figure: &Figure, tree: &SourceTree) -> bool {
    let path = tree.path(place.file);
    let is_table = !(path.ends_with(".toml") || path.ends_with(".md"));
    is_table && figure.observations.iter().filter(|seen| seen.extent.file == place.file).all(|seen| place.start < seen.extent.start)
}

/// What every check looks at.
#[derive(Clone, Copy)]
struct Checker<'a> {
    site: &'a Site,
    tree: &'a SourceTree,
    ground: &'a Ground<'a>,
    misread: &'a [Span],
    names: &'a KnownNames<'a>,
    /// The words that the texts at hand use in small letters.
    vocabulary: &'a Sieve,
    old: &'a OldAddresses,
    figures: &'a FigureIndex,
}

/// What a worker found.
#[derive(Default)]
struct Found<'a> {
    report: Report,
    unknown: Vec<Unknown>,
    suspects: Vec<Suspect>,
    seen: Seen<'a>,
    /// Dead links for which what was meant has been looked for.
    suggested: usize,
}

/// A place in a text that leads somewhere.
struct Lead<'a> {
    /// The thing whose text it stands in.
    from: EntityId,
    written: &'a str,
    target: Target<'a>,
    span: Span,
}

impl<'a> Checker<'a> {
    /// Looks at some things that follow one another.
    fn portion(&self, things: &[(EntityId, &Entity)]) -> Portion {
        let vocabulary = Sieve::of_bits(VOCABULARY);
        let checker = Checker { vocabulary: &vocabulary, ..*self };
        let mut found = Found::default();
        things.iter().for_each(|(id, entity)| checker.thing(*id, entity, &mut found));
        let Found { report, unknown, suspects, .. } = found;
        Portion { stamp: 0, report, unknown, suspects, words: vocabulary.steps() }
    }

    fn thing(&self, id: EntityId, entity: &Entity, found: &mut Found<'a>) {
        let mut reader = Reader::of(id, self.site);
        for (language, body) in entity.texts() {
            self.text(id, body, found);
            reading::body(self, &mut reader, (language, body), found);
        }
        self.plain_texts(entity, &mut reader, found);
        raw_html::check(entity, self.site, &mut found.report);
        end_before_start::check(id, self.site, &mut found.report);
        outside_lifetime::check(id, self.site, &mut found.report);
        disordered_history::check(id, self.site, &mut found.report);
        overdue_status::check(id, self.site, &mut found.report);
        odd_coordinates::check(id, entity, self.site, &mut found.report);
        overdue_review::check(entity, self.site, &mut found.report);
        outdated_translation::check(entity, self.tree, &mut found.report);
        self.programme(id, entity, &mut found.report);
        if let Some(figure) = self.site.figure(id) {
            empty_observation::check(figure, self, &mut found.report);
            contradictory_observation::check(figure, &mut found.report);
            observation_id::check(figure, &mut found.report);
            unsourced_observation::check(figure, self, &mut found.report);
            unfit_chart::of_figure(figure, entity, self.site, &mut found.report);
            self.figure(figure, &mut found.report);
            derived_mismatch::check(figure, self, &mut found.report);
        }
    }

    /// What a thing says of its sessions and its exhibition.
    fn programme(&self, id: EntityId, entity: &Entity, report: &mut Report) {
        if !programme::may_have_programme(&self.site.kinds, entity.kind) {
            return;
        }
        let sessions = programme::sessions(&self.site.kinds, entity);
        unknown_timezone::check(entity, self.site, report);
        missing_timezone::check(entity, &sessions, self.site, report);
        odd_hour::check(entity, &sessions, self.site, report);
        session_outside_event::check(id, &sessions, self.site, report);
        double_booked::check(&sessions, self.site, report);
        unlisted_name::check(id, &sessions, self.site, report);
    }

    /// What a figure claims.
    fn figure(&self, figure: &Figure, report: &mut Report) {
        undated_observation::check(figure, self, report);
        missing_definition::check(figure, self.site, report);
        missing_baseline::check(figure, self.site, report);
        index_as_percent::check(figure, self, report);
        competing_claims::check(figure, self.site, report);
        suspicious_scale::check(figure, self.site, report);
        impossible_share::check(figure, self, report);
        unbalanced_parts::check(figure, self, report);
        stale_figure::check(figure, self.site, report);
        overdue_forecast::check(figure, self.site, report);
    }

    /// What a thing says in fields that are no Markdown.
    fn plain_texts(&self, entity: &Entity, reader: &mut Reader<'_>, found: &mut Found<'a>) {
        let roles = &self.site.kinds.kind(entity.kind).roles;
        for given in &entity.values {
            if roles.summary == Some(given.field) {
                reading::field(self, reader, given, found);
            } else if roles.title == Some(given.field) {
                reading::title(self, given, found);
            }
        }
    }

    fn text(&self, from: EntityId, body: &Body, found: &mut Found<'a>) {
        let (site, tree) = (self.site, self.tree);
        let Found { report, unknown, suggested, .. } = found;
        skipped_heading::check(body, report);
        unused_footnote::check(body, report);
        missing_alternative::check(body, report);
        dangling_colon::check(body, tree, report);
        foreign_syntax::check(body, tree, report);
        for part in body.all_parts() {
            match part {
                Part::Mention(mention) => {
                    let target = target::of_mention(&mention.target, site);
                    let lead = Lead { from, written: &mention.target, target, span: mention.span };
                    unknown_mention::check(&lead, site, unknown, report);
                    unknown_heading::check(&lead, self, report);
                }
                Part::Embed(embed) => {
                    let target = target::of_embed(&embed.target, embed.span.file, site, tree);
                    let lead = Lead { from, written: &embed.target, target, span: embed.span };
                    if lead.target == Target::Nothing && missing_image::is_file_name(&embed.target) {
                        missing_image::check(&lead, missing_image::Sort::Image, tree, report);
                    } else {
                        unknown_mention::check(&lead, site, unknown, report);
                        unknown_heading::check(&lead, self, report);
                        missing_alternative::embedded(embed, &lead, report);
                    }
                }
                Part::LinkStart(link) => {
                    let target = target::of_link(&link.url, link.span.file, site, tree);
                    let lead = Lead { from, written: &link.url, target, span: link.span };
                    unsafe_link::check(&lead, report);
                    missing_image::check(&lead, missing_image::Sort::File, tree, report);
                    unknown_mention::unpublished(&lead, report);
                    unknown_heading::check(&lead, self, report);
                    dead_link::check(&lead, self, suggested, report);
                }
                Part::Image(image) => {
                    let target = target::of_image(&image.url, image.span.file, tree);
                    let lead = Lead { from, written: &image.url, target, span: image.span };
                    unsafe_link::check(&lead, report);
                    missing_image::check(&lead, missing_image::Sort::Image, tree, report);
                }
                Part::View(view) => match unknown_view::check(view, self.ground, report) {
                    Some(Understood::Chart(chart)) => unfit_chart::check(&chart, site, report),
                    Some(Understood::Schedule(schedule)) => unfit_schedule::check(&schedule, (from, view), site, report),
                    Some(Understood::Map(map)) => unmatched_area::check(&map, site, report),
                    _ => {}
                },
                _ => {}
            }
        }
        for (url, span) in &body.notes.outward {
            if let Some(path) = dead_link::own_path(url, site) {
                let lead = Lead { from, written: url, target: Target::SitePath(path), span: *span };
                dead_link::check(&lead, self, suggested, report);
            }
        }
    }
}
