//! The pages of a build with what each of them asked, so that a later build, in this process or another, prints only those whose answers
//! have changed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::ask::{Asked, Question, Window};
use super::{Press, Rendered};
use crate::registry::language::LanguageId;
use crate::routes::Output;

/// The pages of a build, and what they asked.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// What besides the answers decides a page's bytes.
    theme: u64,
    /// Everything that was said outside of texts.
    facts: u64,
    /// The tags of the site's languages, in which questions are asked.
    languages: Vec<Box<str>>,
    questions: Vec<(u16, Question)>,
    /// The fingerprints of the answers, in the order of the questions.
    answers: Vec<u64>,
    /// How many of the questions were added to those of an earlier build.
    added: u32,
    pages: BTreeMap<Box<str>, Page>,
}

/// What everything rests on but for the texts: as long as it is the same, only texts were rewritten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// The program, which may print otherwise than an earlier one, and the day.
    pub maker: u64,
    /// Everything that is said outside of texts, and how the site is asked to be read.
    pub facts: u64,
}

/// A page without fault.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Page {
    /// What it is, in terms that outlive a build.
    what: Box<str>,
    /// The hash of its bytes.
    hash: u128,
    /// Places in [`Kept::questions`].
    asked: Vec<u32>,
}

/// Why a page is printed anew, or why it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Everything that it asked has the answer that it had; that many questions.
    Same(usize),
    /// No page without fault is remembered at its address.
    Unknown,
    /// It was another page: what it was.
    Other(Box<str>),
    /// Templates, words or assets.
    Theme,
    /// This question has another answer.
    Answer(Question),
    /// Its file is not as it was left, or gone.
    File,
    /// The site has no such page.
    Nothing,
}

/// What is kept, held against what is asked now.
pub struct Recall<'a> {
    kept: &'a Kept,
    is_same_theme: bool,
    /// Which questions still have the answer that they had.
    holds: Vec<bool>,
}

impl Kept {
    /// Reads what [`Kept::write`] has written; nothing where that cannot be read.
    pub fn read(bytes: &[u8]) -> Option<Kept> {
        let kept: Kept = postcard::from_bytes(bytes).ok()?;
        let is_whole = kept.answers.len() == kept.questions.len()
            && kept.pages.values().flat_map(|page| &page.asked).all(|at| (*at as usize) < kept.questions.len())
            && kept.questions.iter().all(|(language, _)| (*language as usize) < kept.languages.len());
        is_whole.then_some(kept)
    }

    /// All of it as bytes, for the disk.
    pub fn write(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// Asks every question again whose answer may be another: as long as all facts are the same, those about texts.
    pub fn recall(&self, press: &Press, ground: Ground) -> Recall<'_> {
        let languages: Vec<Option<LanguageId>> = self.languages.iter().map(|tag| press.site.settings.languages.find(tag)).collect();
        let is_same_theme = self.theme == press.theme.stamp ^ ground.maker;
        let are_same_facts = self.facts == ground.facts;
        let holds = |((language, question), answer): (&(u16, Question), &u64)| {
            let is_same = |language| press.fingerprint(question, language) == *answer;
            are_same_facts && !question.is_about_texts() || languages[*language as usize].is_some_and(is_same)
        };
        // Where the theme is another, no page is kept, and no answer of use.
        let holds = if is_same_theme { self.questions.par_iter().zip(&self.answers).map(holds).collect() } else { Vec::new() };
        Recall { kept: self, is_same_theme, holds }
    }
}

impl Recall<'_> {
    /// Which questions still have the answer that they had; empty where the theme is another.
    pub fn into_holds(self) -> Vec<bool> {
        self.holds
    }

    /// Would the page be the same? With the hash of its bytes, where it would.
    pub fn page(&self, path: &str, what: &str) -> Result<(u128, Reason), Reason> {
        let page = self.kept.pages.get(path).ok_or(Reason::Unknown)?;
        if *page.what != *what {
            return Err(Reason::Other(page.what.clone()));
        }
        if !self.is_same_theme {
            return Err(Reason::Theme);
        }
        match page.asked.iter().find(|at| !self.holds[**at as usize]) {
            Some(at) => Err(Reason::Answer(self.kept.questions[*at as usize].1.clone())),
            None => Ok((page.hash, Reason::Same(page.asked.len()))),
        }
    }
}

/// What the pages of this build ask, gathered while they are printed.
#[derive(Default)]
pub struct Log {
    printed: Mutex<Vec<Printed>>,
    taken_over: Mutex<Vec<Box<str>>>,
}

struct Printed {
    path: Box<str>,
    what: Box<str>,
    hash: u128,
    language: LanguageId,
    asked: Vec<Asked>,
    asked_settings: bool,
}

impl Log {
    /// Notes a page that was printed; one with a fault is not fresh, and will be printed again.
    pub fn note(&self, output: &Output, what: String, rendered: &Rendered, hash: u128) {
        if rendered.report.iter().next().is_some() {
            return;
        }
        let (asked, asked_settings) = rendered.window.logged();
        let printed =
            Printed { path: output.path.clone(), what: what.into(), hash, language: rendered.window.language, asked, asked_settings };
        self.printed.lock().unwrap_or_else(PoisonError::into_inner).push(printed);
    }

    /// Notes a page that was not printed again.
    pub fn take_over(&self, path: &str) {
        self.taken_over.lock().unwrap_or_else(PoisonError::into_inner).push(path.into());
    }

    /// What the next build should know; `None` where that is what is known from `before`, of which `holds` tells which answers still hold.
    pub fn into_kept(self, press: &Press, ground: Ground, (before, holds): (Kept, &[bool])) -> Option<Kept> {
        let printed = self.printed.into_inner().unwrap_or_else(PoisonError::into_inner);
        let taken_over = self.taken_over.into_inner().unwrap_or_else(PoisonError::into_inner);
        let is_same = printed.is_empty() && taken_over.len() == before.pages.len() && before.facts == ground.facts;
        if is_same && !before.pages.is_empty() {
            return None;
        }
        // Where few pages were printed, their questions are put behind those that are known, until too many of these are nobody's any more.
        let are_few = printed.len() * 8 <= taken_over.len() && before.added as usize * 2 <= before.questions.len();
        let languages: Vec<Box<str>> = press.site.settings.languages.all().map(|(_, language)| language.tag.clone()).collect();
        let is_known = holds.len() == before.questions.len() && before.languages == languages;
        Some(match is_known && are_few {
            true => before.continued(printed, &taken_over, holds, (press, ground)),
            false => Kept::anew(printed, taken_over, &before, (press, ground)),
        })
    }
}

impl Kept {
    /// What was known, with the pages that were printed since in the place of those that they were before.
    fn continued(mut self, printed: Vec<Printed>, taken_over: &[Box<str>], holds: &[bool], (press, ground): (&Press, Ground)) -> Kept {
        self.facts = ground.facts;
        for at in (0..holds.len()).filter(|at| !holds[*at]) {
            let (language, question) = &self.questions[at];
            self.answers[at] = press.fingerprint(question, LanguageId(*language as u8));
        }
        let lasting: HashSet<&str> = taken_over.iter().map(|path| &**path).collect();
        self.pages.retain(|path, _| lasting.contains(&**path));
        let mut places: HashMap<(u16, Question), u32> = HashMap::new();
        for Printed { path, what, hash, language, asked, asked_settings } in printed {
            let questions =
                asked.into_iter().map(|asked| Window::question(press, asked)).chain(asked_settings.then_some(Question::Settings));
            let asked = questions.map(|question| {
                *places.entry((u16::from(language.0), question)).or_insert_with_key(|(language_place, question)| {
                    self.questions.push((*language_place, question.clone()));
                    self.answers.push(press.fingerprint(question, language));
                    self.added += 1;
                    self.questions.len() as u32 - 1
                })
            });
            let page = Page { what, hash, asked: asked.collect() };
            self.pages.insert(path, page);
        }
        self
    }

    /// What is known from this build, every question once.
    fn anew(printed: Vec<Printed>, taken_over: Vec<Box<str>>, before: &Kept, (press, ground): (&Press, Ground)) -> Kept {
        let languages = press.site.settings.languages.all().map(|(_, language)| language.tag.clone()).collect();
        let mut index = Index::default();
        let mut pages = BTreeMap::new();
        for path in taken_over {
            let Some(page) = before.pages.get(&path) else { continue };
            let asked = page.asked.iter().map(|at| index.of_before(*at, before, press)).collect();
            pages.insert(path, Page { asked, ..page.clone() });
        }
        for Printed { path, what, hash, language, asked, asked_settings } in printed {
            let settings = asked_settings.then(|| index.of_settings(language));
            let asked = asked.into_iter().map(|asked| index.of_asked(language, asked, press)).chain(settings).collect();
            pages.insert(path, Page { what, hash, asked });
        }
        let answer = |(language, question): &(u16, Question)| press.fingerprint(question, LanguageId(*language as u8));
        let answers = index.questions.par_iter().map(answer).collect();
        Kept {
            theme: press.theme.stamp ^ ground.maker,
            facts: ground.facts,
            languages,
            questions: index.questions,
            answers,
            added: 0,
            pages,
        }
    }
}

/// All questions, each once.
#[derive(Default)]
struct Index {
    questions: Vec<(u16, Question)>,
    /// Those of pages that were taken over.
    by_question: HashMap<(u16, Question), u32>,
    /// Those of this build's pages, by language.
    by_asked: Vec<HashMap<Asked, u32>>,
    /// The one about the settings, by language.
    settings: Vec<Option<u32>>,
    /// By their places before.
    by_before: HashMap<u32, u32>,
}

impl Index {
    fn of_question(&mut self, language: LanguageId, question: Question) -> u32 {
        let key = (u16::from(language.0), question);
        if let Some(at) = self.by_question.get(&key) {
            return *at;
        }
        let at = self.questions.len() as u32;
        self.questions.push(key.clone());
        self.by_question.insert(key, at);
        at
    }

    fn of_asked(&mut self, language: LanguageId, asked: Asked, press: &Press) -> u32 {
        let place = usize::from(language.0);
        if self.by_asked.len() <= place {
            self.by_asked.resize_with(place + 1, HashMap::new);
        }
        if let Some(at) = self.by_asked[place].get(&asked) {
            return *at;
        }
        let question = Window::question(press, asked.clone());
        // Where no page was taken over, as in a build from nothing, this question is surely new.
        let at = if self.by_before.is_empty() { self.push(language, question) } else { self.of_question(language, question) };
        self.by_asked[place].insert(asked, at);
        at
    }

    fn of_settings(&mut self, language: LanguageId) -> u32 {
        let place = usize::from(language.0);
        if self.settings.len() <= place {
            self.settings.resize(place + 1, None);
        }
        let at = self.settings[place].unwrap_or_else(|| self.of_question(language, Question::Settings));
        self.settings[place] = Some(at);
        at
    }

    fn push(&mut self, language: LanguageId, question: Question) -> u32 {
        self.questions.push((u16::from(language.0), question));
        self.questions.len() as u32 - 1
    }

    fn of_before(&mut self, at: u32, before: &Kept, press: &Press) -> u32 {
        if let Some(at) = self.by_before.get(&at) {
            return *at;
        }
        let (language, question) = &before.questions[at as usize];
        // The page holds, so that its language is still one of the site's.
        let language = press.site.settings.languages.find(&before.languages[*language as usize]).unwrap_or(LanguageId(0));
        let now = self.of_question(language, question.clone());
        self.by_before.insert(at, now);
        now
    }
}

impl Reason {
    /// The reason in an editor's words, after "it was printed anew: " or "it was kept: ".
    pub fn words(&self) -> String {
        match self {
            Reason::Same(count) => format!("all {count} answers that it is made from are the same"),
            Reason::Unknown => "no page without fault is remembered at its address".into(),
            Reason::Other(what) => format!("it was another page: {what}"),
            Reason::Theme => "the theme has changed, or what Sare remembers of it was made by another version".into(),
            Reason::Answer(question) => format!("{} changed", question.words()),
            Reason::File => "its file is not as it was left".into(),
            Reason::Nothing => "the site has no such page".into(),
        }
    }
}

impl Question {
    /// What is asked, in an editor's words.
    fn words(&self) -> String {
        match self {
            Question::Settings => "sare.toml, the kinds or the menu".into(),
            Question::Thing(name) => format!("what `{name}` says"),
            Question::Facts(name) => format!("the facts of `{name}`"),
            Question::Card(name) => format!("the title, summary or status of `{name}`"),
            Question::Outbound(name) => format!("what `{name}` is linked with"),
            Question::Inbound(name) => format!("what is linked with `{name}`"),
            Question::Ends(name, field) => format!("`{field}` of `{name}`"),
            Question::MentionedBy(name) => format!("what mentions `{name}`"),
            Question::Target(_, written, place) if place.is_empty() => format!("what `{written}` leads to"),
            Question::Target(_, written, place) => format!("what `{written}` in {place} leads to"),
            Question::OfKind(kind) => format!("the things of kind `{kind}`, or their order,"),
            Question::Count(kind) => format!("how many things of kind `{kind}` there are"),
            Question::Query(written) => format!("the answer to the query `{}`", written.trim().replace('\n', "; ")),
            Question::Figure(name) => format!("the observations of `{name}`"),
            Question::Counted(written) => format!("the answer to the chart's question `{}`", written.trim().replace('\n', "; ")),
            Question::BaseMap(name) => format!("the base map `{name}`"),
            Question::Marks(name, _) => format!("where `{name}` is"),
            Question::Age(name) => format!("until when `{name}` is valid"),
        }
    }
}
