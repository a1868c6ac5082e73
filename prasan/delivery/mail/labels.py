"""What a charset label claims: a table, because a label is only a hint and Python's codecs hold traps."""

from __future__ import annotations

import re
from typing import Literal

Claim = Literal["thai", "bytes", "foreign"]
"""`thai`: one of the Thai code pages; `foreign`: a script of its own, believed if the bytes allow it;
`bytes`: says nothing (none, ASCII, Latin, UTF-8, garbage): the bytes alone decide."""

_THAI = re.compile(r"tis.?620|(?:^|\D)874|8859.?11$|thai|ir.?166|^th$")
_NOT_ALNUM = re.compile(r"[^a-z0-9]")

# Supersets where the real mail uses more than its label allows: gb2312 is GBK in practice, euc-kr is cp949.
_FOREIGN: dict[str, str] = {
    **dict.fromkeys(("gb2312", "gb231280", "euccn", "gbk", "cp936", "windows936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "xxbig5", "cp950", "big5hkscs"), "big5hkscs"),
    **dict.fromkeys(("shiftjis", "sjis", "xsjis", "mskanji", "cp932", "windows31j"), "cp932"),
    **dict.fromkeys(("eucjp", "xeucjp", "ujis"), "euc_jp"),
    **dict.fromkeys(("euckr", "ksc5601", "ksc56011987", "uhc", "cp949", "windows949"), "cp949"),
    **{"iso2022jp": "iso2022_jp_ext", "iso2022jp2": "iso2022_jp_2", "iso2022kr": "iso2022_kr"},
    **{"hzgb2312": "hz", "hz": "hz", "utf7": "utf-7", "unicode11utf7": "utf-7"},
    **{"utf16": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be"},
    **{"ucs2": "utf-16", "unicode": "utf-16"},
    **{"koi8r": "koi8_r", "koi8": "koi8_r", "koi8u": "koi8_u", "ibm866": "cp866", "cp866": "cp866"},
    **{"macintosh": "mac_roman", "macroman": "mac_roman", "xmaccyrillic": "mac_cyrillic", "viscii": "cp1258"},
    **{f"{prefix}{n}": f"cp{n}" for n in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)
       for prefix in ("windows", "cp", "xcp")},
    **{f"iso8859{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
    **{"iso88598i": "iso8859_8", "iso88598e": "iso8859_8", "latin2": "iso8859_2", "latin5": "iso8859_9"},
}  # fmt: skip
ESCAPED = frozenset({"iso2022_jp_ext", "iso2022_jp_2", "iso2022_kr", "hz", "utf-7"})
"""Codecs whose bytes are all ASCII: here the label alone tells that it is no plain text."""
WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be"})


def claim(label: str | None) -> tuple[Claim, str | None]:
    """The claim, and the Python codec of a foreign one. `label` as it stood in the mail, quotes and all."""
    if not label:
        return "bytes", None
    plain = label.strip("\"' \t<>;").lower().removeprefix("3d").strip("\"'")
    if _THAI.search(plain):
        return "thai", None
    codec = _FOREIGN.get(_NOT_ALNUM.sub("", plain.split("*")[0])[:24])
    return ("foreign", codec) if codec else ("bytes", None)


def is_unknown(label: str | None) -> bool:
    """Whether a label was given that names no charset at all: worth telling the reader."""
    return bool(label) and claim(label)[0] == "bytes" and not _PLAIN.search(str(label).lower())


_PLAIN = re.compile(r"ascii|ansi|8859|latin|1252|utf-?8|7bit|8bit|646")
