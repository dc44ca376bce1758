//! What each command does: reads, builds, prints, and decides the exit status.
//!
//! **In:** a [`Command`] and the [`Surroundings`]. **Out:** files, words on the terminal and an exit status. **Never:** contains a rule
//! about content.

mod build;
mod build_on;
mod check;
mod completions;
mod ending;
mod explain;
mod finding;
mod fix;
mod kinds;
pub mod new;
mod progress;
mod report;
mod root;
mod schema;
mod serve;
mod told;
mod translations;
mod watch;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{CheckArgs, Color, Command, Manner, Task};
use crate::diag::draw::Style;
use crate::registry::Options;
use crate::registry::draft::Drafts;
use crate::registry::settings::BaseUrl;
use crate::syntax::date::Day;

/// What the program finds around it when it starts.
#[derive(Debug)]
pub struct Surroundings {
    /// The folder in which it was started.
    pub folder: io::Result<PathBuf>,
    /// The day of a build that names none; the error is a `SOURCE_DATE_EPOCH` that is no time.
    pub today: Result<Day, String>,
    pub stderr: Device,
    pub taste: Taste,
    /// What `SARE_EDITOR` says.
    pub editor: Option<String>,
}

/// What reads the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// Somebody watches, and lines can be rewritten.
    Terminal,
    Other,
}

/// What the user likes where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taste {
    Coloured,
    Plain,
}

/// How a task ended that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Well,
    /// The content has faults, which have been printed.
    Faulty,
}

/// Why a task could not be carried out: wrong usage, or the machine.
#[derive(Debug, PartialEq, Eq)]
struct Trouble {
    message: String,
    help: Option<String>,
}

impl Trouble {
    fn new(message: impl Into<String>, help: &str) -> Trouble {
        Trouble { message: message.into(), help: Some(help.to_owned()).filter(|help| !help.is_empty()) }
    }

    /// Something about `path` went wrong in the machine.
    fn with(path: &Path, err: &io::Error) -> Trouble {
        Trouble::new(format!("{}: {err}", path.display()), "")
    }
}

/// Does what was asked for; the exit status is 0 if all is well, 1 if the content has faults, 2 if it could not be done.
pub fn run(command: &Command, surroundings: &Surroundings) -> ExitCode {
    let desk = Desk { manner: &command.manner, surroundings };
    let ended = match &command.task {
        Task::Build(args) if args.watch => build_on::build_on(args, &desk),
        Task::Build(args) => build::build(args, &desk),
        Task::Check(args) => check::check(args, &desk),
        Task::Serve(args) => serve::serve(args, &desk),
        Task::New { path } => make(path, &desk),
        Task::Kinds { name } => kinds::kinds(name.as_deref(), &desk),
        Task::Explain { code } => explain::explain(code.as_deref(), &desk),
        Task::Schema { write: true, .. } => schema::write(&desk),
        Task::Schema { kind, .. } => schema::print(kind.as_deref(), &desk),
        Task::Completions { shell } => completions::completions(*shell, &desk),
    };
    match ended {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::Faulty) => ExitCode::from(1),
        Err(Trouble { message, help }) => {
            let help = help.map(|help| format!("  = help: {help}\n")).unwrap_or_default();
            mutter(&format!("error: {message}\n{help}"));
            ExitCode::from(2)
        }
    }
}

fn make(path: &Path, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    match new::new(path) {
        Ok(made @ new::New::Made(_)) => desk.tell(&format!("{}\n", made.words(path))).map(|()| Ended::Well),
        Ok(refused) => Err(Trouble { message: refused.words(path), help: None }),
        Err(err) => Err(Trouble::with(path, &err)),
    }
}

/// What every task works with.
struct Desk<'a> {
    manner: &'a Manner,
    surroundings: &'a Surroundings,
}

impl Desk<'_> {
    /// Prints a task's result, wanted whatever the manner.
    fn print(&self, text: &[u8]) -> Result<(), Trouble> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text).and_then(|()| stdout.flush()) {
            // Who closed the pipe has read enough.
            Err(err) if err.kind() != io::ErrorKind::BrokenPipe => Err(Trouble::new(format!("standard output: {err}"), "")),
            _ => Ok(()),
        }
    }

    /// Says what went well, unless only faults are wanted.
    fn tell(&self, text: &str) -> Result<(), Trouble> {
        if self.manner.quiet { Ok(()) } else { self.print(text.as_bytes()) }
    }

    /// Says more, to those who asked for it.
    fn explain(&self, text: &str) {
        if self.manner.verbose {
            mutter(text);
        }
    }

    fn style(&self) -> Style {
        let wants = match self.manner.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => (self.surroundings.stderr, self.surroundings.taste) == (Device::Terminal, Taste::Coloured),
        };
        if wants { Style::Coloured } else { Style::Plain }
    }

    /// What decides how a site is read.
    fn options(&self, args: &CheckArgs, base_url: Option<&str>) -> Result<Options, Trouble> {
        let date = match (args.date, &self.surroundings.today) {
            (Some(date), _) => date,
            (None, Ok(today)) => *today,
            (None, Err(value)) => {
                let message = format!("SOURCE_DATE_EPOCH is `{value}`, which is no number of seconds since 1970");
                return Err(Trouble::new(message, "set it to a number, unset it, or give --date"));
            }
        };
        let drafts = if args.drafts { Drafts::Show } else { Drafts::Hide };
        let base_url = base_url.map(BaseUrl::parse).transpose().map_err(|why| Trouble::new(why, ""))?;
        self.explain(&format!("as of {date}\n"));
        Ok(Options { date, drafts, base_url })
    }
}

/// Prints words that are not the result; there is nobody left to tell if that fails.
fn mutter(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A number with its thousands set apart, and the noun in its singular or plural.
fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A number with its thousands set apart.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        for (count, expected) in [(0, "0"), (7, "7"), (999, "999"), (1_234, "1,234"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(count), expected);
        }
        assert_eq!([counted(1, "page"), counted(1_000, "page")], ["1 page", "1,000 pages"]);
    }
}
