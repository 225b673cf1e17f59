//! The template for GitHub Pages: its workflow is sound, and its own command line makes a site of its documents.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use saphyr::{LoadableYamlNode, Yaml};

#[path = "support/small_page.rs"]
mod small_page;

const WORKFLOW: &str = include_str!("../examples/pages-template/.github/workflows/pages.yml");

fn template() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/pages-template")
}

fn workflow() -> Yaml<'static> {
    Yaml::load_from_str(WORKFLOW).unwrap().remove(0)
}

fn at<'a>(yaml: &'a Yaml<'a>, path: &[&str]) -> Option<&'a Yaml<'a>> {
    path.iter().try_fold(yaml, |yaml, key| yaml.as_mapping_get(key))
}

fn text<'a>(yaml: &'a Yaml<'a>, key: &str) -> &'a str {
    yaml.as_mapping_get(key).and_then(Yaml::as_str).unwrap_or_default()
}

fn steps<'a>(workflow: &'a Yaml<'a>) -> Vec<&'a Yaml<'a>> {
    let jobs = at(workflow, &["jobs"]).and_then(Yaml::as_mapping).unwrap();
    let steps = jobs.values().filter_map(|job| job.as_mapping_get("steps").and_then(Yaml::as_sequence));
    steps.flatten().collect()
}

/// The permissions of a job or of all of it, as `contents: read`.
fn permissions(yaml: &Yaml<'_>) -> Vec<String> {
    let given = yaml.as_mapping_get("permissions").and_then(Yaml::as_mapping).unwrap();
    let pair = |(name, level): (&Yaml<'_>, &Yaml<'_>)| {
        format!("{}: {}", name.as_str().unwrap(), level.as_str().unwrap())
    };
    given.iter().map(pair).collect()
}

#[test]
fn the_workflow_asks_for_no_more_than_it_needs() {
    let workflow = workflow();
    assert_eq!(permissions(&workflow), ["contents: read"]);
    let job = |name| at(&workflow, &["jobs", name]).unwrap();
    assert_eq!(permissions(job("build")), ["contents: read", "pages: read"]);
    assert_eq!(permissions(job("publish")), ["pages: write", "id-token: write"]);
    assert!(!WORKFLOW.contains("secrets.") && !WORKFLOW.contains("pull_request"));
    let actions: Vec<&str> =
        steps(&workflow).iter().map(|step| text(step, "uses")).filter(|uses| !uses.is_empty()).collect();
    assert_eq!(actions.len(), 6);
    for action in actions {
        let (name, version) = action.split_once('@').unwrap_or((action, ""));
        let is_version = version.strip_prefix('v').is_some_and(|number| number.parse::<u32>().is_ok());
        assert!(name.starts_with("actions/") && is_version, "{action}");
    }
    // Nothing that others choose becomes part of a command: values come through the environment.
    for step in steps(&workflow) {
        assert!(!text(step, "run").contains("${{"), "{}", text(step, "run"));
    }
}

/// Every output that a step asks for is one of a step before it.
#[test]
fn steps_are_named_before_they_are_asked() {
    let mut known = Vec::new();
    for (place, _) in WORKFLOW.match_indices("\n      - ") {
        let step = WORKFLOW[place + 1..].split("\n      - ").next().unwrap();
        // The next job, behind an empty line, is no part of it.
        let step = step.split("\n\n").next().unwrap();
        for asked in step.split("steps.").skip(1) {
            let id = asked.split('.').next().unwrap();
            assert!(known.contains(&id), "{id} is asked in {step}");
        }
        known.extend(step.split("id: ").skip(1).filter_map(|rest| rest.split_whitespace().next()));
    }
    assert!(known.contains(&"pages") && known.contains(&"source"));
}

/// Runs a step's own command line as GitHub's machine does, where `jianbao` is the command under test.
fn run(step: &Yaml<'_>, folder: &Path, variables: &[(&str, &str)]) -> Output {
    let bin = folder.join(".bin");
    fs::create_dir_all(&bin).unwrap();
    small_page::write(&folder.join(".page"));
    // The command of the tests carries no page, so one is named.
    let command = format!(
        "#!/bin/sh\ncase $1 in build) exec '{jianbao}' \"$@\" --page '{page}';; *) exec '{jianbao}' \"$@\";; esac\n",
        jianbao = env!("CARGO_BIN_EXE_jianbao"),
        page = folder.join(".page").display()
    );
    fs::write(bin.join("jianbao"), command).unwrap();
    let made = Command::new("chmod").arg("+x").arg(bin.join("jianbao")).status().unwrap();
    assert!(made.success());
    let path = format!("{}:{}", bin.display(), env::var("PATH").unwrap());
    Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", text(step, "run")])
        .current_dir(folder)
        .env("PATH", path)
        .env("GITHUB_STEP_SUMMARY", folder.join("summary"))
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

/// A page with some lines of the same words.
fn pdf(words: &str) -> String {
    let lines = format!("({words}) Tj 0 -20 Td ").repeat(4);
    let stream = format!("BT /F1 12 Tf 72 720 Td {lines}ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{stream}\nendstream", stream.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let (mut file, mut table) = ("%PDF-1.4\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj{object}endobj\n"));
    }
    let n = objects.len() + 1;
    format!("{file}xref\n0 {n}\n{table}trailer<</Size {n}/Root 1 0 R>>\nstartxref\n{}\n%%EOF", file.len())
}

#[test]
fn its_own_command_line_makes_the_site() {
    let folder = env::temp_dir().join(format!("jianbao-template-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    for entry in walkdir::WalkDir::new(template()).into_iter().map(Result::unwrap) {
        let to = folder.join(entry.path().strip_prefix(template()).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&to).unwrap();
        } else {
            fs::copy(entry.path(), &to).unwrap();
        }
    }
    fs::write(folder.join("documents/旧简报.pdf"), "%PDF-1.7").unwrap();
    fs::write(
        folder.join("documents/report.PDF"),
        pdf(&"Two base stations opened on 6 February 2020. ".repeat(4)),
    )
    .unwrap();
    let workflow = workflow();
    let steps = steps(&workflow);
    let named = |id: &str| *steps.iter().find(|step| text(step, "id") == id).unwrap();
    let address = ("ADDRESS", "https://qingfeng.github.io/reports");
    let output = run(named("pdf"), &folder, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = run(named("site"), &folder, &[address]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    // What was left out, and what to do, is said where the officer looks.
    let summary = fs::read_to_string(folder.join("summary")).unwrap();
    assert!(summary.contains("旧简报.pdf") && summary.contains("save its text as a .txt"), "{summary}");
    let artifact = steps.iter().find(|step| text(step, "uses").contains("upload-pages-artifact")).unwrap();
    let site = folder.join(text(artifact.as_mapping_get("with").unwrap(), "path"));
    let page = |name: &str| fs::read_to_string(site.join(name)).unwrap();
    let index = page("index.html");
    assert!(index.contains("清风读书会简报第1期") && index.contains("<title>清风读书会简报"), "{index}");
    assert!(page("sitemap.xml").contains("https://qingfeng.github.io/reports/doc/"));
    let text_pages = fs::read_dir(site.join("doc")).unwrap().flatten().map(|entry| entry.path());
    let text_pages: Vec<PathBuf> =
        text_pages.filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
    assert_eq!(text_pages.len(), 3);
    let words: String = text_pages.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    for said in ["看热闹的人站满了半条街", "儿童读物380册", "opened on 6 February 2020"] {
        assert!(words.contains(said), "{said}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_is_not_named_yet_stops_the_workflow() {
    let folder = env::temp_dir().join(format!("jianbao-template-named-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let workflow = workflow();
    let steps = steps(&workflow);
    let check = steps.iter().find(|step| text(step, "name") == "Jianbao is named").unwrap();
    for (repository, is_named) in [("OWNER/jianbao", false), ("somebody/jianbao", true)] {
        let output = run(check, &folder, &[("JIANBAO_REPOSITORY", repository)]);
        assert_eq!(output.status.success(), is_named, "{repository}");
    }
    fs::remove_dir_all(&folder).unwrap();
}
