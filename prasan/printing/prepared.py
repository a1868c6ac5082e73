"""The prepared font itself: every Thai cluster one glyph, drawn from the parts of the original font.

Typst gives a letter the text of its whole cluster and its marks none, so a PDF set in a plain Thai font
reads wrongly in half of the viewers. Here every cluster is one glyph (made of the very parts and offsets
that the shaper gives with the original font), and a word joiner melts into the sign before it. Then one
glyph is one cluster, and the text that Typst writes for it is right.
"""

# fontTools and uharfbuzz carry few types.
# mypy: disallow-untyped-calls=False

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fontpkg_sarabun
import uharfbuzz
from fontTools.otlLib.builder import buildCoverage, buildLigatureSubstSubtable, buildLookup
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.ttLib.tables.otTraverse import dfs_base_table

hb: Any = uharfbuzz
ot: Any = otTables

FAMILY = "Prasan Thai"
WORD_JOINER = 0x2060
WHITE_SQUARE = 0x25A1
LETTERS = tuple(chr(c) for c in range(0x0E01, 0x0E2F))
VOWEL_MARKS = "ัิีึืํ็ฺุู"
TONE_MARKS = "่้๊๋์๎"
MARKS = VOWEL_MARKS + TONE_MARKS
NIKHAHIT, AA = "\u0e4d", "\u0e32"
# Offsets are in font units, placed on whole units, and never scaled.
COMPONENT_FLAGS = 0x1006
NEW_LOOKUPS = 3

Part = tuple[str, int, int]


def source(face: str) -> Path:
    """The file of the font package that a face is made from."""
    return fontpkg_sarabun.ROOT / "files" / f"Sarabun-{face}.ttf"


@dataclass(frozen=True)
class Cluster:
    """One drawn cluster: its glyph names as the shaper leaves them, and what the shaper made of them."""

    glyphs: tuple[str, ...]
    parts: tuple[Part, ...]
    advance: int


def drawn_by(font: TTFont) -> dict[int, str]:
    """Code point → glyph name."""
    return font.getBestCmap() or {}


def mark_strings() -> list[str]:
    """Every string of marks that a Thai letter may carry, as the shaper sees it (ำ is ํ + า by then)."""
    plain = [*VOWEL_MARKS, *TONE_MARKS, *(v + t for v in VOWEL_MARKS for t in TONE_MARKS)]
    sara_am = [NIKHAHIT + AA, *(NIKHAHIT + t + AA for t in TONE_MARKS)]
    return [*plain, "\u0e38" + NIKHAHIT, "\u0e39" + NIKHAHIT, *sara_am]


class Shaper:
    """HarfBuzz on the original font."""

    def __init__(self, path: Path, names: list[str]) -> None:
        self._font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
        self._names = names

    def parts(self, text: str) -> tuple[tuple[Part, ...], int]:
        """Glyphs of a text with their places from its start, and its advance, in font units."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", "Thai", "th"
        hb.shape(self._font, buffer)
        parts, pen = [], 0
        for info, pos in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            parts.append((self._names[info.codepoint], pen + pos.x_offset, pos.y_offset))
            pen += pos.x_advance
        return tuple(parts), pen


def clusters(font: TTFont, path: Path) -> list[Cluster]:
    """All clusters of letter and marks, drawn by the shaper."""
    cmap, shaper = drawn_by(font), Shaper(path, font.getGlyphOrder())
    found = []
    for letter in LETTERS:
        for marks in mark_strings():
            text = letter + marks
            parts, advance = shaper.parts(text)
            found.append(Cluster(tuple(cmap[ord(c)] for c in text), parts, advance))
    return found


def composite(parts: Iterable[Part]) -> Glyph:
    """A glyph that draws other glyphs at their places."""
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for name, x, y in parts:
        component = GlyphComponent()
        component.glyphName, component.x, component.y = name, x, y
        component.flags = COMPONENT_FLAGS
        glyph.components.append(component)
    return glyph


class Growing:
    """A font that gets new glyphs; old glyphs keep their numbers."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.order: list[str] = list(font.getGlyphOrder())

    def add(self, name: str, glyph: Glyph, advance: int) -> str:
        self.font["glyf"].glyphs[name] = glyph
        self.font["hmtx"].metrics[name] = (advance, 0)
        self.order.append(name)
        return name

    def close(self) -> None:
        """Write the glyph order and true left side bearings."""
        self.font.setGlyphOrder(self.order)
        glyf, metrics = self.font["glyf"], self.font["hmtx"].metrics
        glyf.glyphOrder = self.order
        for name in self.order:
            glyph = glyf[name]
            glyph.recalcBounds(glyf)
            metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))


def prepare(face: str) -> TTFont:
    """The prepared font of a face ("Regular", "Bold"), in memory."""
    path = source(face)
    font = TTFont(path, recalcTimestamp=False)
    drawn = clusters(font, path)
    grown = Growing(font)
    ligatures = {c.glyphs: grown.add(f"k{i}", composite(c.parts), c.advance) for i, c in enumerate(drawn)}
    joined = _add_joined(grown, drawn, ligatures)
    _map_signs(grown)
    grown.close()
    _put_lookups_first(font, ligatures, joined)
    _classify(font, [*ligatures.values(), *joined.values()])
    _rename(font, face)
    return font


def _add_joined(
    grown: Growing, drawn: list[Cluster], ligatures: dict[tuple[str, ...], str]
) -> dict[tuple[str, str], str]:
    """A twin of every sign that a word joiner may follow: the same drawing, for the pair sign + joiner."""
    cmap, metrics = drawn_by(grown.font), grown.font["hmtx"].metrics
    grown.add("wj", Glyph(), 0)
    signs = [c for c in (*range(0x21, 0x7F), *range(0x0E01, 0x0E5C)) if c in cmap and chr(c) not in MARKS]
    twins: dict[tuple[str, str], str] = {}
    for name in dict.fromkeys(cmap[c] for c in signs):
        twins[name, "wj"] = grown.add(f"{name}.wj", composite([(name, 0, 0)]), metrics[name][0])
    for cluster in drawn:
        name = ligatures[cluster.glyphs]
        twins[name, "wj"] = grown.add(f"{name}.wj", composite(cluster.parts), cluster.advance)
    return twins


def _map_signs(grown: Growing) -> None:
    """The word joiner, and a visible box for what the font cannot draw."""
    advance = grown.font["hmtx"].metrics[".notdef"][0]
    grown.add("box", composite([(".notdef", 0, 0)]), advance)
    for table in grown.font["cmap"].tables:
        if table.isUnicode():
            table.cmap[WORD_JOINER], table.cmap[WHITE_SQUARE] = "wj", "box"


def _put_lookups_first(
    font: TTFont, ligatures: dict[tuple[str, ...], str], joined: dict[tuple[str, str], str]
) -> None:
    """Lookup 0 lets letters with marks through to 2 (alone, 2 would be tried everywhere); 1 melts joiners."""
    gsub, cmap, glyphs = font["GSUB"].table, drawn_by(font), font.getReverseGlyphMap()
    letters, marks = [cmap[ord(c)] for c in LETTERS], [cmap[ord(c)] for c in MARKS]
    for record in _lookup_records(gsub):
        record.LookupListIndex += NEW_LOOKUPS
    for feature in gsub.FeatureList.FeatureRecord:
        raised = [i + NEW_LOOKUPS for i in feature.Feature.LookupListIndex]
        feature.Feature.LookupListIndex = [0, 1, *raised] if feature.FeatureTag == "ccmp" else raised
    gsub.LookupList.Lookup[:0] = [
        buildLookup([_letter_before_mark(letters, marks, glyphs)]),
        buildLookup([buildLigatureSubstSubtable(joined)]),
        buildLookup(_by_first(ligatures)),
    ]
    gsub.LookupList.LookupCount = len(gsub.LookupList.Lookup)
    _complete_ccmp(gsub)


def _by_first(ligatures: dict[tuple[str, ...], str]) -> list[Any]:
    """A subtable for each first letter: one for all would overflow its 16-bit offsets."""
    tables: dict[str, dict[tuple[str, ...], str]] = {}
    for glyphs, name in ligatures.items():
        tables.setdefault(glyphs[0], {})[glyphs] = name
    return [buildLigatureSubstSubtable(mapping) for mapping in tables.values()]


def _letter_before_mark(letters: list[str], marks: list[str], glyphs: dict[str, int]) -> Any:
    rule = ot.ChainContextSubst()
    rule.Format = 3
    rule.BacktrackGlyphCount, rule.BacktrackCoverage = 0, []
    rule.InputGlyphCount, rule.InputCoverage = 1, [buildCoverage(letters, glyphs)]
    rule.LookAheadGlyphCount, rule.LookAheadCoverage = 1, [buildCoverage(marks, glyphs)]
    record = ot.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, 2
    rule.SubstCount, rule.SubstLookupRecord = 1, [record]
    return rule


def _lookup_records(gsub: Any) -> Iterator[Any]:
    for path in dfs_base_table(gsub.LookupList):
        if isinstance(path[-1].value, ot.SubstLookupRecord):
            yield path[-1].value


def _language_systems(gsub: Any) -> Iterator[Any]:
    for record in gsub.ScriptList.ScriptRecord:
        yield record.Script.DefaultLangSys
        yield from (r.LangSys for r in record.Script.LangSysRecord)


def _complete_ccmp(gsub: Any) -> None:
    """Give each language system without a ccmp feature one that holds the two new lookups."""
    records = gsub.FeatureList.FeatureRecord
    for system in _language_systems(gsub):
        if not any(records[i].FeatureTag == "ccmp" for i in system.FeatureIndex):
            system.FeatureIndex.append(len(records))
            records.append(_ccmp())
    order = sorted(range(len(records)), key=lambda i: (records[i].FeatureTag, i))
    place = {old: new for new, old in enumerate(order)}
    gsub.FeatureList.FeatureRecord = [records[i] for i in order]
    gsub.FeatureList.FeatureCount = len(records)
    for system in _language_systems(gsub):
        system.FeatureIndex = sorted(place[i] for i in system.FeatureIndex)
        system.FeatureCount = len(system.FeatureIndex)


def _ccmp() -> Any:
    record = ot.FeatureRecord()
    record.FeatureTag, record.Feature = "ccmp", ot.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex, record.Feature.LookupCount = [0, 1], 2
    return record


def _classify(font: TTFont, bases: list[str]) -> None:
    """New glyphs are base glyphs; names of glyphs and the broken signature go."""
    font["GDEF"].table.GlyphClassDef.classDefs |= dict.fromkeys(bases, 1)
    post: Any = font["post"]
    post.formatType = 3.0
    if "DSIG" in font:
        del font["DSIG"]


def _rename(font: TTFont, face: str) -> None:
    """An own family name: the text of the original must not be taken for ours."""
    postscript = f"{FAMILY.replace(' ', '')}-{face}"
    full = FAMILY if face == "Regular" else f"{FAMILY} {face}"
    for name_id, text in {
        1: FAMILY,
        2: face,
        3: f"1.000;{postscript}",
        4: full,
        6: postscript,
        16: FAMILY,
    }.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
        font["name"].setName(text, name_id, 1, 0, 0)
    font["name"].setName(face, 17, 3, 1, 0x409)
