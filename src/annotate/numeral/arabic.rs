//! Reads Arabic digits with their separators, point and exponent.

use super::decimal::Decimal;
use super::line::Line;

/// ASCII digits with separators, point and exponent; where they end, and their value.
pub(super) fn arabic(line: &Line, start: usize) -> Option<(usize, Decimal)> {
    let mut digits = String::new();
    let mut end = take_digits(line, start, &mut digits);
    if end > start && end - start <= 3 {
        // Groups of exactly three, all with one separator.
        let separator = line.at(end);
        if matches!(separator, ',' | ' ' | '，') {
            while line.at(end) == separator {
                let mut group = String::new();
                let group_end = take_digits(line, end + 1, &mut group);
                // A wide comma mostly ends a clause; before a point it cannot.
                let is_wide = separator == '，'
                    && !(line.at(group_end) == '.' && line.at(group_end + 1).is_ascii_digit());
                let is_grouped = group.len() == 3 && !is_wide && (separator == ',' || line.at(start) != '0');
                if !is_grouped {
                    break;
                }
                digits.push_str(&group);
                end = group_end;
            }
        }
    }
    if line.at(end) == '.' && line.at(end + 1).is_ascii_digit() {
        digits.push('.');
        end = take_digits(line, end + 1, &mut digits);
    }
    let mut value = Decimal::parse(&digits)?;
    if line.at(end) == '^' && line.at(end + 1).is_ascii_digit() {
        let mut exponent = String::new();
        let exponent_end = take_digits(line, end + 1, &mut exponent);
        if let Some(product) = raised(value, &exponent) {
            return Some((exponent_end, product));
        }
    }
    if let Some((exponent_end, power)) = exponent(line, end) {
        value = value.shifted(power)?;
        end = exponent_end;
    }
    Some((end, value))
}

/// `2^5`.
fn raised(value: Decimal, exponent: &str) -> Option<Decimal> {
    let n = exponent.parse::<u32>().ok().filter(|n| *n <= 100)?;
    (0..n).try_fold(Decimal::whole(1), |product, _| product.times(value))
}

/// `E3`, `e-7`; where it ends, and the power of ten.
fn exponent(line: &Line, start: usize) -> Option<(usize, i32)> {
    let sign = line.at(start + 1);
    let digits_start = start + 1 + usize::from(matches!(sign, '-' | '+'));
    let mut digits = String::new();
    let end = take_digits(line, digits_start, &mut digits);
    let power = digits.parse::<i32>().ok().filter(|power| *power <= 30)?;
    let is_free = matches!(line.at(start), 'e' | 'E') && !line.at(end).is_ascii_alphanumeric();
    is_free.then_some((end, if sign == '-' { -power } else { power }))
}

fn take_digits(line: &Line, start: usize, into: &mut String) -> usize {
    let mut end = start;
    while line.at(end).is_ascii_digit() {
        into.push(line.at(end));
        end += 1;
    }
    end
}
