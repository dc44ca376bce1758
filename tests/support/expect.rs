//! Expectations that lie in files, and may be written anew with `UPDATE=1`.

/// Should expectations be rewritten rather than compared?
#[expect(clippy::disallowed_methods, reason = "a test runner takes its orders from the environment")]
pub fn updating() -> bool {
    std::env::var("UPDATE").is_ok_and(|value| !value.is_empty() && value != "0")
}

/// Writes a file and the folders above it.
#[expect(clippy::disallowed_methods, reason = "tests lay out their own folders")]
pub fn write(path: &std::path::Path, bytes: &[u8]) {
    let folder = path.parent().expect("a file lies in a folder");
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, bytes)).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
}

/// Both texts from the first line that differs, a few lines of each.
pub fn difference(expected: &str, actual: &str) -> String {
    let same = expected.lines().zip(actual.lines()).take_while(|(left, right)| left == right).count();
    let part = |text: &str, sign: &str| text.lines().skip(same).take(12).map(|line| format!("{sign} {line}\n")).collect::<String>();
    format!("from line {}:\n{}{}", same + 1, part(expected, "-"), part(actual, "+"))
}
