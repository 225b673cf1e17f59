//! What a reader corrects: names that are none, and names that mean the same. Pure.

use serde::{Deserialize, Serialize};

use crate::protocol::annotation::EntityName;

/// A reader's corrections, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::view) struct Repairs {
    /// Names that are left out.
    pub(super) hidden: Vec<EntityName>,
    /// Names that count as another one.
    pub(super) merged: Vec<Merge>,
}

/// A name that counts as another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Merge {
    /// The name that goes.
    pub(super) name: EntityName,
    /// The one that it counts as.
    pub(super) into: EntityName,
}

impl Repairs {
    /// Whether nothing was corrected.
    #[must_use]
    pub(super) fn is_empty(&self) -> bool {
        self.hidden.is_empty() && self.merged.is_empty()
    }

    /// Leaves a name out.
    pub(super) fn hide(&mut self, name: EntityName) {
        if !self.is_hidden(&name.id) {
            self.hidden.push(name);
        }
    }

    /// Takes a name for another one, or for what that is taken for; not where that would lead in a circle.
    pub(super) fn merge(&mut self, name: EntityName, into: EntityName) {
        if self.meant(&into.id) != name.id {
            self.merged.retain(|merge| merge.name.id != name.id);
            self.merged.push(Merge { name, into });
        }
    }

    /// Takes back all that was said of a name.
    pub(super) fn undo(&mut self, id: &str) {
        self.hidden.retain(|name| name.id != id);
        self.merged.retain(|merge| merge.name.id != id);
    }

    /// Adds what another list of corrections says.
    pub(super) fn add(&mut self, other: Repairs) {
        other.hidden.into_iter().for_each(|name| self.hide(name));
        other.merged.into_iter().for_each(|merge| self.merge(merge.name, merge.into));
    }

    /// Whether a name is left out.
    #[must_use]
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.hidden.iter().any(|name| name.id == id)
    }

    /// The id of what a name is taken for; its own where it is taken for itself.
    #[must_use]
    pub(super) fn meant<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        // As many steps as there are merges: a list from elsewhere may lead in a circle.
        for _ in 0..self.merged.len() {
            let Some(merge) = self.merged.iter().find(|merge| merge.name.id == id) else { break };
            id = &merge.into.id;
        }
        id
    }

    /// The names that are taken for this one.
    pub(super) fn same_as<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a EntityName> {
        self.merged
            .iter()
            .map(|merge| &merge.name)
            .filter(move |name| name.id != id && self.meant(&name.id) == id)
    }

    /// As requests say it: merges, and hidden ids.
    #[must_use]
    pub(in crate::view) fn for_request(&self) -> (Vec<(String, String)>, Vec<String>) {
        let merged = self.merged.iter().map(|merge| (merge.name.id.clone(), merge.into.id.clone()));
        (merged.collect(), self.hidden.iter().map(|name| name.id.clone()).collect())
    }

    /// As the browser keeps it, and as a file.
    #[must_use]
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Reads what [`Repairs::to_json`] wrote; `None` for anything else.
    #[must_use]
    pub(super) fn from_json(text: &str) -> Option<Repairs> {
        serde_json::from_str(text).ok()
    }

    /// As `jianbao.toml` takes it. That knows aliases; what is hidden is told to whoever edits the file.
    #[must_use]
    pub(super) fn to_toml(&self) -> String {
        let mut out = String::new();
        let mut told: Vec<&str> = Vec::new();
        for Merge { name, into } in &self.merged {
            let target = self.meant(&name.id);
            if told.contains(&target) {
                continue;
            }
            told.push(target);
            let found = self.merged.iter().map(|merge| &merge.into).find(|name| name.id == target);
            let target_name = found.unwrap_or(into);
            let aliases: Vec<String> = self.same_as(target).map(|name| quoted(&name.name)).collect();
            out.push_str(&format!(
                "[[entities]]\nname = {}\nkind = \"{}\"\naliases = [{}]\n\n",
                quoted(&target_name.name),
                target_name.kind.name(),
                aliases.join(", ")
            ));
        }
        for name in &self.hidden {
            out.push_str(&format!("# not a name: {} ({})\n", quoted(&name.name), name.kind.name()));
        }
        out
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::EntityKind;

    fn name(name: &str) -> EntityName {
        EntityName { id: format!("id-{name}"), kind: EntityKind::Organisation, name: name.into() }
    }

    #[test]
    fn merges_follow_each_other_and_never_turn_round() {
        let mut repairs = Repairs::default();
        repairs.merge(name("a"), name("b"));
        repairs.merge(name("b"), name("c"));
        assert_eq!(repairs.meant("id-a"), "id-c");
        repairs.merge(name("c"), name("a"));
        repairs.merge(name("c"), name("c"));
        assert_eq!(repairs.merged.len(), 2);
        let same: Vec<&str> = repairs.same_as("id-c").map(|name| name.name.as_str()).collect();
        assert_eq!(same, ["a", "b"]);
        repairs.merge(name("a"), name("d"));
        assert_eq!((repairs.meant("id-a"), repairs.meant("id-b")), ("id-d", "id-c"));
        repairs.undo("id-b");
        assert_eq!(repairs.meant("id-b"), "id-b");
    }

    #[test]
    fn circles_from_elsewhere_end() {
        let merge = |a, b| Merge { name: name(a), into: name(b) };
        let repairs = Repairs { merged: vec![merge("a", "b"), merge("b", "a")], ..Repairs::default() };
        assert!(["id-a", "id-b"].contains(&repairs.meant("id-a")));
        assert!(!repairs.to_toml().is_empty());
    }

    #[test]
    fn hidden_once_and_shown_again() {
        let mut repairs = Repairs::default();
        repairs.hide(name("a"));
        repairs.hide(name("a"));
        assert!(repairs.is_hidden("id-a"));
        assert_eq!(repairs.for_request().1, ["id-a"]);
        repairs.undo("id-a");
        assert!(repairs.is_empty());
    }

    #[test]
    fn survives_storage() {
        let mut repairs = Repairs::default();
        repairs.hide(name("网\"络"));
        repairs.merge(name("a"), name("b"));
        assert_eq!(Repairs::from_json(&repairs.to_json()), Some(repairs.clone()));
        assert_eq!(Repairs::from_json("{}"), Some(Repairs::default()));
        for text in ["", "3", "{\"hidden\":3}", "{\"merged\":[{}]}"] {
            assert_eq!(Repairs::from_json(text), None, "{text}");
        }
        let mut other = Repairs::default();
        other.add(repairs.clone());
        other.add(repairs.clone());
        assert_eq!(other, repairs);
    }

    #[test]
    fn settings_get_aliases() {
        let mut repairs = Repairs::default();
        repairs.merge(name("甲"), name("乙"));
        repairs.merge(name("丙"), name("甲"));
        repairs.hide(name("丁\"\\\n"));
        assert_eq!(
            repairs.to_toml(),
            "[[entities]]\nname = \"乙\"\nkind = \"organisation\"\naliases = [\"甲\", \"丙\"]\n\n\
             # not a name: \"丁\\\"\\\\\\u000A\" (organisation)\n"
        );
    }
}
