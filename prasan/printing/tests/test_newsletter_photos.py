"""Photographs of every kind and none, cut for a frame."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from prasan.printing.papers.newsletter_photos import PhotoError, aspect, cut, emblem
from prasan.printing.tests.newsletter_sample import drawn, jpeg

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (30, 60, 200)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def striped(size: tuple[int, int] = (900, 900)) -> Image.Image:
    """Red above, green in the middle, blue below."""
    image = Image.new("RGB", size, GREEN)
    third = size[1] // 3
    image.paste(RED, (0, 0, size[0], third))
    image.paste(BLUE, (0, 2 * third, size[0], size[1]))
    return image


def near(pixel: object, colour: tuple[int, int, int], by: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= by for one, other in zip(pixel, colour, strict=True))


def test_a_photo_is_shrunk_to_what_paper_needs() -> None:
    data, ppi = cut(jpeg(4000, 3000), 60, 45)
    assert opened(data).size == (473, 355)
    assert round(ppi) == 200


def test_a_small_photo_is_not_blown_up() -> None:
    data, ppi = cut(jpeg(300, 200), 150, 100)
    assert opened(data).size == (300, 200)
    assert round(ppi) == 51


def test_what_is_cut_is_cut_below_rather_than_above() -> None:
    seen = opened(cut(saved(striped(), "PNG"), 90, 45)[0])
    assert near(seen.getpixel((5, 5)), RED)
    assert near(seen.getpixel((5, seen.height // 2)), GREEN)
    above = sum(near(seen.getpixel((5, y)), RED, 40) for y in range(seen.height))
    below = sum(near(seen.getpixel((5, y)), BLUE, 40) for y in range(seen.height))
    assert above > below


def test_what_is_cut_at_the_sides_is_cut_evenly() -> None:
    seen = opened(cut(saved(striped().rotate(90), "PNG"), 30, 90)[0])
    assert near(seen.getpixel((3, seen.height // 2)), GREEN)
    assert near(seen.getpixel((seen.width - 4, seen.height // 2)), GREEN)


def turned(image: Image.Image, orientation: int) -> bytes:
    exif = image.getexif()
    exif[0x0112] = orientation
    return saved(image, "JPEG", exif=exif, quality=95)


def test_a_phone_held_upright_is_seen_upright() -> None:
    data = turned(striped((1200, 900)), 6)
    assert aspect(data) == pytest.approx(0.75)
    seen = opened(cut(data, 45, 60)[0])
    assert near(seen.getpixel((seen.width - 5, 100)), RED)
    assert near(seen.getpixel((5, 100)), BLUE)


def deep_grey() -> bytes:
    grey = striped().convert("L")
    return saved(
        Image.frombytes("I;16", grey.size, struct.pack("<810000H", *(v * 257 for v in grey.tobytes()))), "PNG"
    )


def deep_colour() -> bytes:
    """A PNG of 16 bits a colour, which Pillow does not write."""
    row = b"\0" + struct.pack(">3H", *(v * 257 for v in RED)) * 300

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 300, 300, 16, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row * 300))
        + chunk(b"IEND", b"")
    )


def animated() -> bytes:
    others = [Image.new("RGB", (300, 300), BLUE)]
    return saved(Image.new("RGB", (300, 300), RED), "GIF", save_all=True, append_images=others)


@pytest.mark.parametrize(
    ("data", "colour"),
    [
        (saved(striped(), "JPEG", quality=95), RED),
        (saved(striped(), "WEBP", lossless=True), RED),
        (saved(striped().quantize(8), "PNG"), RED),
        (saved(striped().convert("CMYK"), "JPEG", quality=95), RED),
        (saved(Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG"), (255, 255, 255)),
        (saved(Image.new("LA", (300, 300), (0, 0)), "PNG"), (255, 255, 255)),
        (saved(Image.new("1", (300, 300), 1), "PNG"), (255, 255, 255)),
        (saved(striped().convert("L"), "PNG"), (81, 81, 81)),
        (deep_grey(), (81, 81, 81)),
        (deep_colour(), RED),
        (animated(), RED),
        (saved(striped(), "AVIF", quality=95), RED),
    ],
    ids=[
        "jpeg", "webp", "palette", "cmyk", "clear", "clear-grey",
        "bits", "grey", "grey16", "colour16", "gif", "avif",
    ],
)  # fmt: skip
def test_every_kind_of_picture_becomes_a_plain_photo(data: bytes, colour: tuple[int, int, int]) -> None:
    seen = opened(cut(data, 40, 40)[0])
    assert (seen.format, seen.mode) == ("JPEG", "RGB")
    assert near(seen.getpixel((seen.width // 2, 20)), colour, 26)


def test_nothing_but_the_picture_is_left(tmp_path: Path) -> None:
    image = drawn(800, 600)
    exif = image.getexif()
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    data = saved(image, "JPEG", exif=exif, comment=b"SECRET-NOTE", xmp=b"<x>SECRET</x>")
    assert b"SECRET" in data
    made = cut(data, 40, 30)[0]
    assert b"SECRET" not in made
    assert not opened(made).getexif()


def bomb() -> bytes:
    """A PNG of 30,000 × 30,000 points in a few bytes."""
    head = struct.pack(">2I5B", 30_000, 30_000, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes(10_000))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "ไม่ใช่ภาพ"),
        (b"no picture at all", "ไม่ใช่ภาพ"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ไม่ใช่ภาพ"),
        (b"%PDF-1.7", "ไม่ใช่ภาพ"),
        (jpeg(800, 600)[:3000], "เสียหรือไม่ครบ"),
        (saved(striped(), "PNG")[:400], "เสียหรือไม่ครบ"),
        (bomb(), "ใหญ่เกินไป"),
        (saved(Image.new("L", (8000, 1)), "PNG"), "ยาวหรือแคบเกินไป"),
        (saved(striped(), "TIFF"), "ไม่ใช่ภาพ"),
    ],
    ids=["empty", "text", "svg", "pdf", "cut-jpeg", "cut-png", "bomb", "line", "tiff"],
)  # fmt: skip
def test_what_cannot_be_printed_is_refused_with_its_reason(data: bytes, why: str) -> None:
    def printed() -> None:
        aspect(data)
        cut(data, 40, 30)

    with pytest.raises(PhotoError, match=why):
        printed()


def test_a_file_that_is_missing_or_a_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(PhotoError, match="ไม่พบไฟล์"):
            aspect(path)


def test_a_bad_colour_profile_does_not_cost_the_photo() -> None:
    data = saved(striped(), "JPEG", icc_profile=b"no profile", quality=95)
    assert near(opened(cut(data, 40, 40)[0]).getpixel((10, 10)), RED)


def test_an_emblem_stays_clear_where_it_is_clear() -> None:
    drawn_anew = opened(emblem(saved(Image.new("RGBA", (900, 600), (0, 0, 0, 0)), "PNG")))
    assert (drawn_anew.format, drawn_anew.mode, drawn_anew.size) == ("PNG", "RGBA", (400, 267))
