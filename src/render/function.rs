//! The functions that templates may call: each asks through the window of the page that is being rendered.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::ask::Window;
use super::field;
use super::strings::Arg;
use crate::diag::{Code, FileId, Report, Span};
use crate::registry::query;
use crate::routes::Address;
use crate::syntax::toml::{self, Keys, Origin};

thread_local! {
    /// The window of the page that this thread renders. The template engine offers no place for it: a function gets only values.
    static WINDOW: RefCell<Option<Rc<Window>>> = const { RefCell::new(None) };
}

/// Renders with `window` as the one that functions ask through.
pub fn looking_through<T>(window: &Rc<Window>, render: impl FnOnce() -> T) -> T {
    let before = WINDOW.with(|current| current.replace(Some(window.clone())));
    let rendered = render();
    WINDOW.with(|current| current.replace(before));
    rendered
}

fn window() -> TeraResult<Rc<Window>> {
    WINDOW.with(|current| current.borrow().clone()).ok_or_else(|| Error::message("functions can only be called while a page is rendered"))
}

/// Makes the functions known to the template engine.
pub fn register(tera: &mut Tera) {
    tera.register_function("t", translate);
    tera.register_function("asset", asset);
    tera.register_function("needs", needs);
    tera.register_function("needed", |_: Kwargs, _: &State<'_>| Value::safe_string(NEEDED));
    tera.register_function("url", url);
    tera.register_function("lang", lang);
    tera.register_function("query", things);
}

/// `t(key="list-count", count=3)`: an interface string in the page's language.
fn translate(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let window = window()?;
    let key = kwargs.must_get::<&str>("key")?;
    if let Some(words) = window.formats().strings().plain(key) {
        return Ok(words.clone());
    }
    let mut texts: Vec<(String, Value)> = Vec::new();
    for (name, value) in kwargs.iter().filter(|(name, _)| name.as_str() != Some("key")) {
        texts.push((name.as_str().unwrap_or_default().to_owned(), value.clone()));
    }
    let args: Vec<(&str, Arg<'_>)> = texts
        .iter()
        .map(|(name, value)| {
            let arg = match (value.as_i64(), value.as_f64(), value.as_str()) {
                (Some(number), ..) => Arg::Integer(number),
                (None, Some(number), _) => Arg::Number(number),
                (None, None, text) => Arg::Text(text.unwrap_or_default()),
            };
            (name.as_str(), arg)
        })
        .collect();
    let found = window.formats().strings().find(key, &args);
    found.map(Value::from).ok_or_else(|| Error::message(format!("there is no string `{key}` in the theme's strings")))
}

/// `asset(path="eko.css")`: the address of a file in the theme's `assets/`.
fn asset(kwargs: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let window = window()?;
    let name = kwargs.must_get::<&str>("path")?;
    published(&window, name)?;
    let path = window.theme().asset(name).map_or("", |asset| &*asset.path);
    Ok(format!("{}/{path}", window.settings().base_url.path))
}

/// What stands in the head of a page until it is known which sheets and scripts its parts need.
pub const NEEDED: &str = "<!--needed-->";

/// `needs(asset="maps.css")`: the page gets this sheet or script of the theme too, once.
fn needs(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let window = window()?;
    let name = kwargs.must_get::<&str>("asset")?;
    window.need(published(&window, name)?);
    Ok(Value::safe_string(""))
}

/// An asset of the theme by its name.
fn published<'w>(window: &'w Window, name: &'w str) -> TeraResult<&'w str> {
    if window.theme().asset(name).is_some() {
        return Ok(name);
    }
    let near = window.theme().nearest_asset(name).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Error::message(format!("the theme has no asset `{name}`{near}")))
}

/// `lang(tag=entity.lang)`: the attributes `lang` and, where the direction is another one than the page's, `dir`; nothing for no tag.
fn lang(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let window = window()?;
    let tag = kwargs.get::<&str>("tag")?.unwrap_or_default();
    let language = window.settings().languages.find(tag);
    Ok(Value::safe_string(&language.map(|language| window.lang_attributes(language)).unwrap_or_default()))
}

/// `url(to="/about/")`: an address inside the site, in the page's language.
fn url(kwargs: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let window = window()?;
    let to = kwargs.must_get::<&str>("to")?;
    let Some(address) = Address::parse(to) else {
        return Err(Error::message(format!("`{to}` is no address of this site: it should start with a slash")));
    };
    Ok(format!("{}{}", window.prefix(), address))
}

/// `query(of="hub", where={…}, sort="title", limit=5)`: cards; with `fields` these say besides, under that name, what they say in those.
fn things(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let window = window()?;
    let mut asked: serde_json::Value = kwargs.deserialize()?;
    let fields = asked.as_object_mut().and_then(|asked| asked.remove("fields"));
    let fields: Vec<&str> = fields.iter().filter_map(|fields| fields.as_array()).flatten().filter_map(|name| name.as_str()).collect();
    // A query from a template is read as the same query in a text would be.
    let written = ::toml::to_string(&asked).map_err(|error| Error::message(format!("this query cannot be read: {error}")))?;
    let mut report = Report::default();
    let table = toml::parse(&written, &Origin::at(FileId(0), 0), Code::BrokenView, &mut report);
    let mut keys = Keys::of(&table, "a query");
    let query = query::read(&mut keys, Span::start_of(FileId(0)), &window.ground(), &mut report);
    keys.finish(&mut report);
    if let Some(fault) = report.sorted().first() {
        let help = fault.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        return Err(Error::message(format!("{}{help}", fault.message)));
    }
    let groups = query.map(|query| window.query(&query)).unwrap_or_default();
    let cards = groups.iter().flat_map(|group| &group.entities).map(|id| {
        let card = &window.card(*id).value;
        if fields.is_empty() {
            return card.clone();
        }
        let said: BTreeMap<&str, Vec<String>> = fields.iter().map(|name| (*name, field::words(&window, *id, name))).collect();
        let mut card = card.as_map().cloned().unwrap_or_default();
        card.insert("fields".into(), Value::from_serializable(&said));
        Value::from(card)
    });
    Ok(Value::from(cards.collect::<Vec<Value>>()))
}
