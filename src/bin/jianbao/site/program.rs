//! The page's program with the corpus inside: a WebAssembly module with a custom section (WebAssembly Core Specification, §5.5.3) in which
//! the pack lies. No compiler is needed to put another corpus into a program that was built before.

/// Name of the section; `boot.js` asks for it.
const SECTION: &str = "jianbao";

/// Bytes before the first section: magic number and version.
const HEAD: usize = 8;

/// The program with a pack in place of the one that it has. `None` when the bytes are no WebAssembly module.
pub(super) fn with_pack(program: &[u8], pack: &[u8]) -> Option<Vec<u8>> {
    let mut out = program.get(..HEAD).filter(|head| head.starts_with(b"\0asm"))?.to_vec();
    let mut at = HEAD;
    while at < program.len() {
        let (size, body) = leb128(program, at + 1)?;
        let end = body.checked_add(size).filter(|end| *end <= program.len())?;
        if program.get(at) != Some(&0) || name(program, body) != Some(SECTION.as_bytes()) {
            out.extend_from_slice(program.get(at..end)?);
        }
        at = end;
    }
    let mut body = Vec::with_capacity(pack.len() + 16);
    put_leb128(&mut body, SECTION.len());
    body.extend_from_slice(SECTION.as_bytes());
    body.extend_from_slice(pack);
    out.push(0);
    put_leb128(&mut out, body.len());
    out.extend(body);
    Some(out)
}

/// The name of the custom section whose contents begin at a place.
fn name(program: &[u8], at: usize) -> Option<&[u8]> {
    let (len, start) = leb128(program, at)?;
    program.get(start..start.checked_add(len)?)
}

/// A number as LEB128, and where what follows it begins.
fn leb128(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (mut number, mut shift) = (0_u64, 0);
    loop {
        let byte = *bytes.get(at)?;
        number |= u64::from(byte & 0x7f) << shift;
        at += 1;
        if byte & 0x80 == 0 {
            return Some((usize::try_from(number).ok()?, at));
        }
        shift += 7;
        if shift > 28 {
            return None;
        }
    }
}

fn put_leb128(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_is_put_in_and_replaced() {
        // An empty type section, and a custom section of another name.
        let program = b"\0asm\x01\0\0\0\x01\x01\0\0\x03\x01xy";
        let long = vec![7; 300];
        let once = with_pack(program, &long).unwrap();
        assert!(once.starts_with(program) && once.ends_with(&long));
        assert_eq!(with_pack(&once, &long).unwrap(), once);
        let short = with_pack(&once, b"z").unwrap();
        assert_eq!(short, [&program[..], b"\0\x09\x07jianbaoz"].concat());
    }

    #[test]
    fn what_is_no_program_is_refused() {
        for bytes in [
            &b""[..],
            b"<!doctype html>",
            b"\0asm\x01\0\0\0\x01",
            b"\0asm\x01\0\0\0\x01\x7f",
            b"\0asm\x01\0\0\0\x01\xff\xff\xff\xff\xff",
        ] {
            assert_eq!(with_pack(bytes, b"z"), None, "{bytes:?}");
        }
    }
}
