//! Whether anything in a drawing can be seen.

/// What draws something by itself.
const SHAPES: [&str; 7] = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];

/// What is only drawn where something else asks for it.
const HIDDEN: [&str; 6] = ["defs", "symbol", "clipPath", "mask", "pattern", "marker"];

/// What has been written so far that can be seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Something is drawn.
    drawn: bool,
    /// Something could be drawn again by reference.
    kept: bool,
    /// Something is drawn again by reference.
    again: bool,
}

impl Seen {
    /// Notes an element that is written, with what it stands in.
    pub fn note<'a>(&mut self, name: &str, has_address: bool, mut around: impl Iterator<Item = &'a str>) {
        let is_seen = SHAPES.contains(&name) || name == "text" || name == "image" && has_address;
        if !is_seen && name != "use" {
            return;
        }
        let is_hidden = around.any(|outer| HIDDEN.contains(&outer));
        self.kept |= is_seen;
        self.drawn |= is_seen && !is_hidden;
        self.again |= name == "use" && has_address && !is_hidden;
    }

    /// Is there nothing to be seen?
    pub fn is_nothing(self) -> bool {
        !(self.drawn || self.again && self.kept)
    }
}
