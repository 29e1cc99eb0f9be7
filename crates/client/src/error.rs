//! Why the client could not do what the page asked, with the code and the sentence that the page gets.

use crate::keys::KeyStoreError;
use anju_contract::problem::{FieldProblem, Problem};
use anju_forms::sheet::SheetFormError;

/// A failure on this machine, or the server's refusal.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server answered with a refusal.
    #[error("refused: {}", .0.code)]
    Refused(Box<Problem>),
    /// Fields of the request are wrong, as this machine found by the server's own rules.
    #[error("fields")]
    Fields(Vec<FieldProblem>),
    /// A form cannot be made of what this machine has.
    #[error("form: {}", .0.code())]
    Form(SheetFormError),
    /// No answer of our server came back; whether the command was carried out is not known.
    #[error("the server is out of reach")]
    Unreachable,
    /// Offline, and this was never read on this machine.
    #[error("not in the cache")]
    NotCached,
    /// Nobody is signed in, or the session has ended.
    #[error("nobody is signed in")]
    SignedOut,
    /// This version does not know the command.
    #[error("unknown command")]
    UnknownCommand(String),
    /// The request is not what the command takes.
    #[error("unreadable request")]
    Unreadable,
    /// The same idempotency key came with another request.
    #[error("idempotency key reused")]
    KeyReused,
    /// The password does not open the desk.
    #[error("wrong password")]
    WrongPassword,
    /// This user never signed in on this machine.
    #[error("no desk of this user on this machine")]
    NeverSignedIn,
    /// The server was not seen for longer than the parameter allows; the number of days.
    #[error("closed after {0} days without the server")]
    OfflineTooLong(u32),
    /// The machine's clock is before the last time that the server told.
    #[error("the clock is behind the server's last time")]
    ClockBehind,
    /// The key store no longer has this desk's secret.
    #[error("the key store lost the desk's secret")]
    KeyLost,
    /// The private half of this signing key is not on this machine.
    #[error("the signing key is not here")]
    KeyNotHere,
    /// The server took a password that does not open the desk: it was changed elsewhere.
    #[error("the desk is wrapped with an earlier password")]
    EarlierPassword,
    /// Another program holds the desk's folder.
    #[error("the desk is open elsewhere")]
    InUse,
    /// The desk's file cannot be read with its key.
    #[error("the desk's file is damaged")]
    Damaged,
    /// A file that came is not the one that was asked for.
    #[error("the file is not what its hash names")]
    Altered,
    /// The desk was written by a newer version of this program.
    #[error("the desk is of a newer version")]
    Newer,
    /// A sheet has a conflict that has to be resolved first.
    #[error("an unresolved conflict")]
    Conflict,
    /// There is no such item in the outbox, or it is not in conflict any more.
    #[error("no such conflict")]
    NoConflict,
    /// The server's address is neither https nor this machine.
    #[error("the server's address is not safe")]
    UnsafeAddress,
    /// This machine does not trust the server's certificate.
    #[error("the server's certificate is not trusted")]
    Untrusted,
    /// Nobody listens where the proxy was said to be.
    #[error("the proxy is out of reach")]
    ProxySilent,
    /// The data folder lies on a network path.
    #[error("the data folder is not local")]
    NotLocal,
    /// The key store cannot be used.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// The desk's or the cache's database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The folder cannot be used.
    #[error("folder: {0}")]
    Folder(#[from] std::io::Error),
    /// Something stored is not what this program wrote.
    /// Where it fails and not on what: the parser's own words quote the document.
    #[error("stored document: {:?} at {}:{}", .0.classify(), .0.line(), .0.column())]
    Document(#[from] serde_json::Error),
    /// A bound of the machine: randomness, ciphers, tasks.
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl ClientError {
    /// What the page gets: the server's own problem, or one with a code of this machine.
    pub fn problem(&self) -> Problem {
        let (status, code, message) = self.words();
        if let ClientError::Refused(problem) = self {
            return (**problem).clone();
        }
        Problem {
            status,
            code: code.to_owned(),
            message,
            fields: if let ClientError::Fields(fields) = self { fields.clone() } else { Vec::new() },
            details: None,
            request_id: String::new(),
        }
    }

    fn words(&self) -> (u16, &'static str, String) {
        let (status, code, message) = match self {
            ClientError::Refused(problem) => return (problem.status, "", String::new()),
            ClientError::OfflineTooLong(days) => {
                return (
                    403,
                    "desk.offline_too_long",
                    format!(
                        "本机已超过 {days} 天没有连接服务器，离线使用已关闭。请连接网络后登录，未发送的草稿仍在本机。"
                    ),
                );
            }
            ClientError::Form(error) => return (422, error.code(), error.to_string()),
            ClientError::UnknownCommand(command) => {
                return (
                    404,
                    "command.unknown",
                    format!("本版本的安居不认识操作“{command}”。请更新到最新版本后重试。"),
                );
            }
            ClientError::Unreachable => {
                (503, "client.offline", "连接不上服务器，这项操作需要联网办理。请检查网络后重试。")
            }
            ClientError::NotCached => (
                503,
                "client.not_cached",
                "现在离线，而这项内容没有在本机打开过。请联网后再查看一次，之后离线也能看。",
            ),
            ClientError::Fields(_) => (422, "fields.invalid", "有内容需要更正，请按各项提示修改后重试。"),
            ClientError::SignedOut => {
                (401, "session.required", "登录已失效，请重新登录。未发送的内容仍在本机。")
            }
            ClientError::Unreadable => {
                (422, "request.unreadable", "请求内容无法识别，没有受理。请更新到最新版本后重试。")
            }
            ClientError::KeyReused => (
                409,
                "idempotency.key_reused",
                "同一提交编号下的内容与先前不同，为避免重复办理，本次没有受理。请刷新后重新提交。",
            ),
            ClientError::WrongPassword => (
                401,
                "desk.wrong_password",
                "用户名或密码不正确。现在离线，请用上次在本机联网登录时的密码；如已在别处改过密码，请联网后登录。",
            ),
            ClientError::NeverSignedIn => (
                401,
                "desk.never_signed_in",
                "这个用户没有在本机联网登录过，不能离线进入。请连接网络后登录。",
            ),
            ClientError::ClockBehind => (
                403,
                "desk.clock_behind",
                "本机时间早于上次连接服务器的时间，不能离线进入。请先校准本机日期和时间，再重新登录。",
            ),
            ClientError::KeyLost => (
                500,
                "desk.key_lost",
                "系统密钥库中找不到打开本机数据的密钥。请联网登录重新建立本机数据；只存在本机、尚未发送的草稿将无法打开。",
            ),
            ClientError::KeyNotHere => (
                404,
                "key.not_here",
                "本机没有这个证书编号的密钥。请在领取密钥的电脑上登录；首次使用请先进行经办人信息确认。",
            ),
            ClientError::EarlierPassword => (
                409,
                "desk.earlier_password",
                "密码在别处修改过，本机数据仍由原密码保护。请输入原密码打开一次；忘记原密码可重新建立本机数据。",
            ),
            ClientError::InUse => {
                (409, "desk.in_use", "这个用户的本机数据正被另一个安居窗口使用。请关闭那个窗口后再登录。")
            }
            ClientError::Damaged => (
                500,
                "desk.damaged",
                "本机的草稿文件无法打开，可能已损坏或密钥不符。文件没有被删除，请联系系统管理员处理。",
            ),
            ClientError::Altered => (
                502,
                "attachment.altered",
                "收到的附件与登记的内容不一致，没有打开。请重试一次；仍不行请联系系统管理员核对附件存储。",
            ),
            ClientError::Newer => {
                (500, "desk.newer", "本机数据由更新版本的安居写入，旧版本不能打开。请更新到最新版本。")
            }
            ClientError::Conflict => (
                409,
                "desk.conflict",
                "这份任务单在本机和服务器上各有修改。请先对照两个版本，选择保留哪一个，再继续办理。",
            ),
            ClientError::NoConflict => {
                (404, "desk.no_conflict", "没有找到这条待处理的冲突，可能已经处理过。请刷新后查看。")
            }
            ClientError::UnsafeAddress => (
                500,
                "client.unsafe_address",
                "服务器地址必须以 https:// 开头，否则密码会被他人看到。请联系系统管理员更正地址。",
            ),
            ClientError::Untrusted => (
                503,
                "client.untrusted",
                "服务器的证书不受本机信任，没有连接。请核对地址；单位自建证书的，请系统管理员把单位的根证书装入本机系统。",
            ),
            ClientError::ProxySilent => (
                503,
                "client.proxy_silent",
                "代理服务器连接不上。请核对代理的地址和端口，或改为跟随系统、不用代理后重试。",
            ),
            ClientError::NotLocal => (
                500,
                "desk.not_local",
                "本机数据不能放在网络路径上。请联系系统管理员，把用户配置放回本机磁盘。",
            ),
            ClientError::KeyStore(KeyStoreError::Unavailable(_)) => (
                500,
                "key_store.unavailable",
                "系统密钥库不可用，无法安全保存登录信息。请解锁系统密钥库后重试，或联系系统管理员。",
            ),
            ClientError::KeyStore(KeyStoreError::Locked) => (
                401,
                "key_store.locked",
                "本机没有系统密钥库，登录信息保存在有口令的密钥文件中。请先输入密钥文件的口令。",
            ),
            ClientError::KeyStore(KeyStoreError::WrongPassphrase) => (
                401,
                "key_store.wrong_passphrase",
                "口令打不开密钥文件。请核对大小写后重试；忘记口令的，请联系系统管理员，本机没有发送的草稿将无法打开。",
            ),
            ClientError::KeyStore(KeyStoreError::ShortPassphrase) => (
                422,
                "key_store.short_passphrase",
                "口令至少 12 个字，因为只靠它保护本机数据。可以用一句自己记得住的话，请加长后重试。",
            ),
            ClientError::Database(_)
            | ClientError::Folder(_)
            | ClientError::Document(_)
            | ClientError::Internal(_) => (
                500,
                "desk.fault",
                "程序在本机保存或读取时出错，本次操作没有完成。请检查磁盘空间后重试；仍不行请把时间告诉系统管理员。",
            ),
        };
        (status, code, message.to_owned())
    }
}
