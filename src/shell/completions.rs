//! `sare completions SHELL`: prints the script by which a shell completes our words.

use super::{Desk, Ended, Trouble};
use crate::cli;

/// Prints the script for a shell.
pub fn completions(shell: clap_complete::Shell, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    desk.print(&cli::completions(shell)).map(|()| Ended::Well)
}
