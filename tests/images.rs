//! Logos and images: what is published of hostile drawings, what is made of photographs, and that it is made once.

#[path = "support/browser.rs"]
#[expect(dead_code, reason = "the preview's tests use more of it")]
mod browser;
#[path = "support/site.rs"]
#[expect(dead_code, reason = "these sites are of files that are made here")]
mod site;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use browser::Browser;
use image::codecs::jpeg::JpegEncoder;
use image::{GenericImageView as _, ImageFormat, Rgb, RgbImage};
use sare::build::Built;
use sare::diag::Code;
use sare::output::Outcome;
use site::{output_of, put, repository};

/// Drawings in `tests/images/` in which there is nothing to warn of, though they try the parser.
const STRANGE_ONLY: [&str; 3] = ["drawings-in-drawings.svg", "huge-sides.svg", "tricks-with-comments.svg"];

/// What no published drawing holds, in small letters; the names of namespaces aside.
const ACTIVE: [&str; 14] = [
    "script",
    "foreignobject",
    "onload",
    "onclick",
    "http:",
    "https:",
    "@import",
    "<set",
    "<animate",
    "<!",
    "<?",
    "<use href=\"#a1",
    "data:text",
    "<iframe",
];

/// A site of these files.
fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let settings: (&str, &[u8]) = ("sare.toml", b"title = \"Images\"\nsources = \"optional\"\n");
    for (path, bytes) in files.iter().chain([&settings]) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("it can be made");
        put(&path, bytes);
    }
    folder
}

fn build(root: &Path) -> Built {
    sare::build(root, &sare::Options::default()).unwrap_or_else(|err| panic!("{}: {err}", root.display()))
}

fn hostile() -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(repository().join("tests/images")).expect("the drawings are there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).expect("a plain name").to_owned();
    paths.iter().map(|path| (name(path), std::fs::read(path).expect("it can be read"))).collect()
}

/// A site that shows all hostile drawings, built.
fn with_hostile() -> (tempfile::TempDir, Built) {
    let drawings = hostile();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, bytes) in drawings {
        let stem = name.trim_end_matches(".svg");
        let document = format!("+++\ntitle = \"{stem}\"\nsummary = \"One of many.\"\nlogo = \"{name}\"\n+++\nIt has a logo.\n");
        files.push((format!("content/organisations/{stem}.md"), document.into_bytes()));
        files.push((format!("content/organisations/{name}"), bytes));
    }
    let given: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (&**path, &**bytes)).collect();
    let folder = site(&given);
    let built = build(folder.path());
    (folder, built)
}

#[test]
fn nothing_active_is_published_of_a_hostile_drawing() {
    let (folder, built) = with_hostile();
    assert!(matches!(built.outcome, Some(Outcome::Done(_))), "{:?}", built.report.sorted());
    let output = output_of(folder.path());
    for (name, _) in hostile() {
        let path = format!("organisations/{name}");
        let published = String::from_utf8(output[&path].clone()).expect("a drawing is text").to_lowercase();
        let published = published.replace("http://www.w3.org/2000/svg", "");
        // Words that are only read, such as a title's, may be anything: their angle brackets are no tags.
        let tags: String = published.split('<').skip(1).map(|tag| format!("<{}", tag.split('>').next().unwrap_or(tag))).collect();
        ACTIVE.iter().for_each(|active| assert!(!tags.contains(active), "{name} has `{active}`: {published}"));
        let file = built.tree.find(&format!("content/{path}")).expect("it is there");
        let is_warned = built.report.iter().any(|found| found.code == Code::UnsafeSvg && found.span.file == file);
        assert_eq!(is_warned, !STRANGE_ONLY.contains(&&*name), "{name}");
    }
}

#[test]
fn a_browser_runs_and_loads_nothing_of_a_hostile_drawing() {
    let Some(browser) = Browser::start() else { return };
    let address = |path: &Path| format!("file://{}", path.display());
    let ran = "document.documentElement.getAttribute('data-ran') ?? ''";
    let raw = repository().join("tests/images/event-handlers.svg");
    let tab = browser.open(&address(&raw));
    // Else this test would prove nothing.
    assert_eq!(tab.evaluate(ran), "yes", "the drawing as it was made runs no code");
    let (folder, _) = with_hostile();
    for (name, _) in hostile() {
        tab.navigate(&address(&folder.path().join("output/organisations").join(&name)));
        assert_eq!(tab.evaluate(ran), "", "{name} runs code");
        assert_eq!(tab.evaluate("performance.getEntriesByType('resource').length"), 0, "{name} loads something");
        assert_eq!(tab.evaluate("document.querySelectorAll('script, foreignObject, iframe, a').length"), 0, "{name}");
    }
}

/// A photograph that lies on its side, red on its left and blue on its right once it is upright, with notes on where it was taken.
fn photograph() -> Vec<u8> {
    let points = RgbImage::from_fn(640, 1000, |_, y| if y < 500 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&points).expect("it can be written");
    // One note: the eighth way to hold a camera, a quarter turn to the left.
    let mut notes = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0GPSSECRET".to_vec();
    let mut whole = vec![0xff, 0xd8, 0xff, 0xe1];
    whole.extend((notes.len() as u16 + 2).to_be_bytes());
    whole.append(&mut notes);
    whole.extend(&bytes[2..]);
    whole
}

/// A site with a photograph in a text, and a diagram of few colours as a logo.
fn with_photograph() -> tempfile::TempDir {
    let mut diagram = Vec::new();
    let points = RgbImage::from_fn(300, 150, |x, _| if x < 150 { Rgb([0, 0, 0]) } else { Rgb([255, 255, 255]) });
    points.write_to(&mut Cursor::new(&mut diagram), ImageFormat::Png).expect("it can be written");
    site(&[
        ("content/index.md", b"+++\ntitle = \"Home\"\n+++\n![A crowd](media/photo.jpg)\n\n![Another](media/photo.jpg)\n"),
        ("content/media/photo.jpg", &photograph()),
        ("content/organisations/a.md", b"+++\ntitle = \"A\"\nsummary = \"One.\"\nlogo = \"a.png\"\n+++\nIt has a logo.\n"),
        ("content/organisations/a.png", &diagram),
    ])
}

/// The narrower files of an image by their widths.
fn narrower<'o>(output: &'o BTreeMap<String, Vec<u8>>, start: &str) -> BTreeMap<u32, &'o [u8]> {
    let files = output.iter().filter(|(path, _)| path.starts_with(start) && path.ends_with(".webp"));
    files
        .map(|(path, bytes)| (path[start.len()..].split('.').next().and_then(|width| width.parse().ok()).expect("a width"), &**bytes))
        .collect()
}

#[test]
fn a_photograph_is_upright_narrowed_and_tells_nothing() {
    let folder = with_photograph();
    assert!(build(folder.path()).report.is_empty());
    let output = output_of(folder.path());
    let whole = &output["media/photo.jpg"];
    assert!(!whole.windows(9).any(|window| window == b"GPSSECRET") && !whole.windows(4).any(|window| window == b"Exif"));
    let narrow = narrower(&output, "media/photo-");
    assert_eq!(narrow.keys().collect::<Vec<_>>(), [&480, &960, &1000]);
    for (width, bytes) in narrow.iter().map(|(width, bytes)| (*width, *bytes)).chain([(1000, &**whole)]) {
        let image = image::load_from_memory(bytes).expect("it can be unpacked");
        assert_eq!(image.dimensions(), (width, (f64::from(width) * 0.64).round() as u32));
        let (left, right) = (image.get_pixel(5, 5), image.get_pixel(width - 5, 5));
        assert!(left[0] > 150 && right[2] > 150 && left[2] < 80 && right[0] < 80, "{width}: {left:?} {right:?}");
    }
    let page = String::from_utf8(output["index.html"].clone()).expect("a page is text");
    let images: Vec<&str> = page.split("<picture>").skip(1).collect();
    assert!(images[0].contains("width=\"1000\" height=\"640\"") && images[0].contains(" 480w, "), "{page}");
    assert!(!images[0].contains("loading=\"lazy\"") && images[1].contains("loading=\"lazy\""), "{page}");
    let logo = narrower(&output, "organisations/a-");
    assert_eq!(logo.keys().collect::<Vec<_>>(), [&96, &192]);
}

#[test]
fn images_are_made_once_and_always_the_same() {
    let folder = with_photograph();
    build(folder.path());
    let first = output_of(folder.path());
    let made = || std::fs::read_dir(folder.path().join(".sare/images")).expect("images are kept").count();
    let kept = made();
    assert!(kept >= 5, "{kept}");
    // What is kept is shown: a mark in it is found again in what is published.
    std::fs::remove_dir_all(folder.path().join("output")).expect("it can be removed");
    build(folder.path());
    assert!(first == output_of(folder.path()) && made() == kept);
    for gone in [".sare", "output"] {
        std::fs::remove_dir_all(folder.path().join(gone)).expect("it can be removed");
    }
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be had");
    alone.install(|| build(folder.path()));
    assert!(first == output_of(folder.path()), "one thread makes other bytes");
    // An image that nobody shows any more is let go of.
    std::fs::remove_file(folder.path().join("content/media/photo.jpg")).expect("it can be removed");
    put(&folder.path().join("content/index.md"), b"+++\ntitle = \"Home\"\n+++\nNothing is shown.\n");
    build(folder.path());
    assert_eq!(made(), 2);
    assert!(!output_of(folder.path()).keys().any(|path| path.starts_with("media/")));
}

#[test]
fn a_changed_image_changes_the_pages_that_show_it() {
    let folder = with_photograph();
    build(folder.path());
    let square = RgbImage::from_pixel(700, 700, Rgb([1, 2, 3]));
    square.save_with_format(folder.path().join("content/media/photo.jpg"), ImageFormat::Jpeg).expect("it can be written");
    build(folder.path());
    let page = String::from_utf8(output_of(folder.path())["index.html"].clone()).expect("a page is text");
    assert!(page.contains("width=\"700\" height=\"700\"") && !page.contains("960w"), "{page}");
}

#[test]
fn a_broken_image_leaves_the_last_good_site() {
    let folder = with_photograph();
    build(folder.path());
    let before = output_of(folder.path());
    let bytes = photograph();
    // In the middle of the scan, so that only unpacking it can tell.
    let mut damaged = std::fs::read(folder.path().join("content/organisations/a.png")).expect("it can be read");
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    for (path, broken) in [("content/media/photo.jpg", &bytes[..bytes.len() / 2]), ("content/organisations/a.png", &damaged)] {
        let good = std::fs::read(folder.path().join(path)).expect("it can be read");
        put(&folder.path().join(path), broken);
        let built = build(folder.path());
        let codes: Vec<Code> = built.report.iter().map(|found| found.code).collect();
        assert!(built.outcome.is_none() && codes.contains(&Code::BrokenImage), "{path}: {codes:?}");
        assert!(before == output_of(folder.path()), "{path}");
        put(&folder.path().join(path), &good);
    }
}
