"""Reads one workbook in a process of its own: a 5 KB file can abort calamine, and with it whoever called it.

Run as `python -I reader_child.py FILE`; stands alone, so that nothing of ours is loaded with it.
stdout is one JSON line per sheet {"name", "hidden", "merged", "rows"} and at last {"done": true}, or
{"refused": "Thai"}.
A row is a list of texts without empty ones at its end; `NO_VALUE` stands for an unworked formula.
"""

from __future__ import annotations

import datetime
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

NO_VALUE = "\0="
MOST_MEMORY = 900 * 1024 * 1024
MOST_CPU_SECONDS = 40
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 4_000_000
MOST_UNZIPPED = 300 * 1024 * 1024
_CHUNK = 1 << 20
_LONGEST_CELL = 32 << 20
_WHOLE_NUMBERS_TO = 1e15

_P = rb"(?:\w+:)?"
_FAR = re.compile(
    rb"<" + _P + rb'c\b[^>]*?\br="([A-Z]{3,}\d+|[A-Z]+\d{6,})"[^>]*(?<!/)>\s*<' + _P + rb"(?:v|is|f)\b"
)
_UNWORKED = re.compile(
    rb"<" + _P + rb'c\b(?P<before>[^>]*?)\br="(?P<cell>[A-Z]+\d+)"(?P<after>[^>]*)>\s*<' + _P
    + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _P + rb"f>)\s*(?P<value><" + _P + rb"v\s*/>|<" + _P + rb"v>\s*</" + _P
    + rb"v>)?\s*</" + _P + rb"c>"
)  # fmt: skip
_ERROR = re.compile(
    rb"<" + _P + rb'c\b(?=[^>]*\bt="e")[^>]*?\br="(?P<cell>[A-Z]+\d+)"[^>]*>(?:<' + _P + rb"f\b[^>]*/>|<" + _P
    + rb"f\b[^>]*>[^<]*</" + _P + rb"f>)?\s*<" + _P + rb"v>(?P<error>#[A-Z0-9/!?]+)</"
)  # fmt: skip
_ESCAPE = re.compile(r"_x00[01][0-9A-F]_")
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_TOO_LARGE = "ไฟล์นี้ขยายออกแล้วใหญ่ผิดปกติ จึงไม่รับเพื่อความปลอดภัย: คัดเฉพาะตารางไปไว้ในไฟล์ใหม่"


Mark = tuple[int, int, str]
"""(row, column, text), counted from 0."""


class Refused(Exception):  # noqa: N818
    """The argument is the Thai reason."""


def main(path: str) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    try:
        for sheet in _sheets(path):
            _say(sheet)
        _say({"done": True})
    except Refused as refused:
        _say({"refused": str(refused)})
    except PasswordError:
        _say({"refused": "ไฟล์นี้ตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้: เอารหัสผ่านออกแล้วบันทึกใหม่ จากนั้นส่งอีกครั้ง"})


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False))
    sys.stdout.write("\n")


def _sheets(path: str) -> Iterator[dict[str, Any]]:
    marks = _look_over(path) if zipfile.is_zipfile(path) else {}
    # By content, whatever the name says: sheets are sent as .xls that are none.
    with open(path, "rb") as opened:
        book = CalamineWorkbook.from_filelike(opened)
    cells = 0
    for number, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(number)
        cells += _refuse_large(sheet)
        if cells > MOST_CELLS:
            raise Refused(f"ไฟล์นี้มีช่องข้อมูลเกิน {MOST_CELLS:,} ช่อง: แบ่งเป็นหลายไฟล์แล้วส่งทีละไฟล์")
        rows = [_row(row) for row in sheet.to_python(skip_empty_area=False)]
        _mark(rows, marks.get(about.name, ()))
        yield {
            "name": about.name,
            "hidden": about.visible is not Visible.Visible,
            "merged": [[*first, *last] for first, last in sheet.merged_cell_ranges or ()],
            "rows": rows,
        }


def _refuse_large(sheet: CalamineSheet) -> int:
    end = sheet.end or (-1, -1)
    height, width = end[0] + 1, end[1] + 1
    if width > MOST_COLUMNS:
        raise Refused(
            f"แผ่นงาน “{sheet.name}” มี {width:,} คอลัมน์ รับได้ไม่เกิน {MOST_COLUMNS}: "
            "ลบคอลัมน์ที่ไม่ใช้ทางขวาออกแล้วบันทึกใหม่"
        )
    if height > MOST_ROWS:
        raise Refused(f"แผ่นงาน “{sheet.name}” มี {height:,} แถว รับได้ไม่เกิน {MOST_ROWS:,}: แบ่งเป็นหลายไฟล์")
    return height * width


def _row(cells: list[Any]) -> list[str]:
    texts = [_plain(cell) if type(cell) is str else _text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _plain(text: str) -> str:
    """Without the escapes of control characters in XLSX: "_x000D_" is a carriage return."""
    return _ESCAPE.sub("", text) if "_x00" in text else text


def _text(cell: object) -> str:
    """As a person would read it: 21020001.0 → "21020001", dates as ISO in whatever year the sheet counts."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _WHOLE_NUMBERS_TO else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)


def _mark(rows: list[list[str]], cells: Any) -> None:
    """What calamine reads as empty: formulas that were never worked out, or went wrong."""
    for row, column, mark in cells:
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = rows[row][column] or mark


def _look_over(path: str) -> dict[str, list[Mark]]:
    """Refuses an XLSX whose cells reach too far; finds its formulas without a value and those in error."""
    with zipfile.ZipFile(path) as archive:
        left = MOST_UNZIPPED
        found: dict[str, list[Mark]] = {}
        for name, part in _parts(archive).items():
            found[name] = []
            for text in _pieces(archive, part):
                left -= len(text)
                if left < 0:
                    raise Refused(_TOO_LARGE)
                _refuse_far(name, text)
                found[name] += _marks(text)
    return found


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """{sheet name: its part}, for XLSX only."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - child, limited
    targets = {r.get("Id"): (r.get("Target") or "").lstrip("/") for r in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    parts = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            target = next((targets.get(v) for k, v in sheet.attrib.items() if k.endswith("}id")), None) or ""
            part = target if target.startswith("xl/") else f"xl/{target}"
            if part in names:
                parts[sheet.get("name") or ""] = part
    return parts


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part bit by bit, never cut inside a cell."""
    with archive.open(part) as file:
        rest = b""
        while more := file.read(_CHUNK):
            text = rest + more
            # The end of </c>, </x:c>, </row> or </x:row>.
            cut = max(text.rfind(b"c>"), text.rfind(b"w>")) + 2
            rest = text[cut:] if cut > 1 else text
            if len(rest) > _LONGEST_CELL:
                raise Refused(_TOO_LARGE)
            if cut > 1:
                yield text[:cut]
        yield rest


def _refuse_far(sheet: str, text: bytes) -> None:
    for match in _FAR.finditer(text):
        row, column = _place(match[1].decode())
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise Refused(
                f"แผ่นงาน “{sheet}” มีข้อมูลอยู่ไกลถึงช่อง {match[1].decode()} "
                f"รับได้ไม่เกิน {MOST_COLUMNS} คอลัมน์ และ {MOST_ROWS:,} แถว: ลบช่องนั้นแล้วบันทึกใหม่"
            )


def _marks(text: bytes) -> list[Mark]:
    found: list[Mark] = []
    if b"<f" in text or b":f" in text:
        for match in _UNWORKED.finditer(text):
            # Of type str, an empty value is what the formula gave.
            if not (match["value"] and b't="str"' in match["before"] + match["after"]):
                found.append((*_place(match["cell"].decode()), NO_VALUE))
    if b't="e"' in text:
        found += [(*_place(m["cell"].decode()), m["error"].decode()) for m in _ERROR.finditer(text)]
    return [mark for mark in found if mark[0] < MOST_ROWS and mark[1] < MOST_COLUMNS]


def _place(reference: str) -> tuple[int, int]:
    letters, digits = _REFERENCE.fullmatch(reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (
        CalamineError,
        zipfile.BadZipFile,
        ElementTree.ParseError,
        OSError,
        EOFError,
        ValueError,
        KeyError,
    ) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.exit(3)
