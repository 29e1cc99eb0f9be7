//! 短信发件箱: what no gateway has taken, for the administrator who tells people in its place.

use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::ListMessages;
use anju_contract::identity::{ListMessagesRequest, ListMessagesResponse, ShortMessage};
use anju_store::identity::phone as store;

impl Read for ListMessages {
    async fn read(app: &App, _: &Caller, _: ListMessagesRequest) -> Result<ListMessagesResponse, Refusal> {
        let kept = store::messages(&app.store, app.clock.now()).await?;
        let messages = kept
            .into_iter()
            .map(|message| {
                Ok(ShortMessage {
                    text: app.message_text(&message)?,
                    sent_to: message.phone_masked,
                    created_at: message.created_at,
                    expires_at: message.expires_at,
                })
            })
            .collect::<Result<_, Refusal>>()?;
        Ok(ListMessagesResponse { messages })
    }
}
