//! What drawing costs, apart from everything else: each form with few points and with many, in both widths.
//!
//! `cargo bench --bench pictures`. Printed are microseconds for a chart and the bytes of it.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use sare::diag::{FileId, Report};
use sare::registry::figure::Scale;
use sare::render::format::Formats;
use sare::render::pictures::{Amount, At, Bound, Break, Chart, Emphasis, Form, Point, Series, State, Width, Words, draw};
use sare::render::strings::Strings;

fn main() {
    let files = [include_str!("../themes/eko/strings/en/values.ftl"), include_str!("../themes/eko/strings/en/pictures.ftl")];
    let strings = Strings::load("en", &files.map(|text| (FileId(0), text)), &mut Report::default());
    let formats = Formats::new(Arc::new(strings));
    let words = Words { formats: &formats, unit: None, scale: Scale::Ones };
    println!("{:14} {:>12} {:>12} {:>14}", "form", "8 points", "200 points", "20,000 points");
    for form in Form::ALL {
        let cost = |count: usize, times: u32| {
            let chart = chart(form, count);
            let start = Instant::now();
            let mut bytes = 0;
            for _ in 0..times {
                bytes = [Width::Wide, Width::Narrow].map(|width| black_box(draw(&chart, &words, "c", width)).len()).iter().sum();
            }
            format!("{:.0} µs {} B", start.elapsed().as_secs_f64() * 1e6 / f64::from(times), bytes)
        };
        println!("{:14} {:>16} {:>18} {:>20}", form.name(), cost(8, 200), cost(200, 50), cost(20_000, 2));
    }
}

/// Two series over so many places, or over so many years.
fn chart(form: Form, count: usize) -> Chart {
    let over_time = matches!(form, Form::Line | Form::Area | Form::Slope | Form::Sparkline | Form::Multiples);
    let name = |at: usize| if over_time { format!("{}", 1900 + at) } else { format!("Municipality of Amorebieta {at}") };
    let point = |at: usize, factor: usize| {
        let value = (at * 7919 * factor % 1000) as f64 + 1.0;
        Point {
            at: match form {
                _ if over_time => At::Time(1900.5 + at as f64),
                Form::Scatter => At::Number((at * 31 % 997) as f64),
                _ => At::Band(at),
            },
            when: name(at),
            amount: Amount::Value(value),
            state: State::Firm,
            bound: Bound::Exact,
            label: format!("{value} people"),
            short: value.to_string(),
            beside: String::new(),
            breaks: Break::None,
            href: String::new(),
        }
    };
    let series = |name: &str, factor: usize| Series {
        name: name.to_owned(),
        points: (0..count).map(|at| point(at, factor)).collect(),
        emphasis: Emphasis::Plain,
    };
    Chart {
        form,
        title: "People".to_owned(),
        unit: "people".to_owned(),
        categories: if over_time || form == Form::Scatter { Vec::new() } else { (0..count).map(name).collect() },
        series: vec![series("Women", 1), series("Men", 3)],
        base: None,
        whole: None,
        references: Vec::new(),
        across: String::new(),
    }
}
