//! Sare compiles a folder of Markdown and TOML that describes an ecosystem into a static site.

pub mod diag;

pub mod source;
pub mod syntax;

pub mod registry;

pub mod routes;

pub mod render;

pub mod output;

pub mod cli;
pub mod shell;
