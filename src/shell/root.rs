//! Where the site is.

use std::path::{Path, PathBuf};

use super::{Desk, Trouble};

/// Finds the folder of the site: the one that was named, else this one or the nearest above that is a site.
pub fn find(desk: &Desk<'_>) -> Result<PathBuf, Trouble> {
    let root = match &desk.manner.root {
        Some(root) => named(root)?,
        None => {
            let here = desk.surroundings.folder.as_ref().map_err(|err| Trouble::new(format!("this folder: {err}"), ""))?;
            let found = here.ancestors().find(|folder| is_site(folder));
            found.ok_or_else(|| Trouble::new("there is no sare.toml here or above", "`sare new PATH` starts a site"))?.to_owned()
        }
    };
    desk.explain(&format!("site in {}\n", root.display()));
    Ok(root)
}

fn named(root: &Path) -> Result<PathBuf, Trouble> {
    if !root.is_dir() {
        return Err(Trouble::new(format!("there is no folder {}", root.display()), "--root takes the folder that holds sare.toml"));
    }
    if !is_site(root) {
        return Err(Trouble::new(format!("there is no sare.toml in {}", root.display()), "`sare new PATH` starts a site"));
    }
    Ok(root.to_owned())
}

/// Everything in sare.toml has a value to start with, so that a folder with content is a site too.
fn is_site(folder: &Path) -> bool {
    folder.join("sare.toml").is_file() || folder.join("content").is_dir()
}
