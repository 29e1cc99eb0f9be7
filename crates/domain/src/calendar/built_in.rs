//! The years that come with the product, from the yearly notices of the General Office of the State Council
//! (国务院办公厅关于部分节假日安排的通知), and their two amendments: Labour Day 2019 and the Spring Festival of 2020.

use chrono::NaiveDate;

use super::row::{CalendarRow, DayKind};

/// Month and day of the notice's year.
type Day = (u32, u32);

/// One notice: festival, first and last day off, and the days worked instead.
struct Notice {
    year: i32,
    festivals: &'static [(&'static str, Day, Day, &'static [Day])],
}

/// Days of the December before that the New Year of a notice takes in.
const DECEMBER_BEFORE: [(i32, Day, DayKind); 4] = [
    (2019, (12, 29), DayKind::MakeUpWorkingDay),
    (2019, (12, 30), DayKind::Holiday),
    (2019, (12, 31), DayKind::Holiday),
    (2023, (12, 31), DayKind::Holiday),
];

const NOTICES: [Notice; 9] = [
    // 国办发明电〔2017〕12号
    Notice {
        year: 2018,
        festivals: &[
            ("元旦", (1, 1), (1, 1), &[]),
            ("春节", (2, 15), (2, 21), &[(2, 11), (2, 24)]),
            ("清明节", (4, 5), (4, 7), &[(4, 8)]),
            ("劳动节", (4, 29), (5, 1), &[(4, 28)]),
            ("端午节", (6, 18), (6, 18), &[]),
            ("中秋节", (9, 24), (9, 24), &[]),
            ("国庆节", (10, 1), (10, 7), &[(9, 29), (9, 30)]),
        ],
    },
    // 国办发明电〔2018〕15号; Labour Day as amended by 国办发明电〔2019〕3号.
    Notice {
        year: 2019,
        festivals: &[
            ("元旦", (1, 1), (1, 1), &[]),
            ("春节", (2, 4), (2, 10), &[(2, 2), (2, 3)]),
            ("清明节", (4, 5), (4, 5), &[]),
            ("劳动节", (5, 1), (5, 4), &[(4, 28), (5, 5)]),
            ("端午节", (6, 7), (6, 7), &[]),
            ("中秋节", (9, 13), (9, 13), &[]),
            ("国庆节", (10, 1), (10, 7), &[(9, 29), (10, 12)]),
        ],
    },
    // 国办发明电〔2019〕16号; the Spring Festival as extended by 国办发明电〔2020〕1号, which also took back the
    // make-up day of 1 February.
    Notice {
        year: 2020,
        festivals: &[
            ("元旦", (1, 1), (1, 1), &[]),
            ("春节", (1, 24), (2, 2), &[(1, 19)]),
            ("清明节", (4, 4), (4, 6), &[]),
            ("劳动节", (5, 1), (5, 5), &[(4, 26), (5, 9)]),
            ("端午节", (6, 25), (6, 27), &[(6, 28)]),
            ("国庆节、中秋节", (10, 1), (10, 8), &[(9, 27), (10, 10)]),
        ],
    },
    // 国办发明电〔2020〕27号
    Notice {
        year: 2021,
        festivals: &[
            ("元旦", (1, 1), (1, 3), &[]),
            ("春节", (2, 11), (2, 17), &[(2, 7), (2, 20)]),
            ("清明节", (4, 3), (4, 5), &[]),
            ("劳动节", (5, 1), (5, 5), &[(4, 25), (5, 8)]),
            ("端午节", (6, 12), (6, 14), &[]),
            ("中秋节", (9, 19), (9, 21), &[(9, 18)]),
            ("国庆节", (10, 1), (10, 7), &[(9, 26), (10, 9)]),
        ],
    },
    // 国办发明电〔2021〕11号
    Notice {
        year: 2022,
        festivals: &[
            ("元旦", (1, 1), (1, 3), &[]),
            ("春节", (1, 31), (2, 6), &[(1, 29), (1, 30)]),
            ("清明节", (4, 3), (4, 5), &[(4, 2)]),
            ("劳动节", (4, 30), (5, 4), &[(4, 24), (5, 7)]),
            ("端午节", (6, 3), (6, 5), &[]),
            ("中秋节", (9, 10), (9, 12), &[]),
            ("国庆节", (10, 1), (10, 7), &[(10, 8), (10, 9)]),
        ],
    },
    // 国办发明电〔2022〕16号
    Notice {
        year: 2023,
        festivals: &[
            ("元旦", (1, 1), (1, 2), &[]),
            ("春节", (1, 21), (1, 27), &[(1, 28), (1, 29)]),
            ("清明节", (4, 5), (4, 5), &[]),
            ("劳动节", (4, 29), (5, 3), &[(4, 23), (5, 6)]),
            ("端午节", (6, 22), (6, 24), &[(6, 25)]),
            ("中秋节、国庆节", (9, 29), (10, 6), &[(10, 7), (10, 8)]),
        ],
    },
    // 国办发明电〔2023〕7号. New Year's Eve of the lunar year is only recommended, not a holiday.
    Notice {
        year: 2024,
        festivals: &[
            ("元旦", (1, 1), (1, 1), &[]),
            ("春节", (2, 10), (2, 17), &[(2, 4), (2, 18)]),
            ("清明节", (4, 4), (4, 6), &[(4, 7)]),
            ("劳动节", (5, 1), (5, 5), &[(4, 28), (5, 11)]),
            ("端午节", (6, 10), (6, 10), &[]),
            ("中秋节", (9, 15), (9, 17), &[(9, 14)]),
            ("国庆节", (10, 1), (10, 7), &[(9, 29), (10, 12)]),
        ],
    },
    // 国办发明电〔2024〕12号
    Notice {
        year: 2025,
        festivals: &[
            ("元旦", (1, 1), (1, 1), &[]),
            ("春节", (1, 28), (2, 4), &[(1, 26), (2, 8)]),
            ("清明节", (4, 4), (4, 6), &[]),
            ("劳动节", (5, 1), (5, 5), &[(4, 27)]),
            ("端午节", (5, 31), (6, 2), &[]),
            ("国庆节、中秋节", (10, 1), (10, 8), &[(9, 28), (10, 11)]),
        ],
    },
    // 国办发明电〔2025〕7号
    Notice {
        year: 2026,
        festivals: &[
            ("元旦", (1, 1), (1, 3), &[(1, 4)]),
            ("春节", (2, 15), (2, 23), &[(2, 14), (2, 28)]),
            ("清明节", (4, 4), (4, 6), &[]),
            ("劳动节", (5, 1), (5, 5), &[(5, 9)]),
            ("端午节", (6, 19), (6, 21), &[]),
            ("中秋节", (9, 25), (9, 27), &[]),
            ("国庆节", (10, 1), (10, 7), &[(9, 20), (10, 10)]),
        ],
    },
];

/// All rows of the built-in years, ascending by notice.
pub(super) fn rows() -> Vec<CalendarRow> {
    let mut rows = Vec::new();
    for (notice_year, day, kind) in DECEMBER_BEFORE {
        rows.push(row(notice_year, date(notice_year - 1, day), kind, "元旦"));
    }
    for notice in &NOTICES {
        for (name, first, last, worked) in notice.festivals {
            let last = date(notice.year, *last);
            for day in date(notice.year, *first).iter_days().take_while(|day| *day <= last) {
                rows.push(row(notice.year, day, DayKind::Holiday, name));
            }
            for day in *worked {
                let day = date(notice.year, *day);
                rows.push(row(notice.year, day, DayKind::MakeUpWorkingDay, name));
            }
        }
    }
    rows
}

fn row(notice_year: i32, date: NaiveDate, kind: DayKind, name: &str) -> CalendarRow {
    CalendarRow { notice_year, date, kind, name: name.to_owned() }
}

fn date(year: i32, (month, day): Day) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the built-in table holds real dates")
}
