//! How long each stage takes on synthetic sites: `cargo bench --bench stages [-- ENTITIES…]`, 1,000 and 10,000 if none are given.
//!
//! Each site is built three times from nothing, then once more with nothing changed; medians are shown, in milliseconds.

#[path = "support/corpus.rs"]
mod corpus;

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use corpus::Recipe;
use sare::{Denied, Publication, Stage};

const ROUNDS: usize = 3;

fn main() -> io::Result<()> {
    let words = std::env::args().skip(1).filter(|word| word != "--bench");
    let mut sizes: Vec<usize> = words.filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    for size in sizes {
        let folder = tempfile::tempdir()?;
        Recipe::of(size).write(folder.path())?;
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            forget(folder.path())?;
            rounds.push(build(folder.path())?);
        }
        print(&format!("{size} entities, from nothing"), &rounds);
        print(&format!("{size} entities, nothing changed"), &[build(folder.path())?]);
    }
    if let Some(memory) = peak_memory() {
        println!("peak memory of all this: {memory}");
    }
    Ok(())
}

/// The stages of one build with their times, and the whole.
fn build(root: &Path) -> io::Result<Vec<(String, Duration)>> {
    let publication = Publication { output: root.join("output"), denied: Denied::Nothing, explain: None };
    let mut entered: Vec<(Stage, Instant)> = Vec::new();
    let start = Instant::now();
    let built = sare::build_in_stages(root, &sare::Options::default(), &publication, &mut |stage| entered.push((stage, Instant::now())))?;
    let end = Instant::now();
    assert!(built.report.is_publishable(), "the synthetic site has errors");
    let ends = entered.iter().skip(1).map(|(_, start)| *start).chain([end]);
    let stages = entered.iter().zip(ends).map(|((stage, start), end)| (stage.words().to_owned(), end.duration_since(*start)));
    Ok(stages.chain([("whole".to_owned(), end.duration_since(start))]).collect())
}

/// Removes what a build wrote and what it remembers.
fn forget(root: &Path) -> io::Result<()> {
    for folder in ["output", ".sare"] {
        match std::fs::remove_dir_all(root.join(folder)) {
            Err(err) if err.kind() != io::ErrorKind::NotFound => return Err(err),
            _ => {}
        }
    }
    Ok(())
}

fn print(title: &str, rounds: &[Vec<(String, Duration)>]) {
    println!("{title}");
    for (at, (stage, _)) in rounds[0].iter().enumerate() {
        let mut times: Vec<Duration> = rounds.iter().map(|round| round[at].1).collect();
        times.sort();
        println!("  {stage:<26} {:>10.1}", times[times.len() / 2].as_secs_f64() * 1000.0);
    }
    println!();
}

/// The most memory this process has held, where the system says so.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}
