//! Known texts, damaged and cleaned, come back as they were.
//!
//! To see what is wrong with a variant that the table names:
//!
//! ```text
//! DAMAGE=bare-lines:reading-room:3 cargo test --test damage -- --nocapture
//! ```
//!
//! prints the file and each difference, `[-wanted-]{+cleaned+}`; `DAMAGE=bare-lines` or `DAMAGE=bare-lines:letters` the differences of
//! all variants of a kind or text.

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
fn floor(kind: Kind, tally: &Tally) -> f64 {
    match kind {
        // Of a shifted run every fifth character or so lost a byte, and no repair finds out which.
        Kind::ShiftedGbk => GOAL - tally.percent_lost(),
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
        .filter(|(kind, tally)| tally.percent() < floor(**kind, tally))
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
fn variants_can_be_looked_at() {
    let Ok(name) = env::var("DAMAGE") else { return };
    let mut variants = variants();
    variants.retain(|variant| variant.name.starts_with(&name));
    assert!(!variants.is_empty(), "no variant is called {name}");
    for variant in &variants {
        let difference = show(variant);
        if let [_] = variants.as_slice() {
            println!("{}\n────", String::from_utf8_lossy(&variant.bytes));
        }
        if !difference.is_empty() {
            println!("── {}\n{difference}", variant.name);
        }
    }
}
