//! Wrong passwords close an account for a while, and say so.

use anju_tests::{City, Desk, both};

both!(
    /// The fifth failure in a row closes the account, for the right password too.
    five_failures_close_the_account,
    async |city: City| {
        let address = city.server().address();
        for _ in 0..5 {
            let answer = Desk::try_sign_in(address, "wuye", "not-the-password-1").await;
            answer.expect_err("a wrong password").refused("sign_in.wrong");
        }
        let answer = Desk::try_sign_in(address, "wuye", "anju-demo-2026").await;
        let problem = answer.expect_err("the account is closed").refused("sign_in.locked");
        assert!(problem["message"].as_str().expect("a sentence").contains("分钟后重试"), "{problem}");
        city.desk("jianwei").await;
    }
);

both!(
    /// A success forgets the failures before it.
    a_success_forgets_failures,
    async |city: City| {
        let address = city.server().address();
        for _ in 0..2 {
            for _ in 0..4 {
                let answer = Desk::try_sign_in(address, "wuye", "not-the-password-1").await;
                answer.expect_err("a wrong password").refused("sign_in.wrong");
            }
            Desk::try_sign_in(address, "WuYe", "anju-demo-2026").await.expect("four failures are forgiven");
        }
    }
);

both!(
    /// A name that nobody has is refused with the words of a wrong password.
    a_missing_user_is_not_told,
    async |city: City| {
        let answer = Desk::try_sign_in(city.server().address(), "nobody", "anju-demo-2026").await;
        answer.expect_err("there is no such user").refused("sign_in.wrong");
    }
);
