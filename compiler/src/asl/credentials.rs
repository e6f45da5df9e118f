//! `Credentials`: the role that a task takes on.

use super::{Reader, object::Object};
use crate::{diag::codes::structure as codes, expr::Template};

pub(super) fn read(object: &Object, reader: &mut Reader) -> Option<Template> {
    check(object, reader);
    object.get("Credentials")?.as_object()?;
    object.template("Credentials", reader.diags)
}

/// Says if the role is missing. The service minds no other members.
pub(super) fn check(object: &Object, reader: &mut Reader) {
    let Some(inner) = object.inner("Credentials", reader.diags) else { return };
    if inner.get("RoleArn").is_none() && inner.get("RoleArn.$").is_none() {
        let message = format!("{} has no `RoleArn`", inner.what);
        reader
            .diags
            .push(inner.site.field("RoleArn").error(codes::MISSING_FIELD, inner.head, message).help("add `RoleArn`"));
    }
}
