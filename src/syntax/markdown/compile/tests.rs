//! Texts and the parts that they become.

use super::*;

/// Writes the parts in a short form: markup as it is, everything else in braces.
fn check(markdown: &str, expected: &str) {
    let mut report = Report::default();
    let body = compile(FileId(0), markdown, 0, &mut report);
    assert_eq!(shown(&body.parts, &body), expected, "{markdown}");
}

fn shown(parts: &[Part], body: &Body) -> String {
    let one = |part: &Part| match part {
        Part::Html(html) => html.to_string(),
        Part::RawHtml(html, _) => format!("{{raw {html}}}"),
        Part::HeadingStart(at) => format!("{{h{} {}}}", body.headings[*at].level, body.headings[*at].id),
        Part::HeadingEnd(_) => "{/h}".to_owned(),
        Part::Mention(it) => format!("{{mention {}|{}}}", it.target, it.words.as_deref().unwrap_or("-")),
        Part::Embed(it) => format!("{{embed {:?} {}|{}}}", it.flow, it.target, it.words.as_deref().unwrap_or("-")),
        Part::View(view) => format!("{{view {} {}}}", view.name, view.settings.entries.len()),
        Part::LinkStart(link) => format!("{{link {}}}", link.url),
        Part::Image(image) => format!("{{image {} {}}}", image.url, image.alt),
        Part::FootnoteReference(at) => format!("{{note {}}}", body.footnotes[*at].label),
        Part::Phrase(key) => format!("{{{key}}}"),
    };
    parts.iter().map(one).collect::<String>().replace('\n', "")
}

#[test]
fn mentions_and_embeds_are_left_as_holes() {
    check("See [[bdih]].", "<p>See {mention bdih|-}.</p>");
    check("See [[bdih|the *hub*]].", "<p>See {mention bdih|the <em>hub</em>}.</p>");
    check("![[share]]", "{embed Block share|-}");
    check("A ![[share]] b", "<p>A </p>{embed Block share|-}<p> b</p>");
    check("![[a]]\n![[b]]", "{embed Block a|-}{embed Block b|-}");
    check("- ![[a]]", "<ul><li>{embed Block a|-}</li></ul>");
    check("**![[a]]**", "<p><strong>{embed Inline a|-}</strong></p>");
    check("`[[a]]`", "<p><code>[[a]]</code></p>");
    check(
        "| a |\n|---|\n| [[x\\|y]] |",
        "<div class=\"table-wrap\" role=\"group\" tabindex=\"0\" aria-label=\"{table}\"><table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td>{mention x|y}</td></tr></tbody></table></div>",
    );
}

#[test]
fn a_heading_that_says_nothing_is_none() {
    let check = |markdown: &str, expected: &str| {
        let body = compile(FileId(0), markdown, 0, &mut Report::default());
        let shown = shown(&body.parts, &body);
        assert_eq!(shown.split_once("<table>").map(|(_, table)| table.trim_end_matches("</table></div>")), Some(expected), "{markdown}");
    };
    check("| | |\n|-|-|\n| a | |", "<tbody><tr><td>a</td><td></td></tr></tbody>");
    check(
        "| | b |\n|-|-|\n| a | |",
        "<thead><tr><td></td><th scope=\"col\">b</th></tr></thead><tbody><tr><td>a</td><td></td></tr></tbody>",
    );
    check("| [[x]] | |\n|-|-:|", "<thead><tr><th scope=\"col\">{mention x|-}</th><td></td></tr></thead><tbody></tbody>");
}

#[test]
fn every_extension_is_understood() {
    check("## Key *words* {#key}", "{h2 key}Key <em>words</em>{/h}");
    check("# A\n# A", "{h1 a}A{/h}{h1 a-2}A{/h}");
    check("# A-2\n# A\n# A\n# A", "{h1 a-2}A-2{/h}{h1 a}A{/h}{h1 a-3}A{/h}{h1 a-4}A{/h}");
    check(
        "| | b |\n|-|-|\n| c | d |",
        "<div class=\"table-wrap\" role=\"group\" tabindex=\"0\" aria-label=\"{table}\"><table><thead><tr><td></td><th scope=\"col\">b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table></div>",
    );
    check("- [x] done", "<ul><li><span class=\"task done\" role=\"img\" aria-label=\"{task-done}\"></span> done</li></ul>");
    check("~~a~~", "<p><del>a</del></p>");
    check("> [!NOTE]\n> a", "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">{alert-note}</p><p>a</p></div>");
    check("term\n: what", "<dl><dt>term</dt><dd>what</dd></dl>");
    check("a[^n]\n\n[^n]: b", "<p>a{note n}</p>");
    check("<b>x</b>", "<p>{raw <b>}x{raw </b>}</p>");
    check(
        "[a](../b.md) [c](https://d) [e](javascript:f)",
        "<p>{link ../b.md}a</a> <a href=\"https://d\">c</a> {link javascript:f}e</a></p>",
    );
    check("![a *b*](c.png)", "<p>{image c.png a b}</p>");
    check("```cards\nof = \"hub\"\n```", "{view cards 1}");
    check("```rust\na < b\n```", "<pre tabindex=\"0\"><code class=\"language-rust\">a &lt; b</code></pre>");
}

#[test]
fn a_view_in_a_quotation_keeps_its_places() {
    let text = "> ```cards\n> of = \"hub\"\n> limit = 3\n> ```\n";
    let body = compile(FileId(0), text, 100, &mut Report::default());
    let Some(Part::View(view)) = body.parts.iter().find(|part| matches!(part, Part::View(_))) else { panic!("no view") };
    let place = |span: Span| &text[span.start as usize - 100..span.end as usize - 100];
    assert_eq!(place(view.name_span), "cards");
    assert_eq!(place(view.settings.entries[1].key_span), "limit");
    assert_eq!(place(view.settings.entries[0].node.span), "\"hub\"");
}

#[test]
fn an_undefined_footnote_is_reported() {
    let mut report = Report::default();
    compile(FileId(0), "a[^n]", 0, &mut report);
    assert_eq!(report.sorted().len(), 1);
}

#[test]
fn prose_is_what_is_read() {
    let prose = |markdown: &str| {
        let body = compile(FileId(0), markdown, 0, &mut Report::default());
        body.notes.prose.iter().map(|span| markdown[span.range()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(prose("# One `two`\nthree\nfour [[five|six]] [seven](eight)"), ["One ", "three\nfour ", " ", "seven"]);
    assert_eq!(prose("<https://nine> ![ten](eleven) *twelve*"), [" ", " ", "twelve"]);
    assert_eq!(prose("```\nthirteen\n```\n\n    fourteen"), Vec::<String>::new());
    assert_eq!(prose("> añ\n> b\n\n| c | d |\n|---|---|\n| e | f |\n\n[^g]: h"), ["añ", "b", "c", "d", "e", "f", "h"]);
}

#[test]
fn a_colon_is_noted_where_no_block_follows() {
    let colons = |markdown: &str| compile(FileId(0), markdown, 0, &mut Report::default()).notes.colons.len();
    for announced in ["a:\n\n- b", "a:\n\n| b |\n|---|", "a:\n\n> b", "a:\n\n```cards\n```", "`a:`", "a: b"] {
        assert_eq!(colons(announced), 0, "{announced}");
    }
    for lost in ["a:", "**a:**\n", "a:\u{a0}\n\n## b", "a:\n\nb", "a:\n\n---"] {
        assert_eq!(colons(lost), 1, "{lost}");
    }
}
