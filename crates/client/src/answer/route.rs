//! The desktop's router, made from the contract's list.

use super::{cached, local, online, parse, queued};
use crate::{Client, ClientError};
use anju_contract::commands;
use anju_contract::for_each_command;
use serde_json::Value;
use uuid::Uuid;

/// One command's way, by its policy. Signing in and out and changing the password open, close and re-wrap the desk;
/// exchanging tokens is the client's own business.
macro_rules! way {
    ($client:ident $given:ident $key:ident SignIn $policy:ident) => {
        $client.sign_in(parse::<commands::SignIn>($given)?).await
    };
    ($client:ident $given:ident $key:ident SignOut $policy:ident) => {
        $client.sign_out().await
    };
    ($client:ident $given:ident $key:ident ChangePassword $policy:ident) => {
        $client.change_password(parse::<commands::ChangePassword>($given)?).await
    };
    ($client:ident $given:ident $key:ident Captcha $policy:ident) => {
        $client.public::<commands::Captcha>($given).await
    };
    ($client:ident $given:ident $key:ident StartRecovery $policy:ident) => {
        $client.public::<commands::StartRecovery>($given).await
    };
    ($client:ident $given:ident $key:ident FinishRecovery $policy:ident) => {
        $client.public::<commands::FinishRecovery>($given).await
    };
    ($client:ident $given:ident $key:ident KeyChallenge $policy:ident) => {
        $client.public::<commands::KeyChallenge>($given).await
    };
    ($client:ident $given:ident $key:ident ConfirmKey $policy:ident) => {
        $client.public::<commands::ConfirmKey>($given).await
    };
    ($client:ident $given:ident $key:ident SignInWithKey $policy:ident) => {{
        drop($given);
        Err(ClientError::UnknownCommand("identity.sign_in_with_key".to_owned()))
    }};
    ($client:ident $given:ident $key:ident GetMe $policy:ident) => {
        $client.me(parse::<commands::GetMe>($given)?).await
    };
    ($client:ident $given:ident $key:ident DeskHalf $policy:ident) => {{
        drop($given);
        Err(ClientError::UnknownCommand("identity.desk_half".to_owned()))
    }};
    ($client:ident $given:ident $key:ident Refresh $policy:ident) => {{
        drop($given);
        Err(ClientError::UnknownCommand("identity.refresh".to_owned()))
    }};
    ($client:ident $given:ident $key:ident $command:ident OnlineOnly) => {
        online::answer::<commands::$command>(&*$client.desk()?, $given, $key).await
    };
    ($client:ident $given:ident $key:ident $command:ident CachedRead) => {
        cached::answer::<commands::$command>(&*$client.desk()?, $given).await
    };
    ($client:ident $given:ident $key:ident $command:ident QueuedWrite) => {
        queued::answer::<commands::$command>(&*$client.desk()?, $given, $key).await
    };
    ($client:ident $given:ident $key:ident $command:ident LocalOnly) => {
        local::answer::<commands::$command>(&*$client.desk()?, $given).await
    };
}

macro_rules! router {
    ($($(#[$doc:meta])* $area:ident $command:ident $name:literal $request:ident => $response:ident
       [$($access:tt)+] $policy:ident $effect:ident;)*) => {
        /// Answers a command of the contract.
        pub(crate) async fn route(
            client: &Client,
            command: &str,
            given: Value,
            key: Uuid,
        ) -> Result<Value, ClientError> {
            match command {
                $($name => way!(client given key $command $policy),)*
                other => Err(ClientError::UnknownCommand(other.to_owned())),
            }
        }
    };
}
for_each_command!(router);
