//! Figures as the registry works them out: what is read from tables, what is computed from the site, and what is derived by formulas.

use std::path::PathBuf;

use proptest::prelude::*;
use sare::diag::Report;
use sare::diag::short::short;
use sare::registry::Site;
use sare::registry::figure::{Break, Observation, Provenance, Qualifier, Reading, Status};
use sare::registry::language::DEFAULT;
use sare::source::{Content, Origin, SourceFile, SourceTree};
use sare::{Options, check, registry, syntax};

/// A site of these files, and what is said of it.
fn site(files: &[(&str, &str)]) -> (Site, String) {
    let settings = ("sare.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\nsources = \"optional\"\n");
    let sources = files.iter().chain([&settings]).map(|(path, text)| SourceFile {
        path: (*path).into(),
        content: Content::Text((*text).into()),
        origin: Origin::Site,
        stamp: None,
    });
    let tree = SourceTree::new(PathBuf::from("."), sources.collect());
    let mut report = Report::default();
    let documents = syntax::parse(&tree, &mut report);
    let site = registry::assemble(documents, &tree, &Options::default(), &mut report);
    check::site(&site, &tree, &mut report);
    // What other checks say of such small figures is no part of this.
    let quiet = ["orphan", "empty-page", "undated-observation", "missing-definition", "overdue-status"];
    let sorted = report.sorted();
    let said = sorted.iter().filter(|found| !quiet.contains(&found.code.name())).map(|found| short(found, &tree)).collect();
    (site, said)
}

/// An observation in a line: its value and whatever it says besides.
fn line(seen: &Observation, site: &Site) -> String {
    let bound = |bound: Option<f64>| bound.map_or("..".to_owned(), |bound| bound.to_string());
    let mut line = match seen.qualifier {
        Qualifier::Exact => String::new(),
        other => format!("{other:?} "),
    };
    line += &match seen.reading {
        Reading::Value(value) => value.to_string(),
        Reading::Range { min, max } => format!("{} to {}", bound(min), bound(max)),
        Reading::NotReported => "not reported".into(),
        Reading::Nothing => "nothing".into(),
    };
    line += &seen.period.map_or(String::new(), |period| format!(" in {period}"));
    line += &seen.about.map_or(String::new(), |about| format!(" of {}", site.entity(about).id));
    line += &seen.category.as_ref().map_or(String::new(), |category| format!(" as {}", category.read_in(DEFAULT).1));
    if seen.status != Status::Actual {
        line += &format!(", {:?}", seen.status);
    }
    if seen.breaks == Break::Before {
        line += ", after a break";
    }
    for source in &seen.sources {
        line += &format!(" [{}]", site.entity(*source).id);
    }
    if let Provenance::Computed(tally) = seen.provenance {
        line += &format!(", {} of {} silent", tally.silent, tally.things);
    }
    line
}

/// The observations of a figure, a line each.
fn observations(site: &Site, name: &str) -> Vec<String> {
    let id = site.find(&format!("figure/{name}")).expect("there is such a figure");
    site.figure(id).expect("it is a figure").observations.iter().map(|seen| line(seen, site)).collect()
}

/// A figure of this unit with these observations.
fn stated(unit: &str, observations: &str) -> String {
    format!("title = \"T\"\nunit = \"{unit}\"\n{observations}\n")
}

/// What the formula gives of two figures, `a` and `b`, of these units and observations.
fn derived(formula: &str, a: (&str, &str), b: (&str, &str)) -> (Vec<String>, String) {
    let text = format!("title = \"D\"\nunit = \"results\"\nderived = \"{formula}\"\nterms = {{ a = \"a\", b = \"b\" }}\n");
    let (a, b) = (stated(a.0, a.1), stated(b.0, b.1));
    let (site, said) = site(&[("content/figures/a.toml", &a), ("content/figures/b.toml", &b), ("content/figures/d.toml", &text)]);
    (observations(&site, "d"), said)
}

/// The one result of a formula of two figures with one observation each, without a word said.
fn result(formula: &str, a: &str, b: &str) -> String {
    let one = |words: &str| format!("observations = [{{ {words} }}]");
    let (found, said) = derived(formula, ("companies", &one(a)), ("labs", &one(b)));
    assert_eq!(said, "", "{formula} of {a} and {b}");
    found.join("; ")
}

#[test]
fn a_share_of_a_count_is_derived() {
    let (found, said) = derived(
        "a * b / 100",
        ("percent", "observations = [{ value = 74, period = 2022 }]"),
        ("companies", "observations = [{ value = 12000, period = 2022 }]"),
    );
    assert_eq!((&found[..], &*said), (&["8880 in 2022".to_owned()][..], ""));
}

#[test]
fn qualifiers_and_bounds_propagate() {
    let check = |formula: &str, a: &str, b: &str, expected: &str| assert_eq!(result(formula, a, b), expected, "{formula} of {a} and {b}");
    check("a + b", "value = 100, qualifier = \"more-than\"", "value = 20", "MoreThan 120");
    check("a - b", "value = 100", "value = 20, qualifier = \"at-least\"", "AtMost 80");
    check("a - b", "value = 100, qualifier = \"at-least\"", "value = 20, qualifier = \"at-least\"", "not reported");
    check("a / b * 100", "value = 50", "value = 100, qualifier = \"more-than\"", "LessThan 50");
    check("a / b * 100", "value = 50", "value = 100, qualifier = \"less-than\"", "MoreThan 50");
    check("2 * a + 0 * b", "value = 100, qualifier = \"about\"", "value = 1", "About 200");
    check("2 * a + 0 * b", "value = 100, qualifier = \"almost\"", "value = 1", "Almost 200");
    check("-2 * a + 0 * b", "value = 100, qualifier = \"almost\"", "value = 1", "About -200");
    check("a - b", "value = 100, qualifier = \"almost\"", "value = 50, qualifier = \"almost\"", "About 50");
    check("a + b", "value = 100, qualifier = \"about\"", "value = 50, qualifier = \"more-than\"", "MoreThan 150, Estimated");
    check("a + b", "min = 10, max = 20", "value = 5", "15 to 25");
    check("a * b", "min = 10, max = 20", "min = 2, max = 3", "20 to 60");
    check("a + b", "min = 10", "value = 5", "AtLeast 15");
    check("a + b", "value = \"not-reported\"", "value = 5", "not reported");
    check("a / b", "value = 200, qualifier = \"at-least\"", "value = 3", "AtLeast 66.6");
    check("a / b", "value = 1", "value = 3", "0.333");
}

#[test]
fn the_least_firm_status_and_all_sources_are_kept() {
    let sources = "observations = [{ value = 1, period = 2022, status = \"provisional\", source = \"x\", break = true }]";
    let other = "observations = [{ value = 2, period = 2022, status = \"expected\", source = [\"x\", \"y\"] }]";
    let text = "title = \"D\"\nunit = \"results\"\nderived = \"a + b\"\nterms = { a = \"a\", b = \"b\" }\n";
    let (a, b) = (stated("labs", sources), stated("labs", other));
    let (site, _) = site(&[
        ("content/figures/a.toml", &a),
        ("content/figures/b.toml", &b),
        ("content/figures/d.toml", text),
        ("content/sources/x.toml", "title = \"X\""),
        ("content/sources/y.toml", "title = \"Y\""),
    ]);
    assert_eq!(observations(&site, "d"), ["3 in 2022, Expected, after a break [x] [y]"]);
}

#[test]
fn series_are_matched_by_their_dimensions() {
    let a = "observations = [{ value = 1, period = 2020 }, { value = 2, period = 2021 }, { value = 3, period = 2022 }]";
    let b = "observations = [{ value = 10, period = 2022 }, { value = 20, period = 2021 }]";
    assert_eq!(derived("a + b", ("labs", a), ("labs", b)).0, ["22 in 2021", "13 in 2022"]);
    let constant = "observations = [{ value = 10, period = 1999 }]";
    assert_eq!(derived("a * b", ("labs", a), ("labs", constant)).0, ["10 in 2020", "20 in 2021", "30 in 2022"]);
    let parts = "observations = [{ value = 5, category = \"food\" }, { value = 7, category = \"metal\" }]";
    let both = "observations = [{ value = 1, category = \"metal\", period = 2020 }, { value = 2, category = \"food\", period = 2020 }]";
    assert_eq!(derived("a * b", ("labs", parts), ("labs", both)).0, ["10 in 2020 as food", "7 in 2020 as metal"]);
    let gap = "observations = [{ value = 1, period = 2020 }, { value = \"not-reported\", period = 2021 }]";
    assert_eq!(derived("a + b", ("labs", a), ("labs", gap)).0, ["2 in 2020", "not reported in 2021"]);
    let claims = "observations = [{ value = 1, period = 2020, source = [] }, { value = 9, period = 2020, preferred = true }]";
    assert_eq!(derived("a + b", ("labs", a), ("labs", claims)).0, ["10 in 2020", "11 in 2021", "12 in 2022"]);
}

#[test]
fn scales_are_reckoned_with() {
    let text = "title = \"D\"\nunit = \"EUR\"\nscale = \"million\"\nderived = \"a * b\"\nterms = { a = \"a\", b = \"b\" }\n";
    let (a, b) =
        (stated("people", "scale = \"thousand\"\nobservations = [{ value = 2.5 }]"), stated("EUR", "observations = [{ value = 3000 }]"));
    let (site, said) = site(&[("content/figures/a.toml", &a), ("content/figures/b.toml", &b), ("content/figures/d.toml", text)]);
    assert_eq!((observations(&site, "d"), &*said), (vec!["7.5".to_owned()], ""));
}

#[test]
fn a_chain_of_derivations_is_worked_out_in_its_order() {
    let link =
        |term: &str, formula: &str| format!("title = \"T\"\nunit = \"labs\"\nderived = \"{formula}\"\nterms = {{ x = \"{term}\" }}\n");
    // The first in the alphabet needs the last.
    let (a, b, c) = (link("b", "x + 1"), link("c", "x * 2"), stated("labs", "observations = [{ value = 4, qualifier = \"at-least\" }]"));
    let (site, said) = site(&[("content/figures/a.toml", &a), ("content/figures/b.toml", &b), ("content/figures/c.toml", &c)]);
    assert_eq!((observations(&site, "a"), &*said), (vec!["AtLeast 9".to_owned()], ""));
}

/// Organisations with a class, a size and money, for what is computed of them.
const MEMBERS: [(&str, &str); 6] = [
    ("content/organisations/a.toml", "title = \"A\"\ntype = \"company\"\nemployees = 10\nmember_of = \"g\""),
    ("content/organisations/b.toml", "title = \"B\"\ntype = \"company\"\nemployees = 25\nmember_of = \"g\""),
    ("content/organisations/c.toml", "title = \"C\"\ntype = \"university\"\nmember_of = \"g\""),
    ("content/organisations/d.toml", "title = \"D\"\nemployees = 6"),
    ("content/organisations/g.toml", "title = \"G\"\ntype = \"cluster\""),
    ("content/organisations/h.toml", "title = \"H\"\ntype = \"cluster\""),
];

/// What a computation gives over those.
fn computed(compute: &str) -> (Vec<String>, String) {
    let kind =
        "[fields]\nemployees = { type = \"integer\", label = \"Employees\" }\nturnover = { type = \"money\", label = \"Turnover\" }\n";
    let text = format!("title = \"F\"\nunit = \"things\"\n[compute]\n{compute}\n");
    let mut files = MEMBERS.to_vec();
    files.push(("kinds/organisation.toml", kind));
    files.push(("content/figures/f.toml", &text));
    let (site, said) = site(&files);
    (observations(&site, "f"), said)
}

#[test]
fn figures_are_computed_from_what_the_site_lists() {
    let check = |compute: &str, expected: &[&str]| {
        assert_eq!(computed(compute), (expected.iter().map(|line| (*line).to_owned()).collect(), String::new()))
    };
    check("of = \"organisation\"", &["6, 0 of 6 silent"]);
    check("of = \"organisation\"\nwhere = { member_of = \"g\" }\ntake = \"count\"", &["3, 0 of 3 silent"]);
    check("of = \"organisation\"\ntake = \"sum\"\nfield = \"employees\"", &["41, 3 of 6 silent"]);
    check("of = \"organisation\"\ntake = \"mean\"\nfield = \"employees\"", &["13.7, 3 of 6 silent"]);
    check("of = \"organisation\"\ntake = \"min\"\nfield = \"employees\"", &["6, 3 of 6 silent"]);
    check("of = \"organisation\"\ntake = \"max\"\nfield = \"employees\"", &["25, 3 of 6 silent"]);
    check("of = \"organisation\"\nwhere = { type = \"company\" }\ntake = \"share\"", &["33.3, 0 of 2 silent"]);
    check("of = \"organisation\"\nwhere = { type = \"company\" }\ntake = \"share\"\nfield = \"employees\"", &["85.4, 0 of 2 silent"]);
    check("of = \"organisation\"\nwhere = { type = \"cluster\" }\ntake = \"sum\"\nfield = \"employees\"", &["not reported, 2 of 2 silent"]);
}

#[test]
fn a_list_that_nobody_made_is_not_counted_as_none() {
    let check = |condition: &str, expected: &str| {
        assert_eq!(computed(&format!("of = \"organisation\"\nwhere = {{ {condition} }}")).0, [format!("{expected}, 0 of 0 silent")]);
    };
    check("member_of = \"h\"", "not reported");
    check("member_of = \"g\", type = \"cluster\"", "0");
    check("member_of = \"g\", founded = { gte = 2000 }", "not reported");
}

#[test]
fn groups_are_categories_or_things() {
    let (found, said) = computed("of = \"organisation\"\ngroup_by = \"type\"");
    assert_eq!(said, "");
    assert_eq!(found.iter().map(|line| line.split(',').next().unwrap_or_default()).collect::<Vec<_>>().len(), 3, "{found:?}");
    assert!(found.iter().any(|line| line.starts_with("2 as ")), "{found:?}");
    let (found, _) = computed("of = \"organisation\"\ngroup_by = \"member_of\"\ntake = \"sum\"\nfield = \"employees\"");
    assert_eq!(found, ["35 of g, 1 of 3 silent"]);
    let (found, _) = computed("of = \"organisation\"\ngroup_by = \"type\"\ntake = \"share\"");
    assert!(found.iter().all(|line| line.starts_with("40 as ") || line.starts_with("20 as ")), "{found:?}");
}

/// The observations of a figure with this head and this table beside it.
fn tabled(head: &str, table: &str) -> (Vec<String>, String) {
    let text = format!("title = \"T\"\nunit = \"index\"\nbaseline = \"EU = 100\"\ndata = \"t.csv\"\n{head}\n");
    let (site, said) = site(&[("content/figures/t.toml", &text), ("content/figures/t.csv", table)]);
    (observations(&site, "t"), said)
}

#[test]
fn flags_and_gaps_of_a_table_are_understood() {
    let table = "geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nBizkaia,2019,117,\nBizkaia,2020,105,b\nBizkaia,2021,107,p\nBizkaia,2022,,\nBizkaia,2023,:,c\nBizkaia,2024,110,BE\nBizkaia,2025,111 f,\n";
    let columns = "columns = { geo = \"category\", TIME_PERIOD = \"period\", OBS_VALUE = \"value\", OBS_FLAG = \"flag\" }";
    let (found, said) = tabled(columns, table);
    let expected = [
        "117 in 2019 as Bizkaia",
        "105 in 2020 as Bizkaia, after a break",
        "107 in 2021 as Bizkaia, Provisional",
        "not reported in 2022 as Bizkaia",
        "not reported in 2023 as Bizkaia",
        "110 in 2024 as Bizkaia, Estimated, after a break",
        "111 in 2025 as Bizkaia, Expected",
    ];
    assert_eq!((found, &*said), (expected.map(str::to_owned).to_vec(), ""));
}

#[test]
fn a_table_with_a_column_for_each_year_is_a_series() {
    let table = "geo,geo_name,2020,2021\nES211,Araba,123,127 p\nES213,Bizkaia,108,\n";
    let columns = "columns = { geo = \"-\", geo_name = \"category\", \"*\" = \"period\" }";
    let (found, said) = tabled(columns, table);
    let expected =
        ["123 in 2020 as Araba", "127 in 2021 as Araba, Provisional", "108 in 2020 as Bizkaia", "not reported in 2021 as Bizkaia"];
    assert_eq!((found, &*said), (expected.map(str::to_owned).to_vec(), ""));
}

#[test]
fn only_the_wanted_rows_of_a_table_are_read() {
    let table = "category,unit,period,value\nAraba,EUR_HAB,2020,1\nAraba,PPS,2020,2\nBizkaia,PPS,2020,3\n";
    assert_eq!(
        tabled("rows = { unit = \"PPS\" }", table),
        (vec!["2 in 2020 as Araba".into(), "3 in 2020 as Bizkaia".into()], String::new())
    );
    assert_eq!(
        tabled("rows = { unit = \"PPS\", category = [\"Bizkaia\"] }\ncolumns = { category = \"category\" }", table).0,
        ["3 in 2020 as Bizkaia"]
    );
}

#[test]
fn a_hundred_thousand_rows_take_no_longer_each_than_ten_thousand() {
    let table = |rows: usize| {
        let mut table = String::from("id,category,period,value,flag\n");
        (0..rows).for_each(|row| {
            table += &format!("r-{row},Region {},{},{},{}\n", row / 20, 2000 + row % 20, row, if row % 7 == 0 { "p" } else { "" })
        });
        table
    };
    let (small, large) = (table(10_000), table(100_000));
    let time = |table: &str, rows: usize| {
        let start = std::time::Instant::now();
        let (found, said) = tabled("", table);
        assert_eq!((found.len(), &*said), (rows, ""));
        start.elapsed().as_secs_f64() / rows as f64
    };
    // The first reading pays for what is only made once; a busy machine may be slow for a while, and is timed again.
    time(&small, 10_000);
    let is_linear = (0..3).any(|_| time(&large, 100_000) < time(&small, 10_000) * 4.0);
    assert!(is_linear, "a row of many takes several times as long as a row of few");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever an editor writes as a formula, it is read or refused.
    #[test]
    fn no_formula_makes_it_panic(formula in "[-a-c0-9+*/(). _,%×€{}]{0,40}") {
        let text = format!("title = \"D\"\nunit = \"labs\"\nderived = '''{formula}'''\nterms = {{ a = \"a\", b = \"a\" }}\n");
        let a = stated("labs", "observations = [{ value = 0 }]");
        let (site, said) = site(&[("content/figures/a.toml", &a), ("content/figures/d.toml", &text)]);
        prop_assert!(!observations(&site, "d").is_empty() || !said.is_empty());
    }

    /// A count is what one gets by counting.
    #[test]
    fn counts_are_those_of_counting(classes in prop::collection::vec(prop::option::of(0usize..3), 1..12)) {
        let words = ["company", "university", "cluster"];
        let things: Vec<(String, String)> = classes.iter().enumerate().map(|(at, class)| {
            let class = class.map_or(String::new(), |class| format!("type = \"{}\"", words[class]));
            (format!("content/organisations/o-{at}.toml"), format!("title = \"O {at}\"\n{class}"))
        }).collect();
        let mut files: Vec<(&str, &str)> = things.iter().map(|(path, text)| (&**path, &**text)).collect();
        files.push(("content/figures/f.toml", "title = \"F\"\nunit = \"things\"\n[compute]\nof = \"organisation\"\ngroup_by = \"type\"\n"));
        let (site, _) = site(&files);
        let figure = site.figure(site.find("figure/f").expect("it is there")).expect("it is a figure");
        for (at, word) in words.iter().enumerate() {
            let expected = classes.iter().filter(|class| **class == Some(at)).count();
            let found = figure.find(word).map(|at| figure.observations[at].reading);
            prop_assert_eq!(found, (expected > 0).then_some(Reading::Value(expected as f64)));
        }
        let silent = classes.iter().filter(|class| class.is_none()).count();
        prop_assert_eq!(figure.tally.map(|tally| (tally.things, tally.silent)), Some((classes.len(), silent)));
    }
}
