//! What a save costs in a site that is kept in memory, from the file's being in place to the bytes of its page.
//!
//! `cargo bench --bench session [-- SITE]`; without words a synthetic site of 10,000 is used. Every edit is made anew on disk and looked
//! for there; printed are the median and the longest of many.

#![expect(clippy::disallowed_methods, reason = "an editor writes where no stage does")]

#[path = "support/corpus.rs"]
mod corpus;

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use corpus::Recipe;
use sare::Options;
use sare::session::{Look, Session};

/// How often each edit is made.
const TIMES: usize = 41;

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let folder = tempfile::tempdir()?;
    let root = match words.first() {
        Some(site) => PathBuf::from(site),
        None => {
            Recipe::of(10_000).write(folder.path())?;
            folder.path().to_owned()
        }
    };
    let start = Instant::now();
    let mut session = Session::open(&root, &[&root.join("output")], &Options::default())?;
    println!("{:24} {:8.1} ms", "ready", milliseconds(start.elapsed()));
    let page = session.newest().outputs().iter().map(|output| output.path.to_string()).find(|path| path.starts_with("projects/project-"));
    let page = page.ok_or_else(|| io::Error::other("the site has no project"))?;
    let document = root.join("content").join(page.trim_end_matches("/index.html")).with_extension("md");
    let theme = root.join("themes/eko/templates/parts/fallback.html");
    std::fs::create_dir_all(theme.parent().unwrap_or(&root))?;
    std::fs::write(&theme, "")?;
    session.look(Look::Everywhere)?;
    let text = std::fs::read_to_string(&document)?;
    let words = |time: usize| format!("{text}\nEdit {time}.\n");
    let title = |time: usize| text.replacen("title = \"", &format!("title = \"{time} "), 1);
    let template = |time: usize| format!("<p>{time}</p>");
    measure("a text", &mut session, (&document, &words), &page)?;
    measure("a title", &mut session, (&document, &title), &page)?;
    measure("a template", &mut session, (&theme, &template), &page)?;
    std::fs::write(&document, text)?;
    std::fs::remove_file(theme)?;
    let (count, start) = (20, Instant::now());
    (0..count).try_for_each(|_| session.look(Look::Everywhere).map(drop))?;
    println!("{:24} {:8.1} ms", "a look at everything", milliseconds(start.elapsed()) / f64::from(count));
    Ok(())
}

fn measure(name: &str, session: &mut Session, (file, text): (&Path, &dyn Fn(usize) -> String), page: &str) -> io::Result<()> {
    let beside = file.with_extension("new~");
    let mut took = Vec::new();
    for time in 0..TIMES {
        std::fs::write(&beside, text(time))?;
        std::fs::rename(&beside, file)?;
        let start = Instant::now();
        let edition = session.look(Look::At(&[file.to_owned()]))?.ok_or_else(|| io::Error::other("nothing has changed"))?;
        let output = edition.find(page).ok_or_else(|| io::Error::other("the page is gone"))?;
        assert!(!edition.print(output).bytes.is_empty());
        took.push(start.elapsed());
    }
    took.sort_unstable();
    println!("{name:24} {:8.1} ms, at most {:.1} ms", milliseconds(took[TIMES / 2]), milliseconds(took[TIMES - 1]));
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
