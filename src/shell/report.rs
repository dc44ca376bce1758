//! What is wrong with a site, printed in the form that was asked for.

use super::progress::Timings;
use super::{Desk, Device, Ended, Trouble, mutter};
use crate::cli::{CheckArgs, Deny, Format};
use crate::diag::atlas::Atlas;
use crate::diag::sarif::Run;
use crate::diag::verdict::{Allowed, Denied};
use crate::diag::{Diagnostic, Severity, draw, github, json, line, sarif, short, summary};
use crate::source::SourceTree;

/// How many are shown to a reader who does not say: more than a screen or two nobody reads.
const ON_A_TERMINAL: usize = 50;

/// How many are drawn elsewhere.
const IN_A_PIPE: usize = 1_000;

/// Everything that a build or a check has found.
pub struct Findings<'a> {
    /// In file order, each once.
    pub found: Vec<Diagnostic>,
    pub allowed: Vec<Allowed>,
    pub tree: &'a SourceTree,
}

/// Which warnings the command line denies.
pub fn denied(args: &CheckArgs) -> Denied {
    if args.deny.contains(&Deny::Warnings) {
        return Denied::Everything;
    }
    let codes = args.deny.iter().filter_map(|deny| match deny {
        Deny::Code(code) => Some(*code),
        Deny::Warnings => None,
    });
    Denied::Codes(codes.collect())
}

impl Desk<'_> {
    /// Prints what is wrong, and tells whether it may be published.
    pub fn print_report(&self, findings: &Findings<'_>, args: &CheckArgs) -> Result<Ended, Trouble> {
        let Findings { found, allowed, tree } = findings;
        for Allowed { found, reason } in allowed {
            let atlas = Atlas::of([found], tree);
            self.explain(&format!("allowed: {}  because: {}\n", line::line(found, &atlas), crate::diag::place::harmless(reason)));
        }
        let selection = summary::select(found, max(args, self.surroundings.stderr));
        let rest = selection.rest().map(|rest| rest + "\n").unwrap_or_default();
        match args.format {
            Format::Human => {
                let drawn = draw::draw(selection.shown.iter().copied(), tree, self.style());
                let sum = summary::summary(found, allowed.len()).map(|sum| sum + "\n").unwrap_or_default();
                mutter(&format!("{drawn}{rest}{sum}"));
            }
            format => {
                self.print(self.encoded(format, &selection.shown, findings).as_bytes())?;
                mutter(&rest);
            }
        }
        let is_faulty = found.iter().any(|one| one.severity == Severity::Error);
        Ok(if is_faulty { Ended::Faulty } else { Ended::Well })
    }

    /// Says how long each stage took, if that was asked for; not where a program reads what is printed.
    pub fn print_timings(&self, timings: &Timings, args: &CheckArgs) -> Result<(), Trouble> {
        match (args.timings, args.format) {
            (false, _) => Ok(()),
            (true, Format::Human) => self.print(timings.table().as_bytes()),
            (true, _) => {
                mutter(&timings.table());
                Ok(())
            }
        }
    }

    /// Does a person read standard output?
    pub fn is_talking(&self, args: &CheckArgs) -> bool {
        args.format == Format::Human && !self.manner.quiet
    }

    fn encoded(&self, format: Format, shown: &[&Diagnostic], findings: &Findings<'_>) -> String {
        let Findings { allowed, tree, .. } = findings;
        let atlas = Atlas::of(shown.iter().copied(), tree);
        let below = self.below(tree);
        match format {
            Format::Human => shown.iter().map(|one| short::short(one, tree)).collect(),
            Format::Short => shown.iter().map(|one| line::line(one, &atlas)).collect(),
            Format::Json => shown.iter().map(|one| json::json(one, &atlas)).collect(),
            Format::Github => shown.iter().map(|one| github::github(one, &atlas, &below)).collect(),
            Format::Sarif => sarif::sarif(&Run { found: shown, allowed, tree, below: &below }),
        }
    }

    /// The way from where the program was started to the site, as code hosts want it; empty where the site does not lie below.
    fn below(&self, tree: &SourceTree) -> String {
        let Ok(here) = &self.surroundings.folder else { return String::new() };
        let root = here.join(&tree.root);
        let way = match (here.canonicalize(), root.canonicalize()) {
            (Ok(here), Ok(root)) => root.strip_prefix(&here).map(std::path::Path::to_owned).unwrap_or_default(),
            _ => std::path::PathBuf::new(),
        };
        way.components().map(|part| part.as_os_str().to_string_lossy().into_owned() + "/").collect()
    }
}

/// How many findings are shown, if there is a limit.
fn max(args: &CheckArgs, stderr: Device) -> Option<usize> {
    match (args.max, args.format, stderr) {
        (Some(0), ..) => None,
        (Some(max), ..) => Some(max),
        (None, Format::Human, Device::Terminal) => Some(ON_A_TERMINAL),
        (None, Format::Human, Device::Other) => Some(IN_A_PIPE),
        (None, ..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_get_all_and_readers_what_they_can_read() {
        let check = |given: Option<usize>, format: Format, expected: [Option<usize>; 2]| {
            let args = CheckArgs { max: given, format, ..CheckArgs::default() };
            assert_eq!([max(&args, Device::Terminal), max(&args, Device::Other)], expected);
        };
        check(None, Format::Human, [Some(50), Some(1_000)]);
        check(None, Format::Json, [None, None]);
        check(Some(0), Format::Human, [None, None]);
        check(Some(7), Format::Sarif, [Some(7), Some(7)]);
    }
}
