//! What languages call themselves, and in which direction they are written.

/// Languages by their tags, with the names that their readers look for, as CLDR writes them at the start of a line.
const NAMES: &[(&str, &str)] = &[
    ("af", "Afrikaans"),
    ("am", "አማርኛ"),
    ("an", "Aragonés"),
    ("ar", "العربية"),
    ("ast", "Asturianu"),
    ("az", "Azərbaycanca"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("br", "Brezhoneg"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("ckb", "کوردیی ناوەندی"),
    ("co", "Corsu"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("dv", "ދިވެހި"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fo", "Føroyskt"),
    ("fr", "Français"),
    ("fy", "Frysk"),
    ("ga", "Gaeilge"),
    ("gd", "Gàidhlig"),
    ("gl", "Galego"),
    ("gn", "Avañeʼẽ"),
    ("gu", "ગુજરાતી"),
    ("ha", "Hausa"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Bahasa Indonesia"),
    ("ig", "Igbo"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("km", "ខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("ky", "Кыргызча"),
    ("la", "Latina"),
    ("lb", "Lëtzebuergesch"),
    ("lo", "ລາວ"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mi", "Māori"),
    ("mk", "Македонски"),
    ("ml", "മലയാളം"),
    ("mn", "Монгол"),
    ("mr", "मराठी"),
    ("ms", "Bahasa Melayu"),
    ("mt", "Malti"),
    ("my", "မြန်မာ"),
    ("nb", "Norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("oc", "Occitan"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("pt-BR", "Português (Brasil)"),
    ("qu", "Runasimi"),
    ("rm", "Rumantsch"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sd", "سنڌي"),
    ("se", "Davvisámegiella"),
    ("si", "සිංහල"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sr-Latn", "Srpski"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("tg", "Тоҷикӣ"),
    ("th", "ไทย"),
    ("tk", "Türkmen dili"),
    ("tr", "Türkçe"),
    ("tt", "Татар"),
    ("ug", "ئۇيغۇرچە"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbekcha"),
    ("vi", "Tiếng Việt"),
    ("wo", "Wolof"),
    ("xh", "IsiXhosa"),
    ("yi", "ייִדיש"),
    ("yo", "Yorùbá"),
    ("zh", "中文"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("zu", "IsiZulu"),
];

/// Languages that are written from right to left where their tags name no script.
const RIGHT_TO_LEFT: [&str; 16] = ["ar", "arc", "arz", "ckb", "dv", "fa", "glk", "he", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur"];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 8] = ["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"];

/// Which way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The direction of the language of a tag.
    pub fn of(tag: &str) -> Direction {
        let lower = tag.to_ascii_lowercase();
        let mut parts = lower.split('-');
        let language = parts.next().unwrap_or_default();
        let is_right_to_left = match parts.find(|part| part.len() == 4) {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None => RIGHT_TO_LEFT.contains(&language) || language == "yi",
        };
        if is_right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }

    /// As the attribute `dir` has it.
    pub fn word(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }

    /// Would a name be torn apart in a line of this direction: does it hold letters of the other?
    pub fn is_against(self, text: &str) -> bool {
        match self {
            Direction::LeftToRight => !text.is_ascii() && text.chars().any(is_right_to_left),
            Direction::RightToLeft => text.chars().any(|letter| letter.is_alphabetic() && !is_right_to_left(letter)),
        }
    }
}

/// Is this a letter of a script that is written from right to left?
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// What the language of a tag calls itself: a name of the very tag, else that of its language with the rest of the tag, else the tag.
pub fn own_name(tag: &str) -> String {
    let find = |tag: &str| NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag)).map(|(_, name)| *name);
    match (find(tag), tag.split_once('-')) {
        (Some(name), _) => name.to_owned(),
        (None, Some((language, rest))) => find(language).map_or(tag.to_owned(), |name| format!("{name} ({rest})")),
        (None, None) => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_own_name() {
        for (tag, name) in
            [("eu", "Euskara"), ("pt-BR", "Português (Brasil)"), ("es-MX", "Español (MX)"), ("EN", "English"), ("tlh", "tlh")]
        {
            assert_eq!(own_name(tag), name);
        }
        assert!(NAMES.is_sorted_by_key(|(tag, _)| *tag), "the list is in the order of the tags");
    }

    #[test]
    fn a_script_decides_the_direction_before_the_language() {
        for (tag, word) in
            [("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("ks-Deva", "ltr"), ("ar-Latn", "ltr"), ("eu", "ltr"), ("yi", "rtl")]
        {
            assert_eq!(Direction::of(tag).word(), word, "{tag}");
        }
    }

    #[test]
    fn names_of_the_other_direction_are_known() {
        use Direction::{LeftToRight, RightToLeft};
        let check = |direction: Direction, text: &str, expected: bool| assert_eq!(direction.is_against(text), expected, "{text}");
        check(LeftToRight, "Tecnalia (2010)", false);
        check(LeftToRight, "Ñabar, Ελλάδα", false);
        check(LeftToRight, "معهد (2010)", true);
        check(RightToLeft, "معهد 2010", false);
        check(RightToLeft, "معهد Tecnalia", true);
    }
}
