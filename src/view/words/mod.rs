//! [`Words`]: all that the interface says, in three languages.
//!
//! The table lies in `table.rs`. The macro there takes every entry with all three languages or does not compile.
//! Words are the interface's only: the text of documents is never translated or converted.

/// Entries that always say the same.
macro_rules! texts {
    ($($(#[$cfg:meta])* $name:ident: $hans:literal, $hant:literal, $en:literal;)*) => {
        impl Words {
            $(
                $(#[$cfg])*
                #[doc = concat!("“", $en, "”")]
                #[must_use]
                pub fn $name(self) -> &'static str {
                    self.choose([$hans, $hant, $en])
                }
            )*
        }
    };
}

/// Entries with something to fill in.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident($($part:ident: $type:ty),*): $hans:expr, $hant:expr, $en:expr;)*) => {
        impl Words {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(self, $($part: $type),*) -> String {
                    match self.0 {
                        Lang::ZhHans => $hans,
                        Lang::ZhHant => $hant,
                        Lang::En => $en,
                    }
                }
            )*
        }
    };
}

mod choice;
#[cfg(feature = "views")]
mod embed;
mod number;
mod table;
#[cfg(feature = "views")]
mod tray;
#[cfg(feature = "files")]
mod whole;

pub use number::grouped;
pub use table::Words;

use leptos::prelude::use_context;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese in Simplified characters.
    #[default]
    ZhHans,
    /// Chinese in Traditional characters.
    ZhHant,
    /// English.
    En,
}

impl Lang {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Lang; 3] = [Lang::ZhHans, Lang::ZhHant, Lang::En];

    /// The BCP 47 tag, which is also the name in addresses and storage.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Lang::ZhHans => "zh-Hans",
            Lang::ZhHant => "zh-Hant",
            Lang::En => "en",
        }
    }

    /// The language with this very tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// The first of the reader's languages that the interface has.
    #[must_use]
    pub fn preferred(tags: impl Iterator<Item = String>) -> Lang {
        tags.filter_map(|tag| Lang::nearest(&tag)).next().unwrap_or_default()
    }

    /// The language that a reader of `tag` understands: Hong Kong, Macao and Taiwan read Traditional characters
    /// unless the tag says otherwise.
    fn nearest(tag: &str) -> Option<Lang> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next()? {
            "zh" | "yue" | "cmn" => {
                let parts: Vec<&str> = parts.collect();
                let is_hant = !parts.contains(&"hans")
                    && parts.iter().any(|part| matches!(*part, "hant" | "tw" | "hk" | "mo"));
                Some(if is_hant { Lang::ZhHant } else { Lang::ZhHans })
            }
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

/// The words of the language that is shown.
///
/// A change of language builds the page anew, so a component reads them once.
#[must_use]
pub fn use_words() -> Words {
    use_context().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_language() {
        for (tags, expected) in [
            ("zh-CN en", Lang::ZhHans),
            ("zh-TW", Lang::ZhHant),
            ("zh-Hant-HK", Lang::ZhHant),
            ("zh-HK", Lang::ZhHant),
            ("zh-Hans-HK", Lang::ZhHans),
            ("yue-HK", Lang::ZhHant),
            ("de-DE en-GB zh", Lang::En),
            ("de fr", Lang::ZhHans),
            ("", Lang::ZhHans),
        ] {
            assert_eq!(Lang::preferred(tags.split(' ').map(str::to_owned)), expected, "{tags}");
        }
    }
}
