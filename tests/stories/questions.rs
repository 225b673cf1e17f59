//! The questions of `corpus/questions.md`, each answered in at most three actions, as its file says.

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::support::{Page, SEARCH_BOX, Setting, story};

/// The questions lie beside the documents; other documents have none.
fn file() -> Result<Option<String>> {
    let corpus =
        env::var_os("JIANBAO_CORPUS").context("JIANBAO_CORPUS is not set; use `make test-stories`")?;
    let path = Path::new(&corpus).join("questions.md");
    Ok(if path.is_file() { Some(fs::read_to_string(path)?) } else { None })
}

/// Actions that a question may take.
const MOST: usize = 3;

/// A question, and the way to its answer.
#[derive(Debug, Default)]
struct Question {
    text: String,
    steps: Vec<Step>,
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Type(String),
    Press(String),
    Write(String, String),
    See(String),
}

fn step(line: &str) -> Result<Step> {
    let (verb, rest) = line.split_once(' ').with_context(|| format!("no step: {line}"))?;
    let rest = rest.to_owned();
    Ok(match verb {
        "type" => Step::Type(rest),
        "press" => Step::Press(rest),
        "see" => Step::See(rest),
        "write" => {
            let (text, field) = rest.split_once(" into ").with_context(|| format!("no field: {line}"))?;
            Step::Write(text.to_owned(), field.to_owned())
        }
        _ => bail!("no such step: {line}"),
    })
}

fn questions(file: &str) -> Result<Vec<Question>> {
    let mut questions: Vec<Question> = Vec::new();
    for line in file.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            questions.push(Question { text: text.to_owned(), ..Question::default() });
        } else if let (Some(question), Some(line)) = (questions.last_mut(), line.strip_prefix("- ")) {
            question.steps.push(step(line)?);
        }
    }
    Ok(questions)
}

/// The link, button, label or entry of a list in sight that says least beside these words.
const FIND: &str = "const wanted = arguments[0];
    const said = (element) => (element.getAttribute('aria-label') || element.textContent).trim();
    const all = [...document.querySelectorAll('a, button, summary, label, option, [role=button]')];
    const fit = all.filter((element) => said(element).includes(wanted) && (element.checkVisibility() || element.tagName === 'OPTION'));
    return fit.sort((a, b) => said(a).length - said(b).length)[0] ?? null";

async fn act(page: &Page, step: &Step) -> Result<()> {
    match step {
        Step::Type(text) => {
            let search = page.see(SEARCH_BOX).await?;
            search.clear().await?;
            search.send_keys(text).await?;
        }
        Step::Write(text, label) => {
            let script = "return [...document.querySelectorAll('label')].find((label) =>
                label.textContent.trim() === arguments[0] && label.checkVisibility())?.htmlFor ?? null";
            let id = page
                .until(&format!("a field called {label}"), || async {
                    page.script::<Option<String>>(script, json!([label])).await
                })
                .await?;
            let field = page.see(&format!("#{id}")).await?;
            field.clear().await?;
            field.send_keys(text).await?;
            field.send_keys(Key::Enter).await?;
        }
        Step::Press(words) => {
            let place = "const element = (() => { FIND })(); if (!element) return false;
                document.querySelectorAll('[data-pressed]').forEach((last) => last.removeAttribute('data-pressed'));
                element.dataset.pressed = ''; return true"
                .replace("FIND", FIND);
            page.until(&format!("something that says {words}"), || async {
                Ok(page.script::<bool>(&place, json!([words])).await?.then_some(()))
            })
            .await?;
            page.click("[data-pressed]").await?;
            page.ready().await?;
        }
        Step::See(text) => {
            let script =
                "return document.querySelector('main').innerText.replace(/\\s/g, '').includes(arguments[0])";
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            page.until(&format!("“{text}” in sight"), || async {
                Ok(page.script::<bool>(script, json!([text])).await?.then_some(()))
            })
            .await?;
        }
    }
    Ok(())
}

#[test]
fn questions_are_answered_in_three_actions() {
    story("questions", Setting::default(), |page| async move {
        let Some(file) = file()? else { return Ok(()) };
        let questions = questions(&file)?;
        ensure!(questions.len() >= 30, "{} questions", questions.len());
        let mut unanswered = Vec::new();
        for Question { text, steps } in &questions {
            let n_actions = steps.iter().filter(|step| !matches!(step, Step::See(_))).count();
            ensure!(
                n_actions <= MOST && n_actions < steps.len(),
                "{text}: {n_actions} actions, {} steps",
                steps.len()
            );
            page.go("?lang=zh-Hans").await?;
            // What earlier questions loaded and kept is forgotten: every reader begins anew.
            page.script::<Value>("sessionStorage.clear(); return null", Value::Null).await?;
            page.open("?lang=zh-Hans").await?;
            for step in steps {
                if let Err(error) = act(&page, step).await {
                    unanswered.push(format!("{text}: {step:?}: {error:#}"));
                    break;
                }
            }
        }
        ensure!(unanswered.is_empty(), "{}", unanswered.join("\n"));
        page.expect_quiet_console().await
    });
}
