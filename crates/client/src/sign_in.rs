//! Signing in with and without the server, out, and changing the password: opening, closing and re-wrapping the desk.

use crate::database::{open_cache, open_desk};
use crate::desk::DeskFile;
use crate::folder::{Folder, digest};
use crate::keys::{KeyName, Secret};
use crate::open_desk::{OpenDesk, Parts, check_age};
use crate::session::{Session, blocking};
use crate::wrap::{Key, Wrap, new_key};
use crate::{Client, ClientError};
use anju_contract::command::Command as _;
use anju_contract::commands::{ChangePassword, SignIn, SignOut};
use anju_contract::identity::{
    ChangePasswordRequest, ChangePasswordResponse, Me, SignInRequest, SignInResponse, SignOutRequest,
    SignOutResponse,
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::sync::Arc;
use zeroize::Zeroizing;

/// What the server said at a sign-in.
pub(crate) struct Welcome {
    pub(crate) me: Me,
    pub(crate) server_time: DateTime<Utc>,
}

/// What to do with a desk that the server's password does not open, because it was changed elsewhere.
pub(crate) enum Earlier {
    /// Ask, if there is unsent work in it; make it anew otherwise.
    Unknown,
    /// Open it with this password and wrap it with the new one.
    Password(Zeroizing<String>),
    /// Put it aside and make it anew.
    Forgotten,
}

fn lower(user_name: &str) -> String {
    user_name.trim().to_lowercase()
}

impl Client {
    /// Signs in at the server, or, if it is out of reach, by opening the desk that this user has here.
    pub(crate) async fn sign_in(&self, request: SignInRequest) -> Result<Value, ClientError> {
        self.sign_in_with(request, Earlier::Unknown).await
    }

    /// Like [`Client::sign_in`], for a desk that may still be wrapped with an earlier password.
    pub(crate) async fn sign_in_with(
        &self,
        mut request: SignInRequest,
        earlier: Earlier,
    ) -> Result<Value, ClientError> {
        if request.device.is_empty() {
            request.device.clone_from(&self.options.device);
        }
        if request.device.is_empty() {
            request.device = self.root.workstation()?;
        }
        let password = Zeroizing::new(request.password.clone());
        let user_name = lower(&request.user_name);
        let answered = self.remote.post(SignIn::NAME, serde_json::to_string(&request)?, None, None).await;
        let response: SignInResponse = match answered {
            Ok(answered) => serde_json::from_str(&answered.body).map_err(|_| ClientError::Unreachable)?,
            Err(ClientError::Unreachable) => {
                self.line.silent();
                return self.sign_in_offline(&user_name, password).await;
            }
            Err(error) => {
                self.line.answered(self.clock.now());
                return Err(error);
            }
        };
        self.line.answered(self.clock.now());
        self.enter(user_name, password, response, earlier).await
    }

    /// Opens the desk of a user whom the server let in.
    pub(crate) async fn enter(
        &self,
        user_name: String,
        password: Zeroizing<String>,
        response: SignInResponse,
        earlier: Earlier,
    ) -> Result<Value, ClientError> {
        let welcome = Welcome { me: response.me.clone(), server_time: response.tokens.server_time };
        let _changing = self.changing.lock().await;
        if let Ok(desk) = self.desk()
            && desk.user_name == user_name
        {
            // The session had ended while the desk stayed open.
            desk.keep_me(&welcome.me).await?;
            desk.session.begin(response.tokens).await?;
            self.keep_session(&desk, None, password).await;
            desk.wake.notify_one();
            desk.sync.look_again();
            return signed_in(&response.me);
        }
        self.close_desk().await;
        let folder = self.root.folder(self.remote.address(), &user_name)?;
        let key = self.key_online(&folder, &user_name, password.clone(), earlier).await?;
        let desk = self.open(folder, &key, user_name, Some(welcome)).await?;
        desk.session.begin(response.tokens).await?;
        self.keep_session(&desk, Some(key), password).await;
        self.place(desk);
        signed_in(&response.me)
    }

    /// Opens the desk that a user has here, without the server.
    pub(crate) async fn sign_in_offline(
        &self,
        user_name: &str,
        password: Zeroizing<String>,
    ) -> Result<Value, ClientError> {
        let user_name = lower(user_name);
        if !self.root.has(self.remote.address(), &user_name) {
            return Err(ClientError::NeverSignedIn);
        }
        let _changing = self.changing.lock().await;
        if let Ok(desk) = self.desk()
            && desk.user_name == user_name
        {
            // Still open: the session had ended. The password is checked all the same.
            let wrap = desk.folder.wrap()?.ok_or(ClientError::NeverSignedIn)?;
            let secret = self.secret(&user_name).await?.ok_or(ClientError::KeyLost)?;
            blocking(move || wrap.open(&password, &secret)).await??;
            desk.check_age()?;
            return signed_in(&desk.me());
        }
        self.close_desk().await;
        let folder = self.root.folder(self.remote.address(), &user_name)?;
        let wrap = folder.wrap()?.ok_or(ClientError::NeverSignedIn)?;
        let secret = self.secret(&user_name).await?.ok_or(ClientError::KeyLost)?;
        let key = blocking(move || wrap.open(&password, &secret)).await??;
        let desk = self.open(folder, &key, user_name, None).await?;
        let me = desk.me();
        self.place(desk);
        signed_in(&me)
    }

    /// Ends the session on the server if it is there, and closes the desk here in any case.
    pub(crate) async fn sign_out(&self) -> Result<Value, ClientError> {
        let desk = self.desk()?;
        let told = desk.send(SignOut::NAME, serde_json::to_string(&SignOutRequest {})?, None).await;
        if told.is_err() {
            tracing::info!("the session ends by its own age: the server could not be told");
        }
        desk.session.end().await?;
        self.forget_session(&desk).await?;
        drop(desk);
        let _changing = self.changing.lock().await;
        self.close_desk().await;
        Ok(serde_json::to_value(SignOutResponse {})?)
    }

    /// Changes the password at the server and wraps the desk with the new one.
    pub(crate) async fn change_password(&self, request: ChangePasswordRequest) -> Result<Value, ClientError> {
        let desk = self.desk()?;
        let (old, new) =
            (Zeroizing::new(request.old_password.clone()), Zeroizing::new(request.new_password.clone()));
        let answer = desk.send(ChangePassword::NAME, serde_json::to_string(&request)?, None).await?;
        let response: ChangePasswordResponse = serde_json::from_str(&answer)?;
        desk.keep_me(&response.me).await?;
        let wrap = desk.folder.wrap()?.ok_or(ClientError::Damaged)?;
        let secret = self.secret(&desk.user_name).await?.ok_or(ClientError::KeyLost)?;
        let wrap = blocking(move || {
            let key = wrap.open(&old, &secret)?;
            Wrap::seal(&key, &new, &secret)
        })
        .await??;
        desk.folder.keep_wrap(&wrap)?;
        Ok(serde_json::to_value(response)?)
    }

    pub(crate) async fn secret(&self, user_name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, ClientError> {
        let (keys, name) = (self.keys.clone(), self.key_name(Secret::DeskKey, user_name));
        Ok(blocking(move || keys.get(&name)).await??)
    }

    pub(crate) fn key_name(&self, secret: Secret, user_name: &str) -> KeyName {
        KeyName::new(secret, &digest(self.remote.address()), &digest(user_name), self.root.installation())
    }

    /// The desk's key after the server took the password: unwrapped, re-wrapped from an earlier password, or new.
    async fn key_online(
        &self,
        folder: &Folder,
        user_name: &str,
        password: Zeroizing<String>,
        earlier: Earlier,
    ) -> Result<Key, ClientError> {
        let secret = self.secret(user_name).await?;
        if let (Some(wrap), Some(secret)) = (folder.wrap()?, secret.clone()) {
            let tried = password.clone();
            let old = if let Earlier::Password(old) = &earlier { Some(old.clone()) } else { None };
            match blocking(move || unwrap(&wrap, &tried, old, &secret)).await? {
                Ok((key, rewrapped)) => {
                    if let Some(wrap) = rewrapped {
                        folder.keep_wrap(&wrap)?;
                    }
                    return Ok(key);
                }
                Err(ClientError::EarlierPassword) => {
                    if folder.has_unsent() && !matches!(earlier, Earlier::Forgotten) {
                        return Err(ClientError::EarlierPassword);
                    }
                }
                Err(error) => return Err(error),
            }
        }
        if folder.wrap()?.is_some() {
            // Nobody can open it any more. What the server has comes back from there; the rest is counted.
            tracing::warn!(unsent = folder.has_unsent(), "a desk that nothing opens is put aside");
            folder.put_aside(self.clock.now().timestamp())?;
        }
        self.new_desk_key(folder, user_name, password, secret).await
    }

    async fn new_desk_key(
        &self,
        folder: &Folder,
        user_name: &str,
        password: Zeroizing<String>,
        secret: Option<Zeroizing<Vec<u8>>>,
    ) -> Result<Key, ClientError> {
        let secret = match secret {
            Some(secret) => secret,
            None => {
                let secret = Zeroizing::new(new_key().to_vec());
                let (keys, name, kept) =
                    (self.keys.clone(), self.key_name(Secret::DeskKey, user_name), secret.clone());
                blocking(move || keys.set(&name, &kept)).await??;
                secret
            }
        };
        let key = new_key();
        let sealed = key.clone();
        let wrap = blocking(move || Wrap::seal(&sealed, &password, &secret)).await??;
        folder.keep_wrap(&wrap)?;
        Ok(key)
    }

    pub(crate) async fn open(
        &self,
        folder: Folder,
        key: &Key,
        user_name: String,
        welcome: Option<Welcome>,
    ) -> Result<Arc<OpenDesk>, ClientError> {
        let file = DeskFile::new(open_desk(&folder.file("desk.db"), key).await?);
        if let Some(welcome) = welcome {
            file.keep_me(&welcome.me).await?;
            file.keep_server_time(welcome.server_time).await?;
        }
        let me = file.me().await?.ok_or(ClientError::NeverSignedIn)?;
        let server_time = file.server_time().await?.ok_or(ClientError::NeverSignedIn)?;
        let now = self.clock.now();
        if !self.line.now().online {
            check_age(server_time, now, me.offline_days)?;
        }
        let cache = crate::cache::Cache::new(open_cache(&folder.file("cache.db"), key).await?);
        cache.trim(now).await?;
        cache.papers().trim(now).await?;
        file.trim(now).await?;
        file.trim_files(now).await?;
        file.trim_notifications(now).await?;
        let name = self.key_name(Secret::RefreshToken, &user_name);
        let desk = OpenDesk::new(Parts {
            remote: self.remote.clone(),
            line: self.line.clone(),
            clock: self.clock.clone(),
            session: Session::new(self.keys.clone(), name, self.clock.clone()),
            file,
            cache,
            user_name,
            workstation: self.root.workstation()?,
            me,
            server_time,
            folder,
        });
        desk.count().await?;
        desk.count_unread().await?;
        self.line.put_aside(desk.folder.lost_desks()?);
        Ok(Arc::new(desk))
    }
}

/// Opens a wrap with the password, or with the one before; then also the wrap for the new one.
fn unwrap(
    wrap: &Wrap,
    password: &str,
    earlier: Option<Zeroizing<String>>,
    secret: &[u8],
) -> Result<(Key, Option<Wrap>), ClientError> {
    match (wrap.open(password, secret), earlier) {
        (Ok(key), _) => Ok((key, None)),
        (Err(ClientError::WrongPassword), None) => Err(ClientError::EarlierPassword),
        (Err(ClientError::WrongPassword), Some(earlier)) => {
            let key = match wrap.open(&earlier, secret) {
                Err(ClientError::WrongPassword) => return Err(ClientError::EarlierPassword),
                opened => opened?,
            };
            let wrap = Wrap::seal(&key, password, secret)?;
            Ok((key, Some(wrap)))
        }
        (Err(error), _) => Err(error),
    }
}

/// What the page is told: who signed in. The tokens stay on this side.
fn signed_in(me: &Me) -> Result<Value, ClientError> {
    let none = DateTime::<Utc>::UNIX_EPOCH;
    Ok(json!({
        "tokens": {
            "access_token": "", "access_expires_at": none,
            "refresh_token": "", "refresh_expires_at": none, "server_time": none,
        },
        "me": serde_json::to_value(me)?,
    }))
}
