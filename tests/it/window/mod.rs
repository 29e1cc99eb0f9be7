//! Stories in a browser, as a person at a desk lives them.

mod browser;
