"""The pass over a PDF after Typst: the text of every cluster is given letter by letter, mark by mark.

Typst, with the prepared font, writes one code for a cluster and its whole text for that code. Firefox takes a
code whose text holds a mark for one without width and puts blanks into words; the word joiners are still
in the text. Here a cluster's code keeps its drawing and says its letter alone; its marks follow as codes of
an empty glyph, drawn one hundredth of an em inside the letter (at 0 poppler misplaces them, at 20
thousandths it splits tracked words). What is seen does not change.
"""

# fontTools and pikepdf carry few types.
# mypy: disallow-untyped-calls=False

import gc
import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

JOINER = "\u2060"
NOTHING = "\u200b"
MARKS = frozenset("ัำิีึืฺุู็่้๊๋์ํ๎")
INSET = 10
"""Thousandths of an em by which marks lie inside their letter."""
TEXT_KEYS = ("/ActualText", "/Alt", "/T", "/Title")
BLOCK = 100
"""Most entries of a beginbfchar block (PDF 32000-1, 9.10.3)."""

_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin
/Registry (Adobe) def
/Ordering (Identity) def
/Supplement 0 def
end def
/CMapName /Custom def
/CMapVersion 1 def
/CMapType 0 def
/WMode 0 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"

Piece = bytes | float


@dataclass
class Clusters:
    """What one font's codes are replaced by: code → the codes of its marks, both as two bytes each."""

    marks: dict[bytes, bytes] = field(default_factory=dict)


def read_to_unicode(font: Any) -> dict[int, str]:
    """Code → text of a Type0 font."""
    texts: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(font.ToUnicode):
        if str(instruction.operator) == "endbfchar":
            pairs = [bytes(o) for o in instruction.operands]
            for code, text in zip(pairs[::2], pairs[1::2], strict=True):
                texts[int.from_bytes(code)] = text.decode("utf-16-be", "replace")
    return texts


def to_unicode(texts: dict[int, str]) -> bytes:
    """The CMap stream for code → text."""
    lines = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(texts.items())
    ]
    blocks = [lines[i : i + BLOCK] for i in range(0, len(lines), BLOCK)]
    body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
    return _HEAD + body.encode() + _TAIL


def _is_cluster(text: str) -> bool:
    return len(text) > 1 and "ก" <= text[0] <= "ฮ" and MARKS.issuperset(text[1:])


def _said(text: str) -> str:
    """What a code says: no joiner, a hard blank as the blank it stands for, never nothing."""
    return text.replace(JOINER, "").replace("\u00a0", " ") or NOTHING


def mend_font(pdf: pikepdf.Pdf, font: Any) -> Clusters:
    """Give each mark of a font a code of its own; returns the clusters to replace in the content."""
    texts = {code: _said(text) for code, text in read_to_unicode(font).items()}
    clusters = {code: text for code, text in texts.items() if _is_cluster(text)}
    found = Clusters()
    marks = sorted({mark for text in clusters.values() for mark in text[1:]})
    descendant = font.DescendantFonts[0]
    if marks:
        first = max(_highest_width(descendant), *texts) + 1
        codes = {mark: first + i for i, mark in enumerate(marks)}
        _point_at_empty_glyph(pdf, descendant, first, len(marks))
        for code, text in clusters.items():
            texts[code] = text[0]
            found.marks[code.to_bytes(2)] = b"".join(codes[m].to_bytes(2) for m in text[1:])
        texts |= {code: mark for mark, code in codes.items()}
    font.ToUnicode = pdf.make_stream(to_unicode(texts))
    if "/CIDSet" in descendant.FontDescriptor:
        del descendant.FontDescriptor["/CIDSet"]
    return found


def _highest_width(descendant: Any) -> int:
    """The highest code that has a width: `/W` of Typst is a list of `first last width`."""
    widths = descendant.W
    return max((int(widths[i]) for i in range(1, len(widths), 3)), default=0)


def _point_at_empty_glyph(pdf: pikepdf.Pdf, descendant: Any, first: int, count: int) -> None:
    """Codes from `first` draw nothing and have no width (`/DW` is 0), so `/W` stays as it is."""
    file = descendant.FontDescriptor.FontFile2
    data, empty = with_empty_glyph(file.read_bytes())
    file.write(data)
    file.Length1 = len(data)
    glyphs = [*range(first), *[empty] * count]
    descendant.CIDToGIDMap = pdf.make_stream(struct.pack(f">{len(glyphs)}H", *glyphs))


def with_empty_glyph(data: bytes) -> tuple[bytes, int]:
    """A TrueType font file with one more glyph, empty and without width; and the number of that glyph."""
    reader = SFNTReader(io.BytesIO(data))
    tables: dict[str, bytes] = {str(tag): reader[tag] for tag in reader.keys()}  # noqa: SIM118 (it has no __iter__)
    (count,) = struct.unpack(">H", tables["maxp"][4:6])
    (metrics,) = struct.unpack(">H", tables["hhea"][34:36])
    (long_offsets,) = struct.unpack(">h", tables["head"][50:52])
    bearings = tables["hmtx"][4 * metrics :]
    # A glyph behind the metrics would inherit the last width: write all metrics out.
    last = tables["hmtx"][4 * metrics - 4 : 4 * metrics - 2]
    spelled = b"".join(last + bearings[i : i + 2] for i in range(0, len(bearings), 2))
    tables["hmtx"] = tables["hmtx"][: 4 * metrics] + spelled + bytes(4)
    tables["maxp"] = _with_count(tables["maxp"], 4, count + 1)
    tables["hhea"] = _with_count(tables["hhea"], 34, count + 1)
    tables["loca"] += tables["loca"][-4 if long_offsets else -2 :]
    return _font_file(tables, reader.sfntVersion), count


def _with_count(table: bytes, at: int, count: int) -> bytes:
    return table[:at] + struct.pack(">H", count) + table[at + 2 :]


def _font_file(tables: dict[str, bytes], version: str) -> bytes:
    out = io.BytesIO()
    writer = SFNTWriter(out, len(tables), version)
    for tag in sorted(tables):
        writer[tag] = tables[tag]
    writer.close()
    return out.getvalue()


def spell(pieces: list[Piece], marks: dict[bytes, bytes]) -> list[Piece] | None:
    """The strings and numbers of a TJ with every cluster spelled out; None if there is none in it."""
    spelled: list[Piece] = []
    changed = False
    for piece in pieces:
        if not isinstance(piece, bytes):
            _push_number(spelled, piece)
            continue
        for i in range(0, len(piece), 2):
            code = piece[i : i + 2]
            _push_string(spelled, code)
            if code in marks:
                changed = True
                spelled += [INSET, marks[code], -INSET]
    return spelled if changed else None


def _push_number(pieces: list[Piece], number: float) -> None:
    if pieces and not isinstance(pieces[-1], bytes):
        pieces[-1] += number
    else:
        pieces.append(number)


def _push_string(pieces: list[Piece], code: bytes) -> None:
    if pieces and isinstance(pieces[-1], bytes):
        pieces[-1] += code
    else:
        pieces.append(code)


def mend_content(stream: Any, fonts: dict[str, Clusters]) -> bytes | None:
    """The content of a page or form with clusters spelled out; None if it may stay as it is."""
    instructions: list[Any] = list(pikepdf.parse_content_stream(stream))
    current, changed = Clusters(), False
    stack: list[Clusters] = []
    for i, instruction in enumerate(instructions):
        name = str(instruction.operator)
        if name == "q":
            stack.append(current)
        elif name == "Q":
            current = stack.pop()
        elif name == "Tf":
            current = fonts.get(str(instruction.operands[0]), Clusters())
        elif name in ("Tj", "TJ") and current.marks:
            spelled = spell(_pieces(instruction.operands[0]), current.marks)
            if spelled is not None:
                changed = True
                instructions[i] = ([_array(spelled)], pikepdf.Operator("TJ"))
    return pikepdf.unparse_content_stream(instructions) if changed else None


def _pieces(operand: Any) -> list[Piece]:
    if isinstance(operand, pikepdf.String):
        return [bytes(operand)]
    return [bytes(o) if isinstance(o, pikepdf.String) else float(o) for o in operand]


def _array(pieces: list[Piece]) -> Any:
    return pikepdf.Array([pikepdf.String(p) if isinstance(p, bytes) else p for p in pieces])


def _contents(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """All (holder, resources) of content: pages, and forms and patterns with fonts of their own."""
    for page in pdf.pages:
        yield page, page.get("/Resources", {})
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/Font" in item.get("/Resources", {}):
            yield item, item.Resources


@contextmanager
def _without_collector() -> Iterator[None]:
    """So many small objects, none in a cycle: looking for cycles took a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def mend(data: bytes) -> bytes:
    """The same document with a text layer that every reader reads; the same input gives the same bytes."""
    with _without_collector(), pikepdf.open(io.BytesIO(data)) as pdf:
        known: dict[tuple[int, int], Clusters] = {}
        for holder, resources in _contents(pdf):
            fonts = {}
            for name, font in resources.get("/Font", {}).items():
                if font.objgen not in known:
                    known[font.objgen] = mend_font(pdf, font)
                fonts[name] = known[font.objgen]
            content = mend_content(holder, fonts)
            if content is not None:
                _write(pdf, holder, content)
        _plain_texts(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _write(pdf: pikepdf.Pdf, holder: Any, content: bytes) -> None:
    if isinstance(holder, pikepdf.Page):
        holder.Contents = pdf.make_stream(content)
    else:
        holder.write(content)


def _plain_texts(pdf: pikepdf.Pdf) -> None:
    """Take the joiners out of titles of bookmarks and of texts for screen readers."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary):
            for key in TEXT_KEYS:
                text = item.get(key)
                if isinstance(text, pikepdf.String) and JOINER in str(text):
                    item[key] = str(text).replace(JOINER, "")
