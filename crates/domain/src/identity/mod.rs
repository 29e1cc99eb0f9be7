//! Who somebody is: ID numbers, credit codes, names, phones and bank accounts, and how they are masked.
//!
//! Invariant: the types of personal data show themselves masked in `Debug` and `Display`, so that a log line or an
//! error text cannot leak them; the full text is reached only by `reveal`, or by serialising it on purpose.

mod account;
mod credit_code;
mod id_number;
mod mask;
mod name;
mod phone;
mod place_code;
mod signing_key;

pub use account::{BankAccount, BankAccountError};
pub use credit_code::{CreditCode, CreditCodeError};
pub use id_number::{IdNumber, IdNumberError, IdNumberWarning};
pub use mask::{mask_account, mask_document_number, mask_name, mask_phone};
pub use name::{PersonName, PersonNameError};
pub use phone::{Phone, PhoneError, PhoneKind};
pub use signing_key::{KeyState, key_number, key_statement, read_key_number};

#[cfg(test)]
mod tests;
