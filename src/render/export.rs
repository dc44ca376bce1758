//! What can be taken away: data as files of their own, exact and without a page around them.
//!
//! `csv` and `json` know how such files are written and nothing of what is in them; `figure` says what is in those of a figure, and
//! `attached` what is in those of a view. What a page says of itself to machines is in `linked`, how it is cited in `citation`.

mod attached;
pub mod citation;
pub mod csv;
mod figure;
pub mod ics;
mod json;
pub mod linked;
mod map;
mod origin;
mod paint;
mod picture;
mod stylesheet;

pub use attached::attached;
pub use figure::{data, sources, table};
pub use picture::{attributions, picture};

use super::ask::Window;
use super::card::in_language;
use crate::registry::value::Text;

fn in_page<'t>(window: &Window, text: &'t Text) -> &'t str {
    in_language(text, window.language)
}
