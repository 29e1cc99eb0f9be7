//! Stories in the real window, as a person at a desk lives them.

mod browser;
mod company;
mod desks;
mod diagnostics;
mod draft;
mod first_start;
mod offline;
mod proxy;
