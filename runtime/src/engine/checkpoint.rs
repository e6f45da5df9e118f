//! A checkpoint as bytes: the header's JSON, a line feed, the state's JSON, or the output's.

use serde_json::Value;

use crate::{
    cx::Header,
    json::{self, Unserialisable},
};

use super::machine::{Frame, Machine};

pub(crate) fn encode(header: &Header, frame: &dyn Frame) -> Result<Vec<u8>, Unserialisable> {
    let mut bytes = head(header)?;
    frame.write(&mut bytes)?;
    Ok(bytes)
}

/// The row of a child that has ended.
pub(crate) fn encode_output(header: &Header, output: &Value) -> Result<Vec<u8>, Unserialisable> {
    let mut bytes = head(header)?;
    json::write(&mut bytes, output)?;
    Ok(bytes)
}

fn head(header: &Header) -> Result<Vec<u8>, Unserialisable> {
    let mut bytes = Vec::with_capacity(512);
    json::write(&mut bytes, header)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The header and what follows it, or why they cannot be read.
pub(crate) fn split(bytes: &[u8]) -> Result<(Header, &[u8]), String> {
    let Some(split) = bytes.iter().position(|byte| *byte == b'\n') else {
        return Err("its checkpoint has no header".into());
    };
    let (header, body) = bytes.split_at(split);
    let header = serde_json::from_slice(header)
        .map_err(|error| format!("the header of its checkpoint does not decode: {error}"))?;
    Ok((header, body.get(1..).unwrap_or_default()))
}

pub(crate) fn frame(machine: &dyn Machine, body: &[u8]) -> Result<Box<dyn Frame>, String> {
    machine.load(body).map_err(|error| format!("its checkpoint does not decode: {error}"))
}

pub(crate) fn output(body: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(body).map_err(|error| format!("the output of a child does not decode: {error}"))
}
