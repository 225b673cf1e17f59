//! Words for the values of the engine and of the settings.

use crate::protocol::{Axis, Format, Grain, PublishedBasis, QueryField, QueryRemarkKind, Sort, YearBasis};
use crate::view::settings::Theme;

use super::Words;

/// Cleaning rules in words; a rule that is missing here shows its own name.
const RULES: [(&str, [&str; 3]); 19] = [
    ("joined-line", ["合并断行", "合併斷行", "joined lines"]),
    ("removed-pinyin", ["去注音", "去注音", "removed pinyin"]),
    ("dropped-url", ["去网址", "去網址", "dropped addresses"]),
    ("dropped-page-number", ["去页码", "去頁碼", "dropped page numbers"]),
    ("dropped-navigation", ["去导航", "去導覽", "dropped navigation"]),
    ("dropped-byline", ["去署名行", "去署名行", "dropped bylines"]),
    ("dropped-running-head", ["去页眉", "去頁眉", "dropped running heads"]),
    ("dropped-duplicate", ["去重复", "去重複", "dropped repeats"]),
    ("doubled-mark", ["去重标点", "去重標點", "doubled marks"]),
    ("spaced-heading", ["并拢标题", "併攏標題", "closed up headings"]),
    ("spaced-digits", ["并拢数字", "併攏數字", "closed up digits"]),
    ("plain-space", ["统一空格", "統一空格", "plain spaces"]),
    ("trimmed-space", ["去多余空格", "去多餘空格", "trimmed spaces"]),
    ("full-width", ["统一全半角", "統一全半形", "unified width"]),
    ("radical", ["部首符号换成汉字", "部首符號換成漢字", "signs of radicals"]),
    ("low-quotes", ["更正引号", "更正引號", "corrected quotes"]),
    ("markdown-mark", ["去标记", "去標記", "removed marks"]),
    ("markup", ["去网页标记", "去網頁標記", "removed markup"]),
    ("shifted-gbk", ["复原移位编码", "復原移位編碼", "restored shifted bytes"]),
];

impl Words {
    /// Which days count.
    #[must_use]
    pub fn axis(self, axis: Axis) -> &'static str {
        match axis {
            Axis::Mentioned => self.axis_mentioned(),
            Axis::Published => self.axis_published(),
        }
    }

    /// In which order results come.
    #[must_use]
    pub fn sort(self, sort: Sort) -> &'static str {
        match sort {
            Sort::Relevance => self.sort_relevance(),
            Sort::Date => self.sort_date(),
            Sort::Order => self.sort_order(),
            #[cfg(feature = "files")]
            Sort::Hits => self.sort_hits(),
        }
    }

    /// How wide a bar is.
    #[must_use]
    pub fn per_bar(self, grain: Grain) -> &'static str {
        match grain {
            Grain::Day => self.per_day(),
            Grain::Month => self.per_month(),
            Grain::Year => self.per_year(),
        }
    }

    /// Which theme is shown.
    #[must_use]
    pub fn theme(self, theme: Option<Theme>) -> &'static str {
        match theme {
            None => self.theme_system(),
            Some(Theme::Light) => self.theme_light(),
            Some(Theme::Dark) => self.theme_dark(),
        }
    }

    /// How the year of a date is known.
    #[must_use]
    pub fn year_basis(self, basis: YearBasis) -> &'static str {
        match basis {
            YearBasis::Text => self.year_text(),
            YearBasis::Document => self.year_document(),
            YearBasis::Neighbours => self.year_neighbours(),
            YearBasis::Lunar => self.year_lunar(),
            YearBasis::Corpus => self.year_corpus(),
            YearBasis::Unknown => self.year_unknown(),
        }
    }

    /// How a publication date is known.
    #[must_use]
    pub fn published_basis(self, basis: PublishedBasis) -> &'static str {
        match basis {
            PublishedBasis::Printed => self.published_printed(),
            PublishedBasis::Inferred => self.published_inferred(),
            PublishedBasis::Config => self.published_config(),
        }
    }

    /// What is wrong with a part of the query.
    #[must_use]
    pub fn remark(self, kind: QueryRemarkKind, place: &str) -> String {
        match kind {
            QueryRemarkKind::OpenQuote => self.remark_open_quote(place),
            QueryRemarkKind::OpenBracket => self.remark_open_bracket(place),
            QueryRemarkKind::LooseOperator => self.remark_loose_operator(place),
            QueryRemarkKind::OnlyExclusions => self.remark_only_exclusions(place),
            QueryRemarkKind::TooManyTerms => self.remark_too_many(place),
            QueryRemarkKind::NoField => self.remark_no_field(place),
            QueryRemarkKind::NoDay => self.remark_no_day(place),
            #[cfg(feature = "files")]
            QueryRemarkKind::NoNumber => self.remark_no_number(place),
            #[cfg(feature = "files")]
            QueryRemarkKind::BadPattern => self.remark_bad_pattern(place),
            #[cfg(feature = "files")]
            QueryRemarkKind::PatternTooLarge => self.remark_pattern_too_large(place),
        }
    }

    /// A field of the query language.
    #[must_use]
    pub fn query_field(self, field: QueryField) -> &'static str {
        match field {
            QueryField::Document => self.field_document(),
            QueryField::After => self.field_after(),
            QueryField::Before => self.field_before(),
            QueryField::On => self.field_on(),
            #[cfg(feature = "files")]
            QueryField::Named(kind) => self.entity_kind(kind),
            #[cfg(feature = "files")]
            QueryField::Unit => self.field_unit(),
            #[cfg(feature = "files")]
            QueryField::Value => self.field_value(),
        }
    }

    /// What a name names.
    #[cfg(feature = "files")]
    #[must_use]
    pub fn entity_kind(self, kind: crate::protocol::EntityKind) -> &'static str {
        use crate::protocol::EntityKind;
        match kind {
            EntityKind::Organisation => self.field_organisation(),
            EntityKind::Person => self.field_person(),
            EntityKind::Place => self.field_place(),
            EntityKind::Service => self.field_service(),
        }
    }

    /// A cleaning rule.
    #[must_use]
    pub fn rule(self, rule: &str) -> &str {
        let known = RULES.iter().find(|(name, _)| *name == rule);
        known.map_or(rule, |(_, names)| self.choose(*names))
    }

    /// A cleaning rule and how often it changed something.
    #[must_use]
    pub fn repair(self, rule: &str, n: u32) -> String {
        self.repair_count(self.rule(rule), n)
    }

    /// A format of documents.
    #[must_use]
    pub fn format(self, format: Format) -> &'static str {
        match format {
            Format::Plain => self.plain_text(),
            Format::Markdown => "Markdown",
            Format::Html => "HTML",
            Format::Jsonl => "JSONL",
        }
    }
}
