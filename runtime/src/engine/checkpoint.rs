//! A checkpoint as bytes: the header's JSON, a line feed, the state's JSON.

use crate::{
    cx::Header,
    json::{self, Unserialisable},
};

use super::machine::{Frame, Machine};

pub(crate) fn encode(header: &Header, frame: &dyn Frame) -> Result<Vec<u8>, Unserialisable> {
    let mut bytes = Vec::with_capacity(512);
    json::write(&mut bytes, header)?;
    bytes.push(b'\n');
    frame.write(&mut bytes)?;
    Ok(bytes)
}

/// The frame, or why it cannot be read.
pub(crate) fn decode(machine: &dyn Machine, bytes: &[u8]) -> Result<(Header, Box<dyn Frame>), String> {
    let Some(split) = bytes.iter().position(|byte| *byte == b'\n') else {
        return Err("its checkpoint has no header".into());
    };
    let (header, frame) = bytes.split_at(split);
    let header = serde_json::from_slice(header)
        .map_err(|error| format!("the header of its checkpoint does not decode: {error}"))?;
    let frame = machine
        .load(frame.get(1..).unwrap_or_default())
        .map_err(|error| format!("its checkpoint does not decode: {error}"))?;
    Ok((header, frame))
}
