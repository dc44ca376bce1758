//! Takes a picture of each kind of page of this repository's own site, for a phone, for a desk and in the dark: `cargo test --test screenshots`
//! writes them into `target/tmp/pictures`, or into the folder that SARE_PICTURES names. It is for people who look at them, and no test.

#[path = "support/browser.rs"]
#[expect(dead_code, reason = "it serves other tests as well")]
mod browser;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/preview.rs"]
#[expect(dead_code, reason = "it serves other tests as well")]
mod preview;

use std::path::PathBuf;

use browser::Browser;
use pages::PAGES;

/// A size of a window, and the scheme that its reader likes.
const LOOKS: [(&str, &str, (u32, u32)); 3] =
    [("phone", "light", (390, 844)), ("desk", "light", (1280, 900)), ("dark", "dark", (1280, 900))];

fn main() {
    let Some(browser) = Browser::start() else { return };
    let preview = pages::preview();
    let folder =
        std::env::var_os("SARE_PICTURES").map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures"), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let tab = browser.open(&preview.address("404.html"));
    for (name, page) in PAGES {
        for (look, scheme, (width, height)) in LOOKS {
            tab.set_scheme(scheme);
            tab.set_size(width, height);
            tab.navigate(&preview.address(page));
            tab.evaluate("document.querySelector('sare-preview')?.remove()");
            // A page that never ends is no use as a picture.
            let whole = tab.evaluate("Math.min(document.documentElement.scrollHeight, 6000)").as_u64().unwrap_or_default() as u32;
            tab.set_size(width, whole.max(height));
            tab.keep_picture(&folder.join(format!("{name}-{look}.png")));
        }
    }
    println!("the pictures are in {}", folder.display());
}
