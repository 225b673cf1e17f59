//! The command line prints what the engine answers.

use std::path::Path;
use std::process::Command;

use jianbao::protocol::Filter;
use jianbao::protocol::analysis::{
    CollocateRequest, CollocateSort, ConcordanceKey, ConcordanceRequest, KeynessRequest, KeynessSide,
    NgramOptions, NgramRequest, Sample,
};

use crate::counting::Bench;

#[test]
fn commands_print_what_the_engine_answers() {
    let bench = Bench::new(true);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let run = |args: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        let output = command.args(args.split(' ')).arg("--in").arg(&folder).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let check = |args: &str, expected: String| {
        assert_eq!(run(&format!("{args} --json")), (Some(0), format!("{expected}\n")), "{args}");
        let (code, printed) = run(args);
        assert!(code == Some(0) && printed.lines().count() > 5, "{args}: {printed}");
    };
    let filter = Filter { query: "通信".to_owned(), ..Filter::default() };
    let concordance = ConcordanceRequest {
        filter: filter.clone(),
        window: 7,
        sort: vec![ConcordanceKey::Right(1), ConcordanceKey::Left(2)],
        n_group_keys: 2,
        sample: Some(Sample { n: 20, seed: 5 }),
        limit: 9,
        ..ConcordanceRequest::default()
    };
    let answer = serde_json::to_string(&bench.engine.concordance(&concordance)).unwrap();
    check("concordance 通信 --window 7 --sort R1,L2 --sample 20 --seed 5 --group --limit 9", answer);
    let options =
        NgramOptions { shortest: 1, longest: 3, min_count: 4, is_han_only: false, drops_parts: true };
    let words = NgramRequest { filter: filter.clone(), options, offset: 3, limit: 8 };
    let answer = serde_json::to_string(&bench.engine.ngrams(&words)).unwrap();
    check("words 通信 --n 1..3 --min 4 --latin --drop-parts --offset 3 --limit 8", answer);
    let collocates = CollocateRequest {
        filter: filter.clone(),
        window: 3,
        n_units: 1,
        sort: CollocateSort::Dice,
        ..CollocateRequest::default()
    };
    let answer = serde_json::to_string(&bench.engine.collocates(&collocates)).unwrap();
    check("collocates 通信 --window 3 --n 1 --sort dice", answer);
    let second = Some(Filter { query: "－通信".to_owned(), ..Filter::default() });
    let keyness = KeynessRequest { first: filter, second, side: KeynessSide::Second, ..Default::default() };
    let answer = serde_json::to_string(&bench.engine.keyness(&keyness)).unwrap();
    check("keyness 通信 －通信 --side second", answer);
    assert_eq!(run("words --n 7").0, Some(2));
}
