//! Every statement is a constant, so that one test can prepare all of them on both engines.

/// The text of one statement, valid on both engines.
#[derive(Clone, Copy, Debug)]
pub struct Sql(pub &'static str);

/// Declares statements, and `ALL`, the list of them.
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$doc])* const $name: $crate::sql::Sql = $crate::sql::Sql($text);)*
        /// Every statement of this module, by name.
        pub const ALL: &[(&str, $crate::sql::Sql)] = &[$((stringify!($name), $name)),*];
    };
}

/// Every statement of the store, by name.
pub fn all() -> Vec<(&'static str, Sql)> {
    [
        crate::attachment::ALL,
        crate::attachment::ORPHAN_STATEMENTS,
        crate::audit::ALL,
        crate::audit::daily_head::ALL,
        crate::calendar::ALL,
        crate::estate::ALL,
        crate::estate::import::ALL,
        crate::estate::owner::ALL,
        crate::estate::unit::ALL,
        crate::feed::ALL,
        crate::flow::ALL,
        crate::form::ALL,
        crate::idempotency::ALL,
        crate::identity::ALL,
        crate::parameter::ALL,
        crate::identity::captcha::ALL,
        crate::identity::key::ALL,
        crate::identity::phone::ALL,
        crate::identity::session::ALL,
        crate::identity::unknown_name::ALL,
        crate::server_key::ALL,
        crate::ledger::account::ALL,
        crate::ledger::hold::ALL,
        crate::ledger::incoming::ALL,
        crate::ledger::instruction::ALL,
        crate::ledger::interest::ALL,
        crate::ledger::post::ALL,
        crate::ledger::reconcile::ALL,
        crate::ledger::statement::ALL,
        crate::ledger::task::ALL,
        crate::ledger::verify::ALL,
        crate::withdrawal::ALL,
        crate::withdrawal::case::ALL,
        crate::withdrawal::frozen::ALL,
        crate::withdrawal::inbox::ALL,
        crate::withdrawal::scope::ALL,
        crate::withdrawal::selling::ALL,
        crate::withdrawal::undetermined::ALL,
        crate::withdrawal::supplement::ALL,
    ]
    .concat()
}
