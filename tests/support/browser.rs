//! A real browser for tests: Chromium, driven through its debugging pipe.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take before a test gives up; the machine may be busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// Names under which the browser is installed.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// What keeps it from asking, updating and calling home.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--hide-scrollbars",
    "--window-size=1200,800",
    "--remote-debugging-pipe",
];

/// A running browser; it ends when it is dropped.
pub struct Browser {
    child: Child,
    wire: Rc<Wire>,
    _profile: tempfile::TempDir,
}

/// A tab of the browser.
pub struct Tab {
    wire: Rc<Wire>,
    session: String,
}

/// The pipe to the browser: a message each way is JSON that ends with a zero byte.
struct Wire {
    to: RefCell<ChildStdin>,
    from: Receiver<Value>,
    /// Events that nobody has read yet.
    events: RefCell<VecDeque<Value>>,
    last: Cell<u64>,
}

impl Browser {
    /// Starts the browser.
    ///
    /// Gives nothing only where `SARE_NO_BROWSER=1` says that there is none; a test that found none by accident would promise what it
    /// has not tried.
    pub fn start() -> Option<Browser> {
        if std::env::var_os("SARE_NO_BROWSER").is_some_and(|value| value == "1") {
            eprintln!("SARE_NO_BROWSER=1: what only a browser can show is NOT tested");
            return None;
        }
        let Some(program) = find() else {
            panic!(
                "no browser: the preview is tested in Chromium, and none of {} is on PATH. Run `.ci/run`, which installs it, or \
                 `apt-get install chromium`; SARE_NO_BROWSER=1 leaves these tests out",
                NAMES.join(", ")
            );
        };
        Some(Browser::run(&program))
    }

    fn run(program: &Path) -> Browser {
        let profile = tempfile::tempdir().expect("there is room for a temporary folder");
        let mut child = Command::new("sh")
            // The browser reads its commands from descriptor 3 and answers on 4.
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null"])
            .arg(program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the browser can be run");
        let to = RefCell::new(child.stdin.take().expect("it was asked for"));
        let from = listen(BufReader::new(child.stdout.take().expect("it was asked for")));
        let wire = Wire { to, from, events: RefCell::default(), last: Cell::new(0) };
        Browser { child, wire: Rc::new(wire), _profile: profile }
    }

    /// Opens a tab at an address and waits until it is loaded.
    pub fn open(&self, address: &str) -> Tab {
        let made = self.wire.call(None, "Target.createTarget", json!({ "url": "about:blank", "newWindow": true }));
        let attached = self.wire.call(None, "Target.attachToTarget", json!({ "targetId": made["targetId"], "flatten": true }));
        let session = attached["sessionId"].as_str().expect("a tab has a session").to_owned();
        let tab = Tab { wire: self.wire.clone(), session };
        for domain in ["Page", "Runtime", "Log"] {
            tab.call(&format!("{domain}.enable"), json!({}));
        }
        tab.navigate(address);
        tab
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.wire.send(None, "Browser.close", json!({}));
        let end = Instant::now() + Duration::from_secs(5);
        while Instant::now() < end && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        // It may have ended in the meantime, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Tab {
    /// Goes to an address and waits until the page is there.
    pub fn navigate(&self, address: &str) {
        let answer = self.call("Page.navigate", json!({ "url": address }));
        assert!(answer.get("errorText").is_none(), "{address}: {}", answer["errorText"]);
        self.wait_for(&format!("location.href === {} && document.readyState === 'complete'", json!(address)));
    }

    /// Runs a script in every page that is loaded from now on, before its own.
    pub fn run_first(&self, script: &str) {
        self.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// The value of an expression in the page; a promise is waited for.
    pub fn evaluate(&self, expression: &str) -> Value {
        match self.try_evaluate(expression) {
            Ok(value) => value,
            Err(exception) => panic!("{expression}\n{exception}"),
        }
    }

    /// Waits until an expression is true in the page.
    pub fn wait_for(&self, expression: &str) {
        let end = Instant::now() + PATIENCE;
        let mut last = Value::Null;
        while Instant::now() < end {
            // While a page gives way to the next one there is nothing to evaluate in.
            last = self.try_evaluate(expression).unwrap_or_else(Value::String);
            if last == Value::Bool(true) {
                return;
            }
            std::thread::sleep(Duration::from_millis(15));
        }
        let picture = self.screenshot();
        let said = self.console().join("\n");
        panic!(
            "after {PATIENCE:?} still not so: {expression}\nit is {last}, it looks like {}, and the page says:\n{said}",
            picture.display()
        );
    }

    /// Types into whatever has the focus.
    pub fn type_text(&self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// Presses a key that writes nothing, such as `Escape`.
    pub fn press(&self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.call("Input.dispatchKeyEvent", json!({ "type": kind, "key": key, "code": key }));
        }
    }

    /// Presses a key that writes `text`, as Enter writes a new line.
    pub fn press_with_text(&self, key: &str, text: &str) {
        let code = text.to_uppercase().bytes().next().unwrap_or_default();
        self.call("Input.dispatchKeyEvent", json!({ "type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": code }));
        self.call("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code }));
    }

    /// Clicks on the first element that a selector finds, with Alt held where `held` says so.
    pub fn click(&self, selector: &str, held: Held) {
        let found = format!(
            "(() => {{ const one = document.querySelector({}); one.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             const box = one.getClientRects()[0]; return [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 10)]; }})()",
            json!(selector)
        );
        let place = self.evaluate(&found);
        let modifiers = match held {
            Held::Nothing => 0,
            Held::Alt => 1,
        };
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({ "type": kind, "x": place[0], "y": place[1], "button": button, "clickCount": 1, "modifiers": modifiers });
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Leaves a picture of what is seen beside what the tests were compiled to.
    pub fn screenshot(&self) -> PathBuf {
        let picture = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{}.png", std::process::id()));
        put(&path, &from_base64(picture["data"].as_str().unwrap_or_default()));
        path
    }

    /// Shows the page as on `print` or on `screen`.
    pub fn set_media(&self, media: &str) {
        self.call("Emulation.setEmulatedMedia", json!({ "media": media }));
    }

    /// From the next page on, no script runs.
    pub fn without_scripts(&self) {
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    }

    /// Shows the page as for readers who like one of `light` and `dark`.
    pub fn set_scheme(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// The page on A4 paper.
    pub fn pdf(&self) -> Vec<u8> {
        let options = json!({ "printBackground": true, "preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69 });
        from_base64(self.call("Page.printToPDF", options)["data"].as_str().unwrap_or_default())
    }

    /// Keeps a picture of what the window shows.
    pub fn keep_picture(&self, path: &Path) {
        let options = json!({ "format": "png" });
        put(path, &from_base64(self.call("Page.captureScreenshot", options)["data"].as_str().unwrap_or_default()));
    }

    /// The addresses that the page has asked for so far, since the tab was told to listen.
    pub fn asked_for(&self) -> Vec<String> {
        self.wire.drain();
        let events = self.wire.events.borrow();
        let own = events.iter().filter(|event| event["sessionId"] == *self.session && event["method"] == "Network.requestWillBeSent");
        own.filter_map(|event| event["params"]["request"]["url"].as_str()).map(str::to_owned).collect()
    }

    /// Notes every request from now on.
    pub fn listen_to_requests(&self) {
        self.call("Network.enable", json!({}));
    }

    /// Shows the page in a window of this width and height.
    pub fn set_size(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// What the page has written to the console and what the browser has found fault with, so far.
    pub fn console(&self) -> Vec<String> {
        self.wire.drain();
        let events = self.wire.events.borrow();
        let own = events.iter().filter(|event| event["sessionId"] == *self.session);
        let said = own.filter_map(|event| match event["method"].as_str()? {
            "Log.entryAdded" => Some(format!("{}: {}", event["params"]["entry"]["level"], event["params"]["entry"]["text"])),
            "Runtime.consoleAPICalled" => Some(format!("{}: {}", event["params"]["type"], event["params"]["args"])),
            "Runtime.exceptionThrown" => Some(format!("\"exception\": {}", event["params"]["exceptionDetails"])),
            _ => None,
        });
        said.collect()
    }

    /// The addresses with a scheme of their own, such as an editor's, that the page has tried to go to.
    pub fn asked_to_open(&self) -> Vec<String> {
        self.wire.drain();
        let events = self.wire.events.borrow();
        let own = events.iter().filter(|event| event["sessionId"] == *self.session && event["method"] == "Page.frameRequestedNavigation");
        let addresses = own.filter_map(|event| event["params"]["url"].as_str());
        addresses.filter(|address| !address.starts_with("http") && !address.starts_with("about:")).map(str::to_owned).collect()
    }

    fn try_evaluate(&self, expression: &str) -> Result<Value, String> {
        let options = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true });
        let answer = self.wire.ask(Some(&self.session), "Runtime.evaluate", options)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(details.to_string()),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    fn call(&self, method: &str, options: Value) -> Value {
        self.wire.call(Some(&self.session), method, options)
    }
}

/// A key that is held during a click.
#[derive(Clone, Copy, Debug)]
pub enum Held {
    Nothing,
    Alt,
}

impl Wire {
    fn call(&self, session: Option<&str>, method: &str, options: Value) -> Value {
        self.ask(session, method, options).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn ask(&self, session: Option<&str>, method: &str, options: Value) -> Result<Value, String> {
        let id = self.send(session, method, options);
        let end = Instant::now() + PATIENCE;
        loop {
            match self.from.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) if message["id"] == id => {
                    return match message.get("error") {
                        Some(error) => Err(error.to_string()),
                        None => Ok(message["result"].clone()),
                    };
                }
                Ok(message) => self.events.borrow_mut().push_back(message),
                Err(RecvTimeoutError::Timeout) => panic!("{method}: the browser has not answered in {PATIENCE:?}"),
                Err(RecvTimeoutError::Disconnected) => panic!("{method}: the browser has ended"),
            }
        }
    }

    fn send(&self, session: Option<&str>, method: &str, options: Value) -> u64 {
        let id = self.last.get() + 1;
        self.last.set(id);
        let mut message = json!({ "id": id, "method": method, "params": options });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let mut line = message.to_string().into_bytes();
        line.push(0);
        // If the browser is gone, whoever waits for the answer says so.
        let _ = self.to.borrow_mut().write_all(&line);
        id
    }

    fn drain(&self) {
        self.events.borrow_mut().extend(self.from.try_iter());
    }
}

/// Reads what the browser says on a thread of its own, so that waiting for it can end.
fn listen(mut from: impl BufRead + Send + 'static) -> Receiver<Value> {
    let (tell, hear) = channel();
    std::thread::spawn(move || {
        let mut message = Vec::new();
        while from.read_until(0, &mut message).is_ok_and(|length| length > 0) {
            message.pop();
            let Ok(value) = serde_json::from_slice(&message) else { return };
            if tell.send(value).is_err() {
                return;
            }
            message.clear();
        }
    });
    hear
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|program| program.is_file())
}

fn from_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let six = text.bytes().filter_map(|byte| LETTERS.iter().position(|letter| *letter == byte));
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0, 0_u32);
    for value in six {
        held = (held << 6 | value as u32) & 0xfff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}

#[expect(clippy::disallowed_methods, reason = "tests lay out their own folders")]
fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
}
