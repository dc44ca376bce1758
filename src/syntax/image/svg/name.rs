//! Names in a drawing, by the namespace that their prefix stands for.

/// The namespace of drawings.
pub const SVG: &str = "http://www.w3.org/2000/svg";

const LINKS: &str = "http://www.w3.org/1999/xlink";

/// What a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    Drawing,
    Link,
    Xml,
    /// What a drawing program keeps for itself, a page within a drawing, anything.
    Other,
}

/// The prefixes that stand for a namespace, the innermost last.
#[derive(Debug, Default)]
pub struct Spaces(Vec<(String, Space)>);

impl Spaces {
    /// How many there are, for [`Spaces::close`].
    pub fn depth(&self) -> usize {
        self.0.len()
    }

    /// Notes what a prefix stands for from here on; the empty one stands for names without any.
    pub fn open(&mut self, prefix: &str, address: &str) {
        let space = match address.trim() {
            // Many a drawing has lost its namespace, and is shown by browsers only with it.
            "" | SVG => Space::Drawing,
            LINKS => Space::Link,
            _ => Space::Other,
        };
        self.0.push((prefix.to_owned(), space));
    }

    /// Forgets what was noted since.
    pub fn close(&mut self, depth: usize) {
        self.0.truncate(depth);
    }

    /// The space of an element, and its name there.
    pub fn element<'n>(&self, name: &'n str) -> (Space, &'n str) {
        match name.split_once(':') {
            None => (self.find("").unwrap_or(Space::Drawing), name),
            Some((prefix, name)) => (self.prefixed(prefix), name),
        }
    }

    /// The space of an attribute, which without a prefix is its element's.
    pub fn attribute<'n>(&self, name: &'n str) -> (Space, &'n str) {
        match name.split_once(':') {
            None => (Space::Drawing, name),
            Some((prefix, name)) => (self.prefixed(prefix), name),
        }
    }

    fn prefixed(&self, prefix: &str) -> Space {
        match prefix {
            "xml" => Space::Xml,
            // What drawing programs mean by it where they forget to say so.
            "xlink" => self.find(prefix).unwrap_or(Space::Link),
            "svg" => self.find(prefix).unwrap_or(Space::Drawing),
            prefix => self.find(prefix).unwrap_or(Space::Other),
        }
    }

    fn find(&self, prefix: &str) -> Option<Space> {
        self.0.iter().rev().find(|(known, _)| known == prefix).map(|(_, space)| *space)
    }
}
