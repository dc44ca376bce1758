//! The preview's server as a browser meets it, and as those do who mean it ill: raw, over TCP, against the real program.

#![expect(clippy::disallowed_methods, reason = "a test writes as an editor does")]

#[path = "support/served.rs"]
mod served;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::time::{Duration, Instant};

use served::{Folder, Served};

fn served() -> (Folder, Served) {
    let folder = Folder::new();
    let served = Served::start(&folder.root, &[]);
    (folder, served)
}

#[test]
fn a_page_is_shown_with_the_preview_on_it() {
    let (_folder, served) = served();
    let page = served.get("/hubs/bdih/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Led by") && page.text().contains("src=\"/__sare/preview.js\""), "{}", page.text());
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("cache-control"), "no-cache");
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(served.get("/__sare/preview.js").header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(served.get("/__sare/nothing.js").status, 404);
    let elsewhere = served.get("/hubs/bdih?x=1");
    assert_eq!((elsewhere.status, elsewhere.header("location")), (301, "/hubs/bdih/?x=1"));
    let missing = served.get("/nobody/");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("/__sare/preview.js"), "the site's own page is shown: {}", missing.text());
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let (_folder, served) = served();
    let page = served.get("/");
    let tag = page.header("etag").to_owned();
    assert!(tag.starts_with('"'), "{}", page.head);
    let again = served.get_with("/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(served.get_with("/", "If-None-Match: \"other\", W/\"x\"\r\n").status, 200);
    let port = served.port;
    let head = served.ask(&format!("HEAD / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.body.len().to_string());
    let head = served.ask(&format!("HEAD /__sare/events HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"));
    assert_eq!((head.status, head.header("content-type")), (200, "text/event-stream"));
}

#[test]
fn files_come_in_parts() {
    let folder = Folder::new();
    let bytes: Vec<u8> = (0..300_000_u32).map(|at| (at % 251) as u8).collect();
    folder.write("static/film.mp4", &bytes);
    folder.write("static/empty.txt", "");
    let served = Served::start(&folder.root, &[]);
    let whole = served.get("/film.mp4");
    assert_eq!((whole.status, whole.header("content-type"), whole.header("accept-ranges")), (200, "video/mp4", "bytes"));
    assert!(whole.body == bytes);
    let part = served.get_with("/film.mp4", "Range: bytes=100000-199999\r\n");
    assert_eq!((part.status, part.header("content-range")), (206, "bytes 100000-199999/300000"));
    assert!(part.body == bytes[100_000..200_000]);
    assert!(served.get_with("/film.mp4", "Range: bytes=-5\r\n").body == bytes[299_995..]);
    let outside = served.get_with("/film.mp4", "Range: bytes=300000-\r\n");
    assert_eq!((outside.status, outside.header("content-range")), (416, "bytes */300000"));
    assert_eq!(served.get_with("/film.mp4", "Range: bytes=0-1,5-6\r\n").status, 200);
    assert_eq!(served.get_with("/film.mp4", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n").status, 200);
    let tag = whole.header("etag");
    assert_eq!(served.get_with("/film.mp4", &format!("Range: bytes=0-1\r\nIf-Range: {tag}\r\n")).status, 206);
    assert_eq!(served.get_with("/film.mp4", &format!("If-None-Match: {tag}\r\n")).status, 304);
    let empty = served.get("/empty.txt");
    assert_eq!((empty.status, empty.body.len()), (200, 0));
}

#[test]
fn no_path_leads_out_of_the_site() {
    let folder = Folder::new();
    std::fs::write(folder.root.join("../secret.txt"), "secret").unwrap();
    folder.write(".env", "secret");
    folder.write(".git/config", "secret");
    folder.write("static/.hidden", "secret");
    folder.write("static/open.txt", "open");
    folder.write("output/stray.txt", "secret");
    let served = Served::start(&folder.root, &[]);
    assert_eq!(served.get("/open.txt").text(), "open");
    for path in [
        "/../secret.txt",
        "/static/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/..%c0%afsecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%uff0e%uff0e/secret.txt",
        "/.%00./secret.txt",
        "/open.txt%00.html",
        "/....//secret.txt",
        "//etc/passwd",
        "///etc/passwd",
        "/file:///etc/passwd",
        "/etc/passwd",
        "/.env",
        "/%2eenv",
        "/.git/config",
        "/.hidden",
        "/static/open.txt",
        "/stray.txt",
        "/output/stray.txt",
        "/content/hubs/bdih.md",
        "/sare.toml",
        "/__sare/../secret.txt",
        "/__sare/%2e%2e/%2e%2e/secret.txt",
    ] {
        let reply = served.get(path);
        assert!([400, 404].contains(&reply.status), "{path}: {}", reply.status);
        assert!(!reply.text().contains("secret\n") && reply.text() != "secret", "{path}");
    }
    // A file that becomes a link after the site was read is not followed either.
    std::fs::remove_file(folder.root.join("static/open.txt")).unwrap();
    std::os::unix::fs::symlink(folder.root.join("../secret.txt"), folder.root.join("static/open.txt")).unwrap();
    assert_eq!(served.get("/open.txt").status, 404);
}

#[test]
fn only_our_own_pages_may_ask() {
    let (_folder, served) = served();
    let port = served.port;
    let ask = |line: &str, headers: &str| served.ask(&format!("{line} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n")).status;
    let ours = format!("Host: localhost:{port}\r\n");
    assert_eq!(ask("GET /", &ours), 200);
    assert_eq!(ask("GET /", &format!("Host: [::1]:{port}\r\n")), 200);
    for host in ["evil.example", &format!("evil.example:{port}"), "localhost", "127.0.0.1:1", &format!("127.0.0.1.nip.io:{port}")] {
        assert_eq!(ask("GET /", &format!("Host: {host}\r\n")), 421, "{host}");
    }
    assert_eq!(ask("GET /", ""), 400, "no host");
    assert_eq!(ask("GET /", &format!("{ours}Host: evil.example\r\n")), 400, "two hosts");
    assert_eq!(ask(&format!("GET http://localhost:{port}/"), &ours), 200);
    assert_eq!(ask("GET http://evil.example/", &ours), 421);
    assert_eq!(ask(&format!("GET https://localhost:{port}/"), &ours), 421);
    for origin in ["http://evil.example", "null", "https://localhost", &format!("https://localhost:{port}")] {
        assert_eq!(ask("GET /__sare/report.json?path=/", &format!("{ours}Origin: {origin}\r\n")), 403, "{origin}");
    }
    assert_eq!(ask("GET /__sare/report.json?path=/", &format!("{ours}Origin: http://127.0.0.1:{port}\r\n")), 200);
    assert_eq!(ask("GET /__sare/report.json?path=/", &format!("{ours}Sec-Fetch-Site: cross-site\r\n")), 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND"] {
        let reply = served.ask(&format!("{method} / HTTP/1.1\r\n{ours}Content-Length: 4\r\n\r\nbody"));
        assert_eq!((reply.status, reply.header("allow")), (405, "get, head"), "{method}");
    }
    assert!([0, 400, 405].contains(&ask("CONNECT evil.example:443", &ours)));
    for form in ["GET x", "GET *", "GET evil.example:80"] {
        assert!([400, 421].contains(&ask(form, &ours)), "{form}");
    }
    assert_eq!(served.get("/").status, 200, "nothing of this has hurt it");
}

#[test]
fn requests_are_bounded() {
    let folder = Folder::new();
    let served = Served::start(&folder.root, &["--patience", "700"]);
    let port = served.port;
    let long = "x".repeat(10 << 20);
    let huge = served.ask(&format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nX-Long: {long}\r\n\r\n"));
    assert!([431, 0].contains(&huge.status), "{}", huge.status);
    let many: String = (0..500).map(|at| format!("X-{at}: y\r\n")).collect();
    assert_eq!(served.get_with("/", &many).status, 431);
    let path = format!("/{}", "a".repeat(100_000));
    assert!([400, 414, 431].contains(&served.get(&path).status));
    // A client that sends a letter now and then, and one that sends nothing.
    for line in ["GET / HTTP/1.1\r\nX-Slow: ", ""] {
        let mut slow = served.connect();
        slow.write_all(line.as_bytes()).unwrap();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) {
            let mut nothing = [0; 512];
            slow.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
            match slow.read(&mut nothing) {
                Err(err) if matches!(err.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                    if !line.is_empty() && slow.write_all(b"x").is_err() {
                        break;
                    }
                }
                _ => break,
            }
        }
        assert!(start.elapsed() < Duration::from_secs(10), "`{line}` is waited for for ever");
    }
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn an_answer_that_nobody_reads_is_given_up() {
    let folder = Folder::new();
    folder.write("static/film.mp4", vec![7; 64 << 20]);
    let served = Served::start(&folder.root, &["--patience", "700"]);
    let mut idle: Vec<_> = (0..20).map(|_| served.connect()).collect();
    for stream in &mut idle {
        stream.write_all(format!("GET /film.mp4 HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port).as_bytes()).unwrap();
    }
    assert_eq!(served.get("/").status, 200, "pages are answered all the same");
    std::thread::sleep(Duration::from_millis(2_000));
    let mut read = 0;
    let mut piece = vec![0; 1 << 20];
    while let Ok(count @ 1..) = idle[0].read(&mut piece) {
        read += count;
    }
    assert!(read < 64 << 20, "the connection was closed before all was sent");
}

#[test]
fn thousands_may_ask_at_once() {
    let (_folder, served) = served();
    let streams: Vec<_> = (0..400)
        .map(|_| {
            let mut stream = served.connect();
            let request = format!("GET /__sare/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port);
            stream.write_all(request.as_bytes()).unwrap();
            let mut line = String::new();
            BufReader::new(stream.try_clone().unwrap()).read_line(&mut line).unwrap();
            (stream, line)
        })
        .collect();
    let open = streams.iter().filter(|(_, line)| line.contains("200")).count();
    assert_eq!(open, 256, "streams are bounded");
    assert!(streams.iter().all(|(_, line)| line.contains("200") || line.contains("503")));
    let served = &served;
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let ask = || (0..50).map(|_| served.get("/hubs/bdih/").status).collect::<Vec<_>>();
        let threads: Vec<_> = (0..60).map(|_| scope.spawn(ask)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(statuses.len(), 3000);
    assert!(statuses.iter().all(|status| *status == 200));
}

#[test]
fn a_site_below_a_path_is_shown_below_it() {
    let folder = Folder::new();
    let served = Served::start(&folder.root, &["--base-url", "https://example.org/eko/"]);
    for path in ["/", "/eko"] {
        let home = served.get(path);
        assert_eq!((home.status, home.header("location")), (302, "/eko/"), "{path}");
    }
    assert_eq!(served.get("/eko/").status, 200);
    assert!(served.get("/eko/hubs/bdih/").text().contains("href=\"/eko/organisations/tecnalia/\""));
    for path in ["/hubs/bdih/", "/ekohubs/bdih/", "/eko/eko/"] {
        assert_eq!(served.get(path).status, 404, "{path}");
    }
    let redirect = served.get("/eko/hubs/bdih");
    assert_eq!((redirect.status, redirect.header("location")), (301, "/eko/hubs/bdih/"));
    let report = served.get("/__sare/report.json?path=/eko/hubs/bdih/").json();
    assert_eq!(report["bar"]["sources"][0], "content/hubs/bdih.md");
}

#[test]
fn a_page_is_told_what_is_wrong_with_it() {
    let folder = Folder::new();
    folder.write("content/hubs/bdih.md", "+++\ntitle = \"BDIH\"\ndraft = true\n+++\nÑ led by [[tecnalai]].\n");
    folder.write("content/organisations/gaia.md", "+++\ntitle = \"GAIA\"\n+++\nSee [[nobody-at-all]].\n");
    let served = Served::start(&folder.root, &["--drafts", "--editor", "zed"]);
    let report = served.get("/__sare/report.json?path=/hubs/bdih/").json();
    assert_eq!((report["number"].as_u64(), report["more"].as_u64()), (Some(1), Some(0)));
    let own = &report["page"][0];
    assert_eq!(own["code"], "unknown-mention");
    assert_eq!((&own["severity"], &own["file"]), (&"error".into(), &"content/hubs/bdih.md".into()));
    assert_eq!((own["line"].as_u64(), own["column"].as_u64(), own["end_column"].as_u64()), (Some(5), Some(10), Some(22)));
    let excerpt = &own["excerpt"][0];
    assert_eq!((excerpt["number"].as_u64(), excerpt["from"].as_u64(), excerpt["to"].as_u64()), (Some(5), Some(10), Some(22)));
    assert_eq!(excerpt["text"], "Ñ led by [[tecnalai]].");
    assert_eq!(own["help"], "did you mean `tecnalia`?");
    assert_eq!(own["open"], format!("zed://file{}/content/hubs/bdih.md:5:10", folder.root.display()));
    assert_eq!(report["page"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["site"][0]["file"], "content/organisations/gaia.md");
    let bar = &report["bar"];
    assert_eq!(
        (&bar["draft"], &bar["missing"][0]["lang"], &bar["missing"][0]["url"]),
        (&true.into(), &"es".into(), &"/es/hubs/bdih/".into())
    );
}

#[test]
fn a_block_leads_to_its_line() {
    let folder = Folder::new();
    folder.write("content/hubs/bdih.md", "+++\ntitle = \"BDIH\"\n+++\nLed by [[tecnalia]].\n\n- One *thing*\n- Another thing\n");
    folder.write("content/figures/share.toml", "title = \"Share\"\nunit = \"percent\"\n\n[[observations]]\nvalue = 23\n");
    let served = Served::start(&folder.root, &[]);
    let place = |text: &str| {
        let reply = served.get(&format!("/__sare/where?path=%2Fhubs%2Fbdih%2F&text={text}"));
        (reply.status == 200).then(|| format!("{}:{}", reply.json()["file"].as_str().unwrap(), reply.json()["line"]))
    };
    assert_eq!(place("Another+thing").as_deref(), Some("content/hubs/bdih.md:7"));
    assert_eq!(place("Led%20by%20Tecnalia.").as_deref(), Some("content/hubs/bdih.md:4"));
    assert_eq!(place("").as_deref(), Some("content/hubs/bdih.md:1"));
    assert_eq!(place("quite+something+else").as_deref(), Some("content/hubs/bdih.md:1"));
    assert_eq!(place("figure:share").as_deref(), Some("content/figures/share.toml:5"));
    assert_eq!(place("figure:nothing"), None);
    assert_eq!(place("page:%2Fhubs%2Fbdih%2F").as_deref(), Some("content/hubs/bdih.md:1"));
    assert_eq!(place("page:%2Fhubs%2Fnothing%2F"), None);
    assert_eq!(served.get("/__sare/where?path=/nobody/&text=x").status, 404);
}

#[test]
fn it_ends_well_when_asked_to() {
    let (_folder, served) = served();
    let mut stream = served.connect();
    stream.write_all(format!("GET /__sare/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port).as_bytes()).unwrap();
    assert_eq!(served.end(), Some(0));
}

#[test]
fn a_taken_port_is_no_obstacle() {
    let folder = Folder::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let served = Served::run(&folder.root, &["serve", "--port", &port.to_string()]);
    served.wait_for_words(&format!("port {port} is taken; this is on port "));
    let refused = Served::run(&folder.root, &["serve", "--host", "192.0.2.1"]);
    refused.wait_for_words("cannot be listened on");
    let unknown = Served::run(&folder.root, &["serve", "--editor", "emacs"]);
    unknown.wait_for_words("--editor is `emacs`");
}
