//! A script → the same without what is there for its authors. Every reader downloads it.

/// The script without indentation, empty lines and comments that fill lines.
///
/// Lines stay lines, so nothing depends on where a statement ends. Text that goes over several lines would change: a
/// script with such text stays as it is.
pub(super) fn lean(script: &str) -> String {
    let has_long_text = script.lines().any(|line| line.matches('`').count() % 2 == 1);
    if has_long_text {
        return script.to_owned();
    }
    let mut lean = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            lean.push_str(line);
            lean.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    lean
}

/// A worker's script behind the glue that it imports: one script, which a page may import as the glue alone. Joining again
/// changes nothing. `None` where the script does not import what is expected, or the glue does not export it.
pub(super) fn joined(glue: &str, worker: &str) -> Option<String> {
    const EXPORTED: &str = "__wbg_init as default";
    const IMPORT: &str = "import init from './engine.js';";
    const WORKER: &str = "\nif (!('document' in globalThis)) {\nconst init = __wbg_init;\n";
    let glue = glue.split(WORKER).next().filter(|glue| glue.contains(EXPORTED))?;
    let (before, after) = worker.split_once(IMPORT)?;
    Some(format!("{}{WORKER}{before}{after}}}\n", glue.trim_end()))
}

/// A worker's script, joined to its glue, as one that is no module: browsers refuse modules as workers of a page that is a file.
/// `None` where it exports something in another way than wasm-bindgen does.
pub(super) fn classic(joined: &str) -> Option<String> {
    let mut out = String::with_capacity(joined.len());
    for line in joined.lines() {
        let line = line
            .strip_prefix("export ")
            .filter(|line| line.starts_with("function ") || line.starts_with("class "))
            .unwrap_or(line);
        if line.starts_with("export {") && line.trim_end().ends_with("};") {
            continue;
        }
        if line.starts_with("export ") || line.starts_with("import ") {
            return None;
        }
        out.push_str(&line.replace("import.meta.url", "location.href"));
        out.push('\n');
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, expected: &str) {
        assert_eq!(lean(script), expected);
        assert_eq!(lean(expected), expected);
    }

    #[test]
    fn what_runs_stays() {
        check(
            "// a\n/* b */\n\n/**\n * c\n */\nlet d = 1; // e\n  if (d) {\n    f('//');\n  }",
            "let d = 1; // e\nif (d) {\nf('//');\n}\n",
        );
        check("let a = `b`;\n  let c = 2 /* d */;\n", "let a = `b`;\nlet c = 2 /* d */;\n");
        check("", "");
    }

    #[test]
    fn a_worker_is_joined_to_its_glue() {
        let glue = "let a = 1;\nexport { initSync, __wbg_init as default };\n";
        let once = joined(glue, "// w\nimport init from './engine.js';\ninit(a);\n").unwrap();
        assert_eq!(
            lean(&once),
            format!("{glue}if (!('document' in globalThis)) {{\nconst init = __wbg_init;\ninit(a);\n}}\n")
        );
        assert_eq!(joined(&once, "// w\nimport init from './engine.js';\ninit(a);\n"), Some(once));
        assert_eq!(joined("let a = 1;", "import init from './engine.js';"), None);
        assert_eq!(joined(glue, "init();"), None);
    }

    #[test]
    fn a_module_becomes_a_script() {
        let module = "let a = new URL('x', import.meta.url);\nexport function f() {}\nexport { initSync, __wbg_init as default };\nf();\n";
        assert_eq!(
            classic(module).as_deref(),
            Some("let a = new URL('x', location.href);\nfunction f() {}\nf();\n")
        );
        assert_eq!(classic("export default 1;"), None);
        assert_eq!(classic("import a from './b.js';"), None);
    }

    #[test]
    fn text_over_several_lines_stays() {
        check("  let a = `\n  // b\n`;\n", "  let a = `\n  // b\n`;\n");
    }
}
