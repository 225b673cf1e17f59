//! The marks while the lanes move, drawn on a canvas.
//!
//! At rest marks are links with words (`track.rs`). To place and style a thousand elements takes longer than a frame lasts; to draw
//! them does not. The canvas stands over the marks, which stay on the page below it with the focus and all that is read out,
//! and looks the same. It knows nothing of where they lead.

use std::f64::consts::{FRAC_PI_4, TAU};

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlElement};

use super::chart::{Chart, label_of};
use super::layout::{MARGIN, Placed, ROW, Window, placed};

/// Pixels of space between what a mark looks like and its label.
const GAP: f64 = 8.0;

/// A canvas while the lanes move.
pub(super) struct Sketch {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    look: Look,
    width: f64,
    height: f64,
    /// Pixels of the screen in one of the page.
    ratio: f64,
    /// Where each lane begins below the first one, and how many rows it has room for: the page does not move with the lanes.
    rooms: Vec<(f64, usize)>,
}

/// Colours and letters, as the style sheets have them.
struct Look {
    bar: String,
    paper: String,
    ink: String,
    pale: String,
    warn: String,
    font: String,
    small: String,
    has_labels: bool,
    dashes: JsValue,
    no_dashes: JsValue,
}

impl Look {
    fn of(canvas: &Element) -> Option<Look> {
        let style = window().get_computed_style(canvas).ok()??;
        let value = |name: &str| style.get_property_value(name).unwrap_or_default().trim().to_owned();
        let size: f64 = value("font-size").trim_end_matches("px").parse().ok()?;
        let family = value("font-family");
        Some(Look {
            bar: value("--bar-on"),
            paper: value("--paper"),
            ink: value("--ink"),
            pale: value("--ink-3"),
            warn: value("--warn"),
            font: format!("{size}px {family}"),
            small: format!("{}px {family}", size * 12.0 / 13.0),
            has_labels: value("--labels") != "0",
            dashes: js_sys::Array::of2(&2.into(), &3.into()).into(),
            no_dashes: js_sys::Array::new().into(),
        })
    }
}

impl Sketch {
    /// Begins to draw over what stands in `list`.
    pub(super) fn new(canvas: &HtmlCanvasElement, list: &HtmlElement) -> Option<Sketch> {
        // Colours are known of what is shown alone.
        let _ = canvas.remove_attribute("hidden");
        let sketch = Sketch::begun(canvas.clone(), list);
        if sketch.is_none() {
            let _ = canvas.set_attribute("hidden", "");
        }
        sketch
    }

    fn begun(canvas: HtmlCanvasElement, list: &HtmlElement) -> Option<Sketch> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let _ = canvas.style().set_property("top", &format!("{}px", list.offset_top()));
        let look = Look::of(&canvas)?;
        let (width, height) = (f64::from(list.client_width()), f64::from(list.client_height()));
        let ratio = window().device_pixel_ratio().max(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a page")]
        let pixels = |length: f64| (length * ratio).round().clamp(1.0, 16_000.0) as u32;
        canvas.set_width(pixels(width));
        canvas.set_height(pixels(height));
        let top = list.get_bounding_client_rect().top();
        let tracks = list.query_selector_all(".lanes__track").ok()?;
        let room = |n: u32| {
            let bounds = tracks.item(n)?.dyn_into::<Element>().ok()?.get_bounding_client_rect();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows of a lane")]
            let n_rows = ((bounds.height() - 2.0 * MARGIN) / ROW).floor().max(1.0) as usize;
            Some((bounds.top() - top, n_rows))
        };
        let rooms = (0..tracks.length()).filter_map(room).collect();
        let _ = list.class_list().add_1("lanes__list--moving");
        Some(Sketch { canvas, context, look, width, height, ratio, rooms })
    }

    /// Draws the marks of a window.
    pub(super) fn draw(&self, chart: &Chart, window: Window) {
        let (context, look) = (&self.context, &self.look);
        let _ = context.set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, self.width, self.height);
        context.set_text_baseline("middle");
        let mut labels: Vec<(f64, f64, bool, bool, String)> = Vec::new();
        let mut counts: Vec<(f64, f64, usize)> = Vec::new();
        for ((top, n_rows), lane) in self.rooms.iter().zip(&chart.lanes) {
            for one in placed(&lane.items, window, self.width) {
                // What finds no room before the lanes are at rest stands among the others.
                let row = one.row.min(n_rows - 1);
                let (x, y) = (one.x * self.width / 100.0, top + MARGIN + ROW * (row as f64 + 0.5));
                self.mark(&one, x, y);
                let width = one.width * self.width / 100.0;
                if one.n > 1 {
                    counts.push((x + width / 2.0, y, one.n));
                }
                if one.has_label && look.has_labels && row == one.row {
                    let Some(entry) = chart.entry(one.first) else { continue };
                    let reach = if width > 0.0 {
                        width
                    } else if one.n > 1 {
                        10.0
                    } else {
                        6.0
                    } + GAP;
                    let x = if one.is_before { x - reach } else { x + reach };
                    labels.push((x, y, one.is_before, one.is_outside, label_of(entry, &lane.name)));
                }
            }
        }
        // Letters by their kind: to change it costs more than to draw.
        context.set_fill_style_str(&look.ink);
        context.set_font(&look.small);
        context.set_text_align("center");
        for (x, y, n) in counts {
            let _ = context.fill_text(&n.to_string(), x, y);
        }
        context.set_font(&look.font);
        for (is_before, align) in [(false, "start"), (true, "end")] {
            context.set_text_align(align);
            for is_outside in [false, true] {
                context.set_fill_style_str(if is_outside { &look.pale } else { &look.ink });
                let kind = labels.iter().filter(|one| (one.2, one.3) == (is_before, is_outside));
                for (x, y, _, _, label) in kind {
                    let _ = context.fill_text(label, *x, *y);
                }
            }
        }
    }

    /// Draws what a mark looks like; `x` is where its date begins, `y` its middle.
    fn mark(&self, one: &Placed, x: f64, y: f64) {
        let (context, look) = (&self.context, &self.look);
        let width = one.width * self.width / 100.0;
        context.set_global_alpha(if one.is_outside { 0.45 } else { 1.0 });
        if one.n > 1 {
            context.set_fill_style_str(&look.paper);
            context.set_stroke_style_str(&look.bar);
            context.set_line_width(1.5);
            context.begin_path();
            if one.width > 0.0 {
                context.rect(x + 0.75, y - 9.25, (width - 1.5).max(1.0), 18.5);
            } else {
                let _ = context.arc(x, y, 9.25, 0.0, TAU);
            }
            context.fill();
            context.stroke();
        } else if one.is_doubtful && one.width == 0.0 {
            context.save();
            let _ = context.translate(x, y);
            let _ = context.rotate(FRAC_PI_4);
            context.set_stroke_style_str(&look.warn);
            context.set_line_width(1.5);
            context.stroke_rect(-4.75, -4.75, 9.5, 9.5);
            context.restore();
        } else if one.is_uncertain {
            let (from, to, thick) =
                if one.width > 0.0 { (x, x + width, 8.0) } else { (x - 5.0, x + 5.0, 10.0) };
            let _ = context.set_line_dash(&look.dashes);
            context.set_stroke_style_str(&look.bar);
            context.set_line_width(thick);
            context.begin_path();
            context.move_to(from, y);
            context.line_to(to, y);
            context.stroke();
            let _ = context.set_line_dash(&look.no_dashes);
        } else {
            context.set_fill_style_str(&look.bar);
            context.begin_path();
            if one.width > 0.0 {
                context.rect(x, y - 4.0, width, 8.0);
            } else {
                let _ = context.arc(x, y, 5.0, 0.0, TAU);
            }
            context.fill();
        }
        context.set_global_alpha(1.0);
    }

    /// Makes way for the marks themselves.
    pub(super) fn end(self, list: &HtmlElement) {
        let _ = self.canvas.set_attribute("hidden", "");
        let _ = list.class_list().remove_1("lanes__list--moving");
    }
}
