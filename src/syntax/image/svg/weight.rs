//! How much a drawing comes to when everything that it refers to is drawn where it is referred to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// More elements than this are drawn by nobody.
const HEAVIEST: u64 = 500_000;

/// References through references, at most.
const DEEPEST: usize = 24;

/// Why what a drawing comes to has no end that anyone would wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// Something is drawn within itself.
    Circle,
    /// It is finite, and too much.
    Size,
}

/// The elements of a drawing in their order, and what refers to what.
#[derive(Debug, Default)]
pub struct Weights {
    /// For each element, the number of the first that is not within it.
    ends: Vec<usize>,
    /// The elements by their ids.
    ids: BTreeMap<String, usize>,
    /// Which element refers to which id, and where that is written.
    references: Vec<(usize, String, Range<usize>)>,
}

impl Weights {
    /// Notes that an element begins; gives its number.
    pub fn begin(&mut self) -> usize {
        self.ends.push(usize::MAX);
        self.ends.len() - 1
    }

    /// Notes that it ends.
    pub fn end(&mut self, element: usize) {
        self.ends[element] = self.ends.len();
    }

    /// Notes the id of an element. The first that has it counts.
    pub fn name(&mut self, element: usize, id: &str) {
        self.ids.entry(id.to_owned()).or_insert(element);
    }

    /// Notes that an element refers to an id.
    pub fn refer(&mut self, element: usize, id: &str, place: Range<usize>) {
        self.references.push((element, id.to_owned(), place));
    }

    /// How many elements the drawing comes to.
    pub fn whole(&self) -> u64 {
        self.weight(0..self.ends.len(), DEEPEST, &mut BTreeMap::new())
    }

    /// Why and where it is too much: the place of a reference that leads back to itself, else of the first, where all come to too much.
    pub fn excess(&self) -> Option<(Excess, Range<usize>)> {
        if self.whole() <= HEAVIEST {
            return None;
        }
        let place = |at: usize| self.references[at].2.clone();
        match self.circle() {
            Some(at) => Some((Excess::Circle, place(at))),
            None => (!self.references.is_empty()).then(|| (Excess::Size, place(0))),
        }
    }

    /// The position of a reference that leads back, by way of others or at once, to an element that holds it.
    fn circle(&self) -> Option<usize> {
        let mut done = BTreeSet::new();
        for start in self.references.iter().filter_map(|(_, id, _)| self.ids.get(id)) {
            // What is being drawn, each with the next of the references within it.
            let mut open: Vec<(usize, usize)> = vec![(*start, self.first_within(*start))];
            while let Some((element, at)) = open.last_mut() {
                let end = self.ends[*element].min(self.ends.len());
                let Some((_, id, _)) = self.references.get(*at).filter(|(inside, ..)| *inside < end && !done.contains(element)) else {
                    done.insert(*element);
                    open.pop();
                    continue;
                };
                *at += 1;
                let here = *at - 1;
                let Some(target) = self.ids.get(id) else { continue };
                if open.iter().any(|(element, _)| element == target) {
                    return Some(here);
                }
                if open.len() > DEEPEST {
                    return None;
                }
                open.push((*target, self.first_within(*target)));
            }
        }
        None
    }

    /// The position of the first reference within an element, or behind it.
    fn first_within(&self, element: usize) -> usize {
        self.references.partition_point(|(inside, ..)| *inside < element)
    }

    /// What some elements come to; more than [`HEAVIEST`] counts as endless, as does what leads too deep.
    fn weight(&self, elements: Range<usize>, depth: usize, known: &mut BTreeMap<(usize, usize), u64>) -> u64 {
        let mut weight = elements.len() as u64;
        let from = self.references.partition_point(|(element, ..)| *element < elements.start);
        for (_, id, _) in self.references[from..].iter().take_while(|(element, ..)| *element < elements.end) {
            let Some(target) = self.ids.get(id) else { continue };
            if depth == 0 || weight > HEAVIEST {
                return u64::from(u32::MAX);
            }
            let key = (*target, depth);
            let target = match known.get(&key) {
                Some(weight) => *weight,
                None => {
                    let weight = self.weight(*target..self.ends[*target].min(self.ends.len()), depth - 1, known);
                    known.insert(key, weight);
                    weight
                }
            };
            weight = weight.saturating_add(target);
        }
        weight
    }
}
