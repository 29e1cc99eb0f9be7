//! Anybody may check a paper; nobody learns of a person by it.

use crate::withdrawal::office::Office;
use anju_tests::{City, both};
use serde_json::{Value, json};

pub(crate) async fn check(city: &City, number: &str, code: &str) -> Value {
    // Without a session: whoever holds the paper.
    let client = reqwest::Client::builder().no_proxy().build().expect("a client can be made");
    let url = format!("{}/api/v1/form.verify", city.server().address());
    let request = json!({ "number": number, "check_code": code });
    let response = client.post(url).json(&request).send().await.expect("an answer");
    response.json().await.expect("JSON")
}

async fn page(city: &City, url: &str) -> (u16, String) {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client can be made");
    let path = &url[url.find("/v/").expect("a verification address")..];
    let response = client.get(format!("{}{path}", city.server().address())).send().await.expect("an answer");
    (response.status().as_u16(), response.text().await.expect("text"))
}

both!(
    /// Number and code of a sheet and of its notice belong together; nothing else does.
    a_paper_is_genuine_by_its_number_and_code,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let seen = sheet.seen_by(&office.company).await;
        let (number, code) = (&seen["number"], &seen["submitted"]["check_code"]);
        let (number, code) = (number.as_str().expect("a number"), code.as_str().expect("a code"));
        let answer = check(&city, number, &format!("{} - {}", &code[..4], code[4..].to_lowercase())).await;
        assert_eq!(answer["genuine"], true, "{answer}");
        assert_eq!(answer["paper"]["label"], "维修支取任务单");
        let notice = &seen["submitted"]["on_paper"]["notices"][0];
        let (own, own_code) = (notice["number"].as_str().expect("a number"), notice["check_code"].as_str().expect("a code"));
        assert_eq!(check(&city, own, own_code).await["paper"]["label"], "欠款催缴通知单");
        let unknown = json!({ "genuine": false });
        assert_eq!(check(&city, number, "00000000").await, unknown);
        assert_eq!(check(&city, "110101-2026-999999", code).await, unknown);
        assert_eq!(check(&city, own, code).await, unknown, "a notice has a code of its own");
        let beyond = own.replace("-00003", "-00004");
        assert_eq!(check(&city, &beyond, own_code).await, unknown);
        assert_eq!(check(&city, &"9".repeat(5_000), code).await, unknown);
    }
);

both!(
    /// What the QR code opens: yes or no, without a name, an account or an amount; void after the sheet has ended.
    the_page_behind_the_code_names_nobody,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.submitted("planned").await;
        let seen = sheet.seen_by(&office.company).await;
        let url = seen["submitted"]["on_paper"]["verification_url"].as_str().expect("an address").to_owned();
        let (status, text) = page(&city, &url).await;
        assert_eq!(status, 200);
        assert!(text.contains("本表单由系统出具") && text.contains(seen["number"].as_str().expect("a number")));
        for secret in ["业主", "孙桂兰", "3,000.00", "3000", "6222", "故事楼"] {
            assert!(!text.contains(secret), "{secret} stands in {text}");
        }
        let (status, text) = page(&city, &format!("{url}X")).await;
        assert_eq!(status, 404);
        assert!(text.contains("没有查到"));
        let (status, text) = page(&city, "/v/%3Cb%3E?c=1").await;
        assert!(status == 404 && !text.contains("<b>"), "{text}");
        sheet.moved(&office.company, "cancel", json!({ "reason": "金额有误" })).await;
        assert!(page(&city, &url).await.1.contains("不再有效"));
    }
);
