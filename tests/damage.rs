//! Known texts, damaged and cleaned, come back as they were.
//!
//! To see what is wrong with a variant that the table names:
//!
//! ```text
//! DAMAGE=bare-lines:reading-room:3 cargo test --test damage -- --nocapture
//! ```
//!
//! prints the file and each difference, `[-wanted-]{+cleaned+}`.

// The differences are printed for whoever asks.
#![allow(clippy::print_stdout)]

#[path = "support/damage/mod.rs"]
mod damage;

use std::env;

use damage::score::{Tally, by_kind, outcomes, show, table};
use damage::{Kind, variants};

/// Characters that must be right over all variants, of a hundred.
const GOAL: f64 = 99.5;

/// Characters that must be right for a kind of damage, of a hundred.
fn floor(kind: Kind) -> f64 {
    match kind {
        // Bytes of about one character in five of a run are gone, and no repair finds out what they were.
        Kind::ShiftedGbk => 98.0,
        _ => GOAL,
    }
}

#[test]
fn nearly_every_character_is_right_again() {
    let variants = variants();
    assert!(variants.len() >= 1000, "{} variants", variants.len());
    let outcomes = outcomes(&variants);
    let table = table(&outcomes);
    println!("{table}");
    let low: Vec<&str> = by_kind(&outcomes)
        .iter()
        .filter(|(kind, tally)| tally.percent() < floor(**kind))
        .map(|(kind, _)| kind.name())
        .collect();
    let all = Tally::of(&outcomes);
    assert!(all.percent() >= GOAL && low.is_empty(), "below the floor: {low:?}\n{table}");
}

#[test]
fn every_kind_has_variants_and_the_same_ones_each_time() {
    let (first, second) = (variants(), variants());
    for kind in Kind::ALL {
        assert!(first.iter().any(|variant| variant.kind == kind), "{}", kind.name());
    }
    for (a, b) in first.iter().zip(&second) {
        assert!(a.bytes == b.bytes, "{}", a.name);
    }
}

/// Broken lines hold every character of the text: what is wrong after cleaning is cleaning's fault.
#[test]
fn breaking_lines_loses_nothing() {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for variant in variants() {
        if (Kind::BareLines..=Kind::PageBreaks).contains(&variant.kind) {
            let printed = String::from_utf8(variant.bytes).unwrap();
            assert_eq!(bare(&printed), bare(&variant.wanted), "{}", variant.name);
        }
    }
}

#[test]
fn a_variant_can_be_looked_at() {
    let Ok(name) = env::var("DAMAGE") else { return };
    let variants = variants();
    let variant = variants.iter().find(|variant| variant.name == name);
    let variant = variant.unwrap_or_else(|| panic!("no variant is called {name}"));
    println!("{}\n────\n{}", String::from_utf8_lossy(&variant.bytes), show(variant));
}
