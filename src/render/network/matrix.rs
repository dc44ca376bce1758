//! A network as a table of things by things, in an order that shows what belongs together.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::build;
use super::choose;
use super::gather::{Graph, Link};
use super::reduce::{Drawn, degrees};
use super::words::{self, Called};
use crate::registry::view::network::NetworkView;
use crate::render::ask::Window;
use crate::render::html::Html;
use crate::render::pictures::network::{Cell, Grid};

/// A table with more columns or rows than these cannot be looked over.
const MOST_COLUMNS: usize = 60;
const MOST_ROWS: usize = 300;

/// More sorts of marks than these are one.
const MOST_MARKS: usize = 6;

/// The table as templates have it.
#[derive(Serialize)]
pub struct MatrixView {
    columns: Vec<Html>,
    rows: Vec<RowView>,
    marks: Vec<MarkView>,
}

#[derive(Serialize)]
struct RowView {
    name_html: Html,
    cells: Vec<CellView>,
    count: usize,
}

#[derive(Serialize)]
struct CellView {
    /// Which mark stands here, from 1; 0 for none.
    mark: usize,
    told: String,
}

#[derive(Serialize)]
struct MarkView {
    mark: usize,
    name: String,
}

/// The table: positions of the graph, and what stands where two of them meet.
pub struct Matrix<'w> {
    rows: Vec<usize>,
    columns: Vec<usize>,
    cells: BTreeMap<(usize, usize), Vec<Link<'w>>>,
    marks: Vec<String>,
    pub remarks: Vec<String>,
}

/// Chooses rows and columns, and their order.
pub fn of<'w>(window: &Window, graph: &Graph<'w>) -> Matrix<'w> {
    let degrees = degrees(graph);
    let (mut rows, mut columns) = choose::sides(window, graph).unwrap_or_else(|| {
        // Of one kind: whatever leads on is a row, whatever is led to a column.
        let ends = |end: fn(&Link) -> usize| graph.links.iter().map(end).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        (ends(|link| link.from), ends(|link| link.to))
    });
    if columns.len() > rows.len() {
        std::mem::swap(&mut rows, &mut columns);
    }
    let (all_rows, all_columns) = (rows.len(), columns.len());
    let cut = |points: &mut Vec<usize>, most: usize| {
        points.sort_by_key(|at| (usize::MAX - degrees[*at], *at));
        points.truncate(most);
        points.sort_unstable();
    };
    cut(&mut rows, MOST_ROWS);
    cut(&mut columns, MOST_COLUMNS);
    let (in_rows, in_columns): (BTreeSet<usize>, BTreeSet<usize>) = (rows.iter().copied().collect(), columns.iter().copied().collect());
    let mut cells: BTreeMap<(usize, usize), Vec<Link>> = BTreeMap::new();
    let mut left_out = 0;
    for link in &graph.links {
        let places = [(link.from, link.to), (link.to, link.from)];
        match places.into_iter().find(|(row, column)| in_rows.contains(row) && in_columns.contains(column)) {
            Some(place) => cells.entry(place).or_default().push(*link),
            None => left_out += 1,
        }
    }
    order(&mut rows, &mut columns, &cells);
    let marks = marks(window, graph);
    let mut remarks = Vec::new();
    if rows.len() < all_rows || columns.len() < all_columns {
        let numbers = [
            ("rows", rows.len() as i64),
            ("allRows", all_rows as i64),
            ("columns", columns.len() as i64),
            ("allColumns", all_columns as i64),
            ("links", left_out as i64),
        ];
        let args: Vec<(&str, crate::render::strings::Arg)> = numbers.iter().map(|(name, number)| (*name, (*number).into())).collect();
        remarks.push(window.formats().strings().get("network-matrix-reduced", &args));
    }
    Matrix { rows, columns, cells, marks, remarks }
}

/// Sorts rows by where their columns stand and columns by where their rows do, again and again, so that blocks come together.
fn order(rows: &mut Vec<usize>, columns: &mut Vec<usize>, cells: &BTreeMap<(usize, usize), Vec<Link>>) {
    const ROUNDS: usize = 10;
    let mut near: [BTreeMap<usize, Vec<usize>>; 2] = Default::default();
    for (row, column) in cells.keys() {
        near[0].entry(*row).or_default().push(*column);
        near[1].entry(*column).or_default().push(*row);
    }
    let sort = |points: &mut Vec<usize>, others: &[usize], near: &BTreeMap<usize, Vec<usize>>| {
        let place: BTreeMap<usize, f64> = others.iter().enumerate().map(|(at, point)| (*point, at as f64)).collect();
        let wish = |point: &usize| {
            let own: Vec<f64> = near.get(point).into_iter().flatten().filter_map(|other| place.get(other)).copied().collect();
            if own.is_empty() { f64::MAX } else { own.iter().sum::<f64>() / own.len() as f64 }
        };
        let mut wishes: Vec<(f64, usize)> = points.iter().map(|point| (wish(point), *point)).collect();
        wishes.sort_by(|one, other| one.0.total_cmp(&other.0));
        *points = wishes.into_iter().map(|(_, point)| point).collect();
    };
    for _ in 0..ROUNDS {
        let others = columns.clone();
        sort(rows, &others, &near[0]);
        sort(columns, rows, &near[1]);
    }
}

/// What tells cells apart: the sorts of links, or the roles where there is one sort.
fn marks(window: &Window, graph: &Graph) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for link in &graph.links {
        let name = mark_name(window, graph, link);
        if !found.contains(&name) {
            found.push(name);
        }
        if found.len() > MOST_MARKS {
            return Vec::new();
        }
    }
    if found.len() > 1 || found.first().is_some_and(|name| !name.is_empty()) { found } else { Vec::new() }
}

fn mark_name(window: &Window, graph: &Graph, link: &Link) -> String {
    let label = words::tie(window, graph, link.tie);
    match words::role(window, link) {
        Some(role) if graph.ties.len() == 1 => role,
        Some(role) => format!("{label}: {role}"),
        None => label,
    }
}

impl Matrix<'_> {
    fn mark(&self, window: &Window, graph: &Graph, links: &[Link]) -> usize {
        let name = links.first().map(|link| mark_name(window, graph, link)).unwrap_or_default();
        self.marks.iter().position(|known| *known == name).unwrap_or(0)
    }

    fn told(window: &Window, graph: &Graph, links: &[Link]) -> String {
        let told = links.iter().map(|link| match words::said(window, link) {
            said if said.is_empty() => words::tie(window, graph, link.tie),
            said => said,
        });
        told.collect::<Vec<_>>().join(" / ")
    }

    /// The table as HTML.
    pub fn view(&self, window: &Window, view: &NetworkView, graph: &Graph) -> MatrixView {
        let name = |at: &usize| Html::from(short_link(&words::called(window, view, graph.ends[*at])));
        let rows = self.rows.iter().map(|row| {
            let cells: Vec<CellView> = self
                .columns
                .iter()
                .map(|column| match self.cells.get(&(*row, *column)) {
                    Some(links) => CellView { mark: self.mark(window, graph, links) + 1, told: Matrix::told(window, graph, links) },
                    None => CellView { mark: 0, told: String::new() },
                })
                .collect();
            RowView { name_html: name(row), count: cells.iter().filter(|cell| cell.mark > 0).count(), cells }
        });
        MatrixView {
            columns: self.columns.iter().map(name).collect(),
            rows: rows.collect(),
            marks: self.marks.iter().enumerate().map(|(at, name)| MarkView { mark: at + 1, name: name.clone() }).collect(),
        }
    }

    /// The table as it is drawn.
    pub fn grid(&self, window: &Window, view: &NetworkView, graph: &Graph) -> Grid {
        let called = |at: &usize| words::called(window, view, graph.ends[*at]);
        let place = |points: &[usize]| points.iter().enumerate().map(|(at, point)| (*point, at)).collect::<BTreeMap<usize, usize>>();
        let (rows, columns) = (place(&self.rows), place(&self.columns));
        let cells = self.cells.iter().map(|((row, column), links)| Cell {
            row: rows[row],
            column: columns[column],
            mark: self.mark(window, graph, links),
            told: Matrix::told(window, graph, links),
        });
        let points: Vec<usize> = self.rows.iter().chain(&self.columns).copied().collect::<BTreeSet<_>>().into_iter().collect();
        let all: Vec<Called> = points.iter().map(called).collect();
        let links: Vec<Link> = self.cells.values().flatten().copied().collect();
        let drawn = Drawn { points, links, ..Drawn::default() };
        Grid {
            title: build::title(window, view, graph),
            description: build::description(window, graph, &all, &drawn),
            rows: self.rows.iter().map(|row| called(row).label).collect(),
            columns: self.columns.iter().map(|column| called(column).label).collect(),
            cells: cells.collect(),
            marks: self.marks.clone(),
        }
    }
}

/// A thing's label, linked.
fn short_link(called: &Called) -> String {
    words::link(&Called {
        label: String::new(),
        title: called.label.clone(),
        href: called.href.clone(),
        standing: called.standing,
        kind: String::new(),
    })
}
