//! The words after `sare`, made into a [`Command`]; does nothing with it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::diag::{Code, explain};

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    pub task: Task,
    pub manner: Manner,
}

/// The thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Task {
    /// Check the site and, if it has no errors, write it to output/
    #[command(after_help = BUILD_EXAMPLES)]
    Build(BuildArgs),
    /// Say what is wrong, and write nothing
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckTask),
    /// Show the site in the browser while it is being written
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Write a small, complete site to start from
    #[command(after_help = NEW_EXAMPLES)]
    New {
        /// Folder to make; it must not exist yet, or be empty
        path: PathBuf,
    },
    /// List the kinds of thing there are, or one kind's fields
    #[command(after_help = KINDS_EXAMPLES)]
    Kinds {
        /// Kind to describe, such as `project`
        name: Option<String>,
    },
    /// Tell what a code means, with an example and how to mend it
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain {
        /// Code to explain, as it stands in brackets in a message [default: a list of all]
        code: Option<String>,
    },
    /// Print what a kind's documents may say as JSON Schema, for editors that complete and underline as you type
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema {
        /// Kind whose documents to describe [default: sare.toml itself]
        kind: Option<String>,
        /// Write all of them into .sare/schemas/, and say how an editor finds them
        #[arg(long, conflicts_with = "kind")]
        write: bool,
    },
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// Shell that will read it
        shell: clap_complete::Shell,
    },
}

/// What holds for every task: where the site is, and how much is said about it.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct Manner {
    /// Folder that holds sare.toml [default: this folder or the nearest above it that has one]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Say only what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colours; `auto` does on a terminal
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// How what is wrong is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines it is about, for a reader
    #[default]
    Human,
    /// A line each, as compilers print them
    Short,
    /// A JSON object a line
    Json,
    /// Commands of GitHub Actions
    Github,
    /// One SARIF 2.1.0 log
    Sarif,
}

/// A warning that counts as an error, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deny {
    Warnings,
    Code(Code),
}

/// How to check a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct CheckArgs {
    /// Include drafts and what is outside its time of publication
    #[arg(long)]
    pub drafts: bool,
    /// Treat as errors: `warnings`, or the warnings of these codes
    #[arg(long, value_name = "WHAT", value_parser = deny, value_delimiter = ',')]
    pub deny: Vec<Deny>,
    /// How to print what is wrong; all but `human` go to standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Show at most so many; 0 shows all [default: 50 on a terminal, 1000 elsewhere, all in formats for programs]
    #[arg(long, value_name = "N")]
    pub max: Option<usize>,
    /// Say how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Day that `publish_on` and `expires_on` are measured against [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Date>,
}

/// What `sare check` does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct CheckTask {
    #[command(flatten)]
    pub check: CheckArgs,
    /// Make the edits that are certain, then say what is left
    #[arg(long)]
    pub fix: bool,
    /// List what is missing or outdated in each language of the site
    #[arg(long, conflicts_with = "format")]
    pub translations: bool,
    /// Note that these translations, or all in these folders, say what their originals say now; then check
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub translated: Vec<PathBuf>,
}

/// How to build a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct BuildArgs {
    #[command(flatten)]
    pub check: CheckArgs,
    /// Address the site will have, instead of `base_url` in sare.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Say why a page was printed or was not, such as /hubs/bdih/
    #[arg(long, value_name = "PAGE", conflicts_with = "watch")]
    pub explain: Option<String>,
    /// Folder to write to [default: output beside sare.toml]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Go on building whenever something changes
    #[arg(long)]
    pub watch: bool,
    /// Look for changes twice a second instead of waiting to be told of them
    #[arg(long, requires = "watch")]
    pub poll: bool,
}

/// How to show a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct ServeArgs {
    /// Port to listen on; if it is taken, one of the next 20
    #[arg(long, default_value_t = 3131)]
    pub port: u16,
    /// Name or address to listen on; any but this machine's own lets others see the preview
    #[arg(long, default_value = "127.0.0.1")]
    pub host: String,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes twice a second instead of waiting to be told of them
    #[arg(long)]
    pub poll: bool,
    /// Include drafts and what is outside its time of publication
    #[arg(long)]
    pub drafts: bool,
    /// Day that `publish_on` and `expires_on` are measured against [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Date>,
    /// Address the site will have, instead of `base_url` in sare.toml; its path is kept
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Editor that a place is opened in: vscode, vscodium, cursor, zed, sublime, jetbrains, or an address with {file} and {line}
    /// [default: SARE_EDITOR, then `[preview] editor` in sare.toml, then vscode]
    #[arg(long, value_name = "NAME|URL")]
    pub editor: Option<String>,
    /// Tell what happens as JSON, an object a line, on standard output
    #[arg(long)]
    pub json: bool,
    /// Milliseconds that a client may take to send a request, or to read an answer; for tests
    #[arg(long, hide = true, value_name = "MS")]
    pub patience: Option<u64>,
}

/// Understands the words of a command line, the first of which is the program's own name.
///
/// The error also stands for `--help` and `--version`; it prints itself and knows its exit status: 0 for those two, 2 for wrong usage.
pub fn parse(words: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> Result<Command, clap::Error> {
    let Words { task, build, manner } = Words::try_parse_from(words)?;
    match task {
        None => Ok(Command { task: Task::Build(build), manner }),
        Some(task) if build == BuildArgs::default() => Ok(Command { task, manner }),
        Some(_) => {
            Err(Words::command().error(ErrorKind::ArgumentConflict, "options of a command stand after it, as in `sare check --drafts`"))
        }
    }
}

/// The completion script for a shell.
pub fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Words::command(), "sare", &mut script);
    script
}

/// A static-site generator for ecosystem reports
///
/// Without a command, `sare` builds the site of this folder.
#[derive(Debug, Parser)]
#[command(name = "sare", version, after_help = EXAMPLES, disable_help_subcommand = true)]
struct Words {
    #[command(subcommand)]
    task: Option<Task>,
    #[command(flatten)]
    build: BuildArgs,
    #[command(flatten)]
    manner: Manner,
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written as 2026-11-22".to_owned())
}

fn deny(text: &str) -> Result<Deny, String> {
    if text == "warnings" {
        return Ok(Deny::Warnings);
    }
    match explain::find(text) {
        // To deny what is an error already changes nothing, and harms nobody.
        Ok(code) => Ok(Deny::Code(code)),
        Err(Some(near)) => Err(format!("there is no such code; did you mean `{near}`?")),
        Err(None) => Err("there is no such code; `sare explain` lists all".to_owned()),
    }
}

fn base_url(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !text.contains(['?', '#', ' ']) => Ok(text.to_owned()),
        _ => Err("write a whole address, as in https://example.org/report/".to_owned()),
    }
}

const EXAMPLES: &str = "\
Examples:
  sare                                 Build the site of this folder
  sare serve                           Show it in the browser while you write
  sare check                           Say what is wrong, and write nothing
  sare new my-report                   Start a new site in the folder my-report
  sare --base-url https://example.org/report/
                                       Build for an address below a host";

const BUILD_EXAMPLES: &str = "\
Examples:
  sare build                           Build the site of this folder into output/
  sare build --drafts --output preview
                                       Build it with its drafts into preview/
  sare build --deny warnings --date 2026-11-22
                                       As a build service would: strict, and of a fixed day
  sare build --watch                   Keep output/ up to date while you write";

const SERVE_EXAMPLES: &str = "\
Examples:
  sare serve --open                    Show the site of this folder in the browser
  sare serve --drafts --editor zed     Show drafts too, and open places in Zed
  sare serve --host 0.0.0.0 --port 8080
                                       Let others in this network see it";

const CHECK_EXAMPLES: &str = "\
Examples:
  sare check                           Check the site of this folder
  sare check --fix                     Mend what is certain, and say what is left
  sare check --translations            List what is missing or outdated in each language
  sare check --translated content/about.es.md
                                       Note that it says again what content/about.md says
  sare check --root reports/basque --deny warnings
                                       Check another folder, and fail on warnings too
  sare check --format sarif > sare.sarif
                                       For a code host that shows each beside its line";

const NEW_EXAMPLES: &str = "\
Example:
  sare new my-report                   Then: cd my-report, sare";

const KINDS_EXAMPLES: &str = "\
Examples:
  sare kinds                           All kinds, the site's own among them
  sare kinds project                   What a project may say of itself";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  sare explain unknown-mention         What it means, an example, and what to do
  sare explain                         All codes, a line each";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  sare schema figure                   What a figure's file may say
  sare schema                          What sare.toml may say
  sare schema --write                  All of them, into .sare/schemas/";

const COMPLETIONS_EXAMPLES: &str = "\
Example:
  sare completions bash > ~/.local/share/bash-completion/completions/sare";

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Result<Command, String> {
        parse(words.split(' ')).map_err(|err| format!("{} {err}", err.exit_code()))
    }

    fn check_fault(words: &str, expected: &str) {
        let fault = parsed(words).unwrap_err();
        assert!(fault.contains(expected), "{fault}");
        assert!(fault.starts_with('2'), "{fault}");
    }

    #[test]
    fn no_command_means_build() {
        assert_eq!(parsed("sare --drafts --root x").unwrap(), parsed("sare build --drafts --root x").unwrap());
        assert_eq!(parsed("sare --root x check").unwrap(), parsed("sare check --root x").unwrap());
        assert!(matches!(parsed("sare").unwrap().task, Task::Build(args) if args == BuildArgs::default()));
    }

    #[test]
    fn options_are_understood() {
        let command =
            parsed("sare build --deny warnings --date 2026-02-28 --base-url https://a.eu/b/ --output o -v --color never").unwrap();
        let Task::Build(args) = command.task else { unreachable!() };
        assert_eq!(
            args.check,
            CheckArgs { deny: vec![Deny::Warnings], date: Some(jiff::civil::date(2026, 2, 28)), ..CheckArgs::default() }
        );
        let Task::Check(task) =
            parsed("sare check --deny raw-html,symbolic-link --deny warnings --format json --max 0 --fix").unwrap().task
        else {
            unreachable!()
        };
        assert_eq!(task.check.deny, [Deny::Code(Code::RawHtml), Deny::Code(Code::SymbolicLink), Deny::Warnings]);
        assert_eq!((task.check.format, task.check.max, task.fix), (Format::Json, Some(0), true));
        assert_eq!((args.base_url.as_deref(), args.output), (Some("https://a.eu/b/"), Some(PathBuf::from("o"))));
        assert_eq!((command.manner.verbose, command.manner.quiet, command.manner.color), (true, false, Color::Never));
    }

    #[test]
    fn wrong_usage_is_explained() {
        check_fault("sare biuld", "'build'");
        check_fault("sare --drafts check", "stand after it");
        check_fault("sare new", "<PATH>");
        check_fault("sare -q -v", "cannot be used with");
        check_fault("sare --date 2026-02-30", "a day is written as");
        check_fault("sare --base-url example.org", "whole address");
        check_fault("sare check --output x", "--output");
        check_fault("sare check --deny raw-htlm", "did you mean `raw-html`?");
        check_fault("sare build --fix", "--fix");
        check_fault("sare check --format xml", "sarif");
    }

    #[test]
    fn every_help_shows_an_example() {
        Words::command().debug_assert();
        for words in [
            "sare --help",
            "sare -h",
            "sare build --help",
            "sare check -h",
            "sare new -h",
            "sare kinds -h",
            "sare explain -h",
            "sare schema -h",
            "sare completions -h",
            "sare serve -h",
        ] {
            let help = parsed(words).unwrap_err();
            assert!(help.starts_with('0') && help.contains("Example") && help.contains("  sare"), "{help}");
        }
    }

    #[test]
    fn every_shell_gets_a_script() {
        for shell in clap_complete::Shell::value_variants() {
            assert!(!completions(*shell).is_empty());
        }
    }
}
