//! `sare explain`: what a code means, or a list of all codes.

use super::{Desk, Ended, Trouble};
use crate::diag::explain;

/// Prints the explanation of a code, or all codes.
pub fn explain(code: Option<&str>, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    let text = match code {
        None => explain::list(),
        Some(name) => explain::page(explain::find(name).map_err(|near| unknown(name, near))?),
    };
    desk.print(text.as_bytes()).map(|()| Ended::Well)
}

/// Nothing has that code.
fn unknown(name: &str, near: Option<&str>) -> Trouble {
    let help = near.map_or("`sare explain` lists all codes".to_owned(), |near| format!("did you mean `{near}`?"));
    Trouble::new(format!("there is no code `{name}`"), &help)
}
