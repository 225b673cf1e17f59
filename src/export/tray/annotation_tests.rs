//! Annotations out and in.

use super::*;
use crate::export::tests::{source, summary};
use crate::export::tray::tests::passage;

fn document_of(address: &str) -> Option<String> {
    address.contains("doc=d").then(|| "d".to_owned())
}

fn read(text: &str) -> Result<Read, Unread> {
    tray_from_annotations(text, &document_of)
}

fn written(tray: &[Passage]) -> String {
    let summary = summary();
    tray_annotations(tray, &source(&summary, ""))
}

#[test]
fn what_goes_out_comes_in_again() {
    let mut changed = passage(2, "保障\n<b>", "", Colour::Rose);
    changed.changed = "2026-11-24T07:00:00.000Z".to_owned();
    let tray = [passage(1, "网络", "甲 <script>\n乙", Colour::Blue), changed];
    let back = read(&written(&tray)).unwrap();
    assert_eq!((back.passages.len(), back.n_elsewhere, back.n_unread), (2, 0, 0));
    for (before, after) in tray.iter().zip(&back.passages) {
        let place = before.place.map(|place| Stretch { at: 0, end: 0, ..place });
        // What the corpus knows is asked of the corpus.
        let told = Passage {
            article: String::new(),
            title: String::new(),
            published: None,
            place,
            ..before.clone()
        };
        assert_eq!(*after, told);
    }
}

#[test]
fn the_data_model_is_followed() {
    let value: Value = serde_json::from_str(&written(&[passage(1, "网络", "甲", Colour::Blue)])).unwrap();
    assert_eq!((&value["@context"], &value["type"]), (&json!(CONTEXT), &json!("AnnotationCollection")));
    assert_eq!((&value["total"], &value["label"]), (&json!(1), &json!("简报集")));
    let page = &value["first"];
    assert_eq!(
        (&page["type"], &page["startIndex"], &page["partOf"]),
        (&json!("AnnotationPage"), &json!(0), &value["id"])
    );
    assert_eq!(
        page["items"][0],
        json!({
            "id": iri(0, 1),
            "type": "Annotation",
            "motivation": "commenting",
            "created": "2026-11-23T07:00:00.000Z",
            "body": [
                { "type": "TextualBody", "value": "甲", "format": "text/plain", "purpose": "commenting" },
                { "type": "TextualBody", "value": "blue", "format": "text/plain", "purpose": "tagging" },
            ],
            "target": {
                "source": "https://x/?doc=d",
                "selector": [
                    { "type": "TextQuoteSelector", "exact": "网络", "prefix": "保障", "suffix": "畅通" },
                    { "type": "TextPositionSelector", "start": 3, "end": 5 },
                ],
            },
        })
    );
}

#[test]
fn annotations_of_others_are_understood() {
    let target = r#""target":{"source":{"id":"https://y/?doc=d"},"selector":{"type":"FragmentSelector","refinedBy":{"type":["TextQuoteSelector"],"exact":"网络"}}}"#;
    for (body, note) in [
        (r#""bodyValue":"一""#, "一"),
        (r#""body":{"type":"TextualBody","value":"一"}"#, "一"),
        (
            r#""body":[{"value":"一","purpose":["commenting"]},{"value":"要点","purpose":"tagging"},"https://z/"]"#,
            "一\n#要点",
        ),
        (r#""body":"https://z/""#, ""),
    ] {
        let text = format!(r#"{{"type":"Annotation",{body},{target}}}"#);
        for text in
            [text.clone(), format!("[{text}]"), format!(r#"{{"items":[{text}]}}"#), format!("\u{feff}{text}")]
        {
            let read = read(&text).unwrap();
            assert_eq!(read.passages.len(), 1, "{text}");
            let passage = &read.passages[0];
            assert_eq!(
                (passage.exact.as_str(), passage.note.as_str(), passage.document.as_str()),
                ("网络", note, "d")
            );
            assert!(passage.id.starts_with("urn:uuid:"), "{}", passage.id);
        }
    }
    // The same file twice has the same ids.
    let text = format!(r#"[{{{target}}}]"#);
    assert_eq!(read(&text), read(&text));
}

#[test]
fn hostile_files_are_counted_and_do_no_harm() {
    for text in ["", "3", "null", "{}", "\"<b>\"", "{\"items\":3}", "[", &"[".repeat(1_000_000)] {
        assert_eq!(read(text), Err(Unread::NoAnnotations), "{text:.20}");
    }
    assert_eq!(read(&" ".repeat(MOST_BYTES + 1)), Err(Unread::TooLarge));
    assert_eq!(read(&format!("[{}3]", "3,".repeat(MOST))), Err(Unread::TooMany));
    let quote = r#"{"type":"TextQuoteSelector","exact":"网络"}"#;
    let long = "长".repeat(LONGEST);
    let wrong = [
        "3".to_owned(),
        "{}".to_owned(),
        r#"{"target":3}"#.to_owned(),
        r#"{"target":{"source":"doc=d","selector":[[],{},3]}}"#.to_owned(),
        r#"{"target":{"source":"doc=d","selector":{"type":"TextQuoteSelector","exact":3}}}"#.to_owned(),
        r#"{"target":{"source":"doc=d","selector":{"type":"TextQuoteSelector","exact":" "}}}"#.to_owned(),
        format!(r#"{{"target":{{"selector":{quote}}}}}"#),
        format!(r#"{{"bodyValue":"{long}","target":{{"source":"doc=d","selector":{quote}}}}}"#),
    ];
    assert_eq!(
        read(&format!("[{}]", wrong.join(","))).unwrap(),
        Read { n_unread: wrong.len(), ..Read::default() }
    );
    let elsewhere = format!(
        r#"[{{"target":{{"source":"https://y/","selector":{quote}}}}},{{"target":{{"source":3,"selector":{quote}}}}}]"#
    );
    assert_eq!(read(&elsewhere).unwrap(), Read { n_elsewhere: 2, ..Read::default() });
    // Of numbers and times that are none, nothing is taken.
    let odd = format!(
        r#"[{{"id":3,"created":"<b>","modified":"2020","target":{{"source":"doc=d","selector":[{quote},{{"type":"TextPositionSelector","start":-1,"end":9e99}}]}}}}]"#
    );
    let passage = &read(&odd).unwrap().passages[0];
    assert_eq!((passage.place, passage.made.as_str(), passage.changed.as_str()), (None, "", ""));
}
