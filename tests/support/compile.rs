//! The one place where the tests call the compiler.

use std::path::Path;

use sare::diag::short::short;

/// Builds the site in `root` into its `output/`, and gives everything that was said about it in the plain form.
///
/// A build goes through every stage, so that faults of templates and addresses are found as well.
pub fn build(root: &Path) -> String {
    let built = sare::build(root, &sare::Options::default()).unwrap_or_else(|err| panic!("{}: {err}", root.display()));
    built.report.sorted().iter().map(|found| short(found, &built.tree)).collect()
}
