//! What the program prints.

use std::process::Command;

#[test]
fn every_guest_is_answered() {
    let output = Command::new(env!("CARGO_BIN_EXE_macro-example")).output().unwrap();
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "\
Ada asks for 2 seats
  sell 2 seats to Ada, attempt 1
  got ticket T-Ada
Bruno asks for 4 seats
  sell 4 seats to Bruno, attempt 1
  sell 4 seats to Bruno, attempt 2
  got ticket T-Bruno
Carla asks for 9 seats
  sell 9 seats to Carla, attempt 1
  note that Carla waits for 9 seats
  the execution failed: Ticket.SoldOut: free: 4
"
    );
}
