//! Tables as spreadsheets write them.

use std::io::Write;

use proptest::prelude::*;

use super::*;
use crate::diag::Diagnostic;

const FILE: FileId = FileId(3);

fn csv(text: &str) -> (Option<Sheet>, Vec<Diagnostic>) {
    let mut report = Report::default();
    let sheet = read_csv(FILE, text, None, &mut report);
    (sheet, report.sorted())
}

/// The table as `heading|heading / cell|cell`, each cell as it stands in the file.
#[track_caller]
fn check(text: &str, expected: &str) {
    let (sheet, faults) = csv(text);
    assert_eq!(faults, [], "{text}");
    let sheet = sheet.expect("a table");
    let source = |span: Span| &text[span.range()];
    let mut lines = vec![sheet.headings.iter().map(|heading| source(heading.span)).collect::<Vec<_>>().join("|")];
    lines.extend(sheet.rows.iter().map(|row| row.cells.iter().map(|cell| source(cell.span)).collect::<Vec<_>>().join("|")));
    assert_eq!(lines.join(" / "), expected, "{text}");
}

#[track_caller]
fn check_faults(text: &str, expected: &[(&str, &str)]) {
    let (_, faults) = csv(text);
    let found: Vec<_> = faults.iter().map(|fault| (&text[fault.span.range()], fault.message.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_cell_knows_the_bytes_it_stands_in() {
    check("id,title\na,Alpha\n", "id|title / a|Alpha");
    check("id;title\r\na;Alpha, with a comma\r\n\r\nb;\r\n", "id|title / a|Alpha, with a comma / b|");
    check("\u{feff}id\ttitle \na\t Alpha", "id|title / a| Alpha");
    check("id,\"two\nlines\"\n\"a\",\"say \"\"yes\"\", then\nno\"\n", "id|two\nlines / a|say \"\"yes\"\", then\nno");
    check("\n\nid,b,c\na,,\n,,\nd,e,f,,\n", "id|b|c / a|| / d|e|f");
    check("id,b,\na,\n", "id|b / a|");
    check("id,,b\na,,c", "id|b / a|c");
}

#[test]
fn a_cell_says_what_stands_between_its_quotes() {
    let (sheet, _) = csv("id,\"the \"\"title\"\" \"\na,\"two\nlines\"");
    let sheet = sheet.unwrap();
    assert_eq!(&*sheet.headings[1].text, "the \"title\"");
    assert_eq!(sheet.rows[0].cells[1].value, Toml::Cell("two\nlines".into()));
}

#[test]
fn what_is_wrong_with_a_table_is_said_where_it_stands() {
    check_faults("id,title\na,Alpha,Beta\n", &[("a,Alpha,Beta", "this row has 3 cells, and there are 2 headings")]);
    check_faults("id,b,c\na,b\nc,d,e\n", &[("a,b", "this row has 2 cells, and there are 3 headings")]);
    check_faults("id,b\na;b\nc;d\n", &[("a;b", "the headings are parted by `,`, and the rows by `;`")]);
    check_faults("id,title,id\n", &[("id", "two columns have the heading `id`")]);
    check_faults("id,\na,b\n", &[("", "column 2 has cells and no heading")]);
    check_faults("id,title\na,\"Alpha\nb,Beta\n", &[("\"", "a quotation mark opens a cell and is never closed")]);
    check_faults("", &[("", "the table has no heading row")]);
    check_faults(",,\n", &[("", "the table has no heading row")]);
    let mut report = Report::default();
    assert_eq!(read_csv(FILE, "a–b", Some('–'), &mut report), None);
    assert_eq!(report.sorted()[0].message, "`\\u{2013}` cannot be the delimiter of a table");
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "[a-cñ€\",;\t \r\n\u{feff}]{0,60}") {
        let mut report = Report::default();
        if let Some(sheet) = read_csv(FILE, &text, None, &mut report) {
            for row in &sheet.rows {
                prop_assert_eq!(row.cells.len(), sheet.headings.len());
                // Of a row that does not fit nobody can tell which cells have moved.
                for cell in row.cells.iter().filter(|_| row.state == State::Whole) {
                    // A cell without any quotation mark says exactly the bytes it stands in.
                    let source = text.get(cell.span.range()).expect("a range on character boundaries");
                    if !text.contains('"') {
                        prop_assert_eq!(&cell.value, &Toml::Cell(source.into()));
                    }
                }
            }
        }
    }

    #[test]
    fn what_a_spreadsheet_writes_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a-cñ\",; \n]{1,6}", 3), 1..6)) {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines: Vec<String> = rows.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",")).collect();
        let text = format!("one,two,three\r\n{}\r\n", lines.join("\r\n"));
        let (sheet, faults) = csv(&text);
        prop_assert_eq!(faults, []);
        let written: Vec<Vec<Toml>> = rows.iter().map(|row| row.iter().map(|cell| Toml::Cell(cell.as_str().into())).collect()).collect();
        let is_blank_row = |row: &Vec<Toml>| row.iter().all(|cell| matches!(cell, Toml::Cell(text) if text.trim().is_empty()));
        let written: Vec<Vec<Toml>> = written.into_iter().filter(|row| !is_blank_row(row)).collect();
        let read: Vec<Vec<Toml>> = sheet.unwrap().rows.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.value).collect()).collect();
        prop_assert_eq!(read, written);
    }

    #[test]
    fn no_bytes_break_the_workbook_reader(bytes in prop::collection::vec(any::<u8>(), 0..80), cut in 0usize..4000) {
        let mut report = Report::default();
        prop_assert_eq!(read_workbook(FILE, &bytes, None, &mut report), None);
        let whole = workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        read_workbook(FILE, &whole[..cut.min(whole.len())], None, &mut report);
    }
}

/// A workbook with a sheet `Members` of these rows and an empty one.
fn workbook(rows: &str) -> Vec<u8> {
    let sheet = |rows: &str| {
        format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>")
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    let relations = |all: String| {
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>")
    };
    let parts = [
        ("_rels/.rels", relations(relation("r1", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            relations([relation("r1", "worksheet", "worksheets/sheet1.xml"), relation("r2", "worksheet", "worksheets/sheet2.xml"), relation("r3", "styles", "styles.xml")].concat()),
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Members\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"Notes\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>".into(),
        ),
        (
            "xl/styles.xml",
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".into(),
        ),
        ("xl/worksheets/sheet1.xml", sheet(rows)),
        ("xl/worksheets/sheet2.xml", sheet("")),
    ];
    archive(&parts)
}

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn text_cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[track_caller]
fn check_workbook_faults(rows: &str, sheet: Option<&str>, expected: &[(Span, &str)]) {
    let mut report = Report::default();
    read_workbook(FILE, &workbook(rows), sheet, &mut report);
    let faults = report.sorted();
    let found: Vec<_> = faults.iter().map(|fault| (fault.span, fault.message.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_cells_of_a_workbook_keep_their_types() {
    let rows = [
        format!(
            "<row r=\"3\">{}{}{}{}</row>",
            text_cell("B3", "id "),
            text_cell("C3", "count"),
            text_cell("D3", "since"),
            text_cell("E3", "share")
        ),
        format!(
            "<row r=\"5\">{}<c r=\"C5\"><v>12</v></c><c r=\"D5\" s=\"1\"><v>43255</v></c><c r=\"E5\"><v>0.5</v></c></row>",
            text_cell("B5", "a")
        ),
        format!("<row r=\"6\">{}<c r=\"C6\" t=\"b\"><v>1</v></c><c r=\"D6\" t=\"str\"><f>\"\"</f><v></v></c></row>", text_cell("B6", "b")),
    ];
    let mut report = Report::default();
    let sheet = read_workbook(FILE, &workbook(&rows.concat()), None, &mut report).unwrap();
    assert_eq!(report.sorted(), []);
    let headings: Vec<_> = sheet.headings.iter().map(|heading| (&*heading.text, heading.span.start, heading.span.end)).collect();
    assert_eq!(headings, [("id", 2, 1), ("count", 2, 2), ("since", 2, 3), ("share", 2, 4)]);
    let values: Vec<Vec<&Toml>> = sheet.rows.iter().map(|row| row.cells.iter().map(|cell| &cell.value).collect()).collect();
    let cell = |text: &str| Toml::Cell(text.into());
    assert_eq!(values[0], [&cell("a"), &cell("12"), &Toml::Date("2018-06-04".into()), &Toml::Number(0.5)]);
    assert_eq!(values[1], [&cell("b"), &Toml::Boolean(true), &cell(""), &cell("")]);
    assert_eq!(sheet.rows[1].cells[3].span, Span::cell(FILE, 5, 4));
}

#[test]
fn what_is_wrong_with_a_workbook_is_said_by_cell() {
    let headings = format!("<row r=\"1\">{}</row>", text_cell("A1", "id"));
    let formula = format!("{headings}<row r=\"2\"><c r=\"A2\"><f>1+1</f></c></row>");
    check_workbook_faults(&formula, None, &[(Span::cell(FILE, 1, 0), "the formula in A2 has no stored result")]);
    let error = format!("{headings}<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c></row>");
    check_workbook_faults(&error, None, &[(Span::cell(FILE, 1, 0), "A2 shows the error `#N/A`")]);
    check_workbook_faults(&headings, Some("members"), &[(Span::start_of(FILE), "the workbook has no sheet `members`")]);
    check_workbook_faults(&headings, Some("Notes"), &[(Span::start_of(FILE), "the table has no heading row")]);
    let far = format!("{headings}<row r=\"2\">{}</row>", text_cell("XFD2", "x"));
    check_workbook_faults(&far, None, &[(Span::cell(FILE, 1, 16383), "XFD2 lies outside the 1000 columns that a table may have")]);
}

/// An OpenDocument file with one sheet, `Members`, of these rows.
fn open_document(rows: &str) -> Vec<u8> {
    let namespaces = ["office", "table", "text"].map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""));
    let content = format!(
        "<office:document-content{}><office:body><office:spreadsheet><table:table table:name=\"Members\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        namespaces.concat(),
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".into()),
        ("META-INF/manifest.xml", "<manifest:manifest/>".into()),
        ("content.xml", content),
    ])
}

#[test]
fn a_formula_of_an_open_document_may_have_no_result() {
    let text = |words: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>");
    let rows = format!(
        "<table:table-row>{}{}</table:table-row><table:table-row>{}<table:table-cell table:formula=\"of:=1+1\"/></table:table-row>",
        text("id"),
        text("count"),
        text("a"),
    );
    let mut report = Report::default();
    let sheet = read_workbook(FILE, &open_document(&rows), None, &mut report).unwrap();
    let faults = report.sorted();
    let found: Vec<_> = faults.iter().map(|fault| (fault.span, fault.message.as_str())).collect();
    assert_eq!(found, [(Span::cell(FILE, 1, 1), "the formula in B2 has no stored result")]);
    // What is missing in the row follows from that.
    assert_eq!(sheet.rows[0].state, State::Broken);
}

#[test]
fn an_open_document_sheet_is_read_too() {
    let text = |words: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>");
    let date = "<table:table-cell office:value-type=\"date\" office:date-value=\"2018-06-04\"><text:p>4/6/18</text:p></table:table-cell>";
    let rows = format!(
        "<table:table-row><table:table-cell/></table:table-row><table:table-row><table:table-cell/>{}{}</table:table-row><table:table-row><table:table-cell/>{}{date}</table:table-row>",
        text("id"),
        text("since"),
        text("a"),
    );
    let bytes = open_document(&rows);
    let mut report = Report::default();
    let sheet = read_workbook(FILE, &bytes, Some("Members"), &mut report).unwrap();
    assert_eq!(report.sorted(), []);
    assert_eq!(sheet.headings.iter().map(|heading| &*heading.text).collect::<Vec<_>>(), ["id", "since"]);
    let cells = &sheet.rows[0].cells;
    assert_eq!(cells[0], Node { span: Span::cell(FILE, 2, 1), value: Toml::Cell("a".into()) });
    assert_eq!(cells[1], Node { span: Span::cell(FILE, 2, 2), value: Toml::Date("2018-06-04".into()) });
}
