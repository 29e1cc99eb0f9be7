//! The card at which people sign in, the same in the window and in a browser.

use crate::Page;
use crate::desk::DEMO_PASSWORD;

impl Page {
    /// Signs a user of the demo city in and waits for the desk.
    ///
    /// # Panics
    /// When there is no card, or the person is not let in.
    pub async fn sign_in(&self, user_name: &str) {
        self.try_to_sign_in(user_name, DEMO_PASSWORD).await;
        self.find("[data-test=me]").await;
    }

    /// Fills the card in and sends it, whatever comes of it.
    ///
    /// # Panics
    /// When there is no card.
    pub async fn try_to_sign_in(&self, user_name: &str, password: &str) {
        self.set("[data-test=user-name]", user_name).await;
        self.set("[data-test=password]", password).await;
        self.click("[data-test=sign-in]").await;
    }
}
