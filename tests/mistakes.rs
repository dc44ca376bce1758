//! Every mistake and exactly what is said about it.
//!
//! A case is a Markdown file in `tests/mistakes/`: prose that says why, the files of a site, each a path in backticks and a block of
//! tildes, and a block `said`. A block `hex` holds bytes, a block `link` the target of a symbolic link. A site without `sare.toml` gets
//! [`SETTINGS`]. `UPDATE=1 cargo test --test mistakes` writes the `said` blocks anew: read them aloud before you commit them.

#[path = "support/compile.rs"]
mod compile;
#[path = "support/expect.rs"]
mod expect;

use std::path::{Path, PathBuf};

use expect::{difference, updating, write};

/// What a case has that does not say otherwise: one language, and figures that need no source.
const SETTINGS: &str = "title = \"Mistakes\"\nsources = \"optional\"\n\n[figures]\nperiods = \"optional\"\n";

#[test]
fn every_mistake_is_said_as_expected() {
    let mut failures = Vec::new();
    for path in cases() {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
        let blocks = blocks(&text);
        let said = said(&blocks, &path);
        let expected = blocks.iter().find(|block| block.info == "said").unwrap_or_else(|| panic!("{} has no block `said`", path.display()));
        if expected.text == said {
            continue;
        }
        if updating() {
            write(&path, rewritten(&text, expected, &said).as_bytes());
        } else {
            failures.push(format!("{}, {}", path.display(), difference(expected.text, &said)));
        }
    }
    assert!(failures.is_empty(), "{}\nUPDATE=1 rewrites what is expected", failures.join("\n"));
}

#[test]
fn a_case_is_read_as_it_is_written() {
    let text = "# A case\n\nWhy.\n\n`a/b.md`\n~~~\none\n```cards\n```\n~~~\n\n`c.bin`\n~~~~hex\n00 ff\n~~~~\n\n~~~said\nold\n~~~\n";
    let blocks = blocks(text);
    let seen: Vec<_> = blocks.iter().map(|block| (block.path, block.info, block.text)).collect();
    assert_eq!(seen, [(Some("a/b.md"), "", "one\n```cards\n```\n"), (Some("c.bin"), "hex", "00 ff\n"), (None, "said", "old\n")]);
    assert!(rewritten(text, &blocks[2], "new\n").ends_with("\n\n~~~said\nnew\n~~~\n"));
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let entries = std::fs::read_dir(&folder).expect("tests/mistakes is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.sort();
    paths
}

/// A block between two fences of tildes.
struct Block<'a> {
    /// The path in backticks on the line above.
    path: Option<&'a str>,
    info: &'a str,
    text: &'a str,
    /// Where `text` starts in the case.
    start: usize,
}

fn blocks(case: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut above = "";
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in case.split_inclusive('\n') {
        let bare = line.trim_end();
        let tildes = bare.len() - bare.trim_start_matches('~').len();
        match open {
            Some((fence, start)) if bare == &fence[..fence.trim_end_matches(|letter| letter != '~').len()] => {
                let info = fence.trim_start_matches('~');
                let path = above.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
                blocks.push(Block { path: path.filter(|_| info != "said"), info, text: &case[start..at], start });
                (open, above) = (None, "");
            }
            Some(_) => {}
            None if tildes >= 3 => open = Some((bare, at + line.len())),
            None => above = bare,
        }
        at += line.len();
    }
    blocks
}

/// Lays out the site of a case in a folder of its own and gives what is said about it.
fn said(blocks: &[Block], case: &Path) -> String {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let root = folder.path().join("site");
    write(&root.join("sare.toml"), SETTINGS.as_bytes());
    for block in blocks {
        let Some(path) = block.path else { continue };
        let path = root.join(path);
        match block.info {
            "" => write(&path, block.text.as_bytes()),
            "hex" => write(&path, &bytes(block.text)),
            "link" => {
                write(&path, b"");
                let linked = std::fs::remove_file(&path).and_then(|()| std::os::unix::fs::symlink(block.text.trim(), &path));
                linked.unwrap_or_else(|err| panic!("{}: {err}", path.display()));
            }
            other => panic!("{}: nothing is known of a block `{other}`", case.display()),
        }
    }
    compile::build(&root)
}

fn bytes(hex: &str) -> Vec<u8> {
    hex.split_whitespace().map(|pair| u8::from_str_radix(pair, 16).expect("two hexadecimal digits a byte")).collect()
}

fn rewritten(case: &str, block: &Block, said: &str) -> String {
    format!("{}{said}{}", &case[..block.start], &case[block.start + block.text.len()..])
}
