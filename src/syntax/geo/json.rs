//! JSON with the place of every value, as far as geometry needs it.
//!
//! Why not `serde_json`: it knows no places, and what is wrong with a map file is wrong at one of a million numbers.

use std::ops::Range;

/// A value and where it stands.
#[derive(Debug)]
pub struct Node {
    start: u32,
    end: u32,
    pub value: Json,
}

/// A value of JSON.
#[derive(Debug)]
pub enum Json {
    Null,
    Boolean,
    /// `NaN` and the infinities too, which some programs write: what is no number is told where it stands for one.
    Number(f64),
    Text(Box<str>),
    List(Vec<Node>),
    Table(Vec<(Box<str>, Node)>),
}

/// Why a text is no JSON, or none that is read.
#[derive(Debug)]
pub struct Fault {
    pub at: Range<usize>,
    pub message: String,
    pub help: &'static str,
}

/// How deep lists and tables may stand in each other: the corners of a country stand nine deep.
const DEEPEST: usize = 64;

/// How many values a file may hold: two million points are six million values, and what they are called is some more.
const MOST: usize = 8_000_000;

impl Node {
    /// Where it stands.
    pub fn place(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The member of a table.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Json::Table(members) => members.iter().find(|(known, _)| **known == *name).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn items(&self) -> Option<&[Node]> {
        match &self.value {
            Json::List(items) => Some(items),
            _ => None,
        }
    }

    /// The words of a text.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, in an editor's words.
    pub fn noun(&self) -> &'static str {
        match &self.value {
            Json::Null => "nothing",
            Json::Boolean => "true or false",
            Json::Number(number) if !number.is_finite() => "no number that there is",
            Json::Number(_) => "a number",
            Json::Text(_) => "text",
            Json::List(_) => "a list",
            Json::Table(_) => "a table",
        }
    }
}

/// Reads a text.
pub fn parse(text: &str) -> Result<Node, Fault> {
    let mut reader = Reader { text, at: 0, depth: 0, count: 0 };
    // Windows puts a mark before the first word of a file.
    reader.at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let node = reader.value()?;
    reader.space();
    match reader.at < text.len() {
        true => Err(reader.fault("something follows after the end", "take out what stands behind the last bracket")),
        false => Ok(node),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    count: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// A fault at the next character, or at the end.
    fn fault(&self, message: &str, help: &'static str) -> Fault {
        let next = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Fault { at: self.at..self.at + next, message: message.to_owned(), help }
    }

    fn cut_off(&self) -> Fault {
        let message = match self.at < self.text.len() {
            true => "this cannot be read as JSON",
            false => "the file ends in the middle",
        };
        self.fault(message, "export the map again, as GeoJSON or TopoJSON")
    }

    fn value(&mut self) -> Result<Node, Fault> {
        self.space();
        self.count += 1;
        if self.count > MOST {
            return Err(self.fault("this file holds more than any map can show", "simplify the map, for instance with mapshaper.org"));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.inside(Reader::table)?,
            Some(b'[') => self.inside(Reader::list)?,
            Some(b'"') => Json::Text(self.string()?.into()),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(letter) if letter.is_ascii_alphabetic() => self.word()?,
            _ => return Err(self.cut_off()),
        };
        Ok(Node { start: start as u32, end: self.at as u32, value })
    }

    fn inside(&mut self, read: impl FnOnce(&mut Self) -> Result<Json, Fault>) -> Result<Json, Fault> {
        if self.depth == DEEPEST {
            return Err(self.fault(
                &format!("brackets stand more than {DEEPEST} deep in each other here"),
                "export the map again: no geometry is nested like this",
            ));
        }
        self.depth += 1;
        self.at += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn list(&mut self) -> Result<Json, Fault> {
        let mut items = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            self.space();
            if self.take(b']') {
                return Ok(Json::List(items));
            }
            if !self.take(b',') {
                return Err(self.cut_off());
            }
        }
    }

    fn table(&mut self) -> Result<Json, Fault> {
        let mut members = Vec::new();
        self.space();
        if self.take(b'}') {
            return Ok(Json::Table(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.cut_off());
            }
            let name = self.string()?;
            self.space();
            if !self.take(b':') {
                return Err(self.cut_off());
            }
            members.push((name.into(), self.value()?));
            self.space();
            if self.take(b'}') {
                return Ok(Json::Table(members));
            }
            if !self.take(b',') {
                return Err(self.cut_off());
            }
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    /// A text between quotation marks, whose escapes are left to a reader that knows them all.
    fn string(&mut self) -> Result<String, Fault> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return Err(self.cut_off()),
                Some(b'"') => break,
                Some(b'\\') => self.at += 1 + usize::from(self.at + 1 < self.text.len()),
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        let written = &self.text[start..self.at];
        serde_json::from_str(written).map_err(|_| Fault {
            at: start..self.at,
            message: "this text cannot be read".to_owned(),
            help: "write line breaks as \\n and backslashes as \\\\",
        })
    }

    fn number(&mut self) -> Result<Json, Fault> {
        let start = self.at;
        while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        if self.text[start..].starts_with("-Infinity") {
            self.at = start + "-Infinity".len();
            return Ok(Json::Number(f64::NEG_INFINITY));
        }
        // One that is too large becomes infinite, which is told where a number is wanted.
        self.text[start..self.at].parse().map(Json::Number).map_err(|_| Fault {
            at: start..self.at,
            message: format!("`{}` is no number", &self.text[start..self.at]),
            help: "write numbers with a point and without spaces, as in -2.925",
        })
    }

    fn word(&mut self) -> Result<Json, Fault> {
        let start = self.at;
        while self.peek().is_some_and(|letter| letter.is_ascii_alphanumeric()) {
            self.at += 1;
        }
        match &self.text[start..self.at] {
            "null" => Ok(Json::Null),
            "true" | "false" => Ok(Json::Boolean),
            "NaN" => Ok(Json::Number(f64::NAN)),
            "Infinity" => Ok(Json::Number(f64::INFINITY)),
            word => Err(Fault {
                at: start..self.at,
                message: format!("`{word}` means nothing in JSON"),
                help: "put texts between double quotation marks",
            }),
        }
    }
}
