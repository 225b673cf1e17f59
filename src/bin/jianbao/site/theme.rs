//! A colour of the user's own in place of the seal's vermilion.
//!
//! The style sheets name a few colours after the seal, by day, by night and for strong contrast. Each of them keeps its lightness, on which
//! legibility depends, and takes hue and strength from the user's colour; by day that is taken as it is.

use std::fmt;

use serde::Deserialize;

/// A colour in sRGB, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Colour([u8; 3]);

/// The paper by day, on which the colour is a line and a word.
const PAPER: Colour = Colour([0xfc, 0xfc, 0xfa]);

/// The colour of the page as it comes.
const SEAL: Colour = Colour([0xb0, 0x2e, 0x1a]);

/// The least contrast of words with their ground (WCAG 2.2, AA).
const CONTRAST: f64 = 4.5;

/// Names of the colours that follow the seal.
const FOLLOWING: [&str; 3] = ["--seal:", "--seal-fill:", "--seal-soft:"];

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(typed: String) -> Result<Colour, String> {
        let refused = |why: &str| format!("{typed:?} cannot be the accent: {why}");
        let digits = typed.strip_prefix('#').unwrap_or("");
        let colour = Colour::read(&typed).filter(|_| digits.len() == 6);
        let colour = colour.ok_or_else(|| refused("expected a colour such as \"#0a5c8a\""))?;
        let contrast = colour.contrast(PAPER);
        if contrast < CONTRAST {
            return Err(refused(&format!(
                "on paper its contrast is {contrast:.1} : 1, and words need {CONTRAST} : 1; expected a darker one"
            )));
        }
        Ok(colour)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// Reads `#rgb` or `#rrggbb`, as style sheets write it.
    fn read(written: &str) -> Option<Colour> {
        let digits =
            written.strip_prefix('#').filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let doubled: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
        let digits = if digits.len() == 3 { doubled.as_str() } else { digits };
        let value = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6)?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Colour([red, green, blue]))
    }

    fn linear(self) -> [f64; 3] {
        self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast with another colour, 1 to 21, as WCAG reckons it.
    pub(super) fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Lightness, and the two axes of colour, in Oklab.
    fn oklab(self) -> [f64; 3] {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }

    /// The colour at a place in Oklab; `None` where screens cannot show it.
    fn from_oklab([lightness, a, b]: [f64; 3]) -> Option<Colour> {
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        let linear = [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ];
        if linear.iter().any(|part| !(-0.0005..=1.0005).contains(part)) {
            return None;
        }
        Some(Colour(linear.map(|part| {
            let part = part.clamp(0.0, 1.0);
            let part = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
            // Between 0 and 255.
            (part * 255.0).round() as u8
        })))
    }

    /// What stands in place of a colour that follows the seal: as light as that, and with as much contrast to black and white.
    fn in_place_of(self, old: Colour) -> Colour {
        if old == SEAL {
            return self;
        }
        let ([_, a, b], [lightness, old_a, old_b]) = (self.oklab(), old.oklab());
        let [_, seal_a, seal_b] = SEAL.oklab();
        let strength = old_a.hypot(old_b) / seal_a.hypot(seal_b);
        let luminance = old.luminance();
        // Where a screen cannot show so strong a colour, a weaker one has its lightness.
        let shown = (0..=20).rev().filter_map(|part| {
            let share = f64::from(part) / 20.0 * strength;
            (0..=40)
                .map(|step| lightness + f64::from(step - 20) / 200.0)
                .filter_map(|lightness| Colour::from_oklab([lightness, a * share, b * share]))
                .min_by(|one, other| {
                    (one.luminance() - luminance).abs().total_cmp(&(other.luminance() - luminance).abs())
                })
        });
        let mut shown = shown.filter(|colour| (colour.luminance() - luminance).abs() < 0.02);
        shown.next().unwrap_or(old)
    }

    /// A style sheet with the colours that follow the seal in this one's hue.
    pub(super) fn in_sheet(self, sheet: &str) -> String {
        let mut out = String::with_capacity(sheet.len());
        let mut rest = sheet;
        while let Some((place, name)) =
            FOLLOWING.iter().filter_map(|name| Some((rest.find(name)?, *name))).min()
        {
            let (before, after) = rest.split_at(place + name.len());
            out.push_str(before);
            let end = after.find([';', '}']).unwrap_or(after.len());
            let (written, behind) = after.split_at(end);
            let value = written.trim();
            match Colour::read(value).filter(|old| old.0 != [0; 3]) {
                Some(old) => out.push_str(&self.in_place_of(old).to_string()),
                None => out.push_str(written),
            }
            rest = behind;
        }
        out.push_str(rest);
        out
    }

    /// The icon in this colour.
    pub(super) fn in_icon(self, icon: &str) -> String {
        icon.replace(&SEAL.to_string(), &self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(typed: &str) -> Result<Colour, String> {
        Colour::try_from(typed.to_owned())
    }

    #[test]
    fn colours_that_cannot_be_read_on_paper_are_refused() {
        for (typed, expected) in [
            ("#ffcc00", "expected a darker one"),
            ("red", "expected a colour such as"),
            ("#12345", "expected a colour such as"),
            ("#+12345", "expected a colour such as"),
            ("#0a5c8a;}", "expected a colour such as"),
        ] {
            assert!(colour(typed).unwrap_err().contains(expected), "{typed}");
        }
        assert_eq!(colour("#0A5C8A").unwrap().to_string(), "#0a5c8a");
    }

    #[test]
    fn every_colour_keeps_the_contrast_of_the_seal() {
        // Each with the grounds on which it stands: paper by day and by night, and the white of words on it.
        let pairs = [
            ("#f58a70", "#17191b"),
            ("#bb3d26", "#ffffff"),
            ("#8a1500", "#ffffff"),
            ("#ffb09c", "#000000"),
            ("#a32a14", "#ffffff"),
            ("#f8e8e3", "#1b1e22"),
        ];
        for typed in ["#0a5c8a", "#1b6e3c", "#5b2a86", "#7a5c00", "#333333", "#000080", "#a00060", "#006b6b"]
        {
            let accent = colour(typed).unwrap();
            for (old, ground) in pairs {
                let (old, ground) = (Colour::read(old).unwrap(), Colour::read(ground).unwrap());
                let new = accent.in_place_of(old);
                let (before, after) = (old.contrast(ground), new.contrast(ground));
                assert!(
                    after >= before.min(CONTRAST) && after >= before * 0.85,
                    "{typed}: {old} {before:.1} → {new} {after:.1}"
                );
            }
        }
    }

    #[test]
    fn a_sheet_takes_the_colour_and_nothing_else_changes() {
        let sheet = ":root{--seal:#b02e1a;--seal-fill: #b02e1a ;--ink:#1b1e22}@media print{:root{--seal:#000}}.a{color:var(--seal)}";
        assert_eq!(
            colour("#0a5c8a").unwrap().in_sheet(sheet),
            ":root{--seal:#0a5c8a;--seal-fill:#0a5c8a;--ink:#1b1e22}@media print{:root{--seal:#000}}.a{color:var(--seal)}"
        );
        assert_eq!(SEAL.in_sheet("--seal:#b02e1a"), "--seal:#b02e1a");
    }
}
