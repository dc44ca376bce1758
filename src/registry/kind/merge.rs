//! Kind files put together: the built-in one, and what the site changes of it.

use crate::syntax::toml::{Entry, State, Table, Toml};

/// Lays `over` on `base`, key by key: tables are merged, anything else is replaced.
pub fn deep(base: &Table, over: &Table) -> Table {
    let mut merged = lay(base, over, |below, above| match (&below.node.value, &above.node.value) {
        (Toml::Table(base), Toml::Table(over)) => {
            let mut merged = above.clone();
            merged.node.value = Toml::Table(deep(base, over));
            merged
        }
        _ => above.clone(),
    });
    if over.state == State::Broken {
        merged.state = State::Broken;
    }
    merged
}

/// Adds those entries of `rest` that `own` does not have, after its own.
pub fn complete(own: &Table, rest: &Table) -> Table {
    let missing = rest.entries.iter().filter(|entry| own.find(&entry.key).is_none());
    Table::of(own.entries.iter().chain(missing).cloned().collect())
}

fn lay(base: &Table, over: &Table, both: impl Fn(&Entry, &Entry) -> Entry) -> Table {
    let below = base.entries.iter().map(|entry| over.find(&entry.key).map_or_else(|| entry.clone(), |above| both(entry, above)));
    let added = over.entries.iter().filter(|entry| base.find(&entry.key).is_none()).cloned();
    Table::of(below.chain(added).collect())
}
