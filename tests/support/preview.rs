//! A running `sare serve` on a site of its own, and an editor who saves files in it.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A site on disk, and the preview that watches it.
pub struct Preview {
    site: tempfile::TempDir,
    port: u16,
    server: Option<Child>,
}

impl Preview {
    /// Lays out a site and starts its preview.
    pub fn start(files: &[(&str, String)]) -> Preview {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        Preview::of(&files)
    }

    /// The same with files that need not be text.
    pub fn of(files: &[(&str, &[u8])]) -> Preview {
        let site = tempfile::tempdir().expect("there is room for a temporary folder");
        let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let port = listener.local_addr().expect("it has an address").port();
        drop(listener);
        let mut preview = Preview { site, port, server: None };
        for (path, bytes) in files {
            preview.lay(path, bytes);
        }
        preview.start_again();
        preview
    }

    /// Starts the server, on the port that it had before.
    pub fn start_again(&mut self) {
        let mut server = Command::new(env!("CARGO_BIN_EXE_sare"))
            .arg("--root")
            .arg(self.site.path())
            .args(["serve", "--drafts", "--port", &self.port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        let mut said = BufReader::new(server.stderr.take().expect("it was asked for"));
        let mut all = String::new();
        while !all.contains("http://") {
            let read = said.read_line(&mut all).expect("it says words");
            assert!(read > 0, "the preview has ended:\n{all}");
        }
        assert!(all.contains(&format!(":{}", self.port)), "another port than {}:\n{all}", self.port);
        // What it goes on to say is not looked at, but a full pipe would stop it.
        std::thread::spawn(move || said.read_to_end(&mut Vec::new()));
        self.server = Some(server);
    }

    /// Ends the server.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // It may have ended by itself.
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    /// The address of a page.
    pub fn address(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}/{page}", self.port)
    }

    /// Saves a file as most editors do: beside it, then renamed into its place.
    pub fn save(&self, path: &str, text: &str) {
        self.lay(path, text.as_bytes());
    }

    fn lay(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        let folder = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(folder).expect("it can be made");
        let beside = tempfile::NamedTempFile::new_in(self.site.path()).expect("it can be made");
        put(beside.path(), bytes);
        beside.persist(&path).expect("it can be renamed");
    }

    /// Changes the text of a file and saves it.
    pub fn edit(&self, path: &str, change: impl FnOnce(&str) -> String) {
        let before = self.read(path);
        let after = change(&before);
        assert_ne!(after, before, "the edit of {path} changes nothing");
        self.save(path, &after);
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).expect("it can be read")
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).expect("it is there");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.site.path().join(path)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.stop();
    }
}

#[expect(clippy::disallowed_methods, reason = "tests lay out their own folders")]
fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
}
