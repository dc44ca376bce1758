//! `missing-alternative`: an image says nothing to who cannot see it.

use super::Lead;
use crate::diag::{Code, Report, Span};
use crate::registry::target::Target;
use crate::syntax::markdown::{Body, Embed};

/// Endings of files that are shown as images.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// Reports every image without words.
pub fn check(body: &Body, report: &mut Report) {
    body.notes
        .without_words
        .iter()
        .for_each(|place| say(*place, "between the square brackets: ![a crowd before the stage](stage.jpg)", report));
}

/// Reports an embedded image without words.
pub fn embedded(embed: &Embed, lead: &Lead<'_>, report: &mut Report) {
    let Target::File(path) = &lead.target else { return };
    let is_image = path.rsplit_once('.').is_some_and(|(_, ending)| IMAGES.iter().any(|image| ending.eq_ignore_ascii_case(image)));
    if is_image && embed.words.as_deref().is_none_or(|words| words.trim().is_empty()) {
        say(lead.span, &format!("behind a bar: ![[{}|a crowd before the stage]]", embed.target), report);
    }
}

fn say(place: Span, how: &str, report: &mut Report) {
    report
        .say(place, Code::MissingAlternative, "this image says nothing to who cannot see it")
        .help(format!("say what it shows, {how}; or write a single hyphen there if it is mere decoration"));
}
