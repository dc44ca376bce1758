//! What queries find: conditions on every type of field, groups and orders, and what is said of questions that cannot be asked.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use sare::Options;
use sare::diag::{Code, FileId, Report, Span};
use sare::registry::language::DEFAULT;
use sare::registry::query::{self, Group, Query};
use sare::registry::{EntityId, Site};
use sare::syntax::toml::{Keys, Origin, parse};

/// Writes a file of the site in `root`.
#[expect(clippy::disallowed_methods, reason = "a test lays out the site that it reads")]
fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("it can be made");
    std::fs::write(path, text).expect("it can be written");
}

/// A kind with a field of every type that can be asked for.
const STALL: &str = r#"label = "Stall"
plural = "Stalls"
folder = "stalls"

[fields]
n = { type = "integer", label = "N" }
x = { type = "number", label = "X" }
open = { type = "boolean", label = "Open" }
m = { type = "money", label = "M" }
day = { type = "date", label = "Day" }
at = { type = "time", label = "At" }
web = { type = "url", label = "Web" }
mail = { type = "email", label = "Mail" }
ror = { type = "identifier", scheme = "ror", label = "ROR" }
point = { type = "coordinates", label = "Point" }
seen = { type = "measure", label = "Seen" }
motto = { type = "text", label = "Motto" }
text = { type = "markdown", label = "Text" }
size = { type = "enum", label = "Size", values = { small = "Small", medium = "Medium", large = "Large" } }

[fields.visits]
type = "ref"
to = "stall"
list = true
label = "Visits"
fields = { role = { type = "text", label = "Role" }, since = { type = "date", label = "Since" } }

[fields.prizes]
type = "record"
list = true
label = "Prizes"
fields = { name = { type = "text", label = "Name" }, year = { type = "date", label = "Year" } }
"#;

const STALLS: [(&str, &str); 4] = [
    (
        "a",
        r#"n = 10
x = 2.5
open = true
m = "100 EUR"
day = 2018-06-04
at = "09:30"
web = "https://a.example/"
mail = "a@a.example"
ror = "https://ror.org/02fv8hj62"
point = [43.26, -2.93]
seen = 5
motto = "alpha"
size = "small"
visits = [{ id = "b", role = "guest" }, { id = "c", role = "host", since = 2019 }]
prizes = [{ name = "best", year = 2018 }, { name = "largest", year = 2020 }]"#,
    ),
    (
        "b",
        r#"n = 100
x = -1
open = false
m = "50 EUR"
day = "2018-early"
at = "17:00"
seen = "not-reported"
motto = "Gamma"
size = "large"
visits = [{ id = "c", role = "guest" }]
prizes = [{ name = "best", year = 2020 }]"#,
    ),
    ("c", "n = 9\nm = \"100 USD\"\nseen = 1\nmotto = \"écru\"\nsize = \"medium\"\nday = 2017\n"),
    ("d", ""),
];

/// The site of the stalls.
fn stalls() -> &'static Site {
    static SITE: OnceLock<Arc<Site>> = OnceLock::new();
    SITE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("there is room");
        put(folder.path(), "sare.toml", "title = \"Fair\"\nsources = \"optional\"\nlanguages = [\"en\"]\n");
        put(folder.path(), "kinds/stall.toml", STALL);
        for (id, facts) in STALLS {
            put(folder.path(), &format!("content/stalls/{id}.md"), &format!("+++\ntitle = \"{id}\"\n{facts}\n+++\n"));
        }
        let compiled = sare::compile(folder.path(), &Options::default()).expect("it can be read");
        let said: Vec<String> =
            compiled.report.clone().sorted().iter().map(|found| sare::diag::short::short(found, &compiled.tree)).collect();
        assert!(compiled.report.is_publishable(), "{}", said.concat());
        compiled.site
    })
}

/// Reads a query about stalls, with what is said about it.
fn read(rest: &str) -> (Option<Query>, Report) {
    let mut report = Report::default();
    let table = parse(rest, &Origin::at(FileId(0), 0), Code::BrokenView, &mut report);
    let mut keys = Keys::of(&table, "this query");
    let query = query::read(&mut keys, Span::start_of(FileId(0)), &stalls().ground(), &mut report);
    keys.finish(&mut report);
    (query, report)
}

fn answer(rest: &str) -> Vec<Group> {
    let written = format!("of = \"stall\"\n{rest}\n");
    let (query, report) = read(&written);
    let said: Vec<String> = report.sorted().iter().map(|found| found.message.to_string()).collect();
    assert!(said.is_empty(), "{rest}: {said:?}");
    let query = query.expect("it was read");
    let out = query::write(&query, stalls());
    assert_eq!(read(&out).0.as_ref(), Some(&query), "{written} became {out}");
    query::run(stalls(), &query, DEFAULT)
}

fn ids(things: &[EntityId]) -> String {
    things.iter().map(|id| stalls().entity(*id).id.to_string()).collect::<Vec<_>>().join(" ")
}

fn found(rest: &str) -> String {
    answer(rest).iter().map(|group| ids(&group.entities)).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_condition_is_about_every_type_of_field() {
    let check = |condition: &str, expected: &str| assert_eq!(found(&format!("where = {{ {condition} }}")), expected, "{condition}");
    check("n = 10", "a");
    check("n = { gt = 9, lt = 100 }", "a");
    check("x = { gte = 2 }", "a");
    check("open = false", "b");
    check("m = \"100 EUR\"", "a");
    check("m = { amount = 100, currency = \"eur\" }", "a");
    check("m = 100", "a c");
    check("m = { gte = \"60 EUR\" }", "a");
    check("m = { gte = 60 }", "a c");
    check("m = { not = \"100 EUR\" }", "b c d");
    check("m = { lt = \"1 CHF\" }", "");
    check("seen = \"not-reported\"", "b");
    check("seen = { not = \"not-reported\" }", "a c d");
    check("seen = { gte = 1 }", "a c");
    check("at = \"09:30\"", "a");
    check("at = { gt = \"09:30\" }", "b");
    check("at = { lte = 09:30:00 }", "a");
    check("point = [43.26, -2.93]", "a");
    check("point = [[43.26, -2.93], [0, 0]]", "a");
    check("point = { lat = 43.26, lon = -2.93 }", "a");
    check("point = { not = [43.26, -2.93] }", "b c d");
    check("motto = \"alpha\"", "a");
    check("motto = { gt = \"beta\" }", "b c");
    check("motto = { lt = \"Fern\" }", "a c");
    check("ror = \"02FV8HJ62\"", "a");
    check("ror = \"https://ror.org/02fv8hj62\"", "a");
    check("web = \"https://a.example\"", "a");
    check("mail = \"A@a.example\"", "a");
    check("size = { gte = \"medium\" }", "b c");
    check("size = { lt = \"medium\" }", "a");
    check("day = { lt = 2018 }", "c");
    check("day = { gt = \"2017/..\" }", "");
    check("day = 2018", "a b");
    check("id = { gt = \"b\" }", "c d");
    check("id = { exists = true }", "a b c d");
    check("text = { exists = false }", "a b c d");
}

#[test]
fn conditions_on_a_relation_hold_of_one_and_the_same() {
    let check = |condition: &str, expected: &str| assert_eq!(found(&format!("where = {{ {condition} }}")), expected, "{condition}");
    check("visits = \"c\", \"visits.role\" = \"guest\"", "b");
    check("visits = \"b\", \"visits.role\" = \"guest\"", "a");
    check("visits = \"b\", \"visits.role\" = \"host\"", "");
    check("visits = { not = \"b\" }, \"visits.role\" = \"guest\"", "b");
    check("visits = \"c\", \"visits.since\" = { exists = false }", "b");
    check("\"visits.role\" = { not = \"host\" }", "b c d");
    check("\"visits.role\" = { not = \"host\" }, visits = { not = \"b\" }", "b c d");
    check("\"prizes.name\" = \"best\", \"prizes.year\" = 2020", "b");
    check("\"prizes.name\" = \"best\", \"prizes.year\" = { lt = 2020 }", "a");
    check("\"prizes.year\" = { gt = 2018, lt = 2020 }", "");
}

#[test]
fn groups_stand_by_size_and_time() {
    let check = |field: &str, expected: &str| assert_eq!(found(&format!("group_by = \"{field}\"")), expected, "{field}");
    check("n", "c | a | b | d");
    check("x", "b | a | c d");
    check("day", "c | b | a | d");
    check("open", "a | b | c d");
    check("m", "b | a | c | d");
    check("at", "a | b | c d");
    check("seen", "c | a | b | d");
    check("motto", "a | c | b | d");
    check("size", "a | c | b | d");
    check("prizes.year", "a | a b | c d");
}

#[test]
fn groups_fall_into_groups_by_a_second_field() {
    let check = |fields: &str, expected: &str| {
        let written = format!("of = \"stall\"\ngroup_by = [{fields}]\n");
        let ask = |written: &str| {
            let mut report = Report::default();
            let table = parse(written, &Origin::at(FileId(0), 0), Code::BrokenView, &mut report);
            let query = query::read_in_two(&mut Keys::of(&table, "this query"), Span::start_of(FileId(0)), &stalls().ground(), &mut report);
            assert!(report.is_publishable(), "{written}");
            query.expect("it was read")
        };
        let query = ask(&written);
        assert_eq!(ask(&query::write(&query, stalls())), query, "{written}");
        let groups = query::run(stalls(), &query, DEFAULT);
        let of = |group: &Group| group.parts.iter().map(|part| ids(&part.entities)).collect::<Vec<_>>().join(", ");
        assert_eq!(groups.iter().map(of).collect::<Vec<_>>().join(" | "), expected, "{fields}");
    };
    check("\"open\", \"size\"", "a | b | c, d");
    check("\"size\", \"visits\"", "a, a | c | b | d");
    // Two fields of one record are asked of one and the same: nothing was the best in 2020 but what `b` has.
    check("\"prizes.name\", \"prizes.year\"", "a, b | a | c d");
    check("\"visits\", \"visits.role\"", "a | b, a | c d");
}

#[test]
fn what_is_not_reported_is_sorted_last() {
    assert_eq!(found("sort = \"seen\""), "c a b d");
    assert_eq!(found("sort = \"-seen\""), "a c b d");
    // Nobody can tell which of two currencies is more.
    assert_eq!(found("sort = [\"m\", \"-id\"]"), "b a c d");
    assert_eq!(found("sort = \"-m\""), "a b c d");
}

#[test]
fn what_cannot_be_asked_is_said() {
    let check = |rest: &str, expected: &str| {
        let (_, report) = read(&format!("of = \"stall\"\n{rest}\n"));
        let said = report.sorted().into_iter().map(|found| match &found.help {
            Some(help) => format!("{}; {help}", found.message),
            None => found.message.to_string(),
        });
        assert_eq!(said.collect::<Vec<String>>().join("\n"), expected, "{rest}");
    };
    check("where = { n = \"x\" }", "`n` should be a whole number, not `x`");
    check("where = { n = { gte = \"ten\" } }", "`n` should be a whole number, not `ten`");
    check("where = { open = \"yes\" }", "`open` should be true or false, not `yes`");
    check("where = { open = { gt = true } }", "`open` is neither more nor less than another, so that `gt` says nothing; write not");
    check(
        "where = { prizes = \"best\" }",
        "`prizes` holds several facts and is not compared as a whole; name one of them, such as \"prizes.name\"",
    );
    check("where = { text = \"best\" }", "`text` cannot be compared; ask whether it is given: \"text\" = { exists = true }");
    check("where = { size = { gte = \"huge\" } }", "`size` cannot be `huge`; it can be small, medium, large");
    check(
        "where = { motto = { within = \"a\" } }",
        "`motto` leads to no thing, so that nothing is within it; `within` is for fields that lead to other things",
    );
    check(
        "where = { id = { within = \"a\" } }",
        "`id` leads to no thing, so that nothing is within it; `within` is for fields that lead to other things",
    );
    check(
        "where = { id = 3 }",
        "`id` should be text, not a whole number; write it between quotation marks, or give its cell the format Text",
    );
    check(
        "where = { visits = { gt = \"a\" } }",
        "`visits` leads to other things, which are neither more nor less than another; write not or within",
    );
    check("where = { visits = [3] }", "`visits` should be the id of a thing, not a whole number");
    check("where = { visits = { not = { id = \"a\" } } }", "`visits` should be the id of a thing, not a table");
    check("where = { seen = { gt = \"not-reported\" } }", "`seen` should be a number, not `not-reported`");
    check(
        "where = { m = { gt = \"much\" } }",
        "`m` should be an amount of money; write { amount = 70000000, currency = \"EUR\" } or \"70000000 EUR\"",
    );
    check("where = { ror = \"x\" }", "`ror` cannot be `x`; a ROR id looks like 02fv8hj62");
    check(
        "where = { n = { gre = 1 } }",
        "there is no comparison `gre`; did you mean `gte`? the comparisons are gte, gt, lte, lt, not, within, exists",
    );
    check("where = { n = { than = 1 } }", "there is no comparison `than`; the comparisons are gte, gt, lte, lt, not, within, exists");
    check("limit = 0", "`limit` should be a whole number above 0, not 0");
    check("limit = \"ten\"", "`limit` should be a whole number above 0, not text");
    check("group_by = \"text\"", "things cannot be grouped by `text`; name a field of short values, such as an enum or a date");
    check("group_by = 3", "`group_by` should be the name of a field, not a whole number");
    check("order = \"n\"", "this query has no setting `order`; it knows of, where, sort, limit, group_by");
}
