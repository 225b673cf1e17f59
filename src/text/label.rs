//! [`Label`]: a name that the program itself gives, such as that of a rule, the code of something odd, the tag of a language.
//!
//! Labels are written down by their numbers. They hold for the program that wrote them and for no other.

use std::sync::LazyLock;

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rule::RULES;

/// A name that stands in the program.
pub type Label = &'static str;

/// Names besides those of the rules.
const OTHERS: [Label; 13] = [
    "markup",
    "redacted",
    "cut-sentence",
    "guessed-characters",
    "too-long",
    "undecodable-bytes",
    "unread-line",
    "unread-date",
    "no-text",
    "en",
    "und",
    "zh-Hans",
    "zh-Hant",
];

static ALL: LazyLock<Vec<Label>> =
    LazyLock::new(|| RULES.iter().map(|rule| rule.name).chain(OTHERS).collect());

/// Writes a name as its number.
///
/// # Errors
/// When the list above lacks it: what holds it cannot be kept then.
pub fn serialize<S: Serializer>(name: &Label, to: S) -> Result<S::Ok, S::Error> {
    let number = ALL.iter().position(|known| known == name);
    let number = number.ok_or_else(|| S::Error::custom(format_args!("{name:?} is in no list of names")))?;
    number.serialize(to)
}

/// The name that a number stands for.
///
/// # Errors
/// When it stands for none.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Label, D::Error> {
    let number = usize::deserialize(from)?;
    ALL.get(number).copied().ok_or_else(|| D::Error::custom(format_args!("no name has the number {number}")))
}

/// Several names.
pub(crate) mod several {
    use super::{Deserialize, Deserializer, Label, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct One(#[serde(with = "super::super::label")] Label);

    pub(crate) fn serialize<S: Serializer>(names: &[Label], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(names.iter().map(|name| One(name)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Label>, D::Error> {
        Ok(Vec::<One>::deserialize(from)?.into_iter().map(|one| one.0).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Deserialize, Label, OTHERS, RULES, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Named(#[serde(with = "super::super::label")] Label);

    #[test]
    fn names_go_there_and_back_and_others_are_refused() {
        for name in RULES.iter().map(|rule| rule.name).chain(OTHERS) {
            let bytes = postcard::to_allocvec(&Named(name)).unwrap();
            assert_eq!(postcard::from_bytes(&bytes), Ok(Named(name)));
        }
        assert!(postcard::to_allocvec(&Named("no-such-name")).is_err());
        assert!(postcard::from_bytes::<Named>(&[0x7f]).is_err());
    }
}
