"""The picture of README: the directory on a desk, and a consent on a phone before it.

`python -m tests.journeys.poster`, after the journeys.
"""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFilter

from tests.journeys.pictures import EVERY, ROOT

_SAND, _EDGE, _INK = "#EFEAE0", "#DDD9D0", "#11262D"
_SIZE = (1600, 940)


def make() -> None:
    poster = Image.new("RGB", _SIZE, _SAND)
    _lay(poster, Image.open(EVERY / "directory-other.png"), width=1240, at=(60, 82), radius=14, edge=_EDGE)
    _lay(poster, Image.open(EVERY / "consent-acting.png"), width=380, at=(1160, 112), radius=34, edge=_INK)
    target = ROOT / "docs" / "images" / "prasan.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    poster.save(target, "PNG", optimize=True)


def _lay(
    poster: Image.Image, picture: Image.Image, *, width: int, at: tuple[int, int], radius: int, edge: str
) -> None:
    """With round corners, an edge and a soft shadow."""
    height = round(picture.height * width / picture.width)
    small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    rim = 8 if edge == _INK else 1
    box = (at[0] - rim, at[1] - rim, at[0] + width + rim, at[1] + height + rim)
    shadow = Image.new("L", poster.size, 0)
    ImageDraw.Draw(shadow).rounded_rectangle(_moved(box, 14), radius + rim, fill=70)
    poster.paste(_INK, mask=shadow.filter(ImageFilter.GaussianBlur(22)))
    ImageDraw.Draw(poster).rounded_rectangle(box, radius + rim, fill=edge)
    poster.paste(small, at, _round(small.size, radius))


def _moved(box: tuple[int, int, int, int], down: int) -> tuple[int, int, int, int]:
    return box[0], box[1] + down, box[2], box[3] + down


def _round(size: tuple[int, int], radius: int) -> Image.Image:
    mask = Image.new("L", (size[0] * 4, size[1] * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] * 4 - 1, size[1] * 4 - 1), radius * 4, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    make()
