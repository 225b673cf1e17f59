//! Under which terms documents are published.

use serde::Deserialize;
use url::Url;

/// Terms: a name, or a name with an address where they are written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "LicenceSetting")]
pub(crate) struct Licence {
    pub(crate) name: String,
    pub(crate) url: Option<Url>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected a name such as \"CC BY 4.0\", or { name = \"…\", url = \"https://…\" }"
)]
enum LicenceSetting {
    Name(String),
    Linked(LinkedLicence),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkedLicence {
    name: String,
    url: String,
}

impl TryFrom<LicenceSetting> for Licence {
    type Error = String;

    fn try_from(setting: LicenceSetting) -> Result<Licence, String> {
        let (name, url) = match setting {
            LicenceSetting::Name(name) => (name, None),
            LicenceSetting::Linked(licence) => {
                let url =
                    Url::parse(&licence.url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
                let url = url.ok_or_else(|| {
                    format!("{:?} is no address; expected one that begins with https://", licence.url)
                })?;
                (licence.name, Some(url))
            }
        };
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Err("the licence has no name; expected one such as \"CC BY 4.0\"".to_owned());
        }
        let url = url.or_else(|| creative_commons(&name));
        Ok(Licence { name, url })
    }
}

/// Where the terms of Creative Commons are written, of which the name tells which they are.
fn creative_commons(name: &str) -> Option<Url> {
    let name = name.to_ascii_lowercase().replace([' ', '_'], "-").replacen("cc0", "cc-0", 1);
    let address = match name.strip_prefix("cc-")?.rsplit_once('-')? {
        ("0", "1.0") => "https://creativecommons.org/publicdomain/zero/1.0/".to_owned(),
        (
            kind @ ("by" | "by-sa" | "by-nd" | "by-nc" | "by-nc-sa" | "by-nc-nd"),
            version @ ("4.0" | "3.0"),
        ) => {
            format!("https://creativecommons.org/licenses/{kind}/{version}/")
        }
        _ => return None,
    };
    Url::parse(&address).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_of_creative_commons_are_known() {
        for (name, expected) in [
            ("CC0 1.0", Some("/zero/1.0/")),
            ("CC-0-1.0", Some("/zero/1.0/")),
            ("CC BY 4.0", Some("/by/4.0/")),
            ("MIT", None),
            ("CC BY", None),
        ] {
            let url = creative_commons(name).map(String::from);
            assert_eq!(url.is_some(), expected.is_some(), "{name}: {url:?}");
            assert!(url.unwrap_or_default().ends_with(expected.unwrap_or("")), "{name}");
        }
    }
}
