//! 验证码: asked for after failures, and always of users who are not certified. Each is good for one try.

mod drawing;

use super::limits::Source;
use crate::{App, Refusal};
use anju_contract::identity::{CaptchaAnswer, CaptchaRequest, CaptchaResponse};
use anju_store::StoreError;
use anju_store::identity::captcha as store;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::TimeDelta;
use rand::Rng as _;
use uuid::Uuid;

/// How long somebody may take to read one.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(3);
/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 24] = b"2346789ACDEFHJKMNPRTUVWX";
/// How many of them.
const LENGTH: usize = 5;

impl App {
    /// Draws a captcha.
    pub async fn captcha(&self, source: &Source, _: CaptchaRequest) -> Result<CaptchaResponse, Refusal> {
        let now = self.clock.now();
        self.limits.knock(source, now)?;
        let mut random = [0; 64];
        rand::rng().fill_bytes(&mut random);
        let text = match &self.sandbox_captcha {
            Some(answer) => answer.clone(),
            None => random[..LENGTH].iter().map(|byte| char::from(LETTERS[usize::from(byte % 24)])).collect(),
        };
        let captcha_id = Uuid::new_v4();
        let (hash, expires_at) = (self.keys.code_hash(captcha_id, &text), now + GOOD_FOR);
        self.store.write(move |tx| Box::pin(store::add(tx, captcha_id, hash, expires_at, now))).await?;
        let image = App::blocking(move || drawing::draw(&text, &random[LENGTH..])).await?;
        let image = image.ok_or(StoreError::Corrupt("captcha picture"))?;
        Ok(CaptchaResponse { captcha_id, image: BASE64.encode(image), expires_at })
    }

    /// Takes an answer, which ends the captcha whether it is right or wrong.
    pub(super) async fn check_captcha(&self, answer: Option<CaptchaAnswer>) -> Result<(), Refusal> {
        let Some(answer) = answer else {
            return Err(Refusal::sign_in(
                "captcha.required",
                "为防止他人试探密码，请填写图片中的验证码后再登录。",
            ));
        };
        let (id, now) = (answer.captcha_id, self.clock.now());
        let taken = self.store.write(move |tx| Box::pin(store::take(tx, id, now))).await?;
        // Whoever reads the picture need not tell 大写 from 小写.
        let given = self.keys.code_hash(id, &answer.text.trim().to_uppercase());
        if taken.is_some_and(|hash| hash == given) {
            return Ok(());
        }
        Err(Refusal::sign_in("captcha.wrong", "验证码不正确或已过期。请按新的图片重新填写。"))
    }
}

#[cfg(test)]
mod tests {
    use super::{LENGTH, LETTERS, drawing};

    #[test]
    fn every_letter_can_be_drawn() {
        for &letter in LETTERS {
            let text = char::from(letter).to_string().repeat(LENGTH);
            assert!(drawing::draw(&text, &[7; 59]).is_some(), "{text}");
        }
    }

    #[test]
    fn the_same_text_looks_different_each_time() {
        assert_ne!(drawing::draw("2A3C4", &[1; 59]), drawing::draw("2A3C4", &[2; 59]));
    }
}
