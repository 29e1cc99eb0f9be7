//! The OpenAPI 3.1 document, built by looping over the command list.

use crate::attachment::PieceTaken;
use crate::command::{Access, Command, Effect, Policy};
use crate::for_each_command;
use crate::problem::Problem;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

type Schemas = Vec<(String, RefOr<Schema>)>;

fn access_label(access: Access) -> Value {
    match access {
        Access::Public => json!("public"),
        Access::SignedIn => json!("signed-in"),
        Access::Needs(permission) => json!(permission),
        Access::NeedsOneOf(permissions) => json!(permissions),
    }
}

fn policy_label(policy: Policy) -> &'static str {
    match policy {
        Policy::OnlineOnly => "online_only",
        Policy::CachedRead => "cached_read",
        Policy::QueuedWrite => "queued_write",
        Policy::LocalOnly => "local_only",
    }
}

fn add<T: ToSchema>(schemas: &mut Schemas) -> Value {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
    json!({ "$ref": format!("#/components/schemas/{}", T::name()) })
}

fn operation<C: Command>(summary: &str, schemas: &mut Schemas) -> (String, Value) {
    let request = add::<C::Request>(schemas);
    let response = add::<C::Response>(schemas);
    let mut parameters = Vec::new();
    if C::EFFECT == Effect::Write {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "schema": { "type": "string", "format": "uuid" },
        }));
    }
    let security = if C::ACCESS == Access::Public { json!([]) } else { json!([{ "bearer": [] }]) };
    let operation = json!({
        "operationId": C::NAME,
        "summary": summary.trim(),
        "x-policy": policy_label(C::POLICY),
        "x-access": access_label(C::ACCESS),
        "parameters": parameters,
        "security": security,
        "requestBody": { "required": true, "content": { "application/json": { "schema": request } } },
        "responses": {
            "200": { "description": "完成", "content": { "application/json": { "schema": response } } },
            "default": { "description": "拒绝", "content": { "application/problem+json": {
                "schema": { "$ref": "#/components/schemas/Problem" } } } },
        },
    });
    (format!("/api/v1/{}", C::NAME), json!({ "post": operation }))
}

/// The route on which files travel; it is no command, because its bodies are the files' own bytes.
fn attachments(schemas: &mut Schemas) -> (String, Value) {
    let taken = add::<PieceTaken>(schemas);
    let parameter = |place: &str, name: &str, kind: Value, required: bool| json!({ "name": name, "in": place, "required": required, "schema": kind });
    let (text, whole) = (json!({ "type": "string" }), json!({ "type": "integer", "format": "int64" }));
    let bytes = json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } });
    let refused = json!({ "description": "拒绝", "content": { "application/problem+json": {
        "schema": { "$ref": "#/components/schemas/Problem" } } } });
    let item = json!({
        "parameters": [parameter("path", "sha256", text, true)],
        "put": {
            "summary": "上传附件的一段",
            "parameters": [
                parameter("query", "size", whole.clone(), true),
                parameter("query", "offset", whole, false),
            ],
            "security": [{ "bearer": [] }],
            "requestBody": { "required": true, "content": bytes },
            "responses": {
                "200": { "description": "完成", "content": { "application/json": { "schema": taken } } },
                "default": refused,
            },
        },
        "get": {
            "summary": "任务单的附件",
            "parameters": [parameter("query", "sheet", json!({ "type": "string", "format": "uuid" }), true)],
            "security": [{ "bearer": [] }],
            "responses": { "200": { "description": "附件内容", "content": bytes }, "default": refused },
        },
    });
    ("/api/v1/attachments/{sha256}".to_owned(), item)
}

/// The whole document.
pub fn document() -> Value {
    let mut schemas: Schemas = Vec::new();
    add::<Problem>(&mut schemas);
    let mut paths = Map::new();
    macro_rules! paths {
        ($(#[doc = $doc:literal] $area:ident $command:ident $name:literal $request:ident => $response:ident
           [$($access:tt)+] $policy:ident $effect:ident;)*) => {
            $(
                let (path, item) = operation::<crate::commands::$command>($doc, &mut schemas);
                paths.insert(path, item);
            )*
        };
    }
    for_each_command!(paths);
    let (path, item) = attachments(&mut schemas);
    paths.insert(path, item);
    let mut components = Map::new();
    for (name, schema) in schemas {
        components.insert(name, json!(schema));
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "安居 Anju", "version": crate::CONTRACT_VERSION.to_string() },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
        },
    })
}
