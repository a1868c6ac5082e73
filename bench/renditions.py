"""Renditions of a 12-megapixel photo beside bare Pillow doing the same sizes, each in an own process.

Ours reads the original, turns it, brings it to sRGB, puts away what a camera wrote into it, and writes six
files whole (WebP and AVIF in three widths). Bare Pillow saves the same sizes into memory, upright.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.office import opened_office

SIZE, TIMES = (4000, 3000), 5


def main() -> None:
    opened_office()
    from bench.results import Results

    results = Results()
    with tempfile.TemporaryDirectory(prefix="prasan-bench-") as name:
        source = Path(name) / "photo.jpg"
        _draw(source)
        seconds, megabytes = _apart(_ours, source)
        bare_seconds, bare_megabytes = _apart(_bare, source)
        idle = _apart(_nothing, source)[1]
    what = "renditions of a photo of 12 megapixels"
    results.add(f"{what}: CPU", seconds, "s", "bare Pillow", bare_seconds)
    results.add(
        f"{what}: peak memory above an idle process",
        megabytes - idle,
        "MB",
        "bare Pillow",
        bare_megabytes - idle,
    )
    results.write(Path(os.environ["BENCH_OUT"]))


def _draw(path: Path) -> None:
    """Noise of all sizes, as a photo has it, with things in it; on its side, with a place."""
    from PIL import Image, ImageChops, ImageDraw

    width, height = SIZE
    chance = random.Random(3)
    bands = []
    for _ in range(3):
        band = Image.new("L", SIZE, 128)
        for size, strength in ((8, 120), (32, 60), (128, 34), (512, 18), (1600, 9)):
            grain = Image.effect_noise((size, size * height // width), strength)
            band = ImageChops.add(band, grain.resize(SIZE, Image.Resampling.BICUBIC), offset=-128)
        bands.append(band)
    picture = Image.merge("RGB", bands)
    for _ in range(120):
        x, y, side = chance.randrange(width), chance.randrange(height), chance.randrange(60, 500)
        colour = tuple(chance.randrange(256) for _ in range(3))
        ImageDraw.Draw(picture).ellipse((x, y, x + side, y + side), fill=colour)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 46.0, 0.0)})
    picture.save(path, "JPEG", quality=92, exif=exif)


def _apart(act: Callable[[Path], Callable[[], None]], source: Path) -> tuple[float, float]:
    """CPU seconds of the middle one of `TIMES`, and the most megabytes that the process ever held."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (act, source))


def _measured(act: Callable[[Path], Callable[[], None]], source: Path) -> tuple[float, float]:
    import django

    django.setup()
    from bench.results import spent

    once = act(source)
    return sorted(spent(once)[0].cpu for _ in range(TIMES))[TIMES // 2], _peak()


def _peak() -> float:
    """Megabytes. Not `ru_maxrss`: with that a child begins at what its parent held."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _nothing(source: Path) -> Callable[[], None]:
    from prasan.news import renditions  # noqa: F401 - its libraries are loaded in all three

    return lambda: None


def _ours(source: Path) -> Callable[[], None]:
    from django.core.files import File

    from prasan.files.actions import store
    from prasan.files.kinds import PICTURES
    from prasan.news import pictures, renditions

    with source.open("rb") as opened:
        original = store(File(opened, name="a.jpg"), by=None, limit_mb=30, allowed=PICTURES)
    web, _ = pictures.render(original)

    def once() -> None:
        renditions.forget(original.sha256)
        renditions.make(original, width=web.width, jpeg_bytes=len(web.data))

    return once


def _bare(source: Path) -> Callable[[], None]:
    from PIL import Image, ImageOps

    from prasan.news.renditions import FORMATS, widths_of

    def once() -> None:
        upright = ImageOps.exif_transpose(Image.open(source))
        width = min(1600, 1600 * upright.width // upright.height)
        for less in widths_of(width):
            small = upright.resize((less, less * upright.height // upright.width), Image.Resampling.LANCZOS)
            for made in FORMATS.values():
                small.save(io.BytesIO(), made.name, **made.options)

    return once


if __name__ == "__main__":
    main()
