//! How much a drawing comes to when everything that it refers to is drawn where it is referred to.

use std::collections::BTreeMap;
use std::ops::Range;

/// More elements than this are drawn by nobody.
const HEAVIEST: u64 = 500_000;

/// References through references, at most.
const DEEPEST: usize = 24;

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

    /// The place of its first reference, where it comes to too much, or leads back to itself.
    pub fn excess(&self) -> Option<Range<usize>> {
        let first = || self.references.first().map(|(.., place)| place.clone());
        (self.whole() > HEAVIEST).then(first).flatten()
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
