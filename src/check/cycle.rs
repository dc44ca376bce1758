//! Rounds in a graph, each found once: shared by the checks of parents and of embeds.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Span;

/// What each node leads to, and where that is written.
pub type Edges<N> = BTreeMap<N, Vec<(N, Span)>>;

/// Nodes each of which leads to the next, and the last to the first.
#[derive(Debug, PartialEq, Eq)]
pub struct Round<N> {
    /// The smallest one first.
    pub members: Vec<N>,
    /// Where the first leads to the second.
    pub span: Span,
}

impl<N> Round<N> {
    /// The whole way round in words.
    pub fn words<'a>(&'a self, name: impl Fn(&'a N) -> &'a str) -> String {
        let names: Vec<&str> = self.members.iter().chain(self.members.first()).map(name).collect();
        names.join(" → ")
    }
}

/// Finds the rounds of a graph: at least one in every tangle, no edge closing two.
pub fn rounds<N: Ord + Clone>(edges: &Edges<N>) -> Vec<Round<N>> {
    let mut found = Vec::new();
    let mut done: BTreeSet<&N> = BTreeSet::new();
    for start in edges.keys() {
        // The way from the start: each node with how many of its edges have been followed. A list, for a chain may be long.
        let mut way: Vec<(&N, usize)> = Vec::new();
        let mut on_way: BTreeMap<&N, usize> = BTreeMap::new();
        let mut next = Some(start).filter(|start| !done.contains(*start));
        loop {
            if let Some(node) = next.take() {
                on_way.insert(node, way.len());
                way.push((node, 0));
            }
            let Some((node, followed)) = way.last_mut() else { break };
            let Some((to, _)) = edges.get(*node).and_then(|edges| edges.get(*followed)) else {
                done.insert(*node);
                on_way.remove(*node);
                way.pop();
                continue;
            };
            *followed += 1;
            match on_way.get(to) {
                Some(at) => found.push(round(&way[*at..], edges)),
                None if !done.contains(to) => next = Some(to),
                None => {}
            }
        }
    }
    found
}

/// The round that a way's last node closes.
fn round<N: Ord + Clone>(way: &[(&N, usize)], edges: &Edges<N>) -> Round<N> {
    let smallest = (0..way.len()).min_by_key(|at| way[*at].0).unwrap_or(0);
    let (first, followed) = way[smallest];
    let members = way[smallest..].iter().chain(&way[..smallest]).map(|(node, _)| (*node).clone()).collect();
    Round { members, span: edges[first][followed - 1].1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    /// Edges as `ab`: from a to b.
    fn check(written: &[&str], expected: &[&str]) {
        let mut edges: Edges<char> = BTreeMap::new();
        for (at, edge) in written.iter().enumerate() {
            let mut ends = edge.chars();
            let (Some(from), Some(to)) = (ends.next(), ends.next()) else { panic!("{edge} is no edge") };
            edges.entry(from).or_default().push((to, Span::new(FileId(0), at..at)));
        }
        let shown: Vec<String> = rounds(&edges).iter().map(|round| round.members.iter().collect()).collect();
        assert_eq!(shown, expected, "{written:?}");
    }

    #[test]
    fn each_round_is_found_once_from_its_smallest_member() {
        check(&[], &[]);
        check(&["ab", "bc", "ac"], &[]);
        check(&["aa"], &["a"]);
        check(&["ac", "cb", "bc"], &["bc"]);
        check(&["ab", "bc", "cb", "ca", "de", "ed"], &["bc", "abc", "de"]);
    }

    #[test]
    fn a_long_chain_is_no_burden() {
        let place = Span::start_of(FileId(0));
        let edges: Edges<u32> = (0..200_000).map(|at| (at, vec![((at + 1) % 200_000, place)])).collect();
        assert_eq!(rounds(&edges).len(), 1);
    }
}
