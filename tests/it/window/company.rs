//! The property company's hands in the window: a task sheet is filled in over one building, submitted and read again.

use anju_tests::Window;
use fantoccini::key::Key;

/// What a company types into a task sheet, field by field.
const SHEET: [(&str, &str); 10] = [
    ("project", "屋面防水及保温"),
    ("part", "1号楼屋面"),
    ("reason", "顶层多户渗漏，雨季前须重做防水层"),
    ("contractor", "北京防水工程有限公司"),
    ("contract-no", "HT-2026-018"),
    ("amount-text", "86,400.00"),
    ("payee-name", "北京防水工程有限公司"),
    ("payee-bank", "中国工商银行北京分行"),
    ("payee-account", "6222020200112233445"),
    ("handler", "孙桂兰"),
];

/// Hands a scanned paper, a small image, to the page's file field as a person's choice would.
const ATTACH: &str = "
    const bytes = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=='), (c) => c.charCodeAt(0));
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], arguments[0], { type: 'image/png' }));
    const field = document.querySelector('[data-test=file-input]');
    field.files = chosen.files;
    field.dispatchEvent(new Event('change'));";

/// Begins a task sheet in the first community and fills its fields in.
pub(super) async fn fill_in(window: &Window) {
    window.click("[data-test=nav-withdrawal]").await;
    window.click("[data-test=new-sheet]").await;
    window.find("[data-test^=enter-]").await;
    window.screenshot("desk-1-communities").await;
    window.click("[data-test^=enter-]").await;
    for (field, value) in SHEET {
        window.set(&format!("[data-test=field-{field}]"), value).await;
    }
    window.set("[data-test=field-phone]", "13800138000").await;
    window.find_text("[data-test=saved]", "已保存").await;
}

/// Lets every unit of the first building take part, from the grid.
pub(super) async fn choose_first_building(window: &Window) {
    window.click("[data-test^=units-]").await;
    window.click("[data-test=tick-all]").await;
    // What a reader's machine hears of the painted cells.
    window.find("[data-test=grid] [role=gridcell][aria-selected=true]").await;
    window.screenshot("desk-2-grid-ticked").await;
    window.click("[data-test=save-ticked]").await;
    window.find_text("[data-test=saved-count]", "72").await;
    window.find("[data-test=grid-share]").await;
    window.screenshot("desk-2-grid-saved").await;
    window.click("[data-test=back]").await;
    window.find_text("[data-test=total-units]", "72").await;
    window.screenshot("desk-3-sheet").await;
}

/// Looks at what will be submitted, unit by unit, and submits it; the number that the sheet was given.
pub(super) async fn submit(window: &Window) -> String {
    window.click("[data-test=to-confirm]").await;
    window.find_text("[data-test=sum-amount]", "86,400.00").await;
    window.screenshot("desk-4-confirmation").await;
    window.click("[data-test=open-allocation]").await;
    window.find("[data-test=allocation]").await;
    window.screenshot("desk-4-allocation").await;
    window.click("[data-test=allocation-close]").await;
    window.find_none("[data-test=allocation]").await;
    window.click("[data-test=submit]").await;
    let number = window.find_text("[data-test=result-number]", "-").await;
    window.screenshot("desk-5-submitted").await;
    number
}

/// Enters from the signed sheet that every owner agrees, and sends the sheet for review.
pub(super) async fn send_for_review(window: &Window) {
    window.click("[data-test=nav-withdrawal]").await;
    window.click("[data-test=signatures]").await;
    window.find("[data-test^=signature-]").await;
    window.find("[data-test=lacking]").await;
    window.screenshot("desk-6-signatures-none").await;
    window.press("[data-test=signature-rows]", &(Key::Control + "a")).await;
    // The modifier is let go before the choice is typed.
    window.press("[data-test=signature-rows]", "1").await;
    window.find("[data-test=tally-passes]").await;
    window.run(ATTACH, vec!["签字表.png".into()]).await;
    window.find("[data-test=file-row]").await;
    window.find("[data-test=send-for-review]:not([disabled])").await;
    window.screenshot("desk-6-signatures-all").await;
    window.click("[data-test=send-for-review]").await;
    window.find_text("[data-test=last-done]", "已送审").await;
    window.screenshot("desk-7-sent").await;
}

/// Enters what the work has cost, with the final account.
pub(super) async fn enter_settlement(window: &Window, yuan: &str) {
    window.click("[data-test=nav-withdrawal]").await;
    window.click("[data-test=settle]").await;
    window.set("[data-test=cost]", yuan).await;
    window.find("[data-test=file-add]").await;
    window.run(ATTACH, vec!["结算书.png".into()]).await;
    window.find("[data-test=file-row]").await;
    window.find("[data-test=enter-cost]:not([disabled])").await;
    window.screenshot("desk-11-settlement").await;
    window.click("[data-test=enter-cost]").await;
    window.find_text("[data-test=told]", "结算已保存").await;
    window.screenshot("desk-11-settlement-saved").await;
}
