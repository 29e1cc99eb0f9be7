//! Going on after the program was started again, without the password: as long as the session lasts, and only with the
//! server, which gives the other half of the key to that session alone.

use crate::folder::Folder;
use crate::keys::Secret;
use crate::open_desk::OpenDesk;
use crate::session::{Session, blocking};
use crate::sign_in::Welcome;
use crate::wrap::{Key, SessionWrap};
use crate::{Client, ClientError};
use anju_contract::command::Command as _;
use anju_contract::commands::{DeskHalf, GetMe};
use anju_contract::identity::{DeskHalfRequest, DeskHalfResponse, MeRequest, MeResponse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::Value;
use zeroize::Zeroizing;

impl Client {
    /// Who is signed in: on the open desk, or on the one whose session goes on.
    pub(crate) async fn me(&self, request: MeRequest) -> Result<Value, ClientError> {
        let desk = match self.desk() {
            Ok(desk) => desk,
            Err(ClientError::SignedOut) => {
                self.resume().await?;
                self.desk()?
            }
            Err(error) => return Err(error),
        };
        let answer = desk.send(GetMe::NAME, serde_json::to_string(&request)?, None).await;
        let response = match answer {
            Ok(answer) => {
                let response: MeResponse = serde_json::from_str(&answer)?;
                desk.keep_me(&response.me).await?;
                response
            }
            Err(ClientError::Unreachable) => {
                desk.check_age()?;
                MeResponse { me: desk.me(), server_time: self.clock.now() }
            }
            Err(error) => return Err(error),
        };
        Ok(serde_json::to_value(response)?)
    }

    /// Opens the desk of whoever was signed in when the program ended.
    async fn resume(&self) -> Result<(), ClientError> {
        let _changing = self.changing.lock().await;
        if self.desk().is_ok() {
            return Ok(());
        }
        let user_name = self.last_user().await?.ok_or(ClientError::SignedOut)?;
        if !self.root.has(self.remote.address(), &user_name) {
            return Err(ClientError::SignedOut);
        }
        let folder = self.root.folder(self.remote.address(), &user_name)?;
        let (Some(wrap), Some(secret)) = (folder.session_wrap()?, self.secret(&user_name).await?) else {
            return Err(ClientError::SignedOut);
        };
        let (half, welcome) = self.ask_session(&user_name).await?;
        let key = wrap.open(&half, &secret)?.ok_or(ClientError::SignedOut)?;
        let desk = self.open(folder, &key, user_name, Some(welcome)).await?;
        self.place(desk);
        Ok(())
    }

    async fn ask_session(&self, user_name: &str) -> Result<(Zeroizing<Vec<u8>>, Welcome), ClientError> {
        let name = self.key_name(Secret::RefreshToken, user_name);
        let session = Session::new(self.keys.clone(), name, self.clock.clone());
        let answer = async {
            let token = session.access(&self.remote, None).await?;
            let asked = serde_json::to_string(&DeskHalfRequest {})?;
            let half = self.remote.post(DeskHalf::NAME, asked, Some(&token), None).await?;
            let asked = serde_json::to_string(&MeRequest {})?;
            Ok((half, self.remote.post(GetMe::NAME, asked, Some(&token), None).await?))
        };
        let (half, me) = answer.await.inspect_err(|error| match error {
            ClientError::Unreachable => self.line.silent(),
            _ => self.line.answered(self.clock.now()),
        })?;
        self.line.answered(self.clock.now());
        let half: DeskHalfResponse = serde_json::from_str(&half.body)?;
        let me: MeResponse = serde_json::from_str(&me.body)?;
        Ok((decoded(&half)?, Welcome { me: me.me, server_time: me.server_time }))
    }

    /// Wraps the desk's key for the session that was just opened. Without it the next start asks for the password.
    pub(crate) async fn keep_session(&self, desk: &OpenDesk, key: Option<Key>, password: Zeroizing<String>) {
        if let Err(error) = self.wrap_for_session(desk, key, password).await {
            tracing::warn!(%error, "the next start of the program will ask for the password");
        }
    }

    async fn wrap_for_session(
        &self,
        desk: &OpenDesk,
        key: Option<Key>,
        password: Zeroizing<String>,
    ) -> Result<(), ClientError> {
        let answer = desk.send(DeskHalf::NAME, serde_json::to_string(&DeskHalfRequest {})?, None).await?;
        let half = decoded(&serde_json::from_str(&answer)?)?;
        let secret = self.secret(&desk.user_name).await?.ok_or(ClientError::KeyLost)?;
        let key = match key {
            Some(key) => key,
            None => unwrapped(&desk.folder, password, secret.clone()).await?,
        };
        desk.folder.keep_session_wrap(&SessionWrap::seal(&key, &half, &secret)?)?;
        let (keys, name, user) =
            (self.keys.clone(), self.key_name(Secret::LastUser, ""), desk.user_name.clone());
        Ok(blocking(move || keys.set(&name, user.as_bytes())).await??)
    }

    /// The person signed out: the next start begins at the sign-in.
    pub(crate) async fn forget_session(&self, desk: &OpenDesk) -> Result<(), ClientError> {
        desk.folder.forget_session_wrap()?;
        let (keys, name) = (self.keys.clone(), self.key_name(Secret::LastUser, ""));
        Ok(blocking(move || keys.remove(&name)).await??)
    }

    async fn last_user(&self) -> Result<Option<String>, ClientError> {
        let (keys, name) = (self.keys.clone(), self.key_name(Secret::LastUser, ""));
        let secret = blocking(move || keys.get(&name)).await??;
        Ok(secret.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()))
    }
}

async fn unwrapped(
    folder: &Folder,
    password: Zeroizing<String>,
    secret: Zeroizing<Vec<u8>>,
) -> Result<Key, ClientError> {
    let wrap = folder.wrap()?.ok_or(ClientError::Damaged)?;
    blocking(move || wrap.open(&password, &secret)).await?
}

fn decoded(response: &DeskHalfResponse) -> Result<Zeroizing<Vec<u8>>, ClientError> {
    BASE64.decode(&response.half).map(Zeroizing::new).map_err(|_| ClientError::Unreachable)
}
