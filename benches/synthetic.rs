//! Writes a synthetic site, to look at or to measure other programs with: `cargo bench --bench synthetic -- write 10000 FOLDER`.

#[path = "support/corpus.rs"]
mod corpus;

use std::path::Path;
use std::process::ExitCode;

use corpus::Recipe;

fn main() -> ExitCode {
    // Cargo adds `--bench` to the words of every benchmark.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (entities, folder) = match words[..] {
        ["write", entities, folder] => (entities.parse::<usize>(), Path::new(folder)),
        // Without words there is nothing to measure here, and `cargo bench` should go on to what there is.
        [] => return ExitCode::SUCCESS,
        _ => return usage(),
    };
    let Ok(entities) = entities else { return usage() };
    match Recipe::of(entities).write(folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            eprintln!("{}: {err}", folder.display());
            ExitCode::from(2)
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: cargo bench --bench synthetic -- write ENTITIES FOLDER");
    ExitCode::from(2)
}
