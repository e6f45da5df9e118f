//! `States.Base64Encode`, `States.Base64Decode`, `States.Hash`, `States.UUID`.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use md5::Md5;
use serde_json::Value;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::arguments::Call;
use crate::{Cx, Failure, generated::java};

/// `States.Base64Encode(string)`
///
/// # Errors
/// It is no string, or one of more than 10,000 characters.
pub fn base64_encode(cx: &Cx<'_>, text: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "Base64Encode" };
    Ok(STANDARD.encode(call.short_text("first", text)?).into())
}

/// `States.Base64Decode(string)`
///
/// # Errors
/// It is no string, one of more than 10,000 characters, or not the Base64 form of a text.
pub fn base64_decode(cx: &Cx<'_>, text: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "Base64Decode" };
    let bytes = STANDARD.decode(call.short_text("first", text)?);
    let bytes = bytes.map_err(|error| call.failure(&format!("cannot decode its argument: {error}.")))?;
    let text = String::from_utf8(bytes).map_err(|_| call.failure("decoded what is no text in UTF-8."))?;
    Ok(text.into())
}

/// `States.Hash(data, algorithm)`: of a text, or of the compact JSON of any other value.
///
/// # Errors
/// The data has more than 10,000 characters, or there is no such algorithm.
pub fn hash(cx: &Cx<'_>, data: &Value, algorithm: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "Hash" };
    let text = match data {
        Value::String(text) => text.clone(),
        other => java::json_text(other),
    };
    call.check_length(&text)?;
    let digest: Vec<u8> = match call.text("second", algorithm)? {
        "MD5" => Md5::digest(text).to_vec(),
        "SHA-1" => Sha1::digest(text).to_vec(),
        "SHA-256" => Sha256::digest(text).to_vec(),
        "SHA-384" => Sha384::digest(text).to_vec(),
        "SHA-512" => Sha512::digest(text).to_vec(),
        other => {
            let known = "MD5, SHA-1, SHA-256, SHA-384, SHA-512";
            return Err(call.failure(&format!("does not know the algorithm '{other}', but {known}.")));
        }
    };
    let mut hex = String::with_capacity(digest.len() * 2);
    for byte in digest {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex.into())
}

/// `States.UUID()`: a random one, of version 4.
///
/// # Errors
/// Never.
pub fn uuid(cx: &Cx<'_>) -> Result<Value, Failure> {
    let random = cx.entropy().u128(..);
    Ok(uuid::Builder::from_u128(random).with_version(uuid::Version::Random).into_uuid().to_string().into())
}
