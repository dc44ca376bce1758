//! A site in a temporary folder, and the real program that watches it.

#![allow(dead_code, reason = "each test takes what it needs of it")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Nothing that is waited for takes this long unless it never comes.
pub const LONG: Duration = Duration::from_secs(60);

/// A folder with a small site.
pub struct Folder {
    pub root: PathBuf,
    _temporary: tempfile::TempDir,
}

impl Folder {
    /// A home page, a hub and two organisations, in two languages.
    pub fn new() -> Folder {
        let temporary = tempfile::tempdir().expect("there is room for a temporary folder");
        let root = temporary.path().canonicalize().expect("it is there").join("site");
        let folder = Folder { root, _temporary: temporary };
        folder.write("sare.toml", "title = \"Net\"\nsources = \"optional\"\nlanguages = [\"en\", \"es\"]\n");
        folder.write("content/index.md", "+++\ntitle = \"Home\"\n+++\nSee [[bdih]].\n");
        folder.write("content/hubs/bdih.md", "+++\ntitle = \"BDIH\"\n+++\nLed by [[tecnalia]].\n");
        folder.write("content/organisations/tecnalia.md", "+++\ntitle = \"Tecnalia\"\n+++\nResearch.\n");
        folder.write("content/organisations/gaia.md", "+++\ntitle = \"GAIA\"\n+++\nA cluster.\n");
        folder
    }

    /// Writes a file in place.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    /// Writes a file beside the old one and renames it into place, as most editors save.
    pub fn save(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        let beside = path.with_extension("tmp-4711");
        fs::write(&beside, text).expect("it can be written");
        fs::rename(beside, path).expect("it can be renamed");
    }
}

/// The program at work on a folder.
pub struct Served {
    child: Child,
    pub port: u16,
    /// What it printed on standard output, by line.
    pub said: Arc<Mutex<Vec<String>>>,
    /// What it printed on standard error.
    pub muttered: Arc<Mutex<String>>,
}

impl Served {
    /// Runs `sare serve` and waits until it can be asked.
    pub fn start(root: &Path, words: &[&str]) -> Served {
        let all = [&["serve", "--port", "0", "--json", "--date", "2026-06-01"][..], words].concat();
        let mut served = Served::run(root, &all);
        let started = served.wait_for(|lines| lines.iter().find(|line| line.contains("\"started\"")).cloned());
        let started: Value = serde_json::from_str(&started).expect("it is JSON");
        served.port = started["port"].as_u64().and_then(|port| port.try_into().ok()).expect("it says its port");
        served
    }

    /// Runs the program.
    pub fn run(root: &Path, words: &[&str]) -> Served {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sare"));
        command.arg("--root").arg(root).args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.env_remove("SARE_EDITOR").spawn().expect("the program can be run");
        let said = Arc::new(Mutex::new(Vec::new()));
        let muttered = Arc::new(Mutex::new(String::new()));
        let (out, heard) = (child.stdout.take().expect("it is piped"), said.clone());
        std::thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).for_each(|line| heard.lock().unwrap().push(line)));
        let (err, heard) = (child.stderr.take().expect("it is piped"), muttered.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(err).lines().map_while(Result::ok) {
                let mut heard = heard.lock().unwrap();
                heard.push_str(&line);
                heard.push('\n');
            }
        });
        Served { child, port: 0, said, muttered }
    }

    /// Waits until what was said satisfies.
    pub fn wait_for<T>(&self, satisfied: impl Fn(&[String]) -> Option<T>) -> T {
        wait_until(
            || satisfied(&self.said.lock().unwrap()),
            || format!("said: {:#?}\nmuttered: {}", self.said.lock().unwrap(), self.muttered.lock().unwrap()),
        )
    }

    /// Waits until standard error holds some words.
    pub fn wait_for_words(&self, words: &str) {
        let has = || self.muttered.lock().unwrap().contains(words).then_some(());
        wait_until(has, || format!("no `{words}` in: {}", self.muttered.lock().unwrap()));
    }

    /// Waits until a page says some words.
    pub fn wait_for_page(&self, path: &str, words: &str) -> String {
        let page = || Some(self.get(path).text()).filter(|page| page.contains(words));
        wait_until(page, || format!("no `{words}` in {path}: {}", self.get(path).text()))
    }

    /// How many editions have been told of.
    pub fn editions(&self) -> usize {
        self.said.lock().unwrap().iter().filter(|line| line.contains("\"event\":\"edition\"")).count()
    }

    /// Asks for a path.
    pub fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    /// Asks for a path with further header lines.
    pub fn get_with(&self, path: &str, headers: &str) -> Reply {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n{headers}\r\n", self.port))
    }

    /// Sends bytes and reads the answer until the connection is closed.
    pub fn ask(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        // Who refuses a request need not read all of it.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let mut piece = [0; 8192];
        while let Ok(count) = stream.read(&mut piece) {
            bytes.extend_from_slice(&piece[..count]);
            if count == 0 {
                break;
            }
        }
        Reply::of(&bytes)
    }

    /// A connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(LONG)).expect("it is a socket");
        stream
    }

    /// Asks the program to end, as Ctrl-C does, and gives its exit status.
    pub fn end(mut self) -> Option<i32> {
        let ended = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(ended.expect("there is `kill`").success());
        wait_until(|| self.child.try_wait().expect("it is ours"), || "it does not end".into()).code()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits for something that comes sooner or later.
pub fn wait_until<T>(mut come: impl FnMut() -> Option<T>, missing: impl Fn() -> String) -> T {
    let start = Instant::now();
    loop {
        if let Some(it) = come() {
            return it;
        }
        assert!(start.elapsed() < LONG, "{}", missing());
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    /// 0 where there was none.
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    fn of(bytes: &[u8]) -> Reply {
        let at = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..at]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Reply { status, head, body: bytes.get(at + 4..).unwrap_or_default().to_vec() }
    }

    /// A header's value, in small letters.
    pub fn header(&self, name: &str) -> &str {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_default()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|err| panic!("{err}: {self:?}"))
    }
}
