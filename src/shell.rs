//! What each command does: reads, builds, prints, and decides the exit status.
//!
//! **In:** a [`Command`](crate::cli::Command). **Out:** files, words on the terminal and an exit status. **Never:** contains a rule about
//! content.

pub mod new;
