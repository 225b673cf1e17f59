//! Where each province stands on the grid of tiles, and how full its tile is. Pure.
//!
//! Tiles say nothing of borders: every province has the same room, near those that it lies beside.

use crate::view::words::Lang;

/// A province on the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    /// Full name, as places are normalised.
    pub(super) province: &'static str,
    /// What its tile says in 简体, 繁體 and English.
    signs: [&'static str; 3],
    /// Name without the kind of division.
    names: [&'static str; 3],
    /// From the left, counted from 1.
    pub(super) column: u8,
    /// From the top, counted from 1.
    pub(super) row: u8,
}

impl Tile {
    /// What its tile says: one character, or two letters (ISO 3166-2).
    #[must_use]
    pub(super) fn sign(self, lang: Lang) -> &'static str {
        self.signs[lang as usize]
    }

    /// What it is called.
    #[must_use]
    pub(super) fn name(self, lang: Lang) -> &'static str {
        self.names[lang as usize]
    }
}

macro_rules! tiles {
    ($($province:literal: $column:literal $row:literal, $hans:literal $hant:literal $code:literal, $name:literal $hant_name:literal $en:literal;)*) => {
        [$(Tile {
            province: $province,
            signs: [$hans, $hant, $code],
            names: [$name, $hant_name, $en],
            column: $column,
            row: $row,
        }),*]
    };
}

/// All 34 divisions of the first level, row by row.
pub(super) const TILES: [Tile; 34] = tiles! {
    "黑龙江省": 8 1, "黑" "黑" "HL", "黑龙江" "黑龍江" "Heilongjiang";
    "内蒙古自治区": 5 2, "蒙" "蒙" "NM", "内蒙古" "內蒙古" "Inner Mongolia";
    "吉林省": 8 2, "吉" "吉" "JL", "吉林" "吉林" "Jilin";
    "新疆维吾尔自治区": 1 3, "新" "新" "XJ", "新疆" "新疆" "Xinjiang";
    "甘肃省": 3 3, "甘" "甘" "GS", "甘肃" "甘肅" "Gansu";
    "宁夏回族自治区": 4 3, "宁" "寧" "NX", "宁夏" "寧夏" "Ningxia";
    "河北省": 5 3, "冀" "冀" "HE", "河北" "河北" "Hebei";
    "北京市": 6 3, "京" "京" "BJ", "北京" "北京" "Beijing";
    "天津市": 7 3, "津" "津" "TJ", "天津" "天津" "Tianjin";
    "辽宁省": 8 3, "辽" "遼" "LN", "辽宁" "遼寧" "Liaoning";
    "青海省": 3 4, "青" "青" "QH", "青海" "青海" "Qinghai";
    "陕西省": 4 4, "陕" "陝" "SN", "陕西" "陝西" "Shaanxi";
    "山西省": 5 4, "晋" "晉" "SX", "山西" "山西" "Shanxi";
    "山东省": 6 4, "鲁" "魯" "SD", "山东" "山東" "Shandong";
    "西藏自治区": 2 5, "藏" "藏" "XZ", "西藏" "西藏" "Tibet";
    "四川省": 3 5, "川" "川" "SC", "四川" "四川" "Sichuan";
    "重庆市": 4 5, "渝" "渝" "CQ", "重庆" "重慶" "Chongqing";
    "河南省": 5 5, "豫" "豫" "HA", "河南" "河南" "Henan";
    "安徽省": 6 5, "皖" "皖" "AH", "安徽" "安徽" "Anhui";
    "江苏省": 7 5, "苏" "蘇" "JS", "江苏" "江蘇" "Jiangsu";
    "上海市": 8 5, "沪" "滬" "SH", "上海" "上海" "Shanghai";
    "云南省": 3 6, "云" "雲" "YN", "云南" "雲南" "Yunnan";
    "贵州省": 4 6, "贵" "貴" "GZ", "贵州" "貴州" "Guizhou";
    "湖北省": 5 6, "鄂" "鄂" "HB", "湖北" "湖北" "Hubei";
    "江西省": 6 6, "赣" "贛" "JX", "江西" "江西" "Jiangxi";
    "浙江省": 7 6, "浙" "浙" "ZJ", "浙江" "浙江" "Zhejiang";
    "广西壮族自治区": 4 7, "桂" "桂" "GX", "广西" "廣西" "Guangxi";
    "湖南省": 5 7, "湘" "湘" "HN", "湖南" "湖南" "Hunan";
    "广东省": 6 7, "粤" "粵" "GD", "广东" "廣東" "Guangdong";
    "福建省": 7 7, "闽" "閩" "FJ", "福建" "福建" "Fujian";
    "台湾省": 8 7, "台" "臺" "TW", "台湾" "臺灣" "Taiwan";
    "海南省": 5 8, "琼" "瓊" "HI", "海南" "海南" "Hainan";
    "澳门特别行政区": 6 8, "澳" "澳" "MO", "澳门" "澳門" "Macao";
    "香港特别行政区": 7 8, "港" "港" "HK", "香港" "香港" "Hong Kong";
};

/// The nearest tile in a direction, as columns and rows; those straight ahead before others.
#[must_use]
pub(super) fn neighbour(index: usize, (right, down): (i32, i32)) -> Option<usize> {
    let own = TILES.get(index)?;
    let distance = |tile: &Tile| {
        let (x, y) =
            (i32::from(tile.column) - i32::from(own.column), i32::from(tile.row) - i32::from(own.row));
        let (ahead, aside) = (x * right + y * down, (x * down).abs() + (y * right).abs());
        // What lies more aside than ahead is in another direction.
        (ahead > 0 && aside <= ahead).then_some(ahead + 2 * aside)
    };
    let ahead = TILES.iter().enumerate().filter_map(|(place, tile)| Some((distance(tile)?, place)));
    ahead.min().map(|(_, place)| place)
}

/// Where the steps of the scale begin: the first at 1, the others at round numbers, nearly as far apart by ratio.
#[must_use]
pub(super) fn steps(most: u32) -> [u32; 4] {
    let mut steps = [1; 4];
    for place in 1..4 {
        let wanted = f64::from(most.max(1)).powf([0.0, 0.3, 0.6, 0.87][place]);
        steps[place] = round(wanted).max(steps[place - 1] + 1);
    }
    steps
}

/// The step that a number falls on: 0 for none, 4 for the most.
#[must_use]
pub(super) fn step_of(n: u32, steps: [u32; 4]) -> usize {
    steps.iter().filter(|step| n >= **step).count()
}

/// The largest of 1, 2, 3, 5, 10, 20, … up to a number.
fn round(number: f64) -> u32 {
    let rounds = (0..9).flat_map(|power| [1, 2, 3, 5].map(|digit| digit * 10_u32.pow(power)));
    rounds.take_while(|round| f64::from(*round) <= number).last().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_has_a_tile_of_its_own() {
        for (index, tile) in TILES.iter().enumerate() {
            assert!((1..=8).contains(&tile.column) && (1..=8).contains(&tile.row), "{}", tile.province);
            for other in &TILES[..index] {
                assert_ne!(tile.province, other.province);
                assert_ne!((tile.column, tile.row), (other.column, other.row), "{}", tile.province);
                for lang in Lang::ALL {
                    assert_ne!(tile.sign(lang), other.sign(lang), "{}", tile.province);
                    assert_ne!(tile.name(lang), other.name(lang), "{}", tile.province);
                }
            }
            assert!(tile.province.starts_with(tile.name(Lang::ZhHans)), "{}", tile.province);
        }
        let rows: Vec<_> = TILES.iter().map(|tile| (tile.row, tile.column)).collect();
        assert!(rows.is_sorted(), "the keys go row by row");
    }

    #[cfg(feature = "parse")]
    #[test]
    fn tiles_are_the_divisions_of_the_first_level() {
        let divisions = include_str!("../../annotate/name/data/divisions.txt");
        let mut known: Vec<&str> = divisions
            .lines()
            .filter(|line| line.get(2..6) == Some("0000"))
            .filter_map(|line| line.split(' ').nth(1))
            .collect();
        let mut drawn: Vec<&str> = TILES.iter().map(|tile| tile.province).collect();
        known.sort_unstable();
        drawn.sort_unstable();
        assert_eq!(drawn, known);
    }

    #[test]
    fn neighbours_stand_near() {
        let place = |name: &str| {
            let tile = TILES.iter().find(|tile| tile.name(Lang::ZhHans) == name).unwrap();
            (i32::from(tile.column), i32::from(tile.row))
        };
        for pair in [
            "黑龙江 吉林",
            "吉林 辽宁",
            "北京 天津",
            "北京 河北",
            "河北 山西",
            "山西 陕西",
            "湖北 河南",
            "湖北 湖南",
            "湖北 江西",
            "江苏 上海",
            "江苏 浙江",
            "浙江 福建",
            "福建 台湾",
            "广东 香港",
            "广东 澳门",
            "广东 海南",
            "广西 湖南",
            "广西 贵州",
            "广东 湖南",
            "四川 重庆",
            "四川 云南",
            "四川 西藏",
            "云南 贵州",
            "甘肃 青海",
            "甘肃 宁夏",
            "山东 河北",
            "安徽 江苏",
            "内蒙古 河北",
        ] {
            let (one, other) = pair.split_once(' ').unwrap();
            let ((x, y), (u, v)) = (place(one), place(other));
            assert!((x - u).abs() <= 1 && (y - v).abs() <= 1, "{pair}");
        }
        for (west, east) in [("新疆", "甘肃"), ("西藏", "四川"), ("四川", "湖北"), ("湖北", "上海")]
        {
            assert!(place(west).0 < place(east).0, "{west} {east}");
        }
        for (north, south) in [("黑龙江", "辽宁"), ("河北", "河南"), ("湖北", "广东"), ("广东", "海南")]
        {
            assert!(place(north).1 < place(south).1, "{north} {south}");
        }
    }

    #[test]
    fn arrows_reach_every_tile() {
        let place = |name: &str| TILES.iter().position(|tile| tile.name(Lang::ZhHans) == name).unwrap();
        for (from, way, to) in [
            ("湖北", (0, 1), Some("湖南")),
            ("湖北", (1, 0), Some("江西")),
            ("新疆", (1, 0), Some("甘肃")),
            ("内蒙古", (1, 0), Some("吉林")),
            ("香港", (0, 1), None),
            ("新疆", (-1, 0), None),
        ] {
            assert_eq!(neighbour(place(from), way), to.map(place), "{from} {way:?}");
        }
        let mut reached = vec![0];
        let mut next = 0;
        while let Some(place) = reached.get(next).copied() {
            next += 1;
            for way in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                reached.extend(neighbour(place, way).filter(|place| !reached.contains(place)));
            }
        }
        assert_eq!(reached.len(), TILES.len());
    }

    #[test]
    fn steps_are_round_and_rise() {
        for (most, expected) in [
            (0, [1, 2, 3, 4]),
            (1, [1, 2, 3, 4]),
            (5, [1, 2, 3, 4]),
            (61, [1, 3, 10, 30]),
            (1000, [1, 5, 50, 300]),
        ] {
            assert_eq!(steps(most), expected, "{most}");
        }
        assert_eq!([0, 1, 3, 10, 500].map(|n| step_of(n, steps(61))), [0, 1, 2, 3, 4]);
        assert!(steps(u32::MAX).is_sorted());
    }
}
