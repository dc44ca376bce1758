//! This repository's own site as its readers have it, in a browser: no page asks another host or complains, none is wider than a phone,
//! languages can be changed, reports can be printed, and nothing keeps anybody out.

#[path = "support/browser.rs"]
#[expect(dead_code, reason = "it serves other tests as well")]
mod browser;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/preview.rs"]
#[expect(dead_code, reason = "it serves other tests as well")]
mod preview;

use std::path::PathBuf;

use browser::{Browser, Held, Tab};
use pages::PAGES;
use serde_json::{Value, json};

/// The sizes of a small phone, of a phone, and of a desk.
const SIZES: [(u32, u32); 3] = [(320, 640), (390, 844), (1280, 900)];

#[test]
fn no_page_asks_another_host_or_complains_or_is_too_wide() {
    let Some(browser) = Browser::start() else { return };
    let preview = pages::preview();
    let own = preview.address("");
    let tab = browser.open(&preview.address("404.html"));
    tab.listen_to_requests();
    let mut faults = Vec::new();
    for (name, page) in PAGES {
        tab.set_size(390, 844);
        tab.navigate(&preview.address(page));
        for (width, height) in SIZES {
            tab.set_size(width, height);
            let wide = tab.evaluate(TOO_WIDE);
            if wide != json!([]) {
                faults.push(format!("{name}, {width} wide: {wide}"));
            }
        }
    }
    let asked = tab.asked_for();
    assert!(asked.len() > PAGES.len(), "{asked:?}");
    faults.extend(asked.into_iter().filter(|address| !address.starts_with(&own) && !address.starts_with("data:")));
    faults.extend(tab.console().into_iter().filter(|line| !line.contains("404")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What reaches over the right edge, where a page can be moved sideways at all.
const TOO_WIDE: &str = "document.documentElement.scrollWidth <= innerWidth ? [] : \
    [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)\
    .slice(0, 3).map((one) => one.tagName + '.' + (one.getAttribute('class') ?? ''))";

#[test]
fn a_language_is_changed_and_the_page_stays() {
    let Some(browser) = Browser::start() else { return };
    let preview = pages::preview();
    let tab = browser.open(&preview.address("organisations/tecnalia/"));
    tab.set_size(1280, 900);
    tab.click(".languages a[lang=es]", Held::Nothing);
    tab.wait_for("location.pathname === '/es/organisations/tecnalia/' && document.documentElement.lang === 'es'");
    // The choice among things is taken along, as far as it is in the address.
    tab.navigate(&preview.address("organisations/?located_in=gipuzkoa"));
    tab.wait_for("!!document.querySelector('.list thead button')");
    tab.click(".languages a[lang=eu]", Held::Nothing);
    tab.wait_for("location.pathname === '/eu/organisations/' && location.search === '?located_in=gipuzkoa'");
}

#[test]
fn a_report_is_printed_as_a_document() {
    let Some(browser) = Browser::start() else { return };
    let preview = pages::preview();
    let tab = browser.open(&preview.address("reports/basque-health-2024/"));
    let pdf = tab.pdf();
    assert!(pdf.starts_with(b"%PDF"));
    let sheets = pdf.windows(12).filter(|bytes| bytes.starts_with(b"/Type /Page") && bytes[11] != b's').count();
    assert!((4..=40).contains(&sheets), "{sheets} sheets");
    tab.set_media("print");
    // Whatever the scheme of the screen is, paper is white.
    let ground = "getComputedStyle(document.documentElement).backgroundColor";
    assert_eq!(tab.evaluate(ground), json!("rgb(255, 255, 255)"));
    for hidden in [".menu", ".search-link", ".skip"] {
        assert_eq!(tab.evaluate(&format!("document.querySelector('{hidden}').checkVisibility()")), json!(false), "{hidden}");
    }
}

#[test]
fn nothing_keeps_anybody_out() {
    let Some(axe) = axe() else {
        eprintln!("axe-core is not there: what it finds on the pages is NOT tested; `.ci/run` fetches it where npm is installed");
        return;
    };
    let Some(browser) = Browser::start() else { return };
    let preview = pages::preview();
    let tab = browser.open(&preview.address("404.html"));
    let mut faults = Vec::new();
    for (name, page) in PAGES {
        for (scheme, (width, height)) in [("light", SIZES[2]), ("dark", SIZES[0])] {
            tab.set_scheme(scheme);
            tab.set_size(width, height);
            tab.navigate(&preview.address(page));
            faults.extend(found(&tab, &axe).into_iter().map(|fault| format!("{name}, {scheme}, {width} wide: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// What axe-core finds on a page of what WCAG 2.2 AA asks for.
fn found(tab: &Tab, axe: &str) -> Vec<String> {
    tab.evaluate(&format!("{axe}; true"));
    let tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
    let run = format!("axe.run({{ exclude: [['sare-preview']] }}, {{ runOnly: {tags}, resultTypes: ['violations'] }})");
    let told = "found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`)";
    match tab.evaluate(&format!("{run}.then((found) => {told})")) {
        Value::Array(found) => found.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        other => vec![format!("no answer but {other}")],
    }
}

/// The text of axe-core, which is no part of this repository.
fn axe() -> Option<String> {
    let given = std::env::var_os("SARE_AXE").map(PathBuf::from);
    let fetched = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("axe.min.js");
    let path = given.unwrap_or(fetched);
    std::fs::read_to_string(path).ok()
}
