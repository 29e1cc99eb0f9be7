//! Prints of forms, and the papers that a check code belongs to.

use crate::withdrawal::Whose;
use crate::{Row, Store, StoreError, Tx, args, statements};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

statements! {
    ADD = "INSERT INTO form_print (print_id, sheet_id, form, workstation, print_count, reprint, way, user_id,
           printed_at, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    COUNT = "INSERT INTO form_printed (sheet_id, form, organisation_id, district_id, prints, last_at,
             last_workstation, last_by) VALUES ($1, $2, $3, $4, 1, $5, $6, $7)
             ON CONFLICT (sheet_id, form) DO UPDATE SET prints = form_printed.prints + 1,
             last_workstation = CASE WHEN excluded.last_at >= form_printed.last_at
                 THEN excluded.last_workstation ELSE form_printed.last_workstation END,
             last_by = CASE WHEN excluded.last_at >= form_printed.last_at
                 THEN excluded.last_by ELSE form_printed.last_by END,
             last_at = CASE WHEN excluded.last_at >= form_printed.last_at
                 THEN excluded.last_at ELSE form_printed.last_at END";
    LAST_COUNT = "SELECT CAST(COALESCE(MAX(print_count), 0) AS BIGINT) AS print_count FROM form_print
                  WHERE sheet_id = $1 AND form = $2 AND workstation = $3";
    OF_COMPANY = "SELECT p.sheet_id, w.number, p.form, n.name AS community_name, w.draft, p.prints, p.last_at,
                  p.last_workstation, u.display_name AS last_by_name
                  FROM form_printed p JOIN withdrawal w ON w.id = p.sheet_id JOIN community n ON n.id = w.community_id
                  JOIN user_account u ON u.id = p.last_by
                  WHERE p.organisation_id = $1 AND p.last_at >= $2 AND p.last_at < $3 AND p.form LIKE $4
                  AND w.number LIKE $5 ESCAPE '!' ORDER BY p.last_at DESC, p.sheet_id, p.form LIMIT $6";
    OF_DISTRICT = "SELECT p.sheet_id, w.number, p.form, n.name AS community_name, w.draft, p.prints, p.last_at,
                   p.last_workstation, u.display_name AS last_by_name
                   FROM form_printed p JOIN withdrawal w ON w.id = p.sheet_id JOIN community n ON n.id = w.community_id
                   JOIN user_account u ON u.id = p.last_by
                   WHERE p.district_id = $1 AND p.last_at >= $2 AND p.last_at < $3 AND p.form LIKE $4
                   AND w.number LIKE $5 ESCAPE '!' ORDER BY p.last_at DESC, p.sheet_id, p.form LIMIT $6";
    BY_NUMBER = "SELECT w.id, w.state, c.check_code, c.pays_digest, c.began_on, d.name AS district_name
                 FROM withdrawal w JOIN withdrawal_case c ON c.sheet_id = w.id JOIN district d ON d.id = w.district_id
                 WHERE w.number = $1";
    UNITS_OF_SHEET = "SELECT COUNT(*) AS units FROM withdrawal_unit WHERE sheet_id = $1 AND round = 1";
    ORGANISATION_NAME = "SELECT name FROM organisation WHERE id = $1";
    ISSUED = "SELECT o.name AS company_name, d.name AS district_name, c.pays_digest
              FROM withdrawal w JOIN organisation o ON o.id = w.organisation_id
              JOIN district d ON d.id = w.district_id JOIN withdrawal_case c ON c.sheet_id = w.id WHERE w.id = $1";
}

/// A print, as it is recorded.
#[derive(Clone, Debug)]
pub struct Print {
    /// The print.
    pub id: Uuid,
    /// The sheet.
    pub sheet_id: Uuid,
    /// The form's code.
    pub form: &'static str,
    /// The workstation's code.
    pub workstation: String,
    /// Which print it was there.
    pub print_count: i64,
    /// It carries the mark 补打.
    pub reprint: bool,
    /// To a printer or into a file.
    pub way: &'static str,
    /// Who printed.
    pub user_id: Uuid,
    /// When, by the desk's clock.
    pub printed_at: DateTime<Utc>,
    /// When the server took it.
    pub recorded_at: DateTime<Utc>,
}

/// Records a print of a sheet of this company and district. `false` if it is on record already.
pub async fn add(
    tx: &mut Tx,
    print: &Print,
    organisation_id: Uuid,
    district_id: Uuid,
) -> Result<bool, StoreError> {
    let args = args![
        print.id,
        print.sheet_id,
        print.form,
        print.workstation.as_str(),
        print.print_count,
        print.reprint,
        print.way,
        print.user_id,
        print.printed_at,
        print.recorded_at
    ];
    if tx.exec(ADD, args).await? == 0 {
        return Ok(false);
    }
    let args = args![
        print.sheet_id,
        print.form,
        organisation_id,
        district_id,
        print.printed_at,
        print.workstation.as_str(),
        print.user_id
    ];
    tx.exec(COUNT, args).await?;
    Ok(true)
}

/// The highest number that a print of a form bears at a workstation; 0 if there is none.
pub async fn last_count(
    store: &Store,
    sheet_id: Uuid,
    form: &str,
    workstation: &str,
) -> Result<i64, StoreError> {
    let row = store.opt(LAST_COUNT, args![sheet_id, form, workstation]).await?;
    row.ok_or(StoreError::Corrupt("print count"))?.get("print_count")
}

/// Which printed forms are asked for.
#[derive(Clone, Debug)]
pub struct Filter {
    /// From this instant.
    pub from: DateTime<Utc>,
    /// Before this instant.
    pub before: DateTime<Utc>,
    /// The form's code; `None` for all.
    pub form: Option<&'static str>,
    /// Part of the number.
    pub number: String,
}

/// A form that was printed.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The sheet.
    pub sheet_id: Uuid,
    /// Its number.
    pub number: String,
    /// The form's code.
    pub form: String,
    /// The community's name.
    pub community_name: String,
    /// What was typed, as JSON.
    pub draft: String,
    /// How many prints are on record.
    pub prints: i64,
    /// When it was printed last.
    pub last_at: DateTime<Utc>,
    /// Where.
    pub last_workstation: String,
    /// By whom.
    pub last_by_name: String,
}

/// Forms that were printed, the latest first.
pub async fn printed(
    store: &Store,
    whose: Whose,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Printed>, StoreError> {
    let (sql, scope) = match whose {
        Whose::Company(id) => (OF_COMPANY, id),
        Whose::District(id) => (OF_DISTRICT, id),
    };
    let (form, number) = (filter.form.unwrap_or("%"), containing(&filter.number));
    let rows = store.all(sql, args![scope, filter.from, filter.before, form, number, limit]).await?;
    let printed = |row: &Row| {
        Ok(Printed {
            sheet_id: row.get("sheet_id")?,
            number: row.get("number")?,
            form: row.get("form")?,
            community_name: row.get("community_name")?,
            draft: row.get("draft")?,
            prints: row.get("prints")?,
            last_at: row.get("last_at")?,
            last_workstation: row.get("last_workstation")?,
            last_by_name: row.get("last_by_name")?,
        })
    };
    rows.iter().map(printed).collect()
}

/// A pattern for `LIKE … ESCAPE '!'` that finds texts with this part.
pub(crate) fn containing(part: &str) -> String {
    let mut pattern = String::from("%");
    for character in part.trim().chars() {
        if matches!(character, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

/// The sheet that a printed number belongs to.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The sheet.
    pub sheet_id: Uuid,
    /// Its state's code.
    pub state: String,
    /// The code on its papers.
    pub check_code: String,
    /// The digest that codes are made of.
    pub digest: String,
    /// When it was accepted.
    pub began_on: NaiveDate,
    /// Where.
    pub district_name: String,
}

/// The sheet with this number.
pub async fn by_number(store: &Store, number: &str) -> Result<Option<Paper>, StoreError> {
    let paper = |row: &Row| {
        Ok(Paper {
            sheet_id: row.get("id")?,
            state: row.get("state")?,
            check_code: row.get("check_code")?,
            digest: row.get("pays_digest")?,
            began_on: row.get("began_on")?,
            district_name: row.get("district_name")?,
        })
    };
    store.opt(BY_NUMBER, args![number]).await?.as_ref().map(paper).transpose()
}

/// How many units take part in a sheet: so many notices it may have.
pub async fn units_of_sheet(store: &Store, sheet_id: Uuid) -> Result<i64, StoreError> {
    let row = store.opt(UNITS_OF_SHEET, args![sheet_id]).await?;
    row.ok_or(StoreError::Corrupt("count of notices"))?.get("units")
}

/// What only the forms of a sheet say.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The company that prepared it.
    pub company_name: String,
    /// The district of its community.
    pub district_name: String,
    /// The digest that codes are made of.
    pub digest: String,
}

/// What only the forms of a submitted sheet say.
pub async fn issued(store: &Store, sheet_id: Uuid) -> Result<Issued, StoreError> {
    let row = store.opt(ISSUED, args![sheet_id]).await?.ok_or(StoreError::Corrupt("submitted sheet"))?;
    Ok(Issued {
        company_name: row.get("company_name")?,
        district_name: row.get("district_name")?,
        digest: row.get("pays_digest")?,
    })
}

/// The name in which an organisation prints.
pub async fn organisation_name(store: &Store, id: Uuid) -> Result<String, StoreError> {
    let row = store.opt(ORGANISATION_NAME, args![id]).await?;
    row.ok_or(StoreError::Corrupt("organisation of a user"))?.get("name")
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn signs_of_patterns_are_looked_for_as_they_are() {
        assert_eq!(containing(" 2026-1 "), "%2026-1%");
        assert_eq!(containing("5%_!"), "%5!%!_!!%");
        assert_eq!(containing(""), "%%");
    }
}
