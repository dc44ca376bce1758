//! Networks as pages have them: which things and links are found, which form is chosen, what is left out and said, and what can be taken away.

#[expect(dead_code, reason = "what pages have asked is looked at elsewhere")]
#[path = "support/memory.rs"]
mod memory;

use memory::{Files, edition};

/// A site with a page that has one network.
fn with_view(files: &[(&str, String)], view: &str) -> Files {
    let mut all: Files = files.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
    all.insert("sare.toml".into(), "title = \"T\"\nsources = \"optional\"\nbase_url = \"https://example.org/\"\n".into());
    all.insert("content/net.md".into(), format!("+++\ntitle = \"Net\"\n+++\n\n```network\n{view}\n```\n"));
    all
}

fn page(files: &Files, path: &str) -> String {
    let edition = edition(files);
    let bytes = &edition.pages.get(path).unwrap_or_else(|| panic!("no {path}; {}", edition.said)).bytes;
    String::from_utf8(bytes.clone()).expect("pages are text")
}

/// The network of the page: its sentence, and its links in words.
fn told(files: &Files) -> (String, Vec<String>) {
    told_by(&page(files, "net/index.html"))
}

fn told_by(page: &str) -> (String, Vec<String>) {
    let view = page.split("<figure class=\"view view-network\"").nth(1).expect("there is a network");
    let between = |text: &str, start: &str, end: &str| {
        text.split(start).nth(1).and_then(|rest| rest.split(end).next()).unwrap_or_default().to_owned()
    };
    let links = view.split("<li>").skip(1).map(|item| words(item.split("</li>").next().unwrap_or_default())).collect();
    (words(&between(view, "<p>", "</p>")), links)
}

/// A text without its elements.
fn words(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, after)| after)).collect()
}

fn small() -> Vec<(&'static str, String)> {
    let partners = "partners = [\n{ id = \"gaia\", role = \"partner\", contribution = { amount = 70, currency = \"EUR\" } },\n\
                    { id = \"spri\", role = \"coordinator\", status = \"ended\", contribution = { amount = 30, currency = \"EUR\" } },\n]\n";
    vec![
        ("content/projects/excite.toml", format!("title = \"EXCITE\"\nacronym = \"EXC\"\n{partners}")),
        ("content/organisations/gaia.toml", "title = \"GAIA\"\nmember_of = \"bdih\"\n".into()),
        ("content/organisations/spri.toml", "title = \"SPRI\"\nparent = \"government\"\n".into()),
        ("content/organisations/government.toml", "title = \"Government\"\n".into()),
        (
            "content/hubs/bdih.toml",
            "title = \"BDIH\"\n\n[[labs]]\ntitle = \"Lab A\"\nhost = \"gaia\"\n\n[[labs]]\ntitle = \"Lab B\"\n".into(),
        ),
        ("content/hubs/cyber.toml", "title = \"Cyber\"\nparent = \"bdih\"\nstatus = \"planned\"\n".into()),
    ]
}

fn check(view: &str, sentence: &str, links: &[&str]) {
    let (said, found) = told(&with_view(&small(), view));
    assert!(said.starts_with(sentence), "{view}\n{said}");
    assert_eq!(found, links, "{view}");
}

#[test]
fn relations_among_what_is_found_are_drawn() {
    check("of = \"organisation\"", "layers: ", &["Government, Units, SPRI"]);
    check("of = [\"hub\", \"organisation\"]\nthrough = \"member_of\"", "layers: ", &["GAIA, Member of, BDIH"]);
    check("of = \"project\"", "force: One thing, linked with nothing.", &[]);
    check("of = \"person\"", "force: ", &[]);
}

#[test]
fn the_other_side_may_come_in() {
    let view = "of = \"project\"\nwith = \"organisation\"\nthrough = \"partners\"\n";
    let links =
        ["EXCITE, Partners, GAIA: partner; EU contribution: €70", "EXCITE, Partners, SPRI: coordinator; EU contribution: €30; ended"];
    let same = |found: Vec<String>| {
        let parts = |link: &String| {
            link.split(": ").flat_map(|part| part.split("; ")).map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(found.iter().map(parts).collect::<Vec<_>>(), links.map(|link| parts(&link.to_owned())));
    };
    let (said, found) = told(&with_view(&small(), view));
    assert!(said.starts_with("layers: 3 things and 2 links: Partners (2)."), "{said}");
    same(found);
    let (said, found) = told(&with_view(&small(), &format!("{view}weight = \"contribution\"\n")));
    assert!(said.starts_with("sankey: "), "{said}");
    same(found);
    // From the other end, under the other name.
    let (_, found) = told(&with_view(&small(), "of = \"organisation\"\nwith = \"project\"\nthrough = \"projects\"\n"));
    assert!(found[0].starts_with("GAIA, Projects, EXCITE"), "{found:?}");
}

#[test]
fn what_is_around_a_thing_is_called_as_it_calls_it() {
    check("around = \"bdih\"", "ego: ", &["BDIH, Host, GAIA", "BDIH, Nodes, Cyber", "BDIH, Members, GAIA"]);
    check("around = \"bdih\"\nof = \"hub\"", "ego: ", &["BDIH, Nodes, Cyber"]);
    check(
        "around = \"hub/cyber\"\nsteps = 2\nthrough = [\"parent\", \"member_of\"]",
        "force: ",
        &["Cyber, Node of, BDIH", "GAIA, Member of, BDIH"],
    );
}

#[test]
fn records_are_drawn_as_things() {
    let view = "around = \"bdih\"\nof = \"hub\"\nwith = \"organisation\"\nthrough = [\"nodes\", \"labs\", \"labs.host\"]";
    check(view, "layers: ", &["BDIH, Nodes, Cyber", "BDIH, Laboratories, Lab A", "Lab A, Host, GAIA", "BDIH, Laboratories, Lab B"]);
}

#[test]
fn what_is_planned_is_dashed_and_what_has_ended_is_pale() {
    let page = page(&with_view(&small(), "around = \"bdih\""), "net/index.html");
    assert!(page.contains("class=\"node planned\""));
    let files = with_view(&small(), "of = \"project\"\nwith = \"organisation\"\nthrough = \"partners\"");
    assert!(self::page(&files, "net/index.html").contains("class=\"edge ended\""));
}

#[test]
fn a_register_of_two_thousand_is_reduced_and_says_so() {
    let (mut files, mut next) = (Vec::new(), 7_usize);
    let names: Vec<String> = (0..2000).map(|at| format!("content/organisations/o{at}.toml")).collect();
    for (at, name) in names.iter().enumerate() {
        let mut others: Vec<String> = Vec::new();
        for _ in 0..5 {
            next = (next * 1_103_515_245 + 12_345) % 2_147_483_648;
            let other = (next / 7) % 2000 * ((next / 16_384) % 2000) / 2000;
            if other != at && !others.contains(&format!("\"o{other}\"")) {
                others.push(format!("\"o{other}\""));
            }
        }
        files.push((&**name, format!("title = \"O {at}\"\nmember_of = [{}]\n", others.join(", "))));
    }
    let mut files = with_view(&files, "of = \"organisation\"");
    files
        .insert("content/table.md".into(), "+++\ntitle = \"T\"\n+++\n\n```network\nof = \"organisation\"\nform = \"matrix\"\n```\n".into());
    let edition = edition(&files);
    for (path, form) in [("net/index.html", "force: 1"), ("table/index.html", "matrix: ")] {
        let page = String::from_utf8_lossy(&edition.pages[path].bytes).into_owned();
        let (said, rows) = told_by(&page);
        assert!(said.starts_with(form), "{said}");
        assert!(said.contains("There are 2,000 things") || said.contains("are left out."), "{said}");
        assert_eq!(rows.len(), 500);
        // What is laid out is bounded, whatever the register holds.
        assert!(page.matches("class=\"node").count() <= 2 * 160, "{}", page.matches("class=\"node").count());
        assert!(page.matches("<td>").count() <= 301 * 61);
    }
}

#[test]
fn a_network_can_be_taken_away() {
    let files =
        with_view(&small(), "of = \"project\"\nwith = \"organisation\"\nthrough = \"partners\"\nweight = \"contribution\"\nid = \"money\"");
    let csv = page(&files, "net/money.csv");
    assert!(
        csv.starts_with(
            "from,from_title,relation,to,to_title,amount,currency,details\r\nproject/excite,EXCITE,Partners,organisation/gaia,GAIA,70,EUR,"
        ),
        "{csv}"
    );
    let picture = page(&files, "net/money.svg");
    assert!(picture.starts_with("<svg") && picture.contains("GAIA") && !picture.contains("var("), "{picture}");
    let graph = page(&files, "net/money.graphml");
    let (mut reader, mut open, mut nodes, mut edges) = (quick_xml::Reader::from_str(&graph), 0, 0, 0);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().expect("GraphML is well-formed") {
            quick_xml::events::Event::Start(tag) => {
                open += 1;
                match tag.name().as_ref() {
                    "node" => nodes += 1,
                    "edge" => edges += 1,
                    _ => {}
                }
            }
            quick_xml::events::Event::End(_) => open -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((open, nodes, edges), (0, 3, 2), "{graph}");
}

#[test]
fn a_hubs_page_draws_what_it_is_linked_with_where_that_is_much() {
    let mut files = with_view(&small(), "of = \"hub\"");
    assert!(!edition(&files).pages.contains_key("hubs/cyber/neighbourhood.svg"));
    assert!(!edition(&files).pages.contains_key("hubs/bdih/neighbourhood.svg"));
    files.insert("content/organisations/third.toml".into(), "title = \"Third\"\nmember_of = \"bdih\"\n".into());
    let edition = edition(&files);
    for ending in ["svg", "csv", "graphml"] {
        let file = &edition.pages[&format!("hubs/bdih/neighbourhood.{ending}")];
        assert!(String::from_utf8_lossy(&file.bytes).contains("Third"), "{ending}");
    }
}
