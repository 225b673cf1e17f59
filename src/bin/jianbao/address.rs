//! Where a site is going to lie: what has to name pages by full addresses needs to know.

use anyhow::{Result, anyhow};
use serde::Deserialize;
use url::Url;

/// The address of a site's folder: absolute, http or https, without query and fragment, and with a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Address(String);

impl Address {
    /// Reads what somebody typed; a slash at the end and the name of the page may be there or not.
    ///
    /// # Errors
    /// Says what is wrong with it, and what is expected.
    pub(crate) fn read(typed: &str) -> Result<Address> {
        let refused = |why: &str| {
            anyhow!(
                "{typed:?} is no address of a site: {why}; expected something like https://example.org/reports/"
            )
        };
        let mut url = Url::parse(typed.trim()).map_err(|error| refused(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(refused("it begins neither with https:// nor with http://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("it holds a name or a password, which everybody would read"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refused("it has a part behind ? or #"));
        }
        let path = url.path().trim_end_matches("index.html");
        let path = format!("{}/", path.trim_end_matches('/'));
        url.set_path(&path);
        Ok(Address(url.into()))
    }

    /// The address of a file of the site, whose name is written as addresses are.
    pub(crate) fn of(&self, name: &str) -> String {
        format!("{}{name}", self.0)
    }

    /// Host and path, which stay the same when the site begins to be encrypted.
    pub(crate) fn place(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, place)| place)
    }
}

impl TryFrom<String> for Address {
    type Error = anyhow::Error;

    fn try_from(typed: String) -> Result<Address> {
        Address::read(&typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_in_a_slash() {
        for (typed, expected) in [
            ("https://example.org", "https://example.org/"),
            (" HTTPS://Example.org/a/b ", "https://example.org/a/b/"),
            ("http://localhost:8080/a/index.html", "http://localhost:8080/a/"),
            ("https://example.org/简报/", "https://example.org/%E7%AE%80%E6%8A%A5/"),
            ("https://example.org/a\"><b>/", "https://example.org/a%22%3E%3Cb%3E/"),
        ] {
            assert_eq!(Address::read(typed).unwrap().of(""), expected);
        }
        assert!(Address::read("https://简报.cn").unwrap().of("").starts_with("https://xn--"));
        let address = Address::read("https://example.org/a").unwrap();
        assert_eq!(
            (address.of("b.html").as_str(), address.place()),
            ("https://example.org/a/b.html", "example.org/a/")
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for typed in [
            "",
            "example.org",
            "/reports/",
            "ftp://example.org/",
            "javascript:alert(1)",
            "https://",
            "https://a:b@example.org/",
            "https://example.org/?a",
            "https://example.org/#a",
        ] {
            let error = Address::read(typed).unwrap_err().to_string();
            assert!(error.contains("expected something like https://"), "{error}");
        }
    }
}
