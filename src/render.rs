//! Pages from what the site says, in the words of a language.
//!
//! **In:** a theme, and what a page asks of the site. **Out:** bytes. **Never:** holds the site itself.

pub mod format;
pub mod strings;
