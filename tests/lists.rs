//! Lists in a browser: narrowed down, sorted and compared, with the choice in the address; and without a script as they are.

#[path = "support/browser.rs"]
#[expect(dead_code, reason = "it serves other tests as well")]
mod browser;
#[path = "support/preview.rs"]
#[expect(dead_code, reason = "it serves other tests as well")]
mod preview;

use browser::{Browser, Held, Tab};
use preview::Preview;
use serde_json::{Value, json};

/// What is seen of a list: the names of the rows, in their order.
const SHOWN: &str = "[...document.querySelectorAll('.list tbody tr:not(.group-row)')].filter((row) => row.checkVisibility())\
                     .map((row) => row.querySelector('.list-title').textContent)";

const FOUND: &str = "document.querySelector('.filters-found').textContent";

#[test]
fn a_list_is_narrowed_down_and_its_address_says_so() {
    let Some((browser, preview)) = start() else { return };
    let tab = browser.open(&preview.address("organisations/"));
    let shown = |expected: Value| assert_eq!(tab.evaluate(SHOWN), expected);
    tab.wait_for("!!document.querySelector('.list thead button')");
    // All of one type: that leaves nobody out, so that it is not offered.
    assert_eq!(
        tab.evaluate("[...document.querySelectorAll('.filter')].map((one) => one.querySelector('input').name)"),
        json!(["located_in", "topics"])
    );
    // A province has what lies in its towns.
    choose(&tab, "located_in", "gipuzkoa");
    assert_eq!(tab.evaluate("location.search"), json!("?located_in=gipuzkoa"));
    assert_eq!(tab.evaluate(FOUND), json!("5 of 9 shown"));
    let count = |value: &str| {
        tab.evaluate(&format!("document.querySelector('[value={value}]').closest('label').querySelector('.count').textContent"))
    };
    assert_eq!((count("steel"), count("donostia")), (json!("2"), json!("3")));
    choose(&tab, "topics", "steel");
    shown(json!(["Arku", "Egile"]));
    tab.evaluate("history.back()");
    tab.wait_for(&format!("{FOUND} === '5 of 9 shown'"));
    // Accents do not matter, and every word has to be there.
    tab.navigate(&preview.address("organisations/?q=innovacion"));
    tab.wait_for(&format!("{FOUND} === '1 of 9 shown'"));
    shown(json!(["Bide Innovación"]));
    tab.navigate(&preview.address("organisations/?q=nobody-at-all"));
    tab.wait_for(&format!("{FOUND} === 'Nothing matches all of this.'"));
    tab.click(".filters-clear", Held::Nothing);
    tab.wait_for(&format!("{SHOWN}.length === 9 && location.search === ''"));
    assert_quiet(&tab);
}

#[test]
fn a_list_is_sorted_by_what_its_columns_mean() {
    let Some((browser, preview)) = start() else { return };
    let tab = browser.open(&preview.address("events/?sort=period"));
    tab.wait_for("!!document.querySelector('[aria-sort=ascending]')");
    // By the day and not by the words for it; what has none comes last, in either order.
    let names = (1..=8).map(|number| format!("Fair {number}")).collect::<Vec<_>>();
    let (mut forth, mut back) = (names.clone(), names);
    back.reverse();
    forth.push("Fair without a day".into());
    back.push("Fair without a day".into());
    assert_eq!(tab.evaluate(SHOWN), json!(forth));
    tab.click("[data-column=period] button", Held::Nothing);
    tab.wait_for("!!document.querySelector('[aria-sort=descending]')");
    assert_eq!(tab.evaluate(SHOWN), json!(back));
    assert_eq!(tab.evaluate("location.search"), json!("?sort=period&turn=1"));
    assert_quiet(&tab);
}

#[test]
fn the_parts_of_a_long_list_are_searched_as_one() {
    let Some((browser, preview)) = start() else { return };
    let tab = browser.open(&preview.address("people/"));
    tab.wait_for("!!document.querySelector('.list thead button')");
    assert_eq!(tab.evaluate(&format!("{SHOWN}.length")), json!(500));
    assert_eq!(tab.evaluate("performance.getEntriesByType('resource').filter((one) => one.name.includes('/page/')).length"), json!(0));
    tab.evaluate("document.querySelector('[name=q]').focus()");
    tab.type_text("person 519");
    tab.wait_for(&format!("{FOUND} === '1 of 520 shown'"));
    assert_eq!(tab.evaluate(SHOWN), json!(["Person 519"]));
    tab.click(".filters-clear", Held::Nothing);
    tab.wait_for(&format!("{SHOWN}.length === 500 && !document.querySelector('.list-pages').hidden"));
    assert_quiet(&tab);
}

#[test]
fn things_stand_side_by_side() {
    let Some((browser, preview)) = start() else { return };
    let tab = browser.open(&preview.address("organisations/"));
    tab.wait_for("!!document.querySelector('.list thead button')");
    tab.click(".picks-start", Held::Nothing);
    tab.click(".pick[value='organisations/arku']", Held::Nothing);
    assert_eq!(tab.evaluate("document.querySelector('.picks a').hidden"), json!(true));
    tab.click(".pick[value='organisations/bide']", Held::Nothing);
    tab.click(".picks a", Held::Nothing);
    tab.wait_for("document.querySelectorAll('.comparison thead th').length === 2");
    let cells = |label: &str| {
        tab.evaluate(&format!(
            "[...document.querySelectorAll('.comparison tbody tr')].find((row) => row.cells[0].textContent === '{label}').innerText.split(/\\s*\\t\\s*/).slice(1)"
        ))
    };
    assert_eq!(cells("Website"), json!(["arku.example", "Not told"]));
    tab.click(".comparison-controls input", Held::Nothing);
    assert_eq!(tab.evaluate("[...document.querySelectorAll('.comparison-same')].some((row) => row.checkVisibility())"), json!(false));
    tab.evaluate(
        "(() => { const select = document.querySelector('.comparison-controls select'); select.value = 'organisations/egile'; \
                  select.dispatchEvent(new Event('change')); })()",
    );
    tab.wait_for("document.querySelectorAll('.comparison thead th').length === 3");
    assert!(tab.evaluate("location.search").as_str().is_some_and(|search| search.ends_with("with=organisations%2Fegile")));
    // What leads elsewhere is no thing, and is not asked for.
    tab.navigate(&preview.address("compare/?with=https://example.org/a&with=//example.org/x&with=../x"));
    tab.wait_for("document.querySelector('.comparison-lists').checkVisibility()");
    assert_eq!(tab.evaluate("performance.getEntriesByType('resource').filter((one) => one.name.includes('example.org')).length"), json!(0));
    assert_quiet(&tab);
}

#[test]
fn without_a_script_a_list_is_a_plain_table_in_groups() {
    let Some((browser, preview)) = start() else { return };
    let tab = browser.open(&preview.address("404.html"));
    tab.without_scripts();
    tab.navigate(&preview.address("organisations/"));
    assert_eq!(tab.evaluate(&format!("{SHOWN}.length")), json!(9));
    assert_eq!(tab.evaluate("document.querySelectorAll('thead button').length"), json!(0));
    for idle in [".filters", ".picks"] {
        assert_eq!(tab.evaluate(&format!("document.querySelector('{idle}').checkVisibility()")), json!(false), "{idle}");
    }
}

/// Opens a facet, chooses a value, and closes it.
fn choose(tab: &Tab, facet: &str, value: &str) {
    let summary = format!("details:has(> fieldset [name={facet}]) > summary");
    tab.click(&summary, Held::Nothing);
    tab.click(&format!("[name={facet}][value={value}]"), Held::Nothing);
    tab.press("Escape");
}

fn start() -> Option<(Browser, Preview)> {
    let browser = Browser::start()?;
    Some((browser, Preview::start(&site())))
}

fn assert_quiet(tab: &Tab) {
    let faults = tab.console();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Organisations in the towns of two provinces, events on days of which the words have another order, and a list of two parts.
fn site() -> Vec<(&'static str, String)> {
    let organisations = [
        ("arku", "Arku", "donostia", "steel"),
        ("bide", "Bide Innovación", "donostia", "health"),
        ("denda", "Denda", "donostia", "health"),
        ("egile", "Egile", "eibar", "steel"),
        ("fabrika", "Fabrika", "eibar", "health"),
        ("gailu", "Gailu", "bilbao", "steel"),
        ("haize", "Haize", "bilbao", "steel"),
        ("ibai", "Ibai", "bilbao", "health"),
        ("jauregi", "Jauregi", "bilbao", ""),
    ];
    let mut table = "id,title,type,located_in,topics,website\n".to_owned();
    for (id, title, town, topic) in organisations {
        let website = if id == "arku" { "https://arku.example" } else { "" };
        table += &format!("{id},{title},company,{town},{topic},{website}\n");
    }
    let mut people = "id,title\n".to_owned();
    (1..=520).for_each(|number| people += &format!("p{number},Person {number}\n"));
    let mut events = "id,title,period\n".to_owned();
    let months = [2, 4, 6, 8, 9, 10, 11, 12];
    (1..=8).zip(months).for_each(|(number, month)| events += &format!("e{number},Fair {number},2024-{month:02}-01\n"));
    events += "e9,Fair without a day,\n";
    let place = |title: &str, parent: &str| {
        format!("title = \"{title}\"\n{}", if parent.is_empty() { String::new() } else { format!("parent = \"{parent}\"\n") })
    };
    vec![
        ("sare.toml", "title = \"Net\"\nsources = \"optional\"\nlanguages = [\"en\"]\nbase_url = \"https://example.org/\"\n".into()),
        ("content/organisations/all.csv", table),
        ("content/people/all.csv", people),
        ("content/events/all.csv", events),
        ("content/places/gipuzkoa.toml", place("Gipuzkoa", "")),
        ("content/places/bizkaia.toml", place("Bizkaia", "")),
        ("content/places/donostia.toml", place("Donostia", "gipuzkoa")),
        ("content/places/eibar.toml", place("Eibar", "gipuzkoa")),
        ("content/places/bilbao.toml", place("Bilbao", "bizkaia")),
        ("content/topics/steel.toml", "title = \"Steel\"\n".into()),
        ("content/topics/health.toml", "title = \"Health\"\n".into()),
    ]
}
