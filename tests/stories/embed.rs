//! The explorer inside of a page of another site: another name and another port of this machine.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::step::EXCERPT_LINK;
use crate::support::{Page, Setting, Site, SiteOptions, Texts, dist, story, target_folder};

/// The example that the project has for developers.
const EXAMPLE: &str = include_str!("../../examples/embed/index.html");

/// Where the example takes the site to lie.
const EXAMPLE_SITE: &str = "http://127.0.0.1:8080/";

/// What the element hears, kept for the story; the height of the host page is left to it.
const KEEP_EVENTS: &str = "<script>window.heard = [];
    const own = document.querySelector('jianbao-explorer');
    for (const type of ['ready', 'statechange', 'select', 'resize', 'error'])
        own.addEventListener(type, ({detail}) => heard.push([type, detail]));</script>";

/// A page around the explorer, on an origin of its own.
struct Host {
    page: Page,
    server: Site,
    folder: PathBuf,
}

impl Host {
    /// Serves pages; what they say of the example's site is said of the story's.
    fn of(page: &Page, pages: &[(&str, &str)]) -> Result<Host> {
        static LAST: AtomicUsize = AtomicUsize::new(0);
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        let folder = target_folder("embed")?.join(format!("{}-{number}", std::process::id()));
        fs::create_dir_all(&folder)?;
        for (name, text) in pages {
            fs::write(folder.join(name), text.replace(EXAMPLE_SITE, &page.site().address("")))?;
        }
        let server = Site::start(&folder, &SiteOptions::default())?;
        Ok(Host { page: page.clone(), server, folder })
    }

    /// A host of one page that holds some markup.
    fn with(page: &Page, body: &str) -> Result<Host> {
        let html = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><link rel=icon href='data:,'><title>host</title><body>{body}{KEEP_EVENTS}"
        );
        Host::of(page, &[("index.html", &html)])
    }

    /// Opens the page and waits until the element is ready.
    async fn open(&self) -> Result<()> {
        self.go("").await?;
        self.until("the element is ready", "return heard.some(([type]) => type === 'ready')").await
    }

    async fn go(&self, path: &str) -> Result<()> {
        // Another name of this machine: another site as well, so that the frame has a process of its own, as it has everywhere.
        let address = self.server.address(path).replace("127.0.0.1", "localhost");
        Ok(self.page.driver().goto(address).await?)
    }

    /// Goes into a plain frame, once what it is to show is there.
    async fn enter_plain(&self) -> Result<()> {
        self.until("the frame is loaded", "return document.title === 'loaded'").await?;
        Ok(self.page.see("iframe").await?.enter_frame().await?)
    }

    /// Waits until a script in the host's page says yes.
    async fn until(&self, what: &str, script: &str) -> Result<()> {
        self.page
            .until(what, || async { Ok(self.page.script::<bool>(script, json!([])).await?.then_some(())) })
            .await
    }

    /// What a script in the host's page promises; an error as text.
    async fn promised(&self, script: &str) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const explorer = document.querySelector('jianbao-explorer');
            (async () => {{ {script} }})().then(done, (error) => done(String(error)))"
        );
        Ok(self.page.driver().execute_async(script, Vec::new()).await?.json().clone())
    }

    /// Goes into the explorer's frame.
    async fn enter(&self) -> Result<()> {
        let frame = "return document.querySelector('jianbao-explorer').shadowRoot.querySelector('iframe')";
        let frame = self.page.driver().execute(frame, Vec::new()).await?.element()?;
        Ok(frame.enter_frame().await?)
    }

    /// Comes back to the page around it.
    async fn leave(&self) -> Result<()> {
        Ok(self.page.driver().enter_default_frame().await?)
    }

    /// Runs a script in the frame.
    async fn inside<T: serde::de::DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.enter().await?;
        let found = self.page.script(script, json!([])).await;
        self.leave().await?;
        found
    }

    /// What was heard of a kind so far.
    async fn heard(&self, kind: &str) -> Result<Vec<Value>> {
        let script = "return heard.filter(([type]) => type === arguments[0]).map(([, detail]) => detail)";
        self.page.script(script, json!([kind])).await
    }

    /// Waits until the frame is as tall as its page, and stays so; gives the height.
    async fn fits(&self, what: &str) -> Result<f64> {
        let frame = "return document.querySelector('jianbao-explorer').shadowRoot.querySelector('iframe').offsetHeight";
        let fit = || async {
            let tall: f64 = self.inside("return document.body.getBoundingClientRect().height").await?;
            let frame: f64 = self.page.script(frame, json!([])).await?;
            anyhow::Ok((frame >= tall && frame - tall < 1.5).then_some(frame))
        };
        self.page
            .until(what, || async {
                let first = fit().await?;
                tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                Ok(fit().await?.filter(|_| first.is_some()))
            })
            .await
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The example, with what a story hears.
fn example(page: &Page) -> Result<Host> {
    Host::of(
        page,
        &[("index.html", &EXAMPLE.replace("<p>\n  <button", &format!("{KEEP_EVENTS}<p>\n  <button")))],
    )
}

#[test]
fn story_09_a_working_explorer_is_as_tall_as_its_content() {
    story("story_09", Setting::default(), |page| async move {
        let host = example(&page)?;
        host.open().await?;
        let (n_hits, n_documents) = Texts::read()?.count("网络");
        host.enter().await?;
        page.counts_where("all hits", |counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents))
            .await?;
        ensure!(page.n_elements(".page-nav").await? == 1, "the frame around all pages is there");
        let is_shown = "return document.querySelector('.page-nav').checkVisibility() || document.querySelector('.page-foot').checkVisibility()";
        ensure!(!page.script::<bool>(is_shown, json!([])).await?, "and not shown");
        host.leave().await?;
        let results = host.fits("results").await?;

        // It shrinks and grows with what it shows, and with the width that it has.
        host.promised("return explorer.set({query: '龘龘'})").await?;
        host.until(
            "nothing is shorter",
            &format!("return document.querySelector('jianbao-explorer').offsetHeight < {}", results / 2.0),
        )
        .await?;
        host.fits("nothing").await?;
        host.promised("return explorer.set({query: '网络'})").await?;
        host.until(
            "results are taller",
            &format!("return document.querySelector('jianbao-explorer').offsetHeight > {}", results / 2.0),
        )
        .await?;
        ensure!((host.fits("results again").await? - results).abs() < 2.0, "as tall as before");
        host.promised("explorer.style.width = '24rem'").await?;
        host.until(
            "a narrow one is taller",
            &format!("return document.querySelector('jianbao-explorer').offsetHeight > {}", results * 1.2),
        )
        .await?;
        host.fits("narrow").await?;
        host.promised("explorer.style.width = ''").await?;
        host.until(
            "a wide one is not",
            &format!("return document.querySelector('jianbao-explorer').offsetHeight < {}", results * 1.1),
        )
        .await?;
        ensure!((host.fits("wide again").await? - results).abs() < 2.0, "as tall as before");
        // A frame that is made taller by force does not make its page taller.
        let n_resizes = host.heard("resize").await?.len();
        ensure!(n_resizes <= 20, "{n_resizes} resizes");
        host.promised("explorer.shadowRoot.querySelector('iframe').style.height = '5000px'").await?;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let tall: f64 = host.inside("return document.body.getBoundingClientRect().height").await?;
        ensure!((tall - results).abs() < 2.0, "{tall} in a frame of 5000, {results} before");
        let later = host.heard("resize").await?.len();
        ensure!(later == n_resizes, "{later} resizes, {n_resizes} before");

        // It left the focus and the place of the page alone.
        let manners: (bool, f64) =
            page.script("return [document.activeElement === document.body, scrollY]", json!([])).await?;
        ensure!(manners == (true, 0.0), "{manners:?}");
        page.expect_quiet_console().await
    });
}

#[test]
fn story_09_it_wears_the_colours_of_its_host() {
    story("story_09_colours", Setting::default(), |page| async move {
        let host = example(&page)?;
        host.open().await?;
        let worn = "const root = getComputedStyle(document.documentElement); const body = getComputedStyle(document.body);
            return [root.getPropertyValue('--seal-fill'), root.getPropertyValue('--on-seal'), body.backgroundColor, body.color, body.fontFamily]";
        let worn: Vec<String> = host.inside(worn).await?;
        let expected = [
            "teal",
            "#fff",
            "rgb(244, 247, 245)",
            "rgb(29, 43, 42)",
            "Georgia, \"Noto Serif CJK SC\", serif",
        ];
        ensure!(worn == expected, "{worn:?}");
        // Another choice arrives, also one that style sheets make.
        host.promised("explorer.style.setProperty('--jianbao-accent', '#ffd400')").await?;
        let accent = "return ['--seal-fill', '--on-seal', '--seal'].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name))";
        let accent = page
            .until("the other accent", || async {
                let accent: Vec<String> = host.inside(accent).await?;
                Ok((accent[0] == "#ffd400").then_some(accent))
            })
            .await?;
        // Yellow on paper cannot be read as text: it is drawn towards the ink.
        ensure!(accent[1] == "#000" && accent[2].starts_with("rgb("), "{accent:?}");
        page.expect_quiet_console().await
    });
}

#[test]
fn story_09_without_scripts_a_linked_title_and_a_sentence_remain() {
    story("story_09_stripped", Setting::default(), |page| async move {
        let (before, rest) = EXAMPLE.split_once("<script src=").context("the example has the script")?;
        let (_, after) = rest.split_once("</script>").context("the script ends")?;
        let host = Host::of(&page, &[("index.html", &format!("{before}{after}"))])?;
        host.go("").await?;
        ensure!(page.text("jianbao-explorer").await?.contains("five documents"), "the sentence is there");
        page.click("jianbao-explorer a").await?;
        page.ready().await?;
        page.counts_where("the explorer itself", |counts| counts.n_hits > 0).await?;
        Ok(())
    });
}

#[test]
fn story_09_the_page_writes_the_line_that_is_pasted() {
    story("story_09_dialog", Setting::default(), |page| async move {
        page.open("?q=网络&view=concordance&lang=zh-Hans").await?;
        page.click(".page-foot__embed").await?;
        page.see(".embed__frame").await?;
        let choose = "const select = document.querySelectorAll('.embed select')[arguments[0]];
            select.value = arguments[1]; select.dispatchEvent(new Event('change', {bubbles: true}))";
        for (index, value) in [(0, "timeline"), (2, "en"), (3, "dark")] {
            page.script::<Value>(choose, json!([index, value])).await?;
        }
        let code = "return [...document.querySelectorAll('.embed__text')].map((text) => text.textContent)";
        let codes: Vec<String> = page.script(code, json!([])).await?;
        ensure!(
            codes.len() == 2 && codes.iter().all(|code| code.contains("timeline") && !code.contains('\n')),
            "{codes:?}"
        );
        // The preview shows what the line will.
        let frame = page.see(".embed__frame").await?;
        ensure!(
            frame.attr("src").await?.unwrap_or_default().contains("embed=timeline"),
            "the preview follows"
        );
        frame.enter_frame().await?;
        page.ready().await?;
        page.driver().enter_default_frame().await?;
        page.click(".embed__code .button").await?;
        page.until("the button says so", || async {
            Ok((page.text(".embed__code .button").await? == "已复制").then_some(()))
        })
        .await?;
        page.expect_quiet_console().await?;

        let element = Host::with(&page, &codes[0].replace("view=\"concordance\"", ""))?;
        element.open().await?;
        let state = element.promised("return explorer.state").await?;
        ensure!(state["query"] == "网络" && state["theme"] == "dark" && state["lang"] == "en", "{state}");
        let shown: (String, bool) = element
            .inside("return [document.documentElement.lang, !!document.querySelector('.histogram__bars')]")
            .await?;
        ensure!(shown == ("en".to_owned(), true), "{shown:?}");
        let frame = Host::with(
            &page,
            &format!(
                "{}<jianbao-explorer></jianbao-explorer>",
                codes[1].replace("<iframe", "<iframe onload=\"document.title = 'loaded'\"")
            ),
        )?;
        frame.go("").await?;
        frame.enter_plain().await?;
        page.ready().await?;
        ensure!(page.query().await?.contains("embed=timeline"), "{}", page.query().await?);
        Ok(())
    });
}

#[test]
fn story_33_attributes_messages_and_events() {
    story("story_33", Setting::default(), |page| async move {
        let host = Host::with(
            &page,
            "<script src=\"http://127.0.0.1:8080/jianbao-1.js\" async></script>
            <jianbao-explorer loading=eager src=\"http://127.0.0.1:8080/\" query=\"网络\" from=\"2020-02-01\" to=\"2020-03-31\"
                view=\"results\" lang=\"zh-Hant\" theme=\"dark\"></jianbao-explorer>",
        )?;
        host.open().await?;
        let state = host.promised("return explorer.state").await?;
        ensure!(
            state["query"] == "网络" && state["from"] == "2020-02-01" && state["to"] == "2020-03-31",
            "{state}"
        );
        let root: (String, String, Option<String>) = host
            .inside("const {lang, dataset} = document.documentElement; return [lang, dataset.embed, dataset.theme ?? null]")
            .await?;
        ensure!(root == ("zh-Hant".into(), "compact".into(), Some("dark".into())), "{root:?}");

        // By attribute, and by message; both are heard of.
        host.promised("explorer.setAttribute('view', 'timeline')").await?;
        host.until(
            "an attribute is heard",
            "return heard.some(([type, {state}]) => type === 'statechange' && state.view === 'timeline')",
        )
        .await?;
        host.promised("return explorer.set({view: '', from: '', to: '', query: '复工'})").await?;
        host.until("a message is heard", "return heard.some(([type, {state}]) => type === 'statechange' && state.query === '复工' && !state.from)").await?;
        let (n_hits, _) = Texts::read()?.count("复工");
        host.enter().await?;
        page.counts_where("what was set", |counts| counts.n_hits == n_hits).await?;
        // A reader opens a text.
        page.click(EXCERPT_LINK).await?;
        page.see(".reader__text .mark").await?;
        host.leave().await?;
        host.until("a choice is heard", "return heard.some(([type]) => type === 'select')").await?;
        let selected = host.heard("select").await?;
        ensure!(selected[0]["doc"].is_string() && selected[0]["at"].is_u64(), "{selected:?}");
        // A host sets a text.
        host.promised(&format!("return explorer.set({{doc: {}, query: ''}})", selected[0]["doc"])).await?;
        host.until("a text is set", "const {state} = document.querySelector('jianbao-explorer'); return !!state.doc && !state.at && !state.query").await?;
        host.enter().await?;
        page.see(".reader__text").await?;
        host.leave().await?;

        // The methods of `window.jianbao`.
        let (n_hits, n_documents) = Texts::read()?.count("网络");
        let found = host.promised("const found = await explorer.search('网络', {limit: 3}); return [found.total, found.documents, found.hits.length, (await explorer.ids('网络')).length, (await explorer.counts('网络')).n_hits]").await?;
        ensure!(found == json!([n_hits, n_documents, 3, n_documents, n_hits]), "{found}");
        let wrong = host.promised("return explorer.search('网', {sort: 'luck'})").await?;
        ensure!(wrong.as_str().is_some_and(|said| said.contains("found luck")), "{wrong}");
        let stopped = host.promised("const control = new AbortController(); const found = explorer.ids('网', {signal: control.signal}); await explorer.ready; setTimeout(() => control.abort()); return found.then(() => 'found', (error) => error.name)").await?;
        ensure!(stopped == "AbortError" || stopped == "found", "{stopped}");
        ensure!(host.heard("error").await?.is_empty(), "{:?}", host.heard("error").await?);
        page.expect_quiet_console().await
    });
}

/// Messages that mean nothing, each of them posted to the explorer's frame.
const NONSENSE: &str = "const frame = document.querySelector('jianbao-explorer').shadowRoot.querySelector('iframe').contentWindow;
    for (const message of [null, 1, 'set', [], {}, {type: 'set', state: {query: '龘'}}, {jianbao: 2, type: 'set', state: {query: '龘'}},
        {jianbao: 1}, {jianbao: 1, type: 'explode'}, {jianbao: 1, type: '__proto__'}, {jianbao: 1, type: 'toString'}, {jianbao: 1, type: 'set'},
        {jianbao: 1, type: 'set', state: '?q=龘'}, {jianbao: 1, type: 'set', state: {query: {}}}, {jianbao: 1, type: 'style', style: 'red'},
        {jianbao: 1, type: 'search'}, {jianbao: 1, type: 'search', id: {}, query: '网'}, {jianbao: 1, type: 'cancel', id: 'x'}])
        frame.postMessage(message, '*');";

#[test]
fn story_33_messages_that_mean_nothing_or_come_from_elsewhere_are_ignored() {
    story("story_33_ignored", Setting::default(), |page| async move {
        let fake = "<!doctype html><script>parent.postMessage({jianbao: 1, type: 'resize', height: 7777}, '*')</script>";
        let body = EXAMPLE.replace(
            "<p>\n  <button",
            &format!("{KEEP_EVENTS}<iframe id=other srcdoc='x'></iframe><p>\n  <button"),
        );
        let host = Host::of(&page, &[("index.html", &body), ("fake.html", fake)])?;
        host.open().await?;
        host.fits("results").await?;
        let before = (host.promised("return explorer.state").await?, host.heard("resize").await?.len());
        host.promised(NONSENSE).await?;
        // Another window of the host's, which is not the parent.
        let other = "const script = document.getElementById('other').contentDocument.createElement('script');
            script.textContent = `parent.document.querySelector('jianbao-explorer').shadowRoot.querySelector('iframe').contentWindow.postMessage({jianbao: 1, type: 'set', state: {query: '龘'}}, '*')`;
            document.getElementById('other').contentDocument.body.append(script)";
        host.promised(other).await?;
        // To the element: from the host's own window, and from a frame that does not hold the explorer.
        host.promised("postMessage({jianbao: 1, type: 'resize', height: 7777}, '*'); postMessage({jianbao: 1, type: 'statechange', state: {query: '龘'}}, '*')").await?;
        host.promised("document.getElementById('other').src = 'fake.html'; document.getElementById('other').removeAttribute('srcdoc')").await?;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        // Still alive, and as before.
        let found = host.promised("return (await explorer.search('网络')).total").await?;
        ensure!(found.as_u64().is_some_and(|n| n > 0), "{found}");
        let after = (host.promised("return explorer.state").await?, host.heard("resize").await?.len());
        ensure!(before == after, "{before:?} became {after:?}");
        page.expect_quiet_console().await?;
        // The very window of the explorer, with another origin in it.
        host.promised(
            "explorer.shadowRoot.querySelector('iframe').src = new URL('fake.html', location.href).href",
        )
        .await?;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        ensure!(host.heard("resize").await?.len() == after.1, "{:?}", host.heard("resize").await?);
        Ok(())
    });
}

#[test]
fn story_33_nothing_but_colours_fonts_and_lengths_gets_in() {
    story("story_33_theme", Setting::default(), |page| async move {
        let host = Host::with(
            &page,
            "<script src=\"http://127.0.0.1:8080/jianbao-1.js\" async></script>
            <jianbao-explorer loading=eager src=\"http://127.0.0.1:8080/\" style=\"--jianbao-accent: url(http://127.0.0.1:8080/stolen);
                --jianbao-background: image-set('http://127.0.0.1:8080/stolen' 1x); --jianbao-font: x, url(http://127.0.0.1:8080/stolen);
                --jianbao-gutter: calc(100vh * 9); --jianbao-text: #123456\"></jianbao-explorer>",
        )?;
        host.open().await?;
        host.enter().await?;
        let worn = "return Array.from(document.documentElement.style).map((name) => `${name}: ${document.documentElement.style.getPropertyValue(name)}`).filter((one) => !one.startsWith('--embed'))";
        let worn: Vec<String> = page.script(worn, json!([])).await?;
        ensure!(
            worn.len() == 4 && worn.iter().all(|one| one.starts_with("--ink") && one.contains("#123456")),
            "{worn:?}"
        );
        let script = "const done = arguments[arguments.length - 1]; import('./theme.js').then((theme) => done(arguments[0].map(([kind, value]) => theme[kind](value))))";
        let cases = [
            ("isColour", "red", true),
            ("isColour", "#0af", true),
            ("isColour", "rgb(1 2 3 / 50%)", true),
            ("isColour", "oklch(60% .1 200)", true),
            ("isColour", "color-mix(in srgb, red 20%, blue)", true),
            ("isColour", "transparent", true),
            ("isColour", "", false),
            ("isColour", "url(x)", false),
            ("isColour", "var(--x)", false),
            ("isColour", "red;}body{display:none", false),
            ("isColour", "red url(x)", false),
            ("isColour", "inherit", false),
            ("isColour", "currentColor", false),
            ("isColour", "env(x)", false),
            ("isColour", "rgb(url(x) 1 2)", false),
            ("isColour", "rgb(1 2 3", false),
            ("isColour", "color-mix(in srgb, rgb(1 2 3), red", false),
            ("isColour", "re\\64", false),
            ("isColour", "expression(1)", false),
            ("isColour", "</style>", false),
            ("isFont", "Georgia, serif", true),
            ("isFont", "\"Noto Serif CJK SC\", 宋体", true),
            ("isFont", "x, url(y)", false),
            ("isFont", "a; color: red", false),
            ("isFont", "var(--x)", false),
            ("isFont", "\"unended", false),
            ("isFont", "inherit", false),
            ("isLength", "0", true),
            ("isLength", "12px", true),
            ("isLength", "1.5rem", true),
            ("isLength", "5", false),
            ("isLength", "-1px", false),
            ("isLength", "1e9px", false),
            ("isLength", "100vh", false),
            ("isLength", "calc(1px)", false),
            ("isLength", "12px;", false),
        ];
        let asked: Vec<Value> = cases.iter().map(|(kind, value, _)| json!([kind, value])).collect();
        let found: Vec<bool> = page.driver().execute_async(script, vec![json!(asked)]).await?.convert()?;
        for ((kind, value, expected), found) in cases.into_iter().zip(found) {
            ensure!(found == expected, "{kind} of {value:?} is {found}");
        }
        let is_asked = page.site().answers().iter().any(|answer| answer.path.contains("stolen"));
        ensure!(!is_asked, "no style fetches anything");
        page.expect_quiet_console().await
    });
}

#[test]
fn story_33_a_site_that_does_not_answer_leaves_what_is_between_the_tags() {
    story("story_33_error", Setting::default(), |page| async move {
        let host = Host::with(
            &page,
            "<jianbao-explorer src=\"javascript:alert(1)\"><a href=\"http://127.0.0.1:8080/\">Reports</a></jianbao-explorer>
            <script>document.querySelector('jianbao-explorer').addEventListener('error', ({detail}) => document.title = detail.message)</script>
            <script src=\"http://127.0.0.1:8080/jianbao-1.js\"></script>",
        )?;
        host.go("").await?;
        ensure!(page.text("jianbao-explorer a").await? == "Reports", "the link is there");
        let title = page.driver().title().await?;
        ensure!(title.contains("src is the address of a site"), "{title}");
        // Whoever asks afterwards hears of it as well, and so does who listens only once the element is there.
        for call in ["explorer.ready", "explorer.search('网')", "explorer.set({query: '网'})"] {
            let said = host.promised(&format!("return {call}")).await?;
            ensure!(
                said.as_str().is_some_and(|said| said.contains("src is the address of a site")),
                "{call}: {said}"
            );
        }
        let later = "const other = document.createElement('jianbao-explorer'); other.setAttribute('src', 'data:,'); document.body.append(other);
            return new Promise((resolve) => other.addEventListener('error', ({detail}) => { other.remove(); resolve(detail.message); }))";
        let later = host.promised(later).await?;
        ensure!(later.as_str().is_some_and(|said| said.contains("found data:,")), "{later}");
        // Another address mends it.
        host.promised(
            "explorer.setAttribute('src', explorer.querySelector('a').href); return explorer.ready",
        )
        .await?;
        host.enter().await?;
        page.ready().await
    });
}

#[test]
fn story_33_the_newest_name_brings_the_pinned_one() {
    let site = SiteOptions { is_shared: true, ..SiteOptions::default() };
    story("story_33_module", Setting { site, ..Setting::default() }, |page| async move {
        let host = Host::with(
            &page,
            "<script type=module src=\"http://127.0.0.1:8080/jianbao.js\"></script><jianbao-explorer loading=eager query=\"网络\"></jianbao-explorer>",
        )?;
        host.open().await?;
        let is_own: bool = page.script("return 'jianbao' in window", json!([])).await?;
        ensure!(!is_own, "the host has no `window.jianbao` of its own");
        let names = ["jianbao-1.js", "embed.js"];
        let fetched: Vec<String> = page.site().answers().into_iter().map(|answer| answer.path).collect();
        ensure!(names.iter().all(|name| fetched.iter().any(|path| path.ends_with(name))), "{fetched:?}");
        page.expect_quiet_console().await
    });
}

#[test]
fn story_16_no_trap_in_the_embed() {
    story("story_16_embed", Setting::default(), |page| async move {
        let host = Host::with(
            &page,
            "<script src=\"http://127.0.0.1:8080/jianbao-1.js\" async></script><button id=before>before</button>
            <jianbao-explorer loading=eager src=\"http://127.0.0.1:8080/\" embed=search></jianbao-explorer><button id=after>after</button>",
        )?;
        host.open().await?;
        page.see("#before").await?.focus().await?;
        let mut way = Vec::new();
        for _ in 0..8 {
            for kind in ["rawKeyDown", "keyUp"] {
                page.devtools(
                    "Input.dispatchKeyEvent",
                    json!({ "type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 }),
                )
                .await?;
            }
            let at: String = page
                .script("return document.activeElement.id || document.activeElement.localName", json!([]))
                .await?;
            way.push(at);
            if way.last().is_some_and(|at| at == "after") {
                break;
            }
        }
        ensure!(way.contains(&"jianbao-explorer".to_owned()), "the focus comes in: {way:?}");
        ensure!(way.last().is_some_and(|at| at == "after"), "and out: {way:?}");
        // A link that leaves opens a page of its own.
        host.enter().await?;
        let link: (String, String, String) = page
            .script("const link = document.querySelector('.embed-bar a[target]'); return [link.target, link.rel, link.getAttribute('href')]", json!([]))
            .await?;
        ensure!(link == ("_blank".into(), "noopener".into(), "/".into()), "{link:?}");
        ensure!(dist()?.join("jianbao-1.js").is_file(), "the pinned name is part of the site");
        Ok(())
    });
}

#[test]
fn story_33_searches_in_a_frame_without_an_origin() {
    let site = SiteOptions { is_shared: true, ..SiteOptions::default() };
    story("story_33_opaque", Setting { site, ..Setting::default() }, |page| async move {
        // Such a frame has no storage, no worker and no cookies.
        let host = Host::with(
            &page,
            "<iframe sandbox=\"allow-scripts\" onload=\"document.title = 'loaded'\" src=\"http://127.0.0.1:8080/?q=网络\"></iframe>
            <jianbao-explorer></jianbao-explorer>",
        )?;
        host.go("").await?;
        host.enter_plain().await?;
        page.ready().await?;
        let (n_hits, _) = Texts::read()?.count("网络");
        page.counts_where("all hits", |counts| counts.n_hits == n_hits).await?;
        Ok(())
    });
}
