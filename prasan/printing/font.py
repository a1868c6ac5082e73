"""The fonts of papers and of the site: files made once, when the product is set up.

Run ``python -m prasan.printing.font OUTDIR [--web DIR]``. The same packages give the same bytes.
"""

# fontTools carries few types.
# mypy: disallow-untyped-calls=False

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from functools import partial
from importlib.metadata import version
from pathlib import Path

import fontpkg_sarabun
from fontTools import subset

from prasan.printing.prepared import FAMILY, prepare, source

FACES = ("Regular", "Bold")
WEB_FACES = {"sarabun-400.woff2": "Regular", "sarabun-600.woff2": "SemiBold"}
LICENCE = "OFL.txt"
STAMP = "made-from.txt"
RECIPE = "1"
"""To be raised when the same package makes another font: old files are then made anew."""
WEB_SIGNS = "\u00a0°²·½×÷–—‘’“”•…←→−"
WEB_UNICODES = [*range(0x20, 0x7F), *range(0x0E01, 0x0E5C), *map(ord, WEB_SIGNS)]


def build(folder: Path) -> None:
    """Write the prepared faces and their licence into a folder; whoever comes second finds them made."""
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        if is_built(folder):
            return
        for face in FACES:
            with prepare(face) as font:
                _write(folder / file_name(face), font.save)
        _copy_licence(folder)
        _write_bytes(folder / STAMP, _made_from().encode())


def file_name(face: str) -> str:
    return f"{FAMILY.replace(' ', '')}-{face}.ttf"


def is_built(folder: Path) -> bool:
    """Whether the faces in a folder are those that this version would make."""
    stamp = folder / STAMP
    return stamp.exists() and stamp.read_text() == _made_from()


def _made_from() -> str:
    return f"fontpkg-sarabun {version('fontpkg-sarabun')}, recipe {RECIPE}\n"


def webfonts(folder: Path) -> list[Path]:
    """Write ``sarabun-400.woff2``, ``sarabun-600.woff2`` (Thai and Latin, 15 kB each) and the licence."""
    folder.mkdir(parents=True, exist_ok=True)
    _copy_licence(folder)
    made = []
    for name, face in WEB_FACES.items():
        _write(folder / name, partial(_save_web, face))
        made.append(folder / name)
    return made


def _save_web(face: str, path: str) -> None:
    options = subset.Options()
    options.flavor, options.recalc_timestamp, options.hinting = "woff2", False, False
    options.layout_features = ["ccmp", "locl", "mark", "mkmk", "kern", "liga"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    with subset.load_font(str(source(face)), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=WEB_UNICODES)
        subsetter.subset(font)
        subset.save_font(font, path, options)


def _copy_licence(folder: Path) -> None:
    _write_bytes(folder / LICENCE, (fontpkg_sarabun.ROOT / "LICENSE").read_bytes())


def _write_bytes(path: Path, content: bytes) -> None:
    _write(path, lambda temporary: Path(temporary).write_bytes(content))


def _write(path: Path, save: Callable[[str], object]) -> None:
    """Nobody ever sees half a file."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".making-")
    os.close(handle)
    try:
        save(temporary)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Make the fonts of papers and of the site.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--web", type=Path, help="folder of the site's woff2 files")
    options = parser.parse_args(argv)
    build(options.folder)
    if options.web:
        webfonts(options.web)


if __name__ == "__main__":
    main()
