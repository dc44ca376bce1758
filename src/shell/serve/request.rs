//! What a request asks for, and whether it may: the method, the hosts, and the path however it is spelled.

use std::net::IpAddr;

use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use hyper::{Method, StatusCode, Uri};

/// The name by which a browser tells that another site's page asks.
const SITE_OF_ASKER: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A longer path is nobody's.
const LONGEST_PATH: usize = 4096;

/// The only hidden name that is meant to be published.
const WELL_KNOWN: &str = ".well-known";

/// The names by which the server may be asked: without this check, any page on the web could read drafts through a name that it
/// points at this machine.
#[derive(Clone, Debug)]
pub struct Hosts {
    pub port: u16,
    /// In small letters.
    pub names: Vec<String>,
    pub reach: Reach,
}

/// Who can connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This machine alone.
    Loopback,
    /// The network: any address, written as numbers, may be the server's own.
    Network,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Decoded; starts with a slash.
    pub path: String,
    /// What stands behind the question mark, as it came.
    pub query: String,
    /// As it came, for redirects.
    pub written: String,
}

/// Why a request is refused, and what is said to whoever sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub status: StatusCode,
    pub why: &'static str,
}

impl Refusal {
    const fn new(status: StatusCode, why: &'static str) -> Refusal {
        Refusal { status, why }
    }
}

/// Reads a request's head.
pub fn read(method: &Method, uri: &Uri, headers: &HeaderMap<HeaderValue>, hosts: &Hosts) -> Result<Asked, Refusal> {
    if method != Method::GET && method != Method::HEAD {
        return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "A preview can only be read: use GET or HEAD."));
    }
    hosts.check(uri, headers)?;
    let path = path(uri.path())?;
    let is_elsewhere = headers.get(SITE_OF_ASKER).is_some_and(|site| site == "cross-site");
    if is_elsewhere && path.starts_with("/__sare/") {
        return Err(Refusal::new(StatusCode::FORBIDDEN, "Only the preview's own pages may ask for this."));
    }
    Ok(Asked { path, query: uri.query().unwrap_or_default().to_owned(), written: uri.path().to_owned() })
}

impl Hosts {
    fn check(&self, uri: &Uri, headers: &HeaderMap<HeaderValue>) -> Result<(), Refusal> {
        let mut given = headers.get_all(HOST).iter();
        let (Some(host), None) = (given.next(), given.next()) else {
            return Err(Refusal::new(StatusCode::BAD_REQUEST, "A request names one host."));
        };
        let other =
            Refusal::new(StatusCode::MISDIRECTED_REQUEST, "This address is not the preview's; open the one that `sare serve` says.");
        if !host.to_str().is_ok_and(|host| self.is_ours(host)) {
            return Err(other);
        }
        // A request as to a proxy names the host once more.
        if uri.authority().is_some_and(|authority| !self.is_ours(authority.as_str())) || uri.scheme_str().is_some_and(|s| s != "http") {
            return Err(other);
        }
        let is_ours = |origin: &HeaderValue| {
            let host = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            host.is_some_and(|host| self.is_ours(host))
        };
        if !headers.get_all(ORIGIN).iter().all(is_ours) {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "Only the preview's own pages may ask for this."));
        }
        Ok(())
    }

    /// Is `written`, which is `host:port`, this server?
    fn is_ours(&self, written: &str) -> bool {
        let (host, port) = match written.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (written, "80"),
        };
        // Compared as it is written: `+80` and `080` are no way to write a port.
        if port != self.port.to_string() {
            return false;
        }
        let host = host.to_ascii_lowercase();
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(&host);
        self.names.iter().any(|name| name == bare) || (self.reach == Reach::Network && bare.parse::<IpAddr>().is_ok())
    }
}

/// The path that is meant, decoded once; whatever could lead elsewhere is refused rather than mended.
fn path(written: &str) -> Result<String, Refusal> {
    let broken = Refusal::new(StatusCode::BAD_REQUEST, "This is not an address of a page.");
    if !written.starts_with('/') || written.len() > LONGEST_PATH {
        return Err(broken);
    }
    let decoded = decoded(written).ok_or(broken)?;
    let slashes = |text: &str| text.matches('/').count();
    // A slash or a backslash that was encoded, or a control character, is nothing that an address here has.
    if decoded.contains('\\') || decoded.chars().any(char::is_control) || slashes(&decoded) != slashes(written) {
        return Err(broken);
    }
    let mut parts = decoded[1..].split('/').rev().enumerate();
    if parts.any(|(at, part)| part == "." || part == ".." || (part.is_empty() && at > 0)) {
        return Err(broken);
    }
    if decoded.split('/').any(|part| part.starts_with('.') && part != WELL_KNOWN) {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "There is no such page."));
    }
    Ok(decoded)
}

/// Takes the percent signs out; `None` where what they stand for is not text.
fn decoded(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// A value of a query, decoded; empty where it is not given.
pub fn parameter(query: &str, name: &str) -> String {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value);
    found.and_then(|value| decoded(&value.replace('+', " "))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_once() {
        let check = |written: &str, expected: Result<&str, u16>| {
            let found = path(written).map_err(|refusal| refusal.status.as_u16());
            assert_eq!(found.as_deref().map_err(|status| *status), expected, "{written}");
        };
        check("/", Ok("/"));
        check("/hubs/bdih/", Ok("/hubs/bdih/"));
        check("/a%20b/%C3%B1", Ok("/a b/ñ"));
        check("/%252e%252e/x", Ok("/%2e%2e/x"));
        check("/.well-known/security.txt", Ok("/.well-known/security.txt"));
        for broken in ["/..", "/../x", "/a/../b", "/%2e%2e/x", "/%2E./x", "/a/./b", "//x", "/a//b", "/..%2fx", "/a%2Fb", "/a%5cb", "/a\\b"]
        {
            check(broken, Err(400));
        }
        for broken in ["/%00", "/a%0ab", "/%", "/%4", "/%zz", "/%c0%ae%c0%ae/x", "/%ff", "x", "*", "/a%7f"] {
            check(broken, Err(400));
        }
        for hidden in ["/.git/config", "/a/.env", "/%2egit/config", "/.well-known/.x", "/..."] {
            check(hidden, Err(404));
        }
        check(&format!("/{}", "a".repeat(5000)), Err(400));
    }

    #[test]
    fn only_our_own_names_are_answered() {
        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec();
        let near = Hosts { port: 3131, names: names.clone(), reach: Reach::Loopback };
        for ours in ["localhost:3131", "LocalHost:3131", "127.0.0.1:3131", "[::1]:3131"] {
            assert!(near.is_ours(ours), "{ours}");
        }
        for other in [
            "localhost",
            "localhost:80",
            "evil.example:3131",
            "127.0.0.1.evil.example:3131",
            "10.0.0.1:3131",
            "[::1]",
            "",
            ":3131",
            "localhost:+3131",
            "[::1]:03131",
        ] {
            assert!(!near.is_ours(other), "{other}");
        }
        let far = Hosts { port: 80, names, reach: Reach::Network };
        assert!(far.is_ours("10.0.0.1") && far.is_ours("[fe80::1]:80") && !far.is_ours("evil.example"));
    }

    #[test]
    fn a_query_gives_its_values() {
        assert_eq!(parameter("path=%2Fa%2F&text=one+two%20three", "text"), "one two three");
        assert_eq!(parameter("path=%2Fa%2F&text=x", "path"), "/a/");
        assert_eq!(parameter("path=%ff", "path"), "");
    }
}
