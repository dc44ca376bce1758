//! A walk through sites that differ by one random edit each, from a seed: what is kept from earlier editions must equal a clean one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::memory::{Files, Page, edition};

/// Makes `steps` edits; after each that leaves a site without errors, brings what is kept up to date and compares.
pub fn walk(seed: u64, steps: usize) {
    let mut sites = Sites::new(seed);
    let first = edition(&sites.files());
    assert!(first.is_publishable, "{}", first.said);
    let mut kept: BTreeMap<String, Page> = first.pages;
    let (mut printed, mut all, mut published) = (0, 0, 0);
    for step in 0..steps {
        let (edit, undo) = sites.edit();
        let after = edition(&sites.files());
        // An edit that makes a mistake is taken back: what has errors is not published.
        if !after.is_publishable {
            undo(&mut sites);
            continue;
        }
        published += 1;
        kept.retain(|path, _| after.pages.contains_key(path));
        for (path, page) in after.pages {
            all += 1;
            let is_good = kept.get(&path).is_some_and(|old| old.reason(&page.what, &after.press).is_none());
            if is_good {
                let (old, new) = (&kept[&path].bytes, &page.bytes);
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                assert!(old == new, "step {step}, {edit}: {path} is kept and differs\n{}", difference(&text(old), &text(new)));
            } else {
                printed += 1;
                kept.insert(path, page);
            }
        }
    }
    println!("{published} of {steps} edits published; {printed} of {all} pages printed");
    // A walk that changes nothing, or after which everything is printed anew, would prove nothing.
    assert!(published * 2 > steps, "only {published} of {steps} edits could be published");
    assert!(printed * 2 < all && printed > published, "{printed} of {all} pages were printed");
}

/// Sites that differ by one random edit each, from a seed.
pub struct Sites {
    dice: Dice,
    world: World,
}

impl Sites {
    pub fn new(seed: u64) -> Sites {
        let mut dice = Dice(seed);
        let world = World::of(&mut dice);
        Sites { dice, world }
    }

    pub fn files(&self) -> Files {
        self.world.files()
    }

    /// Makes an edit, and says what it is; `undo` takes back what it makes of the site.
    pub fn edit(&mut self) -> (&'static str, impl FnOnce(&mut Sites) + use<>) {
        let before = self.world.clone();
        let edit = self.world.edit(&mut self.dice);
        (edit, move |sites: &mut Sites| sites.world = before)
    }

    /// A number below `below`, which the seed decides too.
    #[allow(dead_code, reason = "not every walk needs luck besides that of the edits")]
    pub fn roll(&mut self, below: usize) -> usize {
        self.dice.roll(below)
    }
}

fn difference(old: &str, new: &str) -> String {
    let lines = old.lines().zip(new.lines()).filter(|(old, new)| old != new).take(3);
    lines.fold(String::new(), |out, (old, new)| out + "- " + old + "\n+ " + new + "\n")
}

/// Random numbers by SplitMix64: the same seed, the same walk.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % below as u64) as usize
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }

    fn word(&mut self) -> &'static str {
        const WORDS: [&str; 12] = ["Ardo", "Bide", "Erreka", "Harri", "Itsaso", "Lan", "Mendi", "Ñabar", "Oihan", "Sare", "Ur", "Zubi"];
        WORDS[self.roll(WORDS.len())]
    }
}

const KINDS: [(&str, &str); 7] = [
    ("organisation", "organisations"),
    ("hub", "hubs"),
    ("project", "projects"),
    ("place", "places"),
    ("topic", "topics"),
    ("source", "sources"),
    ("page", ""),
];

/// A document: its facts as TOML, and its text in two languages.
#[derive(Clone)]
struct Thing {
    kind: usize,
    id: String,
    facts: BTreeMap<&'static str, String>,
    body: Vec<String>,
    translations: BTreeMap<&'static str, (String, Vec<String>)>,
    /// Chapters by their names, for a document in a folder of its own.
    chapters: BTreeMap<String, String>,
}

#[derive(Clone)]
struct Figure {
    id: String,
    head: BTreeMap<&'static str, String>,
    observations: Vec<BTreeMap<&'static str, String>>,
    data: Option<Vec<[String; 2]>>,
}

#[derive(Clone)]
struct World {
    things: Vec<Thing>,
    figures: Vec<Figure>,
    /// Rows of a table: id, a second column that means one of two fields, and where it is.
    rows: Vec<[String; 3]>,
    column: &'static str,
    defaults: &'static str,
    /// Whatever is written as it is.
    plain: Files,
}

impl World {
    fn of(dice: &mut Dice) -> World {
        let mut world =
            World { things: Vec::new(), figures: Vec::new(), rows: Vec::new(), column: "summary", defaults: "active", plain: Files::new() };
        world.plain.insert("sare.toml".into(), SETTINGS.into());
        world.plain.insert(
            "content/media/picture.svg".into(),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 2\"><path d=\"M0 0h3v2z\"/></svg>".into(),
        );
        for kind in 0..KINDS.len() {
            for _ in 0..2 {
                world.add(kind, dice);
            }
        }
        for number in 0..3 {
            let head = BTreeMap::from([("title", format!("\"Figure {number}\"")), ("unit", "\"members\"".into())]);
            let mut figure = Figure { id: format!("figure-{number}"), head, observations: Vec::new(), data: None };
            figure.observations.push(world.observation(dice));
            world.figures.push(figure);
        }
        for number in 0..3 {
            world.rows.push([format!("row-{number}"), dice.word().into(), String::new()]);
        }
        world.things.iter_mut().for_each(|thing| thing.body = vec!["## Part\n\nBegun.".into()]);
        world.compute(dice);
        world.derive(dice);
        world
    }

    fn add(&mut self, kind: usize, dice: &mut Dice) {
        // Few ids, so that things of several kinds share one and one returns that was removed.
        let id = format!("{}-{}", dice.one(&["one", "two", "three"]), dice.one(&["a", "b", KINDS[kind].0, KINDS[kind].0]));
        if self.things.iter().any(|thing| (thing.kind, &thing.id) == (kind, &id)) {
            return;
        }
        let facts = BTreeMap::from([("title", format!("\"{} {}\"", dice.word(), dice.word()))]);
        let body = vec!["## Part\n\nNew.".into()];
        self.things.push(Thing { kind, id, facts, body, translations: BTreeMap::new(), chapters: BTreeMap::new() });
    }

    fn name(&self, kind: usize, dice: &mut Dice) -> String {
        let known: Vec<&Thing> = self.things.iter().filter(|thing| thing.kind == kind).collect();
        match known.is_empty() {
            true => "nobody".into(),
            false => format!("{}/{}", KINDS[kind].0, dice.one(&known).id),
        }
    }

    fn any_name(&self, dice: &mut Dice) -> String {
        let thing = dice.one(&self.things);
        // Sometimes without the kind, as people write: it may be ambiguous now or later.
        if dice.roll(3) == 0 { thing.id.clone() } else { format!("{}/{}", KINDS[thing.kind].0, thing.id) }
    }

    fn observation(&self, dice: &mut Dice) -> BTreeMap<&'static str, String> {
        let mut seen = BTreeMap::from([("value", (dice.roll(200)).to_string()), ("period", (2015 + dice.roll(10)).to_string())]);
        let extra = match dice.roll(7) {
            0 => ("source", format!("\"{}\"", self.name(5, dice))),
            1 => ("about", format!("\"{}\"", self.any_name(dice))),
            2 => ("doubt", "\"Is it?\"".into()),
            3 => ("id", format!("\"{}\"", dice.word().to_lowercase())),
            4 => ("qualifier", format!("\"{}\"", dice.one(&["about", "more-than", "exact"]))),
            5 => ("category", format!("\"{}\"", dice.word())),
            _ => ("value", "\"not-reported\"".into()),
        };
        seen.insert(extra.0, extra.1);
        seen
    }

    /// A block of text of any sort.
    fn block(&self, dice: &mut Dice) -> String {
        let name = self.any_name(dice);
        let figure = dice.one(&["figure-0", "figure-1", "figure-2", "figure-listed", "figure-derived"]).to_owned();
        match dice.roll(16) {
            0 | 1 => format!("{} [[{name}]] {}.", dice.word(), dice.word()),
            2 => format!("- [[{name}|*these* words]]\n- [[{}]]", self.any_name(dice)),
            3 => format!("| a |\n| - |\n| [[{name}]] |"),
            4 => format!("It was [[{figure}]], says [[{}]].", self.name(5, dice)),
            5 => format!("![[{figure}]]"),
            6 => format!("![[{name}#part]]"),
            7 => format!("![[{name}]]"),
            8 => "![A picture](picture.svg)".into(),
            9 => format!("A note.[^n]\n\n[^n]: On [[{name}]]."),
            10 => format!("```cards\nof = [\"organisation\", \"hub\"]\nwhere = {{ located_in = \"{}\" }}\n```", self.name(3, dice)),
            11 => format!(
                "```table\nof = \"{}\"\nfields = [\"title\", \"from\"]\nsort = \"-from\"\nlimit = {}\n```",
                dice.one(&["hub", "place"]),
                1 + dice.roll(3)
            ),
            12 => format!("```{}\nof = \"{}\"\n```", dice.one(&["tree", "cards", "timeline"]), dice.one(&["place", "topic"])),
            13 => format!(
                "```landscape\nof = [\"organisation\", \"hub\"]\ngroup_by = [\"{}\", \"{}\"]\nfeatured = {{ located_in = {{ exists = true }} }}\n```",
                dice.one(&["status", "member_of.status"]),
                dice.one(&["located_in", "member_of"])
            ),
            14 => format!("```landscape\nof = \"organisation\"\ngroup_by = \"{}\"\n```", dice.one(&["status", "located_in", "member_of"])),
            _ => format!("```cards\nof = \"organisation\"\ngroup_by = \"{}\"\n```", dice.one(&["status", "located_in", "member_of"])),
        }
    }

    /// Makes one edit and says which.
    fn edit(&mut self, dice: &mut Dice) -> &'static str {
        let at = dice.roll(self.things.len());
        match dice.roll(26) {
            0..=3 => {
                let block = self.block(dice);
                let body = &mut self.things[at].body;
                match dice.roll(4) {
                    0 if body.len() > 1 => drop(body.pop()),
                    1 if body.len() > 1 => body[1] = block,
                    _ => body.push(block),
                }
                "a text"
            }
            4 => {
                self.things[at].facts.insert("title", format!("\"{} {}\"", dice.word(), dice.word()));
                "a title"
            }
            5 => {
                self.things[at].facts.insert("summary", format!("\"{}\"", dice.word()));
                "a summary"
            }
            6..=9 => self.relate(at, dice),
            10 => {
                self.add(dice.roll(KINDS.len()), dice);
                "a new thing"
            }
            11 => {
                if self.things.len() > 8 {
                    self.things.remove(at);
                }
                "a removal"
            }
            12 | 24 | 25 => {
                // As often as not, what is a draft is published again.
                let draft = self.things.iter().position(|thing| thing.facts.contains_key("draft")).filter(|_| dice.roll(2) == 0);
                let facts = &mut self.things[draft.unwrap_or(at)].facts;
                if facts.remove("draft").is_none() {
                    facts.insert("draft", "true".into());
                }
                "a draft"
            }
            13 => self.translate(at, dice),
            14 => self.measure(dice),
            15 => match dice.roll(3) {
                0 => self.compute(dice),
                1 => self.derive(dice),
                _ => self.measure(dice),
            },
            16 => self.tabulate(dice),
            17 => self.move_picture(dice),
            18 => {
                let label = format!("label = \"{}\"\n", dice.word());
                self.plain.insert(format!("kinds/{}.toml", dice.one(&["hub", "topic"])), label);
                "a kind"
            }
            19 => {
                let key = *dice.one(&["aliases", "former_ids", "redirect_from"]);
                let value = if key == "redirect_from" { format!("/old/{}/", dice.roll(3)) } else { format!("former-{}", dice.roll(3)) };
                self.things[at].facts.insert(key, format!("[\"{value}\"]"));
                "a former name"
            }
            20 => {
                let menu = format!("\n[[navigation]]\nto = \"{}\"\n", self.any_name(dice));
                self.plain.insert("sare.toml".into(), format!("{SETTINGS}{menu}"));
                "the menu"
            }
            21 => self.divide(at, dice),
            22 => {
                let page = if dice.roll(2) == 0 {
                    "+++\ntitle = \"Home\"\n+++\n```tree\nof = \"place\"\n```\n"
                } else {
                    "+++\ntitle = \"First\"\n+++\n"
                };
                self.plain.insert("content/index.md".into(), page.into());
                "the home page"
            }
            _ => {
                self.things[at].facts.insert("from", (2000 + dice.roll(20)).to_string());
                "a date"
            }
        }
    }

    fn relate(&mut self, at: usize, dice: &mut Dice) -> &'static str {
        let relation = |name: String, dice: &mut Dice, source: String| match dice.roll(3) {
            0 => format!("\"{name}\""),
            1 => format!("[{{ id = \"{name}\", from = {}, note = \"{}\" }}]", 2000 + dice.roll(20), dice.word()),
            _ => format!("[{{ id = \"{name}\", source = \"{source}\" }}]"),
        };
        let source = self.name(5, dice);
        let (field, value) = match KINDS[self.things[at].kind].0 {
            "organisation" if dice.roll(2) == 0 => ("located_in", relation(self.name(3, dice), dice, source)),
            "organisation" => ("member_of", relation(self.name(1, dice), dice, source)),
            "hub" if dice.roll(2) == 0 => ("coordinator", format!("\"{}\"", self.name(0, dice))),
            "hub" => ("members", relation(self.name(0, dice), dice, source)),
            "project" => ("partners", relation(self.name(0, dice), dice, source)),
            "place" => ("parent", format!("\"{}\"", self.name(3, dice))),
            "topic" => ("parent", format!("\"{}\"", self.name(4, dice))),
            _ => ("status", "\"active\"".into()),
        };
        let facts = &mut self.things[at].facts;
        match facts.contains_key(field) && dice.roll(4) == 0 {
            true => drop(facts.remove(field)),
            false => drop(facts.insert(field, value)),
        }
        "a relation"
    }

    fn translate(&mut self, at: usize, dice: &mut Dice) -> &'static str {
        let text = (dice.word().to_owned(), vec!["## Part\n\nTranslated.".to_owned(), self.block(dice)]);
        let translations = &mut self.things[at].translations;
        match dice.roll(4) {
            0 => translations.clear(),
            // The same text under another language is another translation.
            1 => {
                if let Some(moved) = translations.remove("es") {
                    translations.insert("eu", moved);
                }
            }
            _ => drop(translations.insert(*dice.one(&["es", "eu"]), text)),
        }
        "a translation"
    }

    fn measure(&mut self, dice: &mut Dice) -> &'static str {
        let seen = self.observation(dice);
        let about = self.any_name(dice);
        let number = dice.roll(self.figures.len());
        let figure = &mut self.figures[number];
        match dice.roll(6) {
            0 => figure.observations.push(seen),
            1 => figure.observations = vec![seen],
            2 => drop(figure.head.insert("about", format!("\"{about}\""))),
            3 => drop(figure.head.insert("counts", format!("{{ of = \"{}\" }}", dice.one(&["organisation", "hub"])))),
            4 => figure.data = Some(vec![["2020".into(), dice.roll(90).to_string()], ["2021".into(), dice.roll(90).to_string()]]),
            _ => drop(figure.head.insert("unit", format!("\"{}\"", dice.one(&["percent", "people", "EUR", "nodes"])))),
        }
        "a figure"
    }

    /// Writes a figure that is computed from things of which any edit may add or remove one.
    fn compute(&mut self, dice: &mut Dice) -> &'static str {
        let of = dice.one(&["organisation", "hub", "place"]);
        let rest = match dice.roll(5) {
            0 => "group_by = \"status\"".to_owned(),
            1 => "group_by = \"from\"\ntake = \"share\"".to_owned(),
            2 => format!("where = {{ located_in = \"{}\" }}", self.name(3, dice)),
            3 => "take = \"share\"\nwhere = { from = { exists = true } }".to_owned(),
            _ => "group_by = \"located_in\"".to_owned(),
        };
        let of = if rest.contains("located_in") { "organisation" } else { of };
        let text = format!("title = \"Listed\"\nunit = \"things\"\n\n[compute]\nof = \"{of}\"\n{rest}\n");
        self.plain.insert("content/figures/figure-listed.toml".into(), text);
        "a computation"
    }

    /// Writes a figure that is derived from others, perhaps from the computed one, and perhaps states a value besides.
    fn derive(&mut self, dice: &mut Dice) -> &'static str {
        let (a, b) = (dice.one(&["figure-0", "figure-1"]), dice.one(&["figure-1", "figure-2", "figure-listed"]));
        let stated = match dice.roll(3) {
            0 => format!("\n[[observations]]\nvalue = {}\nperiod = {}\n", dice.roll(9000), 2015 + dice.roll(10)),
            _ => String::new(),
        };
        let head = format!("title = \"Derived\"\nunit = \"products\"\nderived = \"a * b + {}\"\n", dice.roll(3));
        let text = format!("{head}terms = {{ a = \"{a}\", b = \"{b}\" }}\n{stated}");
        self.plain.insert("content/figures/figure-derived.toml".into(), text);
        "a formula"
    }

    fn tabulate(&mut self, dice: &mut Dice) -> &'static str {
        let place = self.name(3, dice);
        let at = dice.roll(self.rows.len());
        match dice.roll(6) {
            0 => self.rows[at][1] = dice.word().into(),
            1 => self.rows[at][2] = place,
            2 if self.rows.len() > 1 => drop(self.rows.remove(at)),
            3 => self.column = *dice.one(&["summary", "acronym", "-"]),
            4 => self.defaults = *dice.one(&["active", "planned"]),
            _ => self.rows.push([format!("row-{}", 3 + dice.roll(20)), dice.word().into(), String::new()]),
        }
        let mut seen = BTreeSet::new();
        self.rows.retain(|row| seen.insert(row[0].clone()));
        "a table"
    }

    fn move_picture(&mut self, dice: &mut Dice) -> &'static str {
        let beside = format!("content/{}/picture.svg", dice.one(&["organisations", "hubs", "projects"]));
        if self.plain.remove(&beside).is_none() {
            self.plain.insert(beside, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 1\"><path d=\"M0 0h4v1z\"/></svg>".into());
        }
        let at = dice.roll(self.things.len());
        if KINDS[self.things[at].kind].0 == "organisation" {
            self.things[at].facts.insert(*dice.one(&["image", "logo"]), "\"picture.svg\"".into());
        }
        "a picture"
    }

    fn divide(&mut self, at: usize, dice: &mut Dice) -> &'static str {
        let block = self.block(dice);
        let chapters = &mut self.things[at].chapters;
        let name = format!("{}-{}", dice.roll(3), dice.one(&["first", "last"]));
        match dice.roll(4) {
            0 => chapters.clear(),
            1 => {
                if let Some((_, text)) = chapters.pop_first() {
                    chapters.insert(name, text);
                }
            }
            _ => drop(chapters.insert(name, format!("+++\ntitle = \"{}\"\n+++\n{block}\n", dice.word()))),
        }
        "a chapter"
    }

    fn files(&self) -> Files {
        let mut files = self.plain.clone();
        for thing in &self.things {
            let folder = KINDS[thing.kind].1;
            let path = if folder.is_empty() { format!("content/{}", thing.id) } else { format!("content/{folder}/{}", thing.id) };
            // What lies in content/ itself cannot have a folder of its own.
            let has_chapters = !thing.chapters.is_empty() && !folder.is_empty();
            let own = if has_chapters { format!("{path}/index") } else { path.clone() };
            files.insert(format!("{own}.md"), format!("+++\n{}+++\n{}\n", toml(&thing.facts), thing.body.join("\n\n")));
            for (language, (title, body)) in &thing.translations {
                files.insert(format!("{own}.{language}.md"), format!("+++\ntitle = \"{title}\"\n+++\n{}\n", body.join("\n\n")));
            }
            for (name, text) in thing.chapters.iter().filter(|_| has_chapters) {
                files.insert(format!("{path}/{name}.md"), text.clone());
            }
        }
        for figure in &self.figures {
            let mut text = toml(&figure.head);
            if let Some(rows) = &figure.data {
                let _ = writeln!(text, "data = \"{}.csv\"", figure.id);
                let rows = rows.iter().fold(String::from("period,value\n"), |out, [period, value]| out + period + "," + value + "\n");
                files.insert(format!("content/figures/{}.csv", figure.id), rows);
            }
            for seen in &figure.observations {
                let _ = write!(text, "\n[[observations]]\n{}", toml(seen));
            }
            files.insert(format!("content/figures/{}.toml", figure.id), text);
        }
        let rows = self.rows.iter().map(|[id, words, place]| format!("{id},{words} {id},{words},{place}\n"));
        files.insert("content/organisations/rows.csv".into(), format!("id,title,words,located_in\n{}", rows.collect::<String>()));
        let mapping = format!("[columns]\nwords = \"{}\"\n\n[defaults]\nstatus = \"{}\"\n", self.column, self.defaults);
        files.insert("content/organisations/rows.toml".into(), mapping);
        files
    }
}

/// Without cards, which take a program that is not optimised long to draw; `tests/brand.rs` sees when they are drawn anew.
const SETTINGS: &str = "title = \"Net\"\nbase_url = \"https://example.org/net\"\nlanguages = [\"en\", \"es\", \"eu\"]\nsources = \"optional\"\n\n[sharing]\ncards = \"none\"\n";

fn toml(facts: &BTreeMap<&'static str, String>) -> String {
    facts.iter().fold(String::new(), |out, (key, value)| out + key + " = " + value + "\n")
}
