"""Compile the house's catalogue of Thai texts that the libraries lack: ``python -m prasan.ui.catalog``.

Django's own command needs the gettext tools, which a bare machine has not; Babel does the same.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Write a .mo beside every .po of `folder`; the same text gives the same bytes."""
    return [_compile(source) for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))]


def _compile(source: Path) -> Path:
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parts[-3])
    made = source.with_suffix(".mo")
    temporary = source.with_suffix(".mo.making")
    with temporary.open("wb") as stream:
        write_mo(stream, catalogue)
    temporary.replace(made)
    return made


if __name__ == "__main__":
    compile_all()
