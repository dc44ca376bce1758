//! Which answer each request gets.

use std::fs::{self, File};
use std::io::{Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderName,
    HeaderValue, IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::assets;
use super::body::{Body, Piecewise};
use super::display::{Display, Found, Shown};
use super::index::Index;
use super::media::{self, Part};
use super::request::{Asked, Refusal, parameter};
use super::{findings, locate, translations};
use crate::registry::editor::Editor;
use crate::routes::INDEX;
use crate::shell::told::Told;

/// What is answered with: the display, and the words that the terminal gets.
pub struct Counter {
    pub display: Display,
    pub told: Told,
    /// The editor that was named when the preview was started; else the site's settings decide.
    pub editor: Option<Editor>,
    pub index: Index,
}

impl Counter {
    /// The editor in which a place is opened.
    pub fn editor(&self) -> Editor {
        let settings = || self.display.newest().site.settings.editor.clone();
        self.editor.clone().or_else(settings).unwrap_or_default()
    }
}

/// Answers a request that may be answered.
pub fn answer(asked: &Asked, headers: &HeaderMap, counter: &Counter) -> Response<Body> {
    let _asking = counter.display.ask();
    match asked.path.strip_prefix("/__sare/") {
        Some(name) => own(name, asked, headers, counter),
        None => page(asked, headers, counter),
    }
}

/// Refuses a request.
pub fn refuse(refusal: Refusal) -> Response<Body> {
    let mut response = words(refusal.status, refusal.why);
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        set(&mut response, ALLOW, "GET, HEAD");
    }
    // Whatever else such a client may have sent is not read.
    set(&mut response, CONNECTION, "close");
    response
}

/// Says that something went wrong here.
pub fn accident() -> Response<Body> {
    words(StatusCode::INTERNAL_SERVER_ERROR, "Sare failed at this page; the terminal says more.")
}

/// The preview's own scripts, events and reports.
fn own(name: &str, asked: &Asked, headers: &HeaderMap, counter: &Counter) -> Response<Body> {
    let display = &counter.display;
    let path = parameter(&asked.query, "path");
    match name {
        "events" => events(display),
        "report.json" => match findings::of_page(&path, display, &counter.editor()) {
            Some(report) => data(&report),
            // An event will tell when.
            None => words(StatusCode::SERVICE_UNAVAILABLE, "The site is still being checked."),
        },
        "translations" => redirect(StatusCode::MOVED_PERMANENTLY, "/__sare/translations/", ""),
        "translations/" => {
            let page = assets::with_preview(translations::page(&display.newest(), &counter.editor()).as_bytes());
            whole(StatusCode::OK, "translations.html", &Tagged::of(page.into()), headers)
        }
        "where" => match locate::block(&path, &parameter(&asked.query, "text"), display, &counter.editor()) {
            Some(place) => data(&place),
            None => words(StatusCode::NOT_FOUND, "No document of this page says that."),
        },
        _ => match assets::find(name) {
            Some(text) => whole(StatusCode::OK, name, &Tagged::of(Bytes::from_static(text.as_bytes())), headers),
            None => words(StatusCode::NOT_FOUND, "There is no such page."),
        },
    }
}

fn events(display: &Display) -> Response<Body> {
    match display.bell.join(&json!({ "number": display.newest().number })) {
        Some(events) => {
            let mut response = Response::new(Body::Events(events));
            set(&mut response, CONTENT_TYPE, "text/event-stream");
            set(&mut response, CACHE_CONTROL, "no-store");
            always(&mut response);
            response
        }
        None => {
            let mut response = words(StatusCode::SERVICE_UNAVAILABLE, "Too many pages are open already.");
            set(&mut response, RETRY_AFTER, "2");
            response
        }
    }
}

/// A page, or a file of the site.
fn page(asked: &Asked, headers: &HeaderMap, counter: &Counter) -> Response<Body> {
    let display = &counter.display;
    let newest = display.newest();
    let base = &*newest.site.settings.base_url.path;
    let below = asked.path.strip_prefix(base).filter(|below| below.starts_with('/'));
    let Some(below) = below else {
        let leads_here = asked.path == "/" || asked.path == base;
        return if leads_here { redirect(StatusCode::FOUND, &format!("{base}/"), "") } else { missing(headers, counter) };
    };
    if let Some(bytes) = below[1..].strip_prefix(INDEX).and_then(|file| counter.index.find(file, &newest)) {
        return whole(StatusCode::OK, below, &Tagged::of(bytes), headers);
    }
    let mut path = below[1..].to_owned();
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let (edition, found) = display.find(&path);
    match found {
        Found::Page(shown) => {
            if path.ends_with(".html") {
                counter.told.looked_at(edition.number, &asked.path);
            }
            whole(StatusCode::OK, &path, &Tagged { stamp: shown.stamp, bytes: shown.bytes }, headers)
        }
        Found::Blank(_) => {
            counter.told.looked_at(edition.number, &asked.path);
            let page = Shown::new(edition.number, &path, BLANK.as_bytes(), crate::diag::Report::default());
            whole(StatusCode::INTERNAL_SERVER_ERROR, &path, &Tagged::of(page.bytes), headers)
        }
        Found::File(file) => copied(&path, &file, headers, counter),
        Found::Missing if !path.ends_with("index.html") && !matches!(display.find(&format!("{path}/index.html")).1, Found::Missing) => {
            redirect(StatusCode::MOVED_PERMANENTLY, &format!("{}/", asked.written), &asked.query)
        }
        Found::Missing => missing(headers, counter),
    }
}

/// What is shown while a template fails and no earlier page is known.
const BLANK: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'\">\
<title>This page cannot be shown yet</title></head><body><main><h1>This page cannot be shown yet</h1>\
<p>The template that makes it has a fault. The page appears by itself when the fault is mended.</p></main></body></html>";

/// The site's own page for addresses that lead nowhere.
fn missing(headers: &HeaderMap, counter: &Counter) -> Response<Body> {
    match counter.display.find("404.html").1 {
        // A page that is not there does not stay the same: nothing of it may be kept.
        Found::Page(shown) => {
            let without = headers.iter().filter(|(name, _)| *name != IF_NONE_MATCH).map(|(name, value)| (name.clone(), value.clone()));
            whole(StatusCode::NOT_FOUND, "404.html", &Tagged { stamp: shown.stamp, bytes: shown.bytes }, &without.collect())
        }
        _ => words(StatusCode::NOT_FOUND, "There is no such page."),
    }
}

fn redirect(status: StatusCode, to: &str, query: &str) -> Response<Body> {
    let mut response = words(status, "It is elsewhere.");
    let mark = if query.is_empty() { "" } else { "?" };
    set(&mut response, LOCATION, &format!("{to}{mark}{query}"));
    response
}

/// Bytes, and a hash of them.
struct Tagged {
    bytes: Bytes,
    stamp: u64,
}

impl Tagged {
    fn of(bytes: Bytes) -> Tagged {
        Tagged { stamp: xxh3_64(&bytes), bytes }
    }
}

/// Sends all of something that is in memory, unless the browser has it.
fn whole(status: StatusCode, path: &str, it: &Tagged, headers: &HeaderMap) -> Response<Body> {
    let tag = format!("\"{:016x}\"", it.stamp);
    let mut response = match has(headers, &tag) {
        true => unchanged(),
        false => Response::new(Body::Whole(it.bytes.clone())),
    };
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
        set(&mut response, CONTENT_TYPE, media::kind_of(path));
    }
    set(&mut response, ETAG, &tag);
    set(&mut response, CACHE_CONTROL, "no-cache");
    always(&mut response);
    response
}

fn unchanged() -> Response<Body> {
    let mut response = Response::new(Body::Whole(Bytes::new()));
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response
}

/// Does the browser have it already?
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let tags = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    tags.map(|known| known.trim().trim_start_matches("W/")).any(|known| known == "*" || known == tag)
}

/// Sends a file of the site, or a part of it, from the disk.
fn copied(path: &str, file: &Path, headers: &HeaderMap, counter: &Counter) -> Response<Body> {
    // The file may have been replaced by a link since the site was read.
    let is_inside = file.canonicalize().is_ok_and(|real| {
        let below = real.strip_prefix(&counter.display.root);
        below.is_ok_and(|below| !below.starts_with("output") && !below.starts_with(".sare") && !below.starts_with(".git"))
    });
    let opened = is_inside.then(|| open(file)).flatten();
    let Some((mut file, length, stamp)) = opened else { return missing(headers, counter) };
    let tag = format!("\"{stamp:016x}\"");
    let header = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let part = match header(RANGE) {
        Some(range) if header(IF_RANGE).is_none_or(|known| known == tag) => media::part(range, length),
        _ => Part::Whole,
    };
    let mut response = match part {
        _ if has(headers, &tag) => unchanged(),
        Part::Outside => {
            let mut response = words(StatusCode::RANGE_NOT_SATISFIABLE, "The file is shorter than that.");
            set(&mut response, CONTENT_RANGE, &format!("bytes */{length}"));
            return response;
        }
        Part::Whole => Response::new(Body::File(Piecewise::new(file, length))),
        Part::Range(range) => {
            if file.seek(SeekFrom::Start(range.start)).is_err() {
                return accident();
            }
            let mut response = Response::new(Body::File(Piecewise::new(file, range.end - range.start)));
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            set(&mut response, CONTENT_RANGE, &format!("bytes {}-{}/{length}", range.start, range.end - 1));
            response
        }
    };
    if response.status() != StatusCode::NOT_MODIFIED {
        set(&mut response, CONTENT_TYPE, media::kind_of(path));
    }
    set(&mut response, ACCEPT_RANGES, "bytes");
    set(&mut response, ETAG, &tag);
    set(&mut response, CACHE_CONTROL, "no-cache");
    always(&mut response);
    response
}

/// Opens a file; gives its length, and a hash of what changes when it is written.
fn open(path: &Path) -> Option<(File, u64, u64)> {
    // A pipe or a device would keep a thread waiting.
    fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let file = File::open(path).ok()?;
    let metadata = file.metadata().ok()?;
    let written = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |age| age.as_nanos());
    Some((file, metadata.len(), xxh3_64(format!("{} {written}", metadata.len()).as_bytes())))
}

fn data(value: &Value) -> Response<Body> {
    let mut response = Response::new(Body::Whole(value.to_string().into()));
    set(&mut response, CONTENT_TYPE, "application/json; charset=utf-8");
    set(&mut response, CACHE_CONTROL, "no-store");
    always(&mut response);
    response
}

fn words(status: StatusCode, words: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::Whole(Bytes::from_static(words.as_bytes())));
    *response.status_mut() = status;
    set(&mut response, CONTENT_TYPE, "text/plain; charset=utf-8");
    set(&mut response, CACHE_CONTROL, "no-store");
    always(&mut response);
    response
}

/// What every answer says: nobody may guess its type, frame it, or load it from elsewhere.
fn always(response: &mut Response<Body>) {
    set(response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(response, CONTENT_SECURITY_POLICY, "frame-ancestors 'none'");
    set(response, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(response, HeaderName::from_static("referrer-policy"), "same-origin");
}

/// Sets a header; a value that cannot be one is left out.
fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Answers on a thread that may take its time.
pub async fn in_time(asked: Asked, headers: HeaderMap, counter: Arc<Counter>) -> Response<Body> {
    let work = tokio::task::spawn_blocking(move || answer(&asked, &headers, &counter));
    work.await.unwrap_or_else(|_| accident())
}
