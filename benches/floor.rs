//! The honest lower bound: reads a site's documents, parses them as Markdown, renders one template and writes the pages, and nothing else.
//!
//! `cargo bench --bench floor [-- SITE OUTPUT [LIKE]]`: where `LIKE` is a folder that Sare wrote, the pages are made as large as those are
//! on average. Without words a synthetic site of 10,000 is used.

#[path = "support/corpus.rs"]
mod corpus;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use corpus::Recipe;
use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use tera::{Context, Tera};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let folder = tempfile::tempdir()?;
    let paths: Vec<PathBuf> = words.iter().map(PathBuf::from).collect();
    let (site, output, like) = match &paths[..] {
        [] => {
            Recipe::of(10_000).write(folder.path())?;
            (folder.path().to_owned(), folder.path().join("output"), None)
        }
        [site, output] => (site.clone(), output.clone(), None),
        [site, output, like] => (site.clone(), output.clone(), Some(like)),
        _ => return Err(io::Error::other("usage: cargo bench --bench floor [-- SITE OUTPUT [LIKE]]")),
    };
    let own = run(&site, &folder.path().join("unpadded"), 0)?;
    let padding = match like {
        Some(like) => mean_page(like)?.saturating_sub(own.bytes / own.pages.max(1)),
        None => 0,
    };
    let start = Instant::now();
    let done = run(&site, &output, padding)?;
    let time = start.elapsed().as_secs_f64();
    println!("{} pages, {} bytes each, in {time:.3} s", done.pages, done.bytes / done.pages.max(1));
    Ok(())
}

/// What was written.
struct Done {
    pages: usize,
    bytes: usize,
}

fn run(site: &Path, output: &Path, padding: usize) -> io::Result<Done> {
    let mut tera = Tera::default();
    // What stands around a page's own words is the same on every page, and costs a copy.
    let template = PAGE.replace("PADDING", &"x".repeat(padding));
    tera.add_raw_template("page.html", &template).map_err(io::Error::other)?;
    let content = site.join("content");
    let mut documents: Vec<PathBuf> = walkdir::WalkDir::new(&content)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    documents.sort();
    let sizes = documents.par_iter().map(|path| page(&tera, path, &output.join(path.strip_prefix(&content).map_err(io::Error::other)?)));
    let sizes = sizes.collect::<io::Result<Vec<usize>>>()?;
    Ok(Done { pages: sizes.len(), bytes: sizes.iter().sum() })
}

fn page(tera: &Tera, from: &Path, to: &Path) -> io::Result<usize> {
    let text = std::fs::read_to_string(from)?;
    let (front, body) = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).unwrap_or(("", &text));
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_WIKILINKS;
    let mut rendered = String::with_capacity(body.len() * 2);
    html::push_html(&mut rendered, Parser::new_ext(body, options));
    let mut context = Context::new();
    context.insert("title", front.lines().next().unwrap_or_default());
    context.insert("body", &rendered);
    let page = tera.render("page.html", &context).map_err(io::Error::other)?;
    let folder = to.with_extension("");
    std::fs::create_dir_all(&folder)?;
    io::Write::write_all(&mut std::fs::File::create(folder.join("index.html"))?, page.as_bytes())?;
    Ok(page.len())
}

/// The average size of the HTML files below a folder.
fn mean_page(folder: &Path) -> io::Result<usize> {
    let (mut pages, mut bytes) = (0, 0);
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.map_err(io::Error::other)?;
        if entry.path().extension().is_some_and(|extension| extension == "html") {
            pages += 1;
            bytes += entry.metadata().map_err(io::Error::other)?.len() as usize;
        }
    }
    Ok(bytes / pages.max(1))
}

const PAGE: &str =
    "<!doctype html>\n<html lang=\"en\">\n<title>{{ title }}</title>\n<nav>PADDING</nav>\n<main>\n{{ body | safe }}\n</main>\n</html>\n";
