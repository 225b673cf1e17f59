//! Names of the files that a site has for each document.

/// Ending of a document's page of plain text.
pub const TEXT_PAGE: &str = "html";

/// Ending of the file that holds a document's original text beside the cleaned one, as `text::pair` writes it.
pub const ORIGINAL: &str = "original.txt";

/// Characters of a name without its ending; file systems take 255 bytes.
const LONGEST: usize = 160;

/// The name of a file for a document: its id, with what file systems and addresses do not take written as `=xx`, and the ending. Capitals
/// are written so too, since some file systems take them for small letters.
///
/// ```
/// assert_eq!(jianbao::corpus::file_name("a/b", jianbao::corpus::TEXT_PAGE), "a=2fb.html");
/// ```
#[must_use]
pub fn file_name(id: &str, ending: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut name = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_lowercase()
            || byte.is_ascii_digit()
            || b"-_".contains(&byte)
            || (byte == b'.' && !name.is_empty())
        {
            name.push(char::from(byte));
        } else {
            name.push('=');
            name.push(char::from(DIGITS[usize::from(byte >> 4)]));
            name.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    if name.len() > LONGEST {
        name.truncate(LONGEST);
        name.push_str(&format!("-{:08x}", crate::checksum::hash(id.as_bytes())));
    }
    name.push('.');
    name.push_str(ending);
    name
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_are_safe_in_files_and_addresses() {
        for (id, expected) in [
            ("bulletin-31", "bulletin-31.html"),
            ("../secret", "=2e.=2fsecret.html"),
            ("a/b c", "a=2fb=20c.html"),
            ("简", "=e7=ae=80.html"),
            ("v1.2", "v1.2.html"),
            ("Ab", "=41b.html"),
        ] {
            assert_eq!(file_name(id, "html"), expected);
        }
        let long = ["简".repeat(100), "简".repeat(101)].map(|id| file_name(&id, "html"));
        assert!(long[0].len() < 200 && long[0] != long[1]);
    }
}
