//! Hostile and strange drawings, and what is written of each.

use super::*;

const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 10 10\">";

/// What is written for what stands within a drawing, and what is told of.
fn within(inside: &str) -> (String, Vec<String>) {
    let drawing = clean(&format!("{HEAD}{inside}</svg>")).unwrap_or_else(|fault| panic!("{inside}: {fault:?}"));
    let root = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\" viewBox=\"0 0 10 10\"";
    let written = drawing.svg.trim_end().strip_prefix(root).unwrap_or_else(|| panic!("{}", drawing.svg));
    let inner = written.strip_prefix('>').and_then(|inner| inner.strip_suffix("</svg>")).unwrap_or_default();
    (inner.to_owned(), drawing.removed.into_iter().map(|removed| removed.word).collect())
}

fn check(inside: &str, written: &str, removed: &[&str]) {
    let (found, words) = within(inside);
    assert_eq!((&*found, words.iter().map(String::as_str).collect::<Vec<_>>()), (written, removed.to_vec()), "{inside}");
}

#[test]
fn a_drawing_stays_as_it_is() {
    check("<path d=\"M0 0h1\" fill=\"#FFF\"/>", "<path d=\"M0 0h1\" fill=\"#FFF\"/>", &[]);
    check(
        "<defs><linearGradient id=\"a\"/></defs><rect fill=\"url(#a)\"/>",
        "<defs><linearGradient id=\"a\"/></defs><rect fill=\"url(#a)\"/>",
        &[],
    );
    check("<style>.a{fill:red}</style><g class=\"a\"/>", "<style>.a{fill:red}</style><g class=\"a\"/>", &[]);
    check("<use xlink:href=\"#a\"/><g id=\"a\"/>", "<use href=\"#a\"/><g id=\"a\"/>", &[]);
    check("<text>a &amp; b &lt;c&gt;</text>", "<text>a &amp; b &lt;c&gt;</text>", &[]);
    check("<image href=\"data:image/png;base64,AAAA\"/>", "<image href=\"data:image/png;base64,AAAA\"/>", &[]);
    check("<g style=\"fill:red;enable-background:new\"/>", "<g style=\"fill:red\"/>", &[]);
}

#[test]
fn what_programs_keep_for_themselves_goes_unsaid() {
    check("<metadata><rdf:RDF xmlns:rdf=\"http://x\"/></metadata><!-- c --><sodipodi:namedview/>", "", &[]);
    check("<g inkscape:label=\"a\" data-name=\"b\" xmlns:inkscape=\"http://i\"/>", "<g/>", &[]);
    check(
        "<switch><foreignObject requiredExtensions=\"http://ns.adobe.com/\"><i:pgf xmlns:i=\"http://a\"/></foreignObject><g/></switch>",
        "<switch><g/></switch>",
        &[],
    );
}

#[test]
fn nothing_active_is_written() {
    check("<script>alert(1)</script>", "", &["<script>"]);
    check("<script><![CDATA[alert(1)]]></script>", "", &["<script>"]);
    check("<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>", "", &["<script>"]);
    check("<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">alert(1)</h:script>", "", &["<script>"]);
    check("<SCRIPT>alert(1)</SCRIPT>", "", &["<SCRIPT>"]);
    check("<g onload=\"alert(1)\" ONCLICK=\"x\"/>", "<g/>", &["onload", "ONCLICK"]);
    check(
        "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><script>1</script></body></foreignObject>",
        "",
        &["<foreignObject>", "<script>"],
    );
    check("<metadata><script>1</script></metadata>", "", &["<script>"]);
    check("<a href=\"javascript:alert(1)\"><g/></a>", "<g/>", &["<a>"]);
    check("<a xlink:href=\"https://x\"><g/></a>", "<g/>", &["<a>"]);
    check("<set attributeName=\"href\" to=\"javascript:alert(1)\"/><animate attributeName=\"x\"/>", "", &["<set>", "<animate>"]);
    check("<handler type=\"application/ecmascript\">alert(1)</handler>", "", &["<handler>"]);
    check("<g><title><script>alert(1)</script></title></g>", "<g><title/></g>", &["<script>"]);
    check("<text>&lt;script>alert(1)&lt;/script></text>", "<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>", &[]);
}

#[test]
fn nothing_outside_is_named() {
    check("<image href=\"https://x/y.png\"/>", "<image/>", &["href=\"https://x/y.png\""]);
    check("<image xlink:href=\"data:image/svg+xml;base64,AAAA\"/>", "<image/>", &["href=\"data:image/svg+xml;base64,AAAA\""]);
    check("<use href=\"other.svg#a\"/>", "<use/>", &["href=\"other.svg#a\""]);
    check("<feImage href=\"https://x\"/>", "", &["<feImage>"]);
    check("<rect fill=\"url(http://x)\"/>", "<rect/>", &["fill=\"url(http://x)\""]);
    check("<rect style=\"fill:url( 'http://x#a')\"/>", "<rect/>", &["fill:url( 'http://x#a')"]);
    check("<rect filter=\"URL(&quot;//x&quot;)\"/>", "<rect/>", &["filter=\"URL(\"//x\")\""]);
    check("<style>@import url(//x);</style>", "<style/>", &["@import url(//x)"]);
    check("<style><![CDATA[@import '//x';.a{fill:red}]]></style>", "<style>.a{fill:red}</style>", &["@import '//x'"]);
    check("<style>&#64;import '//x';</style>", "<style/>", &["@import '//x'"]);
    check("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>", "", &["<include>"]);
    check("<link xmlns=\"http://www.w3.org/1999/xhtml\" rel=\"stylesheet\" href=\"//x\"/>", "", &["<link>"]);
    check("<iframe src=\"//x\"/><embed/><object/><video/>", "", &["<iframe>", "<embed>", "<object>", "<video>"]);
    let (written, removed) = within("");
    assert_eq!((written, removed), (String::new(), Vec::new()));
    let drawing = clean(&format!("<?xml-stylesheet href=\"//x\"?>{HEAD}</svg>")).expect("a drawing");
    assert_eq!(drawing.removed[0].word, "<?xml-stylesheet?>");
}

#[test]
fn nothing_grows_without_an_end() {
    let mut bomb = String::from("<g id=\"a0\"><rect/></g>");
    for level in 1..20 {
        bomb.push_str(&format!("<g id=\"a{level}\">{}</g>", format!("<use href=\"#a{}\"/>", level - 1).repeat(10)));
    }
    let (written, removed) = within(&bomb);
    assert_eq!((written.contains("<use"), removed), (false, vec!["<use>".to_owned()]));
    let (written, removed) = within("<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>");
    assert_eq!((written.contains("<use"), removed), (false, vec!["<use>".to_owned()]));
    let laughs = "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let drawing = clean(&format!("{laughs}{HEAD}<text>&a;&b;&x;</text></svg>")).expect("a drawing");
    assert!(drawing.svg.contains("<text>ha</text>"), "{}", drawing.svg);
    assert_eq!(drawing.removed.len(), 4, "{:?}", drawing.removed);
    assert!(clean(&format!("{HEAD}{}", "<g>".repeat(100_000))).is_err());
    assert!(clean(&format!("<svg {}/>", (0..5000).map(|at| format!("a{at}=\"\" ")).collect::<String>())).is_err());
    let deep = format!("{HEAD}<path d=\"M0 0{}\"/></svg>", "L1.5.5".repeat(100_000));
    assert_eq!(clean(&deep).expect("a drawing").points, 100_001);
}

#[test]
fn what_is_no_drawing_is_told_apart() {
    let check = |text: &str, expected: &str| {
        let fault = clean(text).expect_err(text);
        assert!(fault.message.contains(expected), "{text}: {}", fault.message);
        assert!(text.get(fault.range.clone()).is_some(), "{text}: {:?}", fault.range);
    };
    check("", "is empty");
    check("hello", "no `<svg>`");
    check("<!doctype html><html><body></body></html>", "begins with `<html>`");
    check("<svg xmlns=\"http://www.w3.org/1999/xhtml\"/>", "begins with `<svg>`");
    check("<svg><g></svg>", "`<g>` is closed by `</svg>`");
    check("<svg><g>", "breaks off");
    check("<svg", "cannot be read");
    check("<svg/><svg/>", "second root");
    check("<svg a=\"1\" a=\"2\"/>", "given twice");
    check("<svg/></g>", "closes nothing");
    check("\u{1f}\u{8b}", "no `<svg>`");
}

#[test]
fn what_was_written_is_written_the_same_again() {
    let text = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1in\"><style>.a &gt; b{fill:url(#x)}</style><text x=\"1\">a&amp;&#233;<tspan>b</tspan> c</text>\
                <g style=\"fill:red; stroke: url('#y')\"><path d=\"M1 2\"/></g></svg>";
    let once = clean(text).expect("a drawing").svg;
    let twice = clean(&once).expect("a drawing");
    assert_eq!((once, true), (twice.svg, twice.removed.is_empty()));
}
