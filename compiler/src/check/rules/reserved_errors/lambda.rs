//! The errors that Lambda raises by itself, beside those of functions.

use crate::diag::{is_slip, letters_off};

const PREFIX: &str = "Lambda.";

/// What stands behind the prefix: what calls of a function can fail with, and what its client adds. Others may be added
/// to them at any time: only what is all but one of these is no name of its own.
const KNOWN: &[&str] = &[
    "AWSLambdaException",
    "ClientExecutionTimeoutException",
    "CodeStorageExceededException",
    "EC2AccessDeniedException",
    "EC2ThrottledException",
    "EC2UnexpectedException",
    "EFSIOException",
    "EFSMountConnectivityException",
    "EFSMountFailureException",
    "EFSMountTimeoutException",
    "ENILimitReachedException",
    "ENINotReadyException",
    "InvalidParameterValueException",
    "InvalidRequestContentException",
    "InvalidRuntimeException",
    "InvalidSecurityGroupIDException",
    "InvalidSubnetIDException",
    "InvalidZipFileException",
    "KMSAccessDeniedException",
    "KMSDisabledException",
    "KMSInvalidStateException",
    "KMSNotFoundException",
    "LambdaException",
    "PreconditionFailedException",
    "RecursiveInvocationException",
    "RequestTooLargeException",
    "ResourceConflictException",
    "ResourceInUseException",
    "ResourceNotFoundException",
    "ResourceNotReadyException",
    "SdkClientException",
    "ServiceException",
    "ServiceUnavailableException",
    "SnapStartException",
    "SnapStartNotReadyException",
    "SnapStartTimeoutException",
    "SubnetIPAddressLimitReachedException",
    "TooManyRequestsException",
    "Unknown",
    "UnsupportedMediaTypeException",
];

/// Whether a name is one of Lambda's own.
pub(super) fn is_named(text: &str) -> bool {
    text.starts_with(PREFIX)
}

/// The known error that a name is all but.
pub(super) fn meant(text: &str) -> Option<String> {
    let name = text.strip_prefix(PREFIX).filter(|name| !KNOWN.contains(name))?;
    let known = KNOWN.iter().find(|known| is_slip(name, known) || letters_off(name, known).is_some())?;
    Some(format!("{PREFIX}{known}"))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn only_what_is_all_but_a_known_one_is_a_slip() {
        for (name, known) in [
            ("Lambda.ServiceExeption", "ServiceException"),
            ("Lambda.TooManyRequestException", "TooManyRequestsException"),
            ("Lambda.SDKClientException", "SdkClientException"),
            ("Lambda.unknown", "Unknown"),
        ] {
            assert_eq!(meant(name), Some(format!("Lambda.{known}")), "{name}");
        }
        for name in ["Lambda.ServiceException", "Lambda.TimeoutException", "Lambda.KnownException", "ServiceExeption"] {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}
