//! The figures as curves.

use crate::Row;

/// One small diagram for each measure, in powers of ten both ways.
pub(crate) fn picture(rows: &[Row]) -> String {
    type Measure = (&'static str, fn(&Row) -> f64);
    let panels: [(&str, &[Measure]); 6] = [
        ("build, s", &[("", |row| row.build_secs)]),
        ("build, peak MB", &[("", |row| row.build_bytes as f64 / 1e6)]),
        (
            "files, MB",
            &[("all", |row| row.all_bytes as f64 / 1e6), ("index", |row| row.index_bytes as f64 / 1e6)],
        ),
        ("first asked, ms", &[("p95", |row| row.first.1), ("p50", |row| row.first.0)]),
        ("warm, ms", &[("p95", |row| row.warm.1), ("p50", |row| row.warm.0)]),
        ("held in memory, MB", &[("", |row| row.held_bytes as f64 / 1e6)]),
    ];
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 440\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <rect width=\"720\" height=\"440\" fill=\"#fff\"/>\n",
    );
    for (number, (title, measures)) in panels.into_iter().enumerate() {
        let (left, top) = ((number % 3) as f64 * 240.0 + 46.0, (number / 3) as f64 * 220.0 + 30.0);
        let values =
            measures.iter().flat_map(|(_, value)| rows.iter().map(value)).filter(|value| *value > 0.0);
        let (least, most) =
            values.fold((f64::MAX, 1e-3), |(least, most), value| (value.min(least), value.max(most)));
        let (low, high) = (least.min(most).log10().floor(), most.log10().ceil());
        let y = |value: f64| top + 150.0 * (1.0 - (value.log10() - low) / (high - low).max(1.0));
        let x = |bytes: f64| left + 160.0 * ((bytes.log10() - 6.0) / 3.0);
        svg.push_str(&format!(
            "<text x=\"{left}\" y=\"{:.0}\" font-weight=\"bold\">{title}</text>\n",
            top - 12.0
        ));
        for power in low as i32..=high as i32 {
            let (value, at) = (10f64.powi(power), y(10f64.powi(power)));
            svg.push_str(&format!(
                "<path d=\"M{left} {at:.1}h160\" stroke=\"#ddd\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#555\">{value}</text>\n",
                left - 5.0,
                at + 4.0,
            ));
        }
        for (bytes, name) in [(1e6, "1 MB"), (1e7, "10"), (1e8, "100"), (1e9, "1 GB")] {
            let at = x(bytes);
            svg.push_str(&format!(
                "<text x=\"{at:.0}\" y=\"{:.0}\" text-anchor=\"middle\" fill=\"#555\">{name}</text>\n",
                top + 167.0
            ));
        }
        for (place, (name, value)) in measures.iter().enumerate() {
            let colour = ["#a33", "#346"][place % 2];
            let points: Vec<(f64, f64)> =
                rows.iter().map(|row| (x(row.size as f64), y(value(row).max(1e-3)))).collect();
            let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            svg.push_str(&format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n",
                path.join(" ")
            ));
            for (x, y) in &points {
                svg.push_str(&format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.5\" fill=\"{colour}\"/>"));
            }
            if let Some((x, y)) = points.last() {
                svg.push_str(&format!(
                    "<text x=\"{:.0}\" y=\"{:.1}\" fill=\"{colour}\">{name}</text>\n",
                    x + 6.0,
                    y + 4.0
                ));
            }
        }
    }
    svg + "</svg>\n"
}
