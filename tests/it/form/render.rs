//! The four forms of a sheet, made by the server.

use super::{paper, render};
use crate::withdrawal::office::Office;
use anju_tests::{City, Paper, both};
use serde_json::json;

both!(
    /// Each form says what the sheet says: number, amounts, rare names, the code it is checked by.
    every_form_of_a_submitted_sheet_is_made,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let seen = sheet.seen_by(&office.company).await;
        let number = seen["number"].as_str().expect("a number");
        let code = seen["submitted"]["check_code"].as_str().expect("a code");
        let code = format!("{}-{}", &code[..4], &code[4..]);
        let company = seen["submitted"]["on_paper"]["company_name"].as_str().expect("a company");
        paper(&office.company, &sheet.id, "task_sheet").await.says(&[
            "北京市住宅专项维修资金维修支取任务单",
            number,
            &code,
            company,
            "￥3,000.00",
            "人民币（大写）叁仟元整",
            "6222020200112233445",
            "300.00㎡",
            "10.0000元/㎡",
            "第1页共1页",
            "第1次打印",
        ]);
        paper(&office.company, &sheet.id, "signature_table").await.says(&[
            "分摊明细业主签字确认表",
            number,
            "业主3𠮷",
            "1,000.00500.00500.00",
            "三分之二以上",
            "3人",
        ]);
        let notices = render(&office.company, &sheet.id, "shortfall_notices").await.accepted();
        assert_eq!(notices["pages"], 1, "one unit lacks money");
        Paper::of(&notices).says(&["欠款催缴通知单", "业主3𠮷", &format!("{number}-00003"), "￥500.00", "伍佰元整"]);
        paper(&office.company, &sheet.id, "allocation_register").await.says(&[
            "支取分摊清册",
            number,
            "业主3𠮷",
            "400.00100.00500.00500.00",
            "合计3户",
        ]);
    }
);

both!(
    /// The same sheet, the same day, the same print: the same bytes.
    the_same_print_gives_the_same_bytes,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        for form in ["task_sheet", "signature_table", "shortfall_notices", "allocation_register"] {
            let one = paper(&office.company, &sheet.id, form).await;
            assert!(one == paper(&office.company, &sheet.id, form).await, "{form}");
        }
    }
);

both!(
    /// The payee's account stands in full where it is paid and was typed; elsewhere four figures do.
    the_account_is_printed_for_those_who_pay_and_are_paid,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.under_review().await;
        for (desk, in_full) in [(&office.company, true), (&office.reviewer, true), (&office.bureau, false)] {
            let answer = render(desk, &sheet.id, "task_sheet").await.accepted();
            assert_eq!(answer["account_masked"], !in_full);
            assert_eq!(Paper::of(&answer).text().contains("6222020200112233445"), in_full);
        }
    }
);

both!(
    /// Opinions that are on record stand in their boxes.
    given_opinions_are_printed,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.payable().await;
        let task_sheet = paper(&office.company, &sheet.id, "task_sheet").await;
        task_sheet.says(&["同意使用。", "审批人：周明远", "一户欠款待补交，先行拨付", "复核人：赵国强"]);
    }
);

both!(
    /// Another district's people and another company do not see that there is such a sheet.
    nobody_prints_what_is_not_theirs,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        for stranger in ["wuye2", "fuhe2"] {
            let desk = city.desk(stranger).await;
            render(&desk, &sheet.id, "task_sheet").await.refused("not_found");
        }
    }
);

both!(
    /// What a sheet does not need it does not have, and the refusal says why.
    a_form_that_a_sheet_does_not_have_is_refused,
    async |city: City| {
        let office = Office::open(&city).await;
        let (draft, _) = office.estate.draft(&office.company, "90.00", "planned").await;
        render(&office.company, &draft, "allocation_register").await.refused("form.not_accepted");
        render(&office.company, &draft, "shortfall_notices").await.refused("form.no_shortfall");
        let sheet = office.submitted("emergency").await;
        render(&office.company, &sheet.id, "signature_table").await.refused("form.not_voted_on");
        render(&office.company, &sheet.id, "task_sheet").await.accepted();
        render(&office.company, &sheet.id, "bank_slip").await.refused("form.unknown");
    }
);

both!(
    /// A draft says so across the page and bears neither number nor code.
    a_draft_is_printed_as_one,
    async |city: City| {
        let office = Office::open(&city).await;
        let (draft, _) = office.estate.draft(&office.company, "3000.00", "planned").await;
        let answer = render(&office.company, &draft, "task_sheet").await.accepted();
        assert_eq!(answer["draft"], true);
        let text = Paper::of(&answer).text();
        assert!(text.contains("草稿不计打印次数") && !text.contains("校验码"), "{text}");
        let request = json!({ "sheet_id": draft, "form": "shortfall_notices", "paper": "a5" });
        let notices = office.company.read("form.render", request).await.accepted();
        Paper::of(&notices).says(&["业主3𠮷", "￥500.00"]);
    }
);
