//! The identifiers that are taken in one place, and the next free one like another.

use std::collections::{HashMap, HashSet};

/// The identifiers that are taken in one place.
#[derive(Debug, Default)]
pub struct Taken {
    names: HashSet<String>,
    /// The number that was last put behind a name: thousands of states may share one.
    numbers: HashMap<String, usize>,
}

impl Taken {
    /// Whether a name is taken.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Takes a name. Tells whether it was free.
    pub fn insert(&mut self, name: String) -> bool {
        self.names.insert(name)
    }

    /// `name`, or `name2`, `name3` .., whichever is free; it is taken from then on.
    pub fn free(&mut self, name: String) -> String {
        if self.names.insert(name.clone()) {
            return name;
        }
        let joint = if name.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
        let number = self.numbers.entry(name.clone()).or_insert(1);
        loop {
            *number += 1;
            let candidate = format!("{name}{joint}{number}");
            if self.names.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

impl<'n> FromIterator<&'n str> for Taken {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Self {
        Taken { names: names.into_iter().map(str::to_owned).collect(), numbers: HashMap::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::Taken;

    #[test]
    fn numbers_pass_over_what_is_taken() {
        let mut taken = Taken::from_iter(["a", "a3", "b1"]);
        let mut free = |name: &str| taken.free(name.to_owned());
        assert_eq!([free("a"), free("a"), free("a2"), free("b1"), free("b1")], ["a2", "a4", "a2_2", "b1_2", "b1_3"]);
    }
}
