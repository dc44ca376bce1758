//! What each file says, on its own.
//!
//! **In:** one file. **Out:** [`Document`]s with spans on everything. **Never:** knows that other documents exist.

pub mod date;
pub mod table;
pub mod toml;
