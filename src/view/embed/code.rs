//! What is pasted into another page. Pure.

use crate::view::url::ViewState;

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A script and an element, with what is seen where scripts are taken out.
    Element,
    /// A frame alone.
    Frame,
}

/// How tall the page is inside of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Height {
    /// As tall as what it shows.
    Content,
    /// So many pixels.
    Pixels(u32),
}

impl Height {
    /// What is offered.
    pub(super) const ALL: [Height; 4] =
        [Height::Content, Height::Pixels(400), Height::Pixels(600), Height::Pixels(800)];

    /// The pixels, where there is a number of them.
    pub(super) fn pixels(self) -> Option<u32> {
        match self {
            Height::Content => None,
            Height::Pixels(pixels) => Some(pixels),
        }
    }

    /// The value of an attribute.
    pub(super) fn name(self) -> &'static str {
        match self.pixels() {
            Some(400) => "400",
            Some(800) => "800",
            Some(_) => "600",
            None => "auto",
        }
    }

    /// Reads the value of an attribute.
    pub(super) fn from_name(name: &str) -> Height {
        Height::ALL.into_iter().find(|height| height.name() == name).unwrap_or(Height::Content)
    }
}

/// All that the pasted text is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pasted<'a> {
    /// Address of the site without what is behind `?`.
    pub(super) site: &'a str,
    /// What it shows.
    pub(super) state: &'a ViewState,
    /// How tall.
    pub(super) height: Height,
    /// What the corpus is called.
    pub(super) title: &'a str,
    /// What it is.
    pub(super) sentence: &'a str,
}

/// A frame without scripts cannot tell how tall its page is.
const USUAL_PIXELS: u32 = 600;

/// What the page needs: its programs and their memory, links that open another page, files that can be saved.
const SANDBOX: &str =
    "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads";

impl Pasted<'_> {
    /// One line of HTML.
    pub(super) fn write(&self, form: Form) -> String {
        match form {
            Form::Element => self.element(),
            Form::Frame => self.frame(),
        }
    }

    fn element(&self) -> String {
        let (attributes, rest) = self.state.attributes();
        let mut out = format!("<script src=\"{}jianbao-1.js\" async></script>", escaped(&self.folder()));
        out.push_str("<jianbao-explorer");
        let src = if rest == "?" { self.site.to_owned() } else { format!("{}{rest}", self.site) };
        put(&mut out, "src", &src);
        for (name, value) in &attributes {
            put(&mut out, name, value);
        }
        if let Some(pixels) = self.height.pixels() {
            put(&mut out, "height", &pixels.to_string());
        }
        let whole = self.state.with(|next| next.embed = None).href();
        let whole = if whole == "?" { self.site.to_owned() } else { format!("{}{whole}", self.site) };
        out.push_str("><a");
        put(&mut out, "href", &whole);
        out.push_str(&format!(
            ">{}</a> — {}</jianbao-explorer>",
            escaped(self.title),
            escaped(self.sentence)
        ));
        out
    }

    fn frame(&self) -> String {
        let mut out = "<iframe".to_owned();
        put(&mut out, "src", &format!("{}{}", self.site, self.state.href()));
        put(&mut out, "title", self.title);
        put(&mut out, "width", "100%");
        put(&mut out, "height", &self.height.pixels().unwrap_or(USUAL_PIXELS).to_string());
        put(&mut out, "style", "border:0");
        put(&mut out, "loading", "lazy");
        put(&mut out, "sandbox", SANDBOX);
        out.push_str("></iframe>");
        out
    }

    /// The site's folder, whatever name its page was opened by.
    fn folder(&self) -> String {
        let end = self.site.rfind('/').map_or(self.site.len(), |slash| slash + 1);
        self.site.get(..end).unwrap_or_default().to_owned()
    }
}

fn put(out: &mut String, name: &str, value: &str) {
    out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
}

/// Text that markup cannot come out of, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(address: &str, form: Form, height: Height) -> String {
        let state = ViewState::parse(address);
        let site = "https://example.org/a/";
        Pasted { site, state: &state, height, title: "简报<b>", sentence: "a & \"b\"\n" }.write(form)
    }

    #[test]
    fn an_element_says_the_state_by_attributes() {
        assert_eq!(
            pasted("?q=%E7%BD%91&embed=compact&from=2020-02-01&lang=en", Form::Element, Height::Content),
            "<script src=\"https://example.org/a/jianbao-1.js\" async></script><jianbao-explorer \
             src=\"https://example.org/a/\" query=\"网\" from=\"2020-02-01\" lang=\"en\" embed=\"compact\">\
             <a href=\"https://example.org/a/?q=%E7%BD%91&amp;from=2020-02-01&amp;lang=en\">简报&lt;b&gt;</a> — \
             a &amp; &quot;b&quot; </jianbao-explorer>"
        );
    }

    #[test]
    fn what_has_no_attribute_stays_in_the_address() {
        let text = pasted("?q=a&view=figures&part=b&by=c&embed=full", Form::Element, Height::Pixels(400));
        assert!(
            text.contains(" src=\"https://example.org/a/?part=b&amp;by=c\" query=\"a\" view=\"figures\""),
            "{text}"
        );
        assert!(text.contains(" height=\"400\"><a href="), "{text}");
        let text = pasted("?doc=x&at=3&embed=reader", Form::Element, Height::Content);
        assert!(
            text.contains(" src=\"https://example.org/a/?at=3\" view=\"reader\" doc=\"x\" embed=\"reader\">"),
            "{text}"
        );
    }

    #[test]
    fn a_frame_has_all_in_its_address() {
        assert_eq!(
            pasted("?q=a\"&embed=timeline", Form::Frame, Height::Content),
            "<iframe src=\"https://example.org/a/?q=a%22&amp;embed=timeline\" title=\"简报&lt;b&gt;\" width=\"100%\" \
             height=\"600\" style=\"border:0\" loading=\"lazy\" sandbox=\"allow-scripts allow-same-origin allow-popups \
             allow-popups-to-escape-sandbox allow-downloads\"></iframe>"
        );
    }

    #[test]
    fn heights_have_names() {
        for height in Height::ALL {
            assert_eq!(Height::from_name(height.name()), height);
        }
        assert_eq!(Height::from_name("1e9"), Height::Content);
    }
}
