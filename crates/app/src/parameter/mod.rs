//! Parameters and the calendar (spec «parameters»): what an office sets, and the rules that hold on a day.

mod calendar;
mod card;
mod deadlines;
mod rules;
mod set;
mod show;
mod tasks;

pub use rules::Rules;
