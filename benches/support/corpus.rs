//! Synthetic sites: the same seed gives the same bytes, on any machine.
//!
//! A site has organisations, projects with partners, hubs and topics, each with about 400 words, mentions of three others, a list and a
//! table: what a real report has, without anything real in it.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// What makes a site what it is.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    pub entities: usize,
    pub seed: u64,
}

impl Recipe {
    /// A site of that many entities with the seed that all published numbers are of.
    pub fn of(entities: usize) -> Recipe {
        Recipe { entities, seed: 20 }
    }

    /// Writes the site into `folder`, which is made if it is not there.
    pub fn write(self, folder: &Path) -> io::Result<()> {
        let cast = Cast::of(self.entities);
        for kind in [TOPIC, HUB, ORGANISATION, PROJECT] {
            std::fs::create_dir_all(folder.join("content").join(kind.folder))?;
        }
        write(&folder.join("sare.toml"), SETTINGS)?;
        write(&folder.join("content/index.md"), HOME)?;
        for (kind, count) in cast.kinds() {
            for number in 0..count {
                // Each document has dice of its own, so that none hangs on how many were written before it.
                let mut dice = Dice::of(self.seed, kind, number);
                let path = folder.join("content").join(kind.folder).join(format!("{}.md", kind.id(number)));
                write(&path, &document(kind, number, &cast, &mut dice))?;
            }
        }
        Ok(())
    }
}

const SETTINGS: &str = "title = \"A synthetic ecosystem\"\ndescription = \"Made to be measured.\"\nbase_url = \"https://example.org/\"\n\
    languages = [\"en\"]\nsources = \"optional\"\n\n[[navigation]]\nlabel = \"Organisations\"\nto = \"organisations\"\n\n\
    [[navigation]]\nlabel = \"Projects\"\nto = \"projects\"\n";

const HOME: &str = "+++\ntitle = \"A synthetic ecosystem\"\n+++\nMade to be measured.\n\n```cards\nof = \"hub\"\nlimit = 12\n```\n";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kind {
    folder: &'static str,
    prefix: &'static str,
}

const TOPIC: Kind = Kind { folder: "topics", prefix: "topic" };
const HUB: Kind = Kind { folder: "hubs", prefix: "hub" };
const ORGANISATION: Kind = Kind { folder: "organisations", prefix: "org" };
const PROJECT: Kind = Kind { folder: "projects", prefix: "project" };

impl Kind {
    fn id(self, number: usize) -> String {
        format!("{}-{number:05}", self.prefix)
    }
}

/// How many there are of each kind.
#[derive(Clone, Copy, Debug)]
struct Cast {
    topics: usize,
    hubs: usize,
    organisations: usize,
    projects: usize,
}

impl Cast {
    fn of(entities: usize) -> Cast {
        // Topics stay few however large the site is, as they do in real ones; everyone has some of them.
        let topics = (entities / 25).clamp(1, 40);
        let hubs = (entities / 50).max(1);
        let projects = entities * 3 / 10;
        Cast { topics, hubs, projects, organisations: entities.saturating_sub(topics + hubs + projects).max(1) }
    }

    fn kinds(&self) -> [(Kind, usize); 4] {
        [(TOPIC, self.topics), (HUB, self.hubs), (ORGANISATION, self.organisations), (PROJECT, self.projects)]
    }

    /// Someone of a kind.
    fn one(&self, kind: Kind, dice: &mut Dice) -> String {
        let count = self.kinds().into_iter().find(|(other, _)| *other == kind).map_or(1, |(_, count)| count);
        kind.id(dice.below(count.max(1)))
    }

    fn several(&self, kind: Kind, wanted: usize, dice: &mut Dice) -> Vec<String> {
        let mut names: Vec<String> = (0..wanted).map(|_| self.one(kind, dice)).collect();
        names.sort();
        names.dedup();
        names
    }
}

fn document(kind: Kind, number: usize, cast: &Cast, dice: &mut Dice) -> String {
    let mut text = format!("+++\ntitle = \"{}\"\nsummary = \"{}\"\n", title(kind, number, dice), sentence(dice));
    if kind != TOPIC {
        let _ = writeln!(text, "topics = {:?}", cast.several(TOPIC, 3, dice));
    }
    match kind {
        ORGANISATION => {
            let _ = writeln!(text, "type = {:?}", dice.one_of(&["company", "startup", "research-centre", "cluster"]));
            let _ = writeln!(text, "founded = {}", 1950 + dice.below(50));
            let _ = writeln!(text, "member_of = [{{ id = {:?}, from = {} }}]", cast.one(HUB, dice), 2015 + dice.below(10));
        }
        PROJECT => {
            let from = 2015 + dice.below(8);
            let _ = writeln!(text, "period = \"{from}-01/{}-12\"", from + 3);
            let _ = writeln!(text, "total_cost = {{ amount = {}, currency = \"EUR\" }}", 50_000 * (1 + dice.below(200)));
            text += "partners = [\n";
            for (at, partner) in cast.several(ORGANISATION, 5, dice).iter().enumerate() {
                let role = if at == 0 { "coordinator" } else { "participant" };
                let _ = writeln!(text, "    {{ id = {partner:?}, role = {role:?} }},");
            }
            text += "]\n";
        }
        HUB => {
            let _ = writeln!(text, "from = {}\ncoordinator = {:?}", 2002 + dice.below(10), cast.one(ORGANISATION, dice));
        }
        _ => {}
    }
    text += "+++\n";
    body(cast, dice, &mut text);
    text
}

fn title(kind: Kind, number: usize, dice: &mut Dice) -> String {
    let (first, second) = (capital(dice.one_of(WORDS)), capital(dice.one_of(WORDS)));
    let noun = match kind {
        TOPIC => "",
        HUB => " Hub",
        PROJECT => " Project",
        _ => " Works",
    };
    format!("{first} {second}{noun} {number}")
}

/// About 400 words: two chapters of two paragraphs, three mentions, a list of five and a table of four.
fn body(cast: &Cast, dice: &mut Dice, text: &mut String) {
    for chapter in 0..2 {
        let _ = writeln!(text, "## {}\n", capital(dice.one_of(WORDS)));
        for paragraph in 0..2 {
            let mut sentences: Vec<String> = (0..5).map(|_| sentence(dice)).collect();
            match (chapter, paragraph) {
                (0, 1) => sentences.push(mention(cast.one(HUB, dice))),
                (1, 1) => {}
                _ => sentences.push(mention(cast.one(ORGANISATION, dice))),
            }
            let _ = writeln!(text, "{}\n", sentences.join(" "));
        }
    }
    for _ in 0..5 {
        let _ = writeln!(text, "- **{}**: {}", dice.one_of(WORDS), sentence(dice));
    }
    *text += "\n| Year | Measure | Value |\n| --- | --- | ---: |\n";
    for year in 2021..2025 {
        let _ = writeln!(text, "| {year} | {} {} | {} |", dice.one_of(WORDS), dice.one_of(WORDS), dice.below(10_000));
    }
}

fn mention(id: String) -> String {
    format!("It is *well known* to [[{id}]].")
}

fn sentence(dice: &mut Dice) -> String {
    let words = 9 + dice.below(9);
    let mut text = capital(dice.one_of(WORDS));
    for _ in 1..words {
        text.push(' ');
        text += dice.one_of(WORDS);
    }
    text.push('.');
    text
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    io::Write::write_all(&mut std::fs::File::create(path)?, text.as_bytes())
}

/// A pseudo-random sequence, SplitMix64 by Steele, Lea and Flood (2014): short, and the same everywhere for ever.
struct Dice(u64);

impl Dice {
    fn of(seed: u64, kind: Kind, number: usize) -> Dice {
        let kind = kind.prefix.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(257).wrapping_add(u64::from(byte)));
        let mut dice = Dice(seed ^ kind.rotate_left(32) ^ number as u64);
        // Neighbouring starts give neighbouring first numbers; the second ones are far apart.
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `count`.
    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

#[rustfmt::skip]
const WORDS: &[&str] = &[
    "adaptive", "agreement", "always", "among", "anchor", "archive", "balance", "beacon", "before", "between", "bridge", "broad",
    "build", "calibrate", "careful", "carry", "central", "change", "circular", "clear", "coast", "common", "compare", "connect",
    "copper", "corner", "current", "data", "deep", "deliver", "design", "device", "digital", "early", "eastern", "effort", "energy",
    "engine", "estuary", "every", "evidence", "exchange", "fabric", "factory", "field", "figure", "first", "flexible", "forest",
    "forge", "fresh", "from", "garden", "gather", "general", "glass", "ground", "growth", "harbour", "harvest", "health", "heritage",
    "honest", "horizon", "house", "impulse", "industry", "inner", "instrument", "into", "iron", "island", "journey", "joint", "keen",
    "kiln", "knowledge", "laboratory", "lantern", "large", "learn", "light", "local", "machine", "make", "many", "marine", "market",
    "material", "measure", "member", "method", "mill", "model", "modern", "mountain", "narrow", "near", "network", "northern", "number",
    "ocean", "open", "orchard", "other", "over", "partner", "pattern", "people", "pilot", "plain", "plant", "port", "practice",
    "precise", "present", "process", "public", "quality", "quiet", "quarry", "rapid", "region", "report", "research", "result", "river",
    "robust", "rural", "safe", "sample", "school", "sensor", "service", "shared", "signal", "simple", "skill", "small", "smart",
    "solid", "source", "southern", "steady", "steel", "stone", "strategy", "stream", "strong", "supply", "support", "survey", "system",
    "teach", "test", "textile", "through", "tidal", "timber", "together", "tool", "town", "trade", "transfer", "under", "upper",
    "useful", "valley", "value", "vessel", "village", "water", "weave", "western", "wind", "within", "work", "workshop", "yard",
    "yield", "young",
];
