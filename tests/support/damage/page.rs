//! Damage by printing: lines broken at a width, pages with numbers and running heads, addresses between halves of a sentence.

use super::dice::Dice;
use super::text::{Paragraph, Role};
use super::wrap::{self, Kinsoku};

/// How a text was printed and copied.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// Chinese characters in a line; `None` where a line holds a whole paragraph.
    pub(super) width: Option<usize>,
    pub(super) kinsoku: Kinsoku,
    /// Words and numbers are broken wherever the line ends.
    pub(super) cuts_words: bool,
    pub(super) blank: Blank,
    /// Paragraphs begin with two ideographic spaces.
    pub(super) is_indented: bool,
    /// Headings stand in the middle of their line.
    pub(super) is_centred: bool,
    /// The last line of a paragraph has a space behind it.
    pub(super) has_trailing_space: bool,
    /// Stretches of lines that a picture made narrower.
    pub(super) n_pictures: usize,
    pub(super) pages: Option<Pages>,
    /// Addresses on lines of their own.
    pub(super) n_urls: usize,
    pub(super) line_break: &'static str,
}

/// Where blank lines stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blank {
    Nowhere,
    BetweenParagraphs,
    BetweenLines,
}

/// What a text was paginated into.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    pub(super) n_pages: usize,
    /// What stands between pages beside what is printed.
    pub(super) gap: &'static str,
    pub(super) number: Option<Number>,
    pub(super) heads: Vec<String>,
    /// The first page has the heads too.
    pub(super) heads_first: bool,
    pub(super) feet: Vec<String>,
}

/// Page numbers.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) first: usize,
    /// With `{}` for the number and `{n}` for that of the last page.
    pub(super) shape: &'static str,
    pub(super) is_centred: bool,
}

const NUMBERS: [&str; 8] = ["{}", "- {} -", "— {} —", "第 {} 页", "第{}页 共{n}页", "·{}·", "{}/{n}", "-{}-"];

/// Spaces, form feeds and blank lines between two pages.
const GAPS: [&str; 4] = ["\n\n", "\u{c}", "\n\u{c}", "\n\n\n\n"];

const HEADS: [&[&str]; 5] = [
    &["柳桥镇图书室通讯 第12期"],
    &["信息简报", "2021年第6期（总第88期）"],
    &["《河湾》月刊　2022年5月号"],
    &["石塘中学校报 2021年10月15日 星期五"],
    &["县志资料选辑 · 第三辑 · 乡土"],
];

const FEET: [&[&str]; 4] = [
    &["主办：柳桥镇文化站 电话：0000-1234567"],
    &["东溪县防汛办公室编印"],
    &["内部资料 免费交流"],
    &["责任编辑：夏临", "投稿邮箱：editor@example.org"],
];

const URLS: [&str; 5] = [
    "http://www.example.org/link?url=Qg_Y-1aB7Kx0pPz",
    "https://news.example.com/2021/0506/c1004-32096541.html",
    "www.example.net/show.aspx?id=20210506&page=2",
    "http://example.org/",
    "https://example.cn/a/b_c/%E6%98%A5.htm#top",
];

impl Setting {
    /// Every paragraph on a line of its own.
    pub(super) fn flowing() -> Setting {
        Setting {
            width: None,
            kinsoku: Kinsoku::Free,
            cuts_words: false,
            blank: Blank::Nowhere,
            is_indented: false,
            is_centred: false,
            has_trailing_space: false,
            n_pictures: 0,
            pages: None,
            n_urls: 0,
            line_break: "\n",
        }
    }

    /// Lines broken at a width, and nothing that tells where paragraphs end.
    pub(super) fn bare(dice: &mut Dice) -> Setting {
        let kinsoku = dice.pick(&[Kinsoku::Free, Kinsoku::Carry, Kinsoku::Hang]);
        Setting { width: Some(dice.between(20, 60)), kinsoku, ..Setting::flowing() }
    }

    /// Lines broken at a width, and one of the usual signs of a new paragraph.
    pub(super) fn marked(dice: &mut Dice) -> Setting {
        let mut setting = Setting::bare(dice);
        match dice.between(0, 2) {
            0 => setting.is_indented = true,
            1 => setting.has_trailing_space = true,
            _ => setting.blank = Blank::BetweenParagraphs,
        }
        setting
    }

    /// Any way of setting a text, several signs at once included.
    pub(super) fn any(dice: &mut Dice) -> Setting {
        let mut setting = if dice.chance(25) { Setting::flowing() } else { Setting::bare(dice) };
        setting.blank = dice.pick(&[Blank::Nowhere, Blank::BetweenParagraphs, Blank::BetweenLines]);
        setting.is_indented = dice.chance(50);
        setting.is_centred = dice.chance(25);
        setting.has_trailing_space = dice.chance(30);
        setting.cuts_words = dice.chance(20);
        setting.n_pictures = usize::from(setting.width.is_some() && dice.chance(20));
        setting
    }
}

impl Pages {
    /// Pages and nothing else.
    pub(super) fn new(dice: &mut Dice) -> Pages {
        Pages {
            n_pages: dice.between(4, 6),
            gap: dice.pick(&GAPS),
            number: None,
            heads: Vec::new(),
            heads_first: dice.chance(50),
            feet: Vec::new(),
        }
    }

    pub(super) fn with_numbers(mut self, dice: &mut Dice) -> Pages {
        let shape = dice.pick(&NUMBERS);
        self.number = Some(Number { first: dice.between(1, 30), shape, is_centred: dice.chance(40) });
        self
    }

    pub(super) fn with_heads(mut self, dice: &mut Dice) -> Pages {
        let shape = dice.between(0, 2);
        let lines = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect();
        if shape != 1 {
            self.heads = lines(dice.pick(&HEADS));
        }
        if shape != 0 {
            self.feet = lines(dice.pick(&FEET));
        }
        self
    }
}

/// A printed line.
struct Row {
    words: String,
    ends_paragraph: bool,
}

impl Row {
    /// A line that is no text.
    fn alien(words: &str) -> Row {
        Row { words: words.to_owned(), ends_paragraph: true }
    }
}

/// Prints a text.
pub(super) fn print(paragraphs: &[Paragraph], setting: &Setting, dice: &mut Dice) -> String {
    let mut rows = rows(paragraphs, setting, dice);
    let n_pages = setting.pages.as_ref().map_or(1, |pages| pages.n_pages);
    if setting.width.is_none() {
        rows = cut(rows, n_pages - 1 + setting.n_urls, dice);
    }
    let mut pages = paginate(rows, n_pages, setting.width.is_some());
    for _ in 0..setting.n_urls {
        add_url(&mut pages, dice);
    }
    if let Some(printed) = &setting.pages {
        for (index, page) in pages.iter_mut().enumerate() {
            add_margins(page, index, n_pages, printed, setting.width);
        }
    }
    let gap = setting.pages.as_ref().map_or("", |pages| pages.gap);
    let pages: Vec<String> = pages.iter().map(|page| render(page, setting)).collect();
    pages.join(gap).replace('\n', setting.line_break)
}

/// The lines of all paragraphs in order.
fn rows(paragraphs: &[Paragraph], setting: &Setting, dice: &mut Dice) -> Vec<Row> {
    let width = setting.width.map_or(usize::MAX, |width| width * 2);
    let pictures: Vec<(usize, usize, usize)> = (0..setting.n_pictures)
        .map(|_| {
            let first = dice.between(2, 14);
            (first, first + dice.between(4, 9), width * dice.between(45, 70) / 200 * 2)
        })
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for paragraph in paragraphs {
        let n_rows = rows.len();
        let columns = |line: usize| {
            let beside = pictures.iter().find(|&&(first, last, _)| (first..last).contains(&(n_rows + line)));
            beside.map_or(width, |&(_, _, narrow)| narrow)
        };
        let indent = match paragraph.role {
            Role::Running if setting.is_indented => "　　",
            Role::Verse if setting.is_indented => "　　　　",
            _ => "",
        };
        let mut lines = wrap::lines(&format!("{indent}{}", paragraph.words), columns, setting);
        if paragraph.role == Role::Heading && setting.is_centred && lines.len() == 1 {
            lines[0] = centred(&lines[0], setting.width);
        }
        let last = lines.len() - 1;
        rows.extend(lines.into_iter().enumerate().map(|(n, words)| Row { words, ends_paragraph: n == last }));
    }
    rows
}

fn centred(words: &str, width: Option<usize>) -> String {
    let room = (width.unwrap_or(40) * 2).saturating_sub(wrap::columns(words));
    format!("{}{words}", " ".repeat(room / 2))
}

/// Cuts the longest lines somewhere, as often as asked.
fn cut(mut rows: Vec<Row>, n_cuts: usize, dice: &mut Dice) -> Vec<Row> {
    const SHORTEST: usize = 60;
    for _ in 0..n_cuts {
        let long: Vec<usize> = (0..rows.len())
            .filter(|&index| rows[index].words.chars().count() >= SHORTEST && rows[index].ends_paragraph)
            .collect();
        if long.is_empty() {
            break;
        }
        let index = dice.pick(&long);
        let chars: Vec<char> = rows[index].words.chars().collect();
        let (head, tail) = chars.split_at(dice.between(24, chars.len() - 24));
        let head = Row { words: head.iter().collect(), ends_paragraph: false };
        rows[index].words = tail.iter().collect();
        rows.insert(index, head);
    }
    rows
}

/// Parts lines into pages: of as many lines, or, where lines are paragraphs, wherever one was cut.
fn paginate(rows: Vec<Row>, n_pages: usize, is_wrapped: bool) -> Vec<Vec<Row>> {
    let n_lines = rows.len().div_ceil(n_pages);
    let mut pages: Vec<Vec<Row>> = vec![Vec::new()];
    for row in rows {
        let is_last = pages.len() == n_pages;
        let ends_page = !row.ends_paragraph && !is_wrapped;
        let page = pages.last_mut().expect("there is a first page");
        page.push(row);
        if !is_last && (ends_page || (is_wrapped && page.len() >= n_lines)) {
            pages.push(Vec::new());
        }
    }
    pages
}

/// Puts an address between two lines of a paragraph.
fn add_url(pages: &mut [Vec<Row>], dice: &mut Dice) {
    let places: Vec<(usize, usize)> = pages
        .iter()
        .enumerate()
        .flat_map(|(page, rows)| (1..rows.len()).map(move |row| (page, row)))
        .filter(|&(page, row)| !pages[page][row - 1].ends_paragraph)
        .collect();
    if places.is_empty() {
        return;
    }
    let (page, row) = dice.pick(&places);
    if dice.chance(50) {
        pages[page][row].words.insert(0, ' ');
    }
    pages[page].insert(row, Row::alien(dice.pick(&URLS)));
}

fn add_margins(page: &mut Vec<Row>, index: usize, n_pages: usize, printed: &Pages, width: Option<usize>) {
    if index > 0 || printed.heads_first {
        page.splice(0..0, printed.heads.iter().map(|words| Row::alien(words)));
    }
    page.extend(printed.feet.iter().map(|words| Row::alien(words)));
    if let Some(number) = &printed.number {
        let last = (number.first + n_pages - 1).to_string();
        let words = number.shape.replace("{}", &(number.first + index).to_string()).replace("{n}", &last);
        page.push(Row::alien(&if number.is_centred { centred(&words, width) } else { words }));
    }
}

fn render(page: &[Row], setting: &Setting) -> String {
    let mut printed = String::new();
    for row in page {
        printed.push_str(&row.words);
        if setting.has_trailing_space && row.ends_paragraph {
            printed.push(' ');
        }
        printed.push('\n');
        let is_parted = match setting.blank {
            Blank::Nowhere => false,
            Blank::BetweenParagraphs => row.ends_paragraph,
            Blank::BetweenLines => true,
        };
        if is_parted {
            printed.push('\n');
        }
    }
    printed
}
