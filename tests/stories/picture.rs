//! Pictures of every view.

// Where the pictures are is said on the output.
#![allow(clippy::print_stdout)]

use serde_json::json;

use crate::step::{first_place, repaired_document};
use crate::support::{Setting, story, target_folder};

/// Not a check: `make screenshots` runs it to show every view at two widths, light and dark, in three languages.
#[test]
#[ignore = "run by `make screenshots`"]
fn screenshots() {
    story("screenshots", Setting::default(), |page| async move {
        let folder = target_folder("screenshots")?;
        page.open("").await?;
        let place = first_place(&page).await?;
        let compared = format!("{}&text=both", repaired_document()?);
        let views = [
            ("overview", "?"),
            ("results", "?q=网络 通信"),
            ("reader", &place),
            ("compare", &compared),
            ("timeline", "?view=timeline"),
            ("about", "?view=about"),
            ("nothing", "?q=网络 没有的词"),
            ("conditions", "?q=网络 NEAR/12 保障 after:2020-01 in:paragraph org:某"),
            ("spelling", "?q=疫情防空"),
            // From here on the whole program runs, also for the pages above in the next language.
            ("concordance", "?q=疫情防控&view=concordance"),
            ("figures", "?view=figures"),
            ("figures-unit", "?view=figures&part=元"),
            ("names", "?view=names"),
            ("map", "?view=map"),
            ("words", "?q=网络&view=words"),
            ("collocates", "?q=网络&view=words&part=collocates"),
            ("keyness", "?q=网络&view=words&part=keyness"),
            ("export", "?q=网络&view=export"),
        ];
        for (width, height) in [(1280, 900), (390, 844)] {
            let metrics =
                json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 640 });
            page.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
            for (lang, theme) in [
                ("zh-Hans", "light"),
                ("zh-Hans", "dark"),
                ("zh-Hant", "light"),
                ("zh-Hant", "dark"),
                ("en", "light"),
                ("en", "dark"),
            ] {
                for (view, path) in views {
                    page.open(&format!("{path}&lang={lang}&theme={theme}")).await?;
                    page.see("main").await?;
                    let name = format!("{view}-{width}-{theme}-{lang}.png");
                    page.driver().screenshot(&folder.join(name)).await?;
                }
            }
        }
        println!("pictures: {}", folder.display());
        Ok(())
    });
}
