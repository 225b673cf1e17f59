//! [`Span`]: a stretch of text by its bytes.

use std::ops::Range;

/// A half-open byte range of a text, on character boundaries and never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "parse",
    derive(serde::Serialize, serde::Deserialize),
    serde(into = "(u32, u32)", try_from = "(u32, u32)")
)]
pub struct Span {
    start: u32,
    end: u32,
}

#[cfg(feature = "parse")]
impl From<Span> for (u32, u32) {
    fn from(span: Span) -> (u32, u32) {
        (span.start, span.end - span.start)
    }
}

#[cfg(feature = "parse")]
impl TryFrom<(u32, u32)> for Span {
    type Error = &'static str;

    fn try_from((start, len): (u32, u32)) -> Result<Span, &'static str> {
        let end = start.checked_add(len).filter(|end| *end > start).ok_or("no span: empty or too far")?;
        Ok(Span { start, end })
    }
}

impl Span {
    /// The span from `start` to `end`, or `None` where that would be empty or too far for 32 bits.
    ///
    /// ```
    /// use jianbao::text::span::Span;
    /// assert_eq!(Span::new(3, 6).map(Span::range), Some(3..6));
    /// assert_eq!(Span::new(3, 3), None);
    /// ```
    #[must_use]
    pub fn new(start: usize, end: usize) -> Option<Span> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        (start < end).then_some(Span { start, end })
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Byte after the last.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The range of bytes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}
