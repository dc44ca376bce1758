//! What holds for every network: only numbers in the drawing, all of it within its frame, no word on another, and no line missing.

use proptest::prelude::*;

use super::*;
use crate::render::pictures::svg::Rect;
use crate::render::pictures::{labels, text};

const FORMS: [Form; 4] = [Form::Force, Form::Layers, Form::Ego, Form::Sankey];
const WIDTHS: [Width; 2] = [Width::Wide, Width::Narrow];

fn network(form: Form, labels: &[&str], lines: &[(usize, usize, usize)]) -> Network {
    let node = |(at, label): (usize, &&str)| Node {
        label: (*label).to_owned(),
        told: format!("node {at}"),
        href: if at % 3 == 0 { String::new() } else { format!("/things/{at}/") },
        colour: at % 10,
        standing: [Standing::Firm, Standing::Planned, Standing::Ended][at % 3],
        amount: format!("€{at}"),
    };
    let edge = |(at, (from, to, relation)): (usize, &(usize, usize, usize))| Edge {
        from: *from,
        to: *to,
        relation: *relation,
        standing: [Standing::Firm, Standing::Ended][at % 2],
        count: 1 + at % 5,
        amount: 1.0 + at as f64,
        told: format!("line {at}."),
    };
    let relation = |at: usize| Relation {
        label: format!("relation {at}"),
        direction: if at.is_multiple_of(2) { Direction::Arrow } else { Direction::Plain },
    };
    // A flow from a thing to itself goes nowhere; whoever makes the drawing leaves it out.
    let lines = lines.iter().filter(|(from, to, _)| form != Form::Sankey || from != to);
    Network {
        form,
        title: "Who works with whom".to_owned(),
        description: "Things and links.".to_owned(),
        nodes: labels.iter().enumerate().map(node).collect(),
        edges: lines.enumerate().map(edge).collect(),
        relations: (0..4).map(relation).collect(),
        colours: (0..labels.len().min(9)).map(|at| format!("sort {at}")).collect(),
        planned: "planned".to_owned(),
        ended: "ended".to_owned(),
        centre: (form == Form::Ego && !labels.is_empty()).then_some(0),
    }
}

/// The values of an attribute.
fn values<'s>(svg: &'s str, name: &str) -> Vec<&'s str> {
    svg.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The lines of words in a drawing: where they are and what they say.
fn words(svg: &str) -> Vec<(Rect, String)> {
    let mut found = Vec::new();
    for element in svg.split("<text ").skip(1) {
        let (head, rest) = element.split_once('>').expect("an element has an end");
        let said = rest.split("</text>").next().unwrap_or_default().replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
        let head = format!(" {head}");
        let number = |name| values(&head, name).first().and_then(|value| value.parse::<f64>().ok()).expect("a number");
        let width = text::width(&said, TEXT);
        let x = match values(&head, "text-anchor").first() {
            Some(&"middle") => number("x") - width / 2.0,
            Some(&"end") => number("x") - width,
            _ => number("x"),
        };
        found.push((Rect { x, y: number("y") - TEXT * 0.7, width, height: TEXT * 0.7 }, said));
    }
    found
}

fn check(network: &Network, width: Width) {
    let svg = draw(network, "net", width);
    let across = if width == Width::Wide { 720.0 } else { 340.0 };
    let view: Vec<f64> =
        values(&svg, "viewBox").first().expect("a view box").split(' ').map(|part| part.parse().expect("a number")).collect();
    let height = view[3];
    assert!(height.is_finite() && height < 60_000.0, "{height}");
    for (name, most) in [("x", across), ("x1", across), ("x2", across), ("cx", across), ("y", height), ("cy", height), ("y1", height)] {
        for value in values(&svg, name) {
            let value: f64 = value.parse().unwrap_or_else(|_| panic!("{name} is {value}"));
            assert!((-0.5..=most + 0.5).contains(&value), "{:?} {name}={value} of {most}", network.form);
        }
    }
    for path in values(&svg, "d") {
        let numbers: Vec<f64> = path
            .split(|letter: char| letter.is_ascii_alphabetic() || letter == ' ')
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().unwrap_or_else(|_| panic!("{path}")))
            .collect();
        // Arcs aside, which only points of one shape have, places come in pairs.
        for pair in numbers.chunks(2) {
            assert!((-4.0..=across + 4.0).contains(&pair[0]), "{:?}: {path}", network.form);
            assert!((-4.0..=height + 4.0).contains(&pair[1]), "{:?}: {path} in {height}", network.form);
        }
    }
    for edge in &network.edges {
        assert!(svg.contains(&format!("<title>{}</title>", edge.told)), "{:?}: {} is not drawn", network.form, edge.told);
    }
    for node in &network.nodes {
        assert!(svg.contains(&format!("<title>{}</title>", node.told)) || network.form == Form::Ego, "{} is not drawn", node.told);
    }
    let words = words(&svg);
    for (at, (one, said)) in words.iter().enumerate() {
        for (other, also) in &words[at + 1..] {
            assert!(!labels::meet(one, other), "{:?} {width:?}: `{said}` lies on `{also}`\n{one:?} {other:?}", network.form);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_linked_can_be_drawn(
        labels in prop::collection::vec("[A-Za-zñ ]{0,40}", 1..28),
        lines in prop::collection::vec((0..28_usize, 0..28_usize, 0..4_usize), 0..45),
    ) {
        let labels: Vec<&str> = labels.iter().map(|label| &**label).collect();
        let count = labels.len();
        let lines: Vec<(usize, usize, usize)> = lines.iter().map(|(from, to, relation)| (from % count, to % count, *relation)).collect();
        for form in FORMS {
            // Around one thing only its own links are drawn.
            let lines: Vec<(usize, usize, usize)> =
                lines.iter().map(|(from, to, relation)| if form == Form::Ego { (0, *to, *relation) } else { (*from, *to, *relation) }).collect();
            WIDTHS.iter().for_each(|width| check(&network(form, &labels, &lines), *width));
        }
    }
}

#[test]
fn nothing_one_thing_and_a_thing_with_itself_can_be_drawn() {
    for form in FORMS {
        for width in WIDTHS {
            check(&network(form, &[], &[]), width);
            check(&network(form, &["Tecnalia"], &[]), width);
            check(&network(form, &["Tecnalia"], &[(0, 0, 0), (0, 0, 1), (0, 0, 0)]), width);
            check(&network(form, &["Tecnalia", "Vicomtech"], &[]), width);
        }
    }
}

#[test]
fn forty_lines_between_the_same_two_are_all_drawn() {
    let lines: Vec<(usize, usize, usize)> = (0..40).map(|at| (at % 2, 1 - at % 2, at % 4)).collect();
    for form in [Form::Force, Form::Layers, Form::Sankey] {
        WIDTHS.iter().for_each(|width| check(&network(form, &["Tecnalia", "EXCITE"], &lines), *width));
    }
}

#[test]
fn hostile_names_stay_words() {
    let long = "x".repeat(3000);
    let names = ["<script>alert(1)</script>", "\u{202E}evil", "", &long, "a\u{0}b", "שלום", "👩\u{200D}🔬"];
    for form in [Form::Force, Form::Layers, Form::Ego] {
        let svg = draw(&network(form, &names, &[(0, 1, 0), (0, 2, 1), (0, 3, 2), (0, 4, 3), (0, 5, 0), (0, 6, 0)]), "net", Width::Wide);
        assert!(!svg.contains("<script") && !svg.contains('\u{202E}') && !svg.contains('\u{0}'));
    }
}

#[test]
fn a_circle_in_a_hierarchy_is_drawn_with_an_arrow_back() {
    let network = network(Form::Layers, &["a", "b", "c"], &[(0, 1, 1), (1, 2, 1), (2, 0, 1)]);
    check(&network, Width::Wide);
    let svg = draw(&network, "net", Width::Wide);
    let line = svg.split("<title>line 2.</title>").nth(1).and_then(|rest| rest.split("</g>").next()).unwrap_or_default();
    assert!(line.contains("arrow-head"), "{line}");
}

#[test]
fn the_same_network_is_the_same_drawing_on_one_thread_and_on_four() {
    let labels: Vec<String> = (0..120).map(|at| format!("Organisation {at}")).collect();
    let labels: Vec<&str> = labels.iter().map(|label| &**label).collect();
    let lines: Vec<(usize, usize, usize)> = (1..120).flat_map(|at| [(at, at / 4, 0), (at, at * 7 % 120, 1)]).collect();
    let pictures = |threads: usize| -> Vec<String> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let one = |form: &Form| WIDTHS.map(|width| draw(&network(*form, &labels, &lines), "net", width)).concat();
        use rayon::prelude::*;
        pool.install(|| FORMS[..2].par_iter().map(one).collect())
    };
    assert_eq!(pictures(1), pictures(4));
}

#[test]
fn three_hundred_points_have_labels_where_there_is_room_and_titles_everywhere() {
    let labels: Vec<String> = (0..300).map(|at| format!("Organisation number {at}")).collect();
    let labels: Vec<&str> = labels.iter().map(|label| &**label).collect();
    let lines: Vec<(usize, usize, usize)> = (1..300).map(|at| (at, at / 6, 0)).collect();
    let network = network(Form::Force, &labels, &lines);
    WIDTHS.iter().for_each(|width| check(&network, *width));
    // The best linked have theirs.
    let svg = draw(&network, "net", Width::Wide);
    for at in 0..20 {
        let own = svg.split(&format!("<title>node {at}</title>")).nth(1).and_then(|rest| rest.split("<title>").next()).unwrap_or_default();
        assert!(own.contains("<text"), "node {at} has no label");
    }
}

#[test]
fn a_table_of_things_by_things_is_within_its_frame() {
    let cells = (0..30).map(|at| Cell { row: at % 7, column: at % 5, mark: at % 2, told: format!("cell {at}") }).collect();
    let names = |count: usize| (0..count).map(|at| format!("Something with a rather long name {at}")).collect::<Vec<_>>();
    let grid = Grid { title: "t".into(), description: "d".into(), rows: names(7), columns: names(5), cells, marks: names(2) };
    let svg = draw_grid(&grid, "grid");
    assert!(svg.matches("<title>cell ").count() == 30 && !svg.contains("NaN"));
    assert!(draw_grid(&Grid::default(), "grid").starts_with("<svg"));
}
