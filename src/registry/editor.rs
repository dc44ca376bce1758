//! The editor that a preview opens a file in, through an address that the editor has registered.

/// Opens a file at a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Editor {
    #[default]
    VsCode,
    VsCodium,
    Cursor,
    Zed,
    Sublime,
    JetBrains,
    /// Any other: an address with `{file}`, `{line}` and `{column}` in it.
    Address(Box<str>),
}

impl Editor {
    /// The editors that are known by name.
    pub const NAMES: [(&'static str, Editor); 6] = [
        ("vscode", Editor::VsCode),
        ("vscodium", Editor::VsCodium),
        ("cursor", Editor::Cursor),
        ("zed", Editor::Zed),
        ("sublime", Editor::Sublime),
        ("jetbrains", Editor::JetBrains),
    ];

    /// Reads a name, or an address with `{file}` in it; the error says what could be written.
    pub fn parse(written: &str) -> Result<Editor, String> {
        if let Some((_, editor)) = Editor::NAMES.into_iter().find(|(name, _)| *name == written) {
            return Ok(editor);
        }
        let scheme = written.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
        let is_scheme = scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let runs_code = ["javascript", "data", "vbscript"].contains(&&*scheme);
        if is_scheme && !runs_code && written.contains("{file}") && !written.chars().any(|c| c.is_control() || c == ' ') {
            return Ok(Editor::Address(written.into()));
        }
        let names = Editor::NAMES.map(|(name, _)| name).join(", ");
        Err(format!("write {names}, or an address such as myeditor://open?file={{file}}&line={{line}}"))
    }

    /// The address that opens a file, whose path is absolute; lines and columns count from 1.
    pub fn url(&self, file: &str, line: usize, column: usize) -> String {
        let file = encoded(file);
        match self {
            Editor::VsCode => format!("vscode://file{file}:{line}:{column}"),
            Editor::VsCodium => format!("vscodium://file{file}:{line}:{column}"),
            Editor::Cursor => format!("cursor://file{file}:{line}:{column}"),
            Editor::Zed => format!("zed://file{file}:{line}:{column}"),
            Editor::Sublime => format!("subl://open?url=file://{file}&line={line}&column={column}"),
            Editor::JetBrains => format!("idea://open?file={file}&line={line}&column={column}"),
            Editor::Address(address) => {
                let with_place = address.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
                with_place.replace("{file}", &file)
            }
        }
    }
}

/// A path with what would end it, or begin something else, as `%xx`; it starts with a slash on every system.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 1);
    if !path.starts_with('/') {
        out.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => out.push('/'),
            _ if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) => out.push(char::from(byte)),
            b':' if cfg!(windows) => out.push(':'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Editor;

    #[test]
    fn an_editor_is_opened_at_the_place() {
        let check = |written: &str, expected: &str| {
            let editor = Editor::parse(written).unwrap_or_else(|why| panic!("{written}: {why}"));
            assert_eq!(editor.url("/home/ane/mi red/ñ.md", 12, 3), expected);
        };
        check("vscode", "vscode://file/home/ane/mi%20red/%C3%B1.md:12:3");
        check("zed", "zed://file/home/ane/mi%20red/%C3%B1.md:12:3");
        check("sublime", "subl://open?url=file:///home/ane/mi%20red/%C3%B1.md&line=12&column=3");
        check("jetbrains", "idea://open?file=/home/ane/mi%20red/%C3%B1.md&line=12&column=3");
        check("ed://{line}/{column}?{file}", "ed://12/3?/home/ane/mi%20red/%C3%B1.md");
    }

    #[test]
    fn an_address_that_could_run_code_is_no_editor() {
        for broken in
            ["", "emacs", "javascript:alert({file})", "JavaScript:{file}", "data:{file}", "x y://{file}", "ed://open", "://{file}"]
        {
            assert!(Editor::parse(broken).is_err(), "{broken}");
        }
    }
}
