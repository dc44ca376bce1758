//! What only a browser can show: `sare serve` as an editor sees it, with the pages open while files are saved.

#[path = "support/browser.rs"]
#[expect(dead_code, reason = "the tests of search press keys that write")]
mod browser;
#[path = "support/preview.rs"]
mod preview;

use browser::{Browser, Held, Tab};
use preview::Preview;
use serde_json::json;

const PAGE: &str = "reports/river/";

#[test]
fn a_save_changes_the_page_where_it_is_read() {
    let Some((browser, preview)) = start() else { return };
    let tab = open(&browser, &preview, PAGE);
    // The browser brings a field into sight when something is typed into it, so that comes first.
    tab.evaluate("document.querySelector('#note').focus()");
    tab.type_text("half a thou");
    tab.evaluate(
        "window.kept = 'here'; document.querySelector('details.extra').open = true; \
         document.querySelector('.prose').append(Object.assign(document.createElement('aside'), { id: 'of-a-script' })); \
         window.seen = document.querySelectorAll('.prose p')[20]; scrollTo(0, seen.getBoundingClientRect().top + scrollY - 150)",
    );
    tab.evaluate("document.querySelector('#note').setSelectionRange(2, 5); window.height = seen.getBoundingClientRect().top");
    assert!(tab.evaluate("height").as_f64().is_some_and(|height| (100.0..200.0).contains(&height)), "it is in the middle of the page");

    preview.edit("content/reports/river.md", |text| {
        let longer = text.replace("Paragraph 1 of", &"Quite new words that make the page longer. ".repeat(40));
        longer.replace("Paragraph 22 of", "Twenty-two of")
    });
    tab.wait_for("document.querySelector('.prose').textContent.includes('Twenty-two of the river')");
    let kept = "[window.kept, document.querySelector('details.extra').open, document.querySelector('#note').value, document.activeElement.id, \
                document.querySelector('#note').selectionStart, document.querySelector('#note').selectionEnd, seen.isConnected, \
                !!document.querySelector('#of-a-script')]";
    assert_eq!(tab.evaluate(kept), json!(["here", true, "half a thou", "note", 2, 5, true, true]));
    let moved = tab.evaluate("Math.abs(seen.getBoundingClientRect().top - height)");
    assert!(moved.as_f64().is_some_and(|moved| moved <= 2.0), "what is read moves by {moved}");

    // The head follows as well, and a second save changes the page just as the first did.
    preview.edit("content/reports/river.md", |text| text.replace("title = \"The river\"", "title = \"The stream\""));
    tab.wait_for("document.title.startsWith('The stream') && document.querySelector('h1').textContent === 'The stream'");
    assert_eq!(tab.evaluate(kept), json!(["here", true, "half a thou", "note", 2, 5, true, true]));
    assert_quiet(&tab);
}

#[test]
fn a_mistake_is_told_on_the_page_until_it_is_mended() {
    let Some((browser, preview)) = start() else { return };
    let tab = open(&browser, &preview, PAGE);
    let panel = "document.querySelector('sare-preview').shadowRoot.querySelector('.panel')";
    let is_open = format!("!{panel}.hidden");
    assert_eq!(tab.evaluate(&is_open), json!(false));
    tab.evaluate("window.kept = 'here'");

    preview.edit("content/reports/river.md", |text| text.replace("Paragraph 3 of", "See [[nobody-at-all]] and"));
    tab.wait_for(&is_open);
    let said = tab.evaluate(&format!("{panel}.innerText"));
    let said = said.as_str().expect("a panel has words");
    for part in ["Error", "content/reports/river.md:10:5", "nothing is called nobody-at-all"] {
        assert!(said.contains(part), "{part} is missing in:\n{said}");
    }
    let marked = format!("{panel}.querySelector('mark').textContent");
    assert_eq!(tab.evaluate(&marked), json!("[[nobody-at-all]]"));
    let link = tab.evaluate(&format!("{panel}.querySelector('a.place').getAttribute('href')"));
    let link = link.as_str().expect("a place is a link");
    assert!(link.starts_with("vscode://file/") && link.ends_with("/content/reports/river.md:10:5"), "{link}");
    assert!(tab.evaluate("document.querySelector('.prose').textContent.includes('Paragraph 22 of')").as_bool() == Some(true));
    preview.edit("content/reports/river.md", |text| text.replace("See [[nobody-at-all]] and", "Paragraph 3 of"));
    tab.wait_for(&format!("{panel}.hidden"));

    // Front matter that cannot be read leaves nothing to show; the last good page stays, and this can be closed.
    preview.edit("content/reports/river.md", |text| text.replace("title = \"The river\"", "title = The river"));
    tab.wait_for(&format!("{is_open} && {panel}.innerText.includes('content/reports/river.md:2:')"));
    assert_eq!(tab.evaluate("[document.querySelector('h1').textContent, window.kept]"), json!(["The river", "here"]));
    tab.press("Escape");
    tab.wait_for(&format!("{panel}.hidden"));
    tab.wait_for("document.querySelector('sare-preview').shadowRoot.querySelector('.badge').textContent.includes('error')");
    preview.edit("content/reports/river.md", |text| text.replace("title = The river", "title = \"The mended river\""));
    tab.wait_for("document.querySelector('h1').textContent === 'The mended river'");
    tab.wait_for("document.querySelector('sare-preview').shadowRoot.querySelector('.badge').classList.contains('good')");
    assert_eq!(tab.evaluate("window.kept"), json!("here"));

    // Who has closed the panel on a mistake is not shown it again, on this page and when they come back to it.
    preview.edit("content/reports/river.md", |text| text.replace("Paragraph 3 of", "See [[nobody-at-all]] and"));
    tab.wait_for(&is_open);
    tab.press("Escape");
    tab.wait_for(&format!("{panel}.hidden"));
    tab.navigate(&preview.address(PAGE));
    tab.wait_for("window.kept === undefined && document.querySelector('sare-preview')?.dataset.report > 0");
    assert_eq!(tab.evaluate(&is_open), json!(false));
    assert_quiet(&tab);
}

#[test]
fn a_page_that_goes_is_kept_in_sight_until_it_comes_back() {
    let Some((browser, preview)) = start() else { return };
    let tab = open(&browser, &preview, PAGE);
    let notice = "document.querySelector('sare-preview').shadowRoot.querySelector('.notice')";
    let text = preview.read("content/reports/river.md");
    preview.remove("content/reports/river.md");
    tab.wait_for(&format!("!{notice}.hidden && {notice}.textContent.includes('no page at this address')"));
    assert_eq!(tab.evaluate("document.querySelector('h1').textContent"), json!("The river"));
    preview.save("content/reports/river.md", &text.replace("Paragraph 1 of", "Back again:"));
    tab.wait_for(&format!("{notice}.hidden && document.querySelector('.prose').textContent.includes('Back again:')"));
    assert_quiet(&tab);
}

#[test]
fn every_open_page_follows_and_links_are_followed() {
    let Some((browser, preview)) = start() else { return };
    // A browser opens six connections to a host at most: with a stream for each page, the seventh page would wait for ever.
    let tabs: Vec<Tab> = (0..8).map(|at| open(&browser, &preview, if at % 2 == 0 { PAGE } else { "" })).collect();
    preview.edit("content/reports/river.md", |text| text.replace("title = \"The river\"", "title = \"The stream\""));
    for tab in &tabs {
        tab.wait_for("document.querySelector('main').textContent.includes('The stream')");
    }
    let home = &tabs[1];
    home.evaluate("window.kept = 'gone after this'");
    home.click("main a[href$='/reports/river/']", Held::Nothing);
    home.wait_for("location.pathname === '/reports/river/' && !!document.querySelector('sare-preview')?.dataset.report");
    assert_eq!(home.evaluate("window.kept ?? null"), json!(null));
    preview.edit("content/reports/river.md", |text| text.replace("Paragraph 2 of", "Number two of"));
    for tab in [home, &tabs[0], &tabs[6]] {
        tab.wait_for("document.querySelector('.prose').textContent.includes('Number two of')");
    }
    tabs.iter().for_each(assert_quiet);
}

#[test]
fn a_browser_without_shared_workers_follows_as_well() {
    let Some((browser, preview)) = start() else { return };
    let tab = browser.open("about:blank");
    tab.run_first("delete window.SharedWorker");
    tab.navigate(&preview.address(PAGE));
    tab.wait_for("!!document.querySelector('sare-preview')?.dataset.report && typeof SharedWorker === 'undefined'");
    preview.edit("content/reports/river.md", |text| text.replace("Paragraph 2 of", "Number two of"));
    tab.wait_for("document.querySelector('.prose').textContent.includes('Number two of')");
    assert_quiet(&tab);
}

#[test]
fn after_many_quick_saves_the_page_is_as_if_it_were_loaded_now() {
    let Some((browser, preview)) = start() else { return };
    let tab = open(&browser, &preview, PAGE);
    tab.evaluate("window.kept = 'here'");
    for turn in 0..40_usize {
        preview.edit("content/reports/river.md", |text| {
            let (front, body) = text.split_once("\n+++\n").expect("the page has front matter");
            let mut blocks: Vec<String> = body.split("\n\n").map(str::to_owned).collect();
            // Whatever an editor does: writes, moves, takes out, puts in.
            let at = turn * 7 % (blocks.len() - 4);
            match turn % 4 {
                0 => blocks[at] += " And more.",
                1 => blocks.swap(at, at + 3),
                2 => drop(blocks.remove(at)),
                _ => blocks.insert(at, format!("## New in turn {turn}\n\nWith [[length]] in it.")),
            }
            format!("{front}\n+++\n{}", blocks.join("\n\n"))
        });
        std::thread::sleep(std::time::Duration::from_millis(turn as u64 * 3 % 40));
    }
    preview.edit("content/reports/river.md", |text| text.replace("title = \"The river\"", "title = \"The end\""));
    tab.wait_for("document.querySelector('h1').textContent === 'The end'");
    let is_as_loaded = "(async () => { const text = await (await fetch(location.href, { cache: 'no-store' })).text(); \
                        const fresh = new DOMParser().parseFromString(text, 'text/html').documentElement; \
                        const here = document.documentElement.cloneNode(true); here.querySelector('sare-preview').remove(); \
                        return here.isEqualNode(fresh) })()";
    tab.wait_for(is_as_loaded);
    assert_eq!(tab.evaluate("window.kept"), json!("here"));
    assert_quiet(&tab);
}

#[test]
fn a_style_changes_without_the_page_being_loaded_again() {
    let Some((browser, preview)) = start() else { return };
    let tab = open(&browser, &preview, PAGE);
    tab.evaluate("window.kept = 'here'");
    let sheets = tab.evaluate("document.querySelectorAll('link[rel=stylesheet]').length");
    preview.edit("themes/eko/assets/prose.css", |text| text.to_owned() + "\nh1 { color: rgb(1, 2, 3) }\n");
    tab.wait_for("getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'");
    preview.edit("themes/eko/assets/prose.css", |text| text.replace("rgb(1, 2, 3)", "rgb(4, 5, 6)"));
    tab.wait_for("getComputedStyle(document.querySelector('h1')).color === 'rgb(4, 5, 6)'");
    // A sheet whose address stays the same.
    preview.edit("static/own.css", |text| text.replace("rgb(7, 7, 7)", "rgb(80, 80, 80)"));
    tab.wait_for("getComputedStyle(document.querySelector('#note')).color === 'rgb(80, 80, 80)'");
    tab.wait_for(&format!("document.querySelectorAll('link[rel=stylesheet]').length === {sheets}"));
    assert_eq!(tab.evaluate("window.kept"), json!("here"));
    // A template changes as text does.
    preview.edit("themes/eko/templates/parts/footer.html", |text| text.replace("Contact", "Write to us"));
    tab.wait_for("document.querySelector('footer').textContent.includes('Write to us')");
    assert_eq!(tab.evaluate("window.kept"), json!("here"));
    // Only a script makes it necessary to load the page again.
    preview.edit("themes/eko/templates/parts/footer.html", |text| text.to_owned() + "<script src=\"/own.js\"></script>\n");
    tab.wait_for("window.ran === true && window.kept === undefined");
    assert_quiet(&tab);
}

#[test]
fn a_server_that_ends_is_missed_and_found_again() {
    let Some((browser, mut preview)) = start() else { return };
    let tab = open(&browser, &preview, PAGE);
    tab.evaluate("window.kept = 'here'");
    preview.stop();
    tab.wait_for("document.querySelector('sare-preview').shadowRoot.querySelector('.badge').textContent.includes('stopped')");
    preview.edit("content/reports/river.md", |text| text.replace("Paragraph 1 of", "Written meanwhile:"));
    preview.start_again();
    tab.wait_for("document.querySelector('.prose').textContent.includes('Written meanwhile:')");
    tab.wait_for("document.querySelector('sare-preview').shadowRoot.querySelector('.badge').classList.contains('good')");
    assert_eq!(tab.evaluate("window.kept"), json!("here"));
}

#[test]
fn a_click_with_alt_opens_the_editor_at_the_line() {
    let Some((browser, preview)) = start() else { return };
    for (page, selector, expected) in [
        (PAGE, ".prose p:nth-of-type(5)", "/content/reports/river.md:14:1"),
        (PAGE, ".prose li:nth-child(2)", "/content/reports/river.md:89:1"),
        (PAGE, ".prose tbody tr:nth-child(2)", "/content/reports/river.md:95:1"),
        (PAGE, ".prose .mention.reading", "/content/figures/length.toml:5:9"),
        ("reports/", "table.list tbody tr", "/content/reports/river.md:1:1"),
    ] {
        // Chromium asks before it starts another program, and until it is answered the tab hears no more clicks.
        let tab = open(&browser, &preview, page);
        tab.click(selector, Held::Alt);
        tab.wait_for("document.querySelector('sare-preview').shadowRoot.querySelector('.voice').textContent.startsWith('Opening')");
        let asked = tab.asked_to_open();
        let as_wished = asked.len() == 1 && asked[0].starts_with("vscode://file/") && asked[0].ends_with(expected);
        assert!(as_wished, "{selector}: {asked:?} instead of …{expected}");
        assert_eq!(tab.evaluate("location.pathname"), json!(format!("/{page}")));
    }
}

#[test]
fn the_bar_tells_how_a_page_stands_and_can_be_hidden() {
    let Some((browser, preview)) = start() else { return };
    let tab = open(&browser, &preview, PAGE);
    let bar = "document.querySelector('sare-preview').shadowRoot.querySelector('.bar')";
    let said = tab.evaluate(&format!("{bar}.innerText"));
    let said = said.as_str().expect("a bar has words");
    for part in ["Draft", "Not yet in Spanish", "As of 3 November 2025"] {
        assert!(said.contains(part), "{part} is missing in: {said}");
    }
    // At the end of the page nothing is left below the bar, on a phone as well.
    let reach = format!(
        "scrollTo(0, 1e9), document.querySelector('footer').getBoundingClientRect().bottom <= {bar}.getBoundingClientRect().top + 1"
    );
    tab.wait_for(&reach);
    tab.set_size(390, 780);
    tab.wait_for(&reach);
    tab.evaluate(&format!("{bar}.querySelector('[aria-label=\"Hide the bar\"]').click()"));
    assert_eq!(tab.evaluate(&format!("{bar}.querySelector('.facts').checkVisibility()")), json!(false));
    tab.navigate(&preview.address(""));
    tab.wait_for("!!document.querySelector('sare-preview')?.dataset.report");
    assert_eq!(tab.evaluate(&format!("{bar}.querySelector('.facts').checkVisibility()")), json!(false), "it stays hidden on the next page");
    tab.set_media("print");
    assert_eq!(tab.evaluate("getComputedStyle(document.querySelector('sare-preview')).display"), json!("none"));
    assert_quiet(&tab);
}

#[test]
fn any_page_becomes_any_other_in_place() {
    let Some((browser, preview)) = start() else { return };
    let tab = open(&browser, &preview, "");
    assert_eq!(tab.evaluate(include_str!("browser/patches.js")), json!(400));
    assert_eq!(tab.evaluate(include_str!("browser/kept.js")), json!([]));
}

#[test]
fn a_chart_answers_to_the_pointer_and_to_the_keyboard() {
    let Some(browser) = Browser::start() else { return };
    let observations: String = [("North", 0), ("South", 20)]
        .iter()
        .flat_map(|(region, less)| [(region, 2021, 40 - less), (region, 2022, 60 - less), (region, 2023, 50 - less)])
        .map(|(region, year, value)| format!("\n[[observations]]\ncategory = \"{region}\"\nperiod = {year}\nvalue = {value}\n"))
        .collect();
    let mut files = site();
    files.push(("content/figures/boats.toml", format!("title = \"Boats\"\nunit = \"boat\"\nchart = \"line\"\n{observations}")));
    let preview = Preview::start(&files);
    let tab = open(&browser, &preview, "figures/boats/");
    tab.set_size(1200, 900);
    tab.wait_for("!!document.querySelector('.picture-wide .point') && !!document.querySelector('.chart-tip')");
    let shows = |words: &str| {
        tab.wait_for(&format!(
            "(tip => !tip.hidden && tip.textContent.startsWith({}))(document.querySelector('.chart-tip'))",
            json!(words)
        ));
    };
    let dimmed = "[...new Set([...document.querySelectorAll('.picture-wide .dimmed')].flatMap(one => [...one.classList])\
                  .filter(name => name.startsWith('series-')))].join()";

    tab.click(".picture-wide .point", Held::Nothing);
    shows("North, 2021");
    assert_eq!(tab.evaluate(dimmed), json!("series-2"));
    // It stands within the chart, and the browser's own tooltip does not lie over it.
    let is_within = "(() => { const tip = document.querySelector('.chart-tip').getBoundingClientRect(), \
                     box = document.querySelector('.pictures').getBoundingClientRect(); \
                     return tip.width > 0 && tip.left >= box.left - 1 && tip.right <= box.right + 1; })()";
    assert_eq!(tab.evaluate(is_within), json!(true));
    assert_eq!(tab.evaluate("document.querySelectorAll('.point > title').length"), json!(0));

    tab.press("ArrowRight");
    shows("North, 2022");
    tab.press("End");
    shows("South, 2023");
    assert_eq!(tab.evaluate(dimmed), json!("series-1"));
    assert_eq!(tab.evaluate("document.querySelectorAll('.pointed').length"), json!(1));
    tab.press("ArrowRight");
    shows("North, 2021");
    tab.press("ArrowLeft");
    shows("South, 2023");

    tab.press("Escape");
    tab.wait_for("document.querySelector('.chart-tip').hidden");
    assert_eq!(tab.evaluate("document.querySelectorAll('.dimmed, .pointed').length"), json!(0));
    tab.press("ArrowLeft");
    shows("South, 2023");
    tab.press("Escape");
    tab.press("ArrowDown");
    shows("North, 2021");
    assert_quiet(&tab);
}

/// A browser and a preview of a small site; nothing where there is to be no browser.
fn start() -> Option<(Browser, Preview)> {
    let browser = Browser::start()?;
    Some((browser, Preview::start(&site())))
}

/// Opens a page and waits until the preview stands on it and has told what is wrong.
fn open(browser: &Browser, preview: &Preview, page: &str) -> Tab {
    let tab = browser.open(&preview.address(page));
    tab.wait_for("!!document.querySelector('sare-preview')?.dataset.report");
    tab.wait_for("!document.querySelector('sare-preview').shadowRoot.querySelector('.dock').hidden");
    tab
}

/// The page keeps its Content-Security-Policy while it is previewed, and nothing fails unheard.
fn assert_quiet(tab: &Tab) {
    // The browser itself notes answers such as 404 and a server that is gone, which some tests are about.
    let faults: Vec<String> = tab.console().into_iter().filter(|line| !line.contains("Failed to load resource")).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The files of a small site with a long page, a field and something to open.
fn site() -> Vec<(&'static str, String)> {
    let paragraphs: String = (1..=40)
        .map(|number| format!("Paragraph {number} of the river, which goes on and on until it meets the sea at last.\n\n"))
        .collect();
    let river = format!(
        "+++\ntitle = \"The river\"\ndraft = true\nas_of = \"2025-11-03\"\n+++\n{paragraphs}It is [[length]] long.\n\n- Alder, in the hills\n\
         - Birch, in the middle\n- Cedar, by the sea\n\n| Town | People |\n|---|---|\n| Upper Alder | 1200 |\n| Lower Birch | 3400 |\n"
    );
    let figure = "title = \"Length of the river\"\nunit = \"kilometre\"\n\n[[observations]]\nvalue = 87\nperiod = 2024\n";
    let footer = "<footer><label>Note <input id=\"note\"></label>\n<details class=\"extra\"><summary>More</summary><p>Contact</p></details></footer>\n";
    vec![
        (
            "sare.toml",
            "title = \"Rivers\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\", \"es\"]\nsources = \"optional\"\n".to_owned(),
        ),
        ("content/index.md", "+++\ntitle = \"Rivers\"\n+++\nAbout [[river]].\n".to_owned()),
        ("content/reports/river.md", river),
        ("content/figures/length.toml", figure.to_owned()),
        ("static/own.css", "#note { color: rgb(7, 7, 7) }\n".to_owned()),
        ("static/own.js", "window.ran = true;\n".to_owned()),
        ("themes/eko/templates/parts/head.html", "<link rel=\"stylesheet\" href=\"/own.css\">\n".to_owned()),
        ("themes/eko/templates/parts/footer.html", footer.to_owned()),
        ("themes/eko/assets/prose.css", include_str!("../themes/eko/assets/prose.css").to_owned()),
    ]
}
