//! Landscapes: what stands in which box, what is counted, and that nothing is lost on the page or in the file beside it.

use sare::Options;
use sare::diag::short::short;
use scraper::{ElementRef, Html, Selector};

const TOPICS: &str = "\
id,title,parent
health,Health,
devices,Devices,health
therapies,Therapies,health
gene,Gene therapy,therapies
energy,Energy,
grids,Grids,energy
";

const ORGANISATIONS: &str = "\
id,title,type,status,topics,sectors
a,Alder,cluster,,devices; gene,energy
b,Birch,company,planned,devices,
c,Cedar,company,,grids; energy,health
d,Damson & Sons,company,,health,health
e,Elm,,,,
";

/// The page and the file of a landscape with these settings.
#[expect(clippy::disallowed_methods, reason = "a test lays out the site that it reads")]
fn landscape_of(organisations: &str, settings: &str) -> (Html, String) {
    let folder = tempfile::tempdir().expect("there is room");
    let page = format!("+++\ntitle = \"About\"\n+++\n```landscape\nof = \"organisation\"\nid = \"net\"\n{settings}\n```\n");
    let files = [
        ("sare.toml", "title = \"Net\"\nsources = \"optional\"\nlanguages = [\"en\"]\n"),
        ("content/topics/topics.csv", TOPICS),
        ("content/organisations/members.csv", organisations),
        ("content/about.md", &page),
    ];
    for (path, text) in files {
        let place = folder.path().join(path);
        std::fs::create_dir_all(place.parent().expect("it lies in the folder")).expect("there is room");
        std::fs::write(place, text).expect("there is room");
    }
    let built = sare::build(folder.path(), &Options::default()).expect("the site can be read and written");
    let said: String = built.report.sorted().iter().map(|found| short(found, &built.tree)).collect();
    assert_eq!(said, "");
    let text = |path: &str| std::fs::read_to_string(folder.path().join("output").join(path)).expect("it was written");
    (Html::parse_document(&text("about/index.html")), text("about/net.csv"))
}

fn landscape(settings: &str) -> (Html, String) {
    landscape_of(ORGANISATIONS, settings)
}

fn all<'a>(within: &ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    within.select(&Selector::parse(selector).expect("it can be read")).collect()
}

fn words(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name on a tile, without the letters that stand for a logo.
fn name(tile: &ElementRef<'_>) -> String {
    words(all(tile, "li > a > :last-child, li > span > :last-child").first().unwrap_or(tile))
}

/// The boxes in a line each: `head count: part count [tile, tile]`.
fn boxes(page: &Html) -> Vec<String> {
    let part = |part: &ElementRef<'_>| {
        let head = all(part, ".part-head").first().map_or(String::new(), |head| format!("{} ", words(head)));
        let tiles: Vec<String> = all(part, ".tiles > li").iter().map(name).collect();
        format!("{head}[{}]", tiles.join(", "))
    };
    let boxed = |boxed: &ElementRef<'_>| {
        let parts: Vec<String> = all(boxed, ".box-part").iter().map(part).collect();
        format!("{}: {}", words(&all(boxed, ".box-head")[0]), parts.join(" "))
    };
    all(&page.root_element(), ".box").iter().map(boxed).collect()
}

fn summary(page: &Html) -> String {
    words(&all(&page.root_element(), ".landscape-summary")[0])
}

#[test]
fn topics_stand_below_the_highest_that_tells_them_apart() {
    let (page, file) = landscape("group_by = \"topics\"");
    let expected = [
        "Energy 1: [Cedar] Grids 1 [Cedar]",
        "Health 3: [Damson & Sons] Devices 2 [Alder, Birch (planned)] Gene therapy 1 [Alder]",
        "Not classified 1: [Elm]",
    ];
    assert_eq!(boxes(&page), expected);
    assert_eq!(summary(&page), "5 entries in 3 groups. 2 stand in several places and are counted once here.");
    let heads: Vec<_> = all(&page.root_element(), ".box-head a, .part-head a").iter().filter_map(|head| head.attr("href")).collect();
    assert_eq!(heads, ["/topics/energy/", "/topics/grids/", "/topics/health/", "/topics/devices/", "/topics/gene/"]);
    let rows: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows[0], "id,title,url,kind,group,subgroup");
    assert_eq!(rows[1], "organisation/c,Cedar,/organisations/c/,Organisation,Energy,");
    assert_eq!(rows.len(), 8, "{rows:?}");
}

#[test]
fn what_stands_above_all_groups_divides_nothing() {
    let (page, _) = landscape("group_by = \"topics\"\nwhere = { topics = [\"devices\", \"gene\"] }");
    assert_eq!(boxes(&page), ["Devices 2: [Alder, Birch (planned)]", "Therapies 1: Gene therapy 1 [Alder]"]);
}

#[test]
fn named_groups_stand_in_their_order_and_may_be_empty() {
    let (page, _) = landscape("group_by = \"topics\"\ngroups = [\"grids\", \"therapies\", \"devices\"]");
    let expected = [
        "Grids 1: [Cedar]",
        "Therapies 1: Gene therapy 1 [Alder]",
        "Devices 2: [Alder, Birch (planned)]",
        "Not classified 2: [Damson & Sons, Elm]",
    ];
    assert_eq!(boxes(&page), expected);
    let (page, _) = landscape("group_by = \"type\"\ngroups = [\"hospital\", \"cluster\"]\nwhere = { type = \"cluster\" }");
    assert_eq!(boxes(&page), ["Hospital: ", "Cluster 1: [Alder]"]);
    assert_eq!(words(&all(&page.root_element(), ".box-none")[0]), "None is listed yet.");
}

#[test]
fn two_fields_make_boxes_and_their_parts() {
    let (page, _) = landscape("group_by = [\"type\", \"sectors\"]");
    let expected = [
        "Company 3: Health 2 [Cedar, Damson & Sons] Not classified 1 [Birch (planned)]",
        "Cluster 1: Energy 1 [Alder]",
        "Not classified 1: [Elm]",
    ];
    assert_eq!(boxes(&page), expected);
    assert_eq!(summary(&page), "5 entries in 3 groups.");
}

#[test]
fn what_is_folded_is_on_the_page_and_large_tiles_come_first() {
    let settings = "group_by = \"status\"\nlimit_per_group = 2\nfeatured = { topics = \"health\", type = \"company\" }\ncounts = false";
    let (page, _) = landscape(settings);
    assert_eq!(boxes(&page), ["planned: [Birch (planned)]", "Not classified: [Damson & Sons, Alder, Cedar, Elm]"]);
    let root = page.root_element();
    assert_eq!(words(&all(&root, "details.more summary")[0]), "and 2 more");
    assert_eq!(all(&root, "details.more li").len(), 2);
    assert_eq!(all(&root, "li.featured").iter().map(name).collect::<Vec<_>>(), ["Damson & Sons"]);
    let legend: Vec<String> = all(&root, ".landscape-legend li").iter().map(words).collect();
    assert_eq!(legend, ["Large: Health; Company", "planned"]);
    assert!(all(&root, ".landscape-summary, .count").is_empty(), "nothing is counted");
    assert_eq!(all(&root, ".landscape-data tbody tr:not(.group-row)").len(), 5, "the table has them all");
}

#[test]
fn letters_stand_for_logos_that_nobody_has_unless_only_names_are_asked_for() {
    let marked = |settings: &str| {
        let (page, _) = landscape(settings);
        let root = page.root_element();
        (all(&root, ".view-landscape.lettered").len(), all(&root, ".tiles .monogram").len())
    };
    assert_eq!(marked("group_by = \"type\""), (1, 5));
    assert_eq!(marked("group_by = \"type\"\nshow = \"names\""), (0, 0));
}

#[test]
fn of_very_many_a_part_of_each_group_is_seen_at_first() {
    let row = |at: usize| format!("o{at},Organisation {at},{}\n", if at.is_multiple_of(4) { "cluster" } else { "company" });
    let open = |count: usize, settings: &str| {
        let rows: String = (0..count).map(row).collect();
        let (page, file) = landscape_of(&format!("id,title,type\n{rows}"), &format!("group_by = \"type\"\n{settings}"));
        let root = page.root_element();
        let (all_tiles, folded) = (all(&root, ".tiles > li").len(), all(&root, "details.more .tiles > li").len());
        assert_eq!((all_tiles, file.lines().count()), (count, count + 1), "nothing is lost");
        all_tiles - folded
    };
    assert_eq!(open(300, ""), 300);
    assert_eq!(open(380, ""), 95 + 205, "all of the smaller group, and what is left of the larger");
    assert_eq!(open(380, "limit_per_group = 10"), 20);
    assert_eq!(open(380, "limit_per_group = 500"), 380);
}
