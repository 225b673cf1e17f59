#!/usr/bin/env python3
"""Makes readings.txt and shapes.txt; README.md beside this file says what they are.

    python3 alike.py UNIHAN FONT [FONT ...]

UNIHAN is a folder with Unihan_Readings.txt and Unihan_OtherMappings.txt, plain or as .bz2 (Debian: unicode-data);
the fonts are collections of Noto CJK (Debian: fonts-noto-cjk). Needs Pillow and NumPy.
"""

import bz2
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).parent
# Characters that the words of words.txt use less often than this get no reading, and no shape.
LEAST_READ, LEAST_DRAWN = 100, 200
# A reading that kHanyuPinlu counts in fewer of a hundred occurrences is left out.
LEAST_PERCENT = 1
# Drawings look alike from here on, and from here on where each is among the two that are nearest to the other.
ALIKE, ALIKE_NEIGHBOURS = 0.82, 0.75
# The simplified Chinese face in a collection of Noto CJK.
FACE = 2


def unihan(folder, name):
    """The lines of a file of Unihan: character, field, value."""
    path = Path(folder, name + ".txt")
    packed = path.with_suffix(".txt.bz2")
    lines = bz2.open(packed, "rt", encoding="utf-8") if packed.exists() else open(path, encoding="utf-8")
    with lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t")
                yield chr(int(code[2:], 16)), field, value


def representatives():
    """Which character stands for a class in folded text."""
    lines = (HERE / "han_classes.txt").read_text(encoding="utf-8").split()
    return {c: line[0] for line in lines for c in line[1:]}


def frequencies(fold):
    """How often the words of words.txt use a character."""
    count = Counter()
    for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines():
        word, n = line.split()
        for c in word:
            count[fold.get(c, c)] += int(n)
    return count


def characters(folder, fold):
    """Those of GB 2312 and of the table of 2013, as folded text has them."""
    codes = [bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    known = set("".join(code.decode("gb2312", "ignore") for code in codes))
    known |= {c for c, field, _ in unihan(folder, "Unihan_OtherMappings") if field == "kTGH"}
    return sorted({fold.get(c, c) for c in known})


def toneless(syllable):
    """lǜ → lv, zhōng → zhong."""
    letters = unicodedata.normalize("NFD", syllable)
    letters = re.sub("u([\u0300-\u0307\u0309-\u036f]*)\u0308", "v", letters)
    return "".join(c for c in letters if not unicodedata.combining(c))


def readings(folder, chars):
    """Syllable → characters: the customary reading, and those that are counted in running text."""
    customary, counted = {}, {}
    for c, field, value in unihan(folder, "Unihan_Readings"):
        if field == "kMandarin":
            customary[c] = value.split()[0]
        elif field == "kHanyuPinlu":
            counted[c] = [(syllable, int(n)) for syllable, n in re.findall(r"(\S+?)\((\d+)\)", value)]
    table = defaultdict(list)
    for c in chars:
        total = sum(n for _, n in counted.get(c, []))
        usual = [syllable for syllable, n in counted.get(c, []) if n * 100 >= total * LEAST_PERCENT]
        first = [customary[c]] if c in customary else []
        for syllable in dict.fromkeys(map(toneless, first + usual)):
            table[syllable].append(c)
    return table


def drawings(font, chars):
    """Each character drawn, a little blurred, as a vector of mean 0 and length 1."""
    font = ImageFont.truetype(font, 40, index=FACE)
    rows = []
    for c in chars:
        image = Image.new("L", (44, 48))
        ImageDraw.Draw(image).text((2, -6), c, font=font, fill=255)
        row = numpy.asarray(image.filter(ImageFilter.GaussianBlur(1)), dtype=numpy.float32).ravel()
        row = row - row.mean()
        rows.append(row / (numpy.linalg.norm(row) or 1))
    return numpy.array(rows)


def pairs_alike(fonts, chars):
    """Pairs of places in `chars` whose drawings look alike on the average of the fonts."""
    drawn = [drawings(font, chars) for font in fonts]
    like = sum(rows @ rows.T for rows in drawn) / len(drawn)
    numpy.fill_diagonal(like, 0)
    nearest = [set(row) for row in numpy.argsort(-like, axis=1)[:, :2].tolist()]
    pairs = set()
    for a, b in numpy.argwhere(numpy.triu(like) >= ALIKE_NEIGHBOURS).tolist():
        if like[a, b] >= ALIKE or (a in nearest[b] and b in nearest[a]):
            pairs.add((a, b))
    return pairs


def groups(pairs):
    """Groups in which every two are a pair, so that each pair stands in one at least."""
    beside = defaultdict(set)
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    left = set(pairs)
    for pair in sorted(pairs):
        if pair not in left:
            continue
        group = list(pair)
        others = beside[pair[0]] & beside[pair[1]]
        while others:
            gain = {c: sum((min(c, d), max(c, d)) in left for d in group) for c in sorted(others)}
            best = max(gain, key=gain.get)
            if gain[best] == 0:
                break
            group.append(best)
            others &= beside[best]
        left -= {(a, b) for a in group for b in group}
        yield sorted(group)


def main():
    folder, fonts = sys.argv[1], sys.argv[2:]
    fold = representatives()
    frequency = frequencies(fold)
    chars = characters(folder, fold)
    table = readings(folder, [c for c in chars if frequency[c] >= LEAST_READ])
    lines = [s + "".join(sorted(table[s], key=lambda c: (-frequency[c], c))) + "\n" for s in sorted(table)]
    (HERE / "readings.txt").write_text("".join(lines), encoding="utf-8")
    drawn = [c for c in chars if frequency[c] >= LEAST_DRAWN]
    lines = ["".join(drawn[place] for place in group) + "\n" for group in groups(pairs_alike(fonts, drawn))]
    (HERE / "shapes.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
