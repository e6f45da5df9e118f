//! Which letters beyond ASCII an identifier keeps: those that rustc has no lint against.
//!
//! rustc warns of a crate whose letters of one script all look like Latin ones, and of rare and composed
//! letters; a module cannot switch the first of these off.

/// Letters of one script.
struct Script {
    /// From where to where.
    letters: &'static [(char, char)],
    /// Those that look like Latin ones, here or in the other case.
    alike: &'static str,
}

const SCRIPTS: [Script; 7] = [
    // Latin: the identifiers of any module have letters that look like no others. Left out are those that are
    // taken for two letters, or for another one.
    Script {
        letters: &[
            ('À', 'Å'),
            ('Ç', 'Ï'),
            ('Ñ', 'Ö'),
            ('Ø', 'å'),
            ('ç', 'ï'),
            ('ñ', 'ö'),
            ('ø', 'į'),
            ('Ĵ', 'ķ'),
            ('Ĺ', 'ľ'),
            ('Ł', 'ň'),
            ('Ŋ', 'ő'),
            ('Ŕ', 'ž'),
        ],
        alike: "",
    },
    Script { letters: &[('Α', 'Ω'), ('α', 'ω')], alike: "αβγδεζηθικλμνοπρστυφχς" },
    Script {
        letters: &[
            ('А', 'я'),
            ('Ё', 'Ё'),
            ('Є', 'Є'),
            ('І', 'Ї'),
            ('Ў', 'Ў'),
            ('ё', 'ё'),
            ('є', 'є'),
            ('і', 'ї'),
            ('ў', 'ў'),
            ('Ґ', 'ґ'),
        ],
        alike: "абвгезклмнопрстуфхчшыьюєіґёїў",
    },
    Script { letters: &[('ぁ', 'ゖ')], alike: "へ" },
    Script { letters: &[('ァ', 'ヺ'), ('ー', 'ー')], alike: "イエカタトニノハヘロー" },
    Script { letters: &[('一', '鿿')], alike: "一丿二亻八力卜口囗夕工" },
    Script { letters: &[('가', '힣')], alike: "" },
];

impl Script {
    fn has(&self, c: char) -> bool {
        self.letters.iter().any(|(first, last)| (*first..=*last).contains(&c))
    }

    fn is_alike(&self, c: char) -> bool {
        c.to_lowercase().any(|c| self.alike.contains(c))
    }
}

/// Whether a letter of a name stays in its identifier: the name has a letter of that script that cannot be
/// taken for a Latin one.
pub(super) fn stays(c: char, name: &str) -> bool {
    let script = SCRIPTS.iter().find(|script| script.has(c));
    script.is_some_and(|script| name.chars().any(|other| script.has(other) && !script.is_alike(other)))
}
