//! Concordances and word statistics are what plain counting gives, on the sample corpus and on many random filters.
//!
//! The counting below shares nothing with the engine but the fold of single characters: it cuts paragraphs into units with a regular
//! expression, keeps every n-gram in a map, looks at every unit around every hit, and writes the measures in other forms.

mod counting;

mod collocates;
mod commands;
mod concordance;
mod keyness;
mod ngrams;
