//! The pages that were printed last, a small and bounded number.

use std::collections::VecDeque;

use super::display::Shown;

/// Pages on the shelf at most; a browser with some tabs asks for fewer.
const MOST: usize = 64;

/// Bytes on the shelf at most.
const HEAVIEST: usize = 16 << 20;

/// Printed pages, the one that was used last in front.
#[derive(Default)]
pub struct Shelf {
    pages: VecDeque<(Box<str>, Shown)>,
    weight: usize,
}

impl Shelf {
    /// The page as it is in an edition.
    pub fn find(&mut self, number: u64, path: &str) -> Option<Shown> {
        let at = self.pages.iter().position(|(known, page)| page.number == number && **known == *path)?;
        let found = self.pages.remove(at)?;
        self.pages.push_front(found);
        self.pages.front().map(|(_, page)| page.clone())
    }

    /// The page as it was last, unless nothing could be shown then.
    pub fn last_good(&self, path: &str) -> Option<Shown> {
        let good = self.pages.iter().filter(|(known, page)| **known == *path && !page.bytes.is_empty());
        good.max_by_key(|(_, page)| page.number).map(|(_, page)| page.clone())
    }

    /// Adds a page. It takes the place of what earlier editions showed there, but for what is better than nothing.
    pub fn put(&mut self, path: &str, page: &Shown) {
        let is_empty = page.bytes.is_empty();
        self.remove(|known, other| known == path && (!is_empty || other.bytes.is_empty()));
        self.weight += page.bytes.len();
        self.pages.push_front((path.into(), page.clone()));
        while self.pages.len() > MOST || (self.weight > HEAVIEST && self.pages.len() > 1) {
            if let Some((_, gone)) = self.pages.pop_back() {
                self.weight -= gone.bytes.len();
            }
        }
    }

    fn remove(&mut self, is_gone: impl Fn(&str, &Shown) -> bool) {
        let weight = &mut self.weight;
        self.pages.retain(|(path, page)| {
            let goes = is_gone(path, page);
            *weight -= if goes { page.bytes.len() } else { 0 };
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Report;

    fn page(number: u64, text: &str) -> Shown {
        Shown::new(number, "", text.as_bytes(), Report::default())
    }

    fn shown(page: Option<Shown>) -> Option<String> {
        page.map(|page| String::from_utf8_lossy(&page.bytes).into_owned())
    }

    #[test]
    fn a_page_that_fails_leaves_the_good_one() {
        let mut shelf = Shelf::default();
        shelf.put("a", &page(1, "old"));
        shelf.put("a", &page(2, "good"));
        shelf.put("a", &page(3, ""));
        shelf.put("a", &page(4, ""));
        assert_eq!(shown(shelf.find(4, "a")).as_deref(), Some(""));
        assert_eq!(shown(shelf.find(3, "a")), None);
        assert_eq!(shown(shelf.last_good("a")).as_deref(), Some("good"));
        assert_eq!(shelf.pages.len(), 2);
        shelf.put("a", &page(5, "new"));
        assert_eq!((shelf.pages.len(), shelf.weight), (1, 3));
    }

    #[test]
    fn the_shelf_is_bounded() {
        let mut shelf = Shelf::default();
        for at in 0..1000 {
            shelf.put(&at.to_string(), &page(1, "x"));
        }
        assert_eq!((shelf.pages.len(), shelf.weight), (MOST, MOST));
        for at in 0..10 {
            shelf.put(&at.to_string(), &page(2, &"x".repeat(HEAVIEST / 2)));
        }
        assert_eq!((shelf.pages.len(), shelf.weight), (2, HEAVIEST));
    }
}
