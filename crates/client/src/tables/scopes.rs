//! Which scopes the user has, and how far each is.

use super::Tables;
use crate::ClientError;
use anju_contract::sync::{ScopeHead, ScopeKind, ScopesResponse};
use sqlx::SqliteConnection;
use std::collections::HashSet;
use uuid::Uuid;

/// What is to be done after the server named the scopes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Scopes to be read as a snapshot, and how many entries each has.
    pub(crate) whole: Vec<(Uuid, i64)>,
    /// Scopes whose changes are to be read.
    pub(crate) changes: Vec<Uuid>,
    /// Scopes that were taken away and deleted here.
    pub(crate) removed: usize,
}

pub(super) fn kind_code(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Community => "community",
        ScopeKind::Organisation => "organisation",
        ScopeKind::District => "district",
    }
}

impl Tables {
    /// Takes over the list of scopes: deletes what the user may not see any more, and says what is to be read.
    pub(crate) async fn take_scopes(&self, now: &ScopesResponse) -> Result<Plan, ClientError> {
        let mut tx = self.pool.begin().await?;
        let epoch: Option<Uuid> = sqlx::query_scalar("SELECT id FROM epoch").fetch_optional(&mut *tx).await?;
        if epoch != Some(now.epoch) {
            // Another life of the database: rows stay to be shown until they are replaced, cursors are worth nothing.
            sqlx::query("UPDATE scope SET cursor = NULL, seq = 0").execute(&mut *tx).await?;
            sqlx::query(
                "INSERT INTO epoch (one, id) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET id = excluded.id",
            )
            .bind(now.epoch)
            .execute(&mut *tx)
            .await?;
        }
        let kept: Vec<(Uuid, String, Option<String>, i64)> =
            sqlx::query_as("SELECT scope_id, kind, cursor, seq FROM scope").fetch_all(&mut *tx).await?;
        let named: HashSet<Uuid> = now.scopes.iter().map(|scope| scope.scope_id).collect();
        let mut plan = Plan::default();
        for (scope_id, kind, ..) in &kept {
            if !named.contains(scope_id) {
                delete_scope(&mut tx, *scope_id, kind).await?;
                plan.removed += 1;
            }
        }
        for head in &now.scopes {
            let own = kept.iter().find(|(scope_id, ..)| *scope_id == head.scope_id);
            put(&mut tx, head).await?;
            match own {
                Some((_, _, Some(_), seq)) if *seq >= head.seq => {}
                Some((_, _, Some(_), seq)) if *seq >= head.min_seq => plan.changes.push(head.scope_id),
                _ => plan.whole.push((head.scope_id, head.entries)),
            }
        }
        tx.commit().await?;
        Ok(plan)
    }

    /// Where the changes of a scope are continued; `None` if it has to be read as a snapshot.
    pub(crate) async fn cursor(&self, scope_id: Uuid) -> Result<Option<String>, ClientError> {
        let found: Option<Option<String>> = sqlx::query_scalar("SELECT cursor FROM scope WHERE scope_id = ?")
            .bind(scope_id)
            .fetch_optional(&self.pool)
            .await?;
        Ok(found.flatten())
    }

    /// The number of the last change that was taken of a scope; `None` of a scope that is not the user's.
    pub(crate) async fn seq(&self, scope_id: Uuid) -> Result<Option<i64>, ClientError> {
        let seq = sqlx::query_scalar("SELECT seq FROM scope WHERE scope_id = ?").bind(scope_id);
        Ok(seq.fetch_optional(&self.pool).await?)
    }

    /// The server does not continue from where this scope is: it is read as a snapshot next.
    pub(crate) async fn restart(&self, scope_id: Uuid) -> Result<(), ClientError> {
        sqlx::query("UPDATE scope SET cursor = NULL WHERE scope_id = ?")
            .bind(scope_id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The scopes that are to be read as a snapshot, the user's own desk first, and how many entries each has.
    pub(crate) async fn unread(&self) -> Result<Vec<(Uuid, i64)>, ClientError> {
        let unread = sqlx::query_as(
            "SELECT scope_id, entries FROM scope WHERE cursor IS NULL ORDER BY kind = 'community', name, scope_id",
        );
        Ok(unread.fetch_all(&self.pool).await?)
    }

    /// The user's own desk: their company or their district.
    pub(crate) async fn own_desk(&self) -> Result<Option<Uuid>, ClientError> {
        let desk = sqlx::query_scalar("SELECT scope_id FROM scope WHERE kind <> 'community'");
        Ok(desk.fetch_optional(&self.pool).await?)
    }
}

async fn put(connection: &mut SqliteConnection, head: &ScopeHead) -> Result<(), ClientError> {
    sqlx::query(
        "INSERT INTO scope (scope_id, kind, name, entries, cursor, seq, whole) VALUES (?, ?, ?, ?, NULL, 0, 0)
         ON CONFLICT (scope_id) DO UPDATE SET name = excluded.name, entries = excluded.entries
         WHERE name <> excluded.name OR entries <> excluded.entries",
    )
    .bind(head.scope_id)
    .bind(kind_code(head.kind))
    .bind(&head.name)
    .bind(head.entries)
    .execute(connection)
    .await?;
    Ok(())
}

async fn delete_scope(
    connection: &mut SqliteConnection,
    scope_id: Uuid,
    kind: &str,
) -> Result<(), ClientError> {
    delete_rows(connection, scope_id, kind).await?;
    // What was answered of it may name it in any request, so all answers go: they are read again when asked for.
    for text in ["DELETE FROM scope WHERE scope_id = ?", "DELETE FROM answer WHERE ? IS NOT NULL"] {
        sqlx::query(text).bind(scope_id).execute(&mut *connection).await?;
    }
    if kind != kind_code(ScopeKind::Community) {
        forget_papers(connection).await?;
    }
    Ok(())
}

/// Forgets the papers of sheets that are not here any more.
pub(super) async fn forget_papers(connection: &mut SqliteConnection) -> Result<(), ClientError> {
    sqlx::query("DELETE FROM paper WHERE sheet_id NOT IN (SELECT sheet_id FROM sheet)")
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the rows of a scope, not the scope.
pub(super) async fn delete_rows(
    connection: &mut SqliteConnection,
    scope_id: Uuid,
    kind: &str,
) -> Result<(), ClientError> {
    if kind == "community" {
        for text in
            ["DELETE FROM building WHERE community_id = ?", "DELETE FROM community WHERE community_id = ?"]
        {
            sqlx::query(text).bind(scope_id).execute(&mut *connection).await?;
        }
    } else {
        // A user has one desk: every sheet is its.
        sqlx::query("DELETE FROM sheet").execute(connection).await?;
    }
    Ok(())
}
