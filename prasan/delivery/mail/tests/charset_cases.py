"""The Thai charset cases that are published in docs/mail-charsets.md; the page is made from them.

`python -m prasan.delivery.mail.tests.charset_cases` writes the page again.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from prasan.delivery.mail import charset
from prasan.delivery.mail.tests.mails import NEWS

PAGE = Path(__file__).parents[4] / "docs" / "mail-charsets.md"
LATIN = "Élève naïve à l’école, où ça coûte 5 €"


class Case(NamedTuple):
    """`label` as the mail gives it (None: none at all); `bytes_are` is the codec it really carries."""

    label: str | None
    bytes_are: str
    text: str


_NO_PROOF = (
    None,
    "us-ascii",
    "iso-8859-1",
    "windows-1252",
    "utf-8",
    "x-unknown",
    "unknown-8bit",
    '"',
    "gb2312",
)
_THAI = ("windows-874", "tis-620", "TIS620", "iso-8859-11", "cp874", "Thai", "'tis-620'", "x-windows-874")
CASES: tuple[Case, ...] = (
    *(Case(label, "cp874", NEWS) for label in (*_NO_PROOF, *_THAI)),
    *(Case(label, "utf-8", NEWS) for label in (*_NO_PROOF, *_THAI)),
    *(Case(label, "cp874", "“ทดสอบ” – …") for label in (None, "iso-8859-1", "tis-620")),
    *(Case(label, "cp874", "สพป.") for label in (None, "iso-8859-1", "tis-620")),
    *(Case(label, "cp874", "ICTเพื่อการศึกษา STEM") for label in (None, "us-ascii", "windows-874")),
    *(Case(label, "cp874", "ด.ช. ก. และ ด.ญ. ข.") for label in (None, "us-ascii")),
    *(Case(label, "cp874", "ม. ค.") for label in (None, "us-ascii")),
    Case("tis-620", "cp874", "รถ"),
    Case("tis-620", "cp874", "ม.ค. 2569"),
    *(
        Case(label, "cp1252", LATIN)
        for label in (None, "iso-8859-1", "windows-1252", "us-ascii", "utf-8", "tis-620")
    ),
    *(Case(label, "cp1252", "café") for label in (None, "iso-8859-1", "windows-1252", "tis-620")),
    *(Case(label, "cp1252", "“Hello” – it’s") for label in (None, "iso-8859-1", "windows-874")),
    *(Case(label, "cp1252", "Größe für Städte") for label in (None, "iso-8859-1", "tis-620")),
    *(Case(label, "utf-8", LATIN) for label in ("iso-8859-1", "tis-620", None)),
    Case("utf-16", "utf-16", NEWS),
    Case("utf-7", "utf-7", NEWS),
    Case("GB2312", "gb2312", "你好，老师，图片"),
    Case("Shift_JIS", "shift_jis", "こんにちは世界"),
    Case("iso-2022-jp", "iso2022_jp", "こんにちは世界"),
    Case("EUC-KR", "euc_kr", "안녕하세요"),
    Case("koi8-r", "koi8_r", "Привет, как дела"),
    Case("windows-1251", "cp1251", "Привет, как дела"),
    Case("iso-8859-2", "iso8859_2", "Žluťoučký kůň"),
    Case("big5", "big5", "你好老師"),
)

_HEAD = """# Charsets of inbound mail

What the mail reader makes of each label and the bytes that really came under it. The bytes decide; a label
only breaks a tie, and a label of another script is believed when its bytes fit it. Thai single bytes and
Latin are told apart by how they stand together: Thai comes in runs of cells (leading vowel, consonant, marks,
vowel), Latin accents stand single inside of words. Every row is checked by a test; the page is made by
`python -m prasan.delivery.mail.tests.charset_cases`.

| Label in the mail | Bytes are | Read as | Text |
|---|---|---|---|
"""
_TAIL = """
Beyond the table:

- Neighbouring encoded words of one label are joined as bytes before they are read, so a character cut between
  two words is whole again. Raw 8-bit headers and file names are read like text; the body's charset is a hint.
- A single isolated byte under no Thai label (`°`, `©`, ณ) is Latin; under a Thai label it is Thai.
- UTF-8 that is cut in mid-character loses that character only, and the mail's `problems` say so. Lines in
  different codes in one text (a gateway's footer) are read each by itself.
- Thai that a gateway took for Latin-1 and wrote again as UTF-8 (`ÊÇÑÊ´Õ`, `à¸ªà¸§`) is set right, and said.
- Characters that no reading explains become U+FFFD, and are said.
"""


def page() -> str:
    return _HEAD + "".join(_row(case) for case in CASES) + _TAIL


def _row(case: Case) -> str:
    read = charset.decode(case.text.encode(case.bytes_are), case.label)
    label = f"`{case.label}`" if case.label else "none"
    return f"| {label} | {case.bytes_are} | {read.charset} | {read.text} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
