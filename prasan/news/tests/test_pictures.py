"""Pictures leave the office turned, small and bare."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from prasan.files.models import Attachment
from prasan.news.tests.stories import draft, jpeg, picture
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def gps_jpeg(size: tuple[int, int] = (400, 200)) -> bytes:
    """Lying on its side, with a place and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "กล้องลับ"
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 46.0, 0.0), 3: "E", 4: (101.0, 39.0, 0.0)})
    return jpeg(size, exif=exif, comment="ความลับ".encode(), xmp=b"<x:xmpmeta>secret</x:xmpmeta>")


def web_of(data: bytes, size: str = "web", **values: str) -> Image.Image:
    photo = draft(picture(data, **values)).photos.get()
    return Image.open(io.BytesIO(read(getattr(photo, size))))


def read(attachment: Attachment) -> bytes:
    with attachment.file.open("rb") as opened:
        return bytes(opened.read())


def test_place_camera_and_comments_are_gone_and_it_stands_upright() -> None:
    made = web_of(gps_jpeg())
    assert made.size == (200, 400)
    assert dict(made.getexif()) == {}
    assert not {"exif", "comment", "xmp", "icc_profile"} & made.info.keys()


def test_the_bytes_hold_nothing_of_the_original() -> None:
    photo = draft(picture(gps_jpeg(), name="บ้านของเด็กหญิงตัวอย่าง.jpg")).photos.get()
    for kept in (photo.web, photo.small):
        data = read(kept)
        assert b"secret" not in data
        assert "ความลับ".encode() not in data
        assert "ตัวอย่าง" not in kept.name


def test_a_large_picture_is_shrunk_to_two_sizes() -> None:
    data = jpeg((4000, 3000))
    assert web_of(data).size == (1600, 1200)
    assert web_of(data, "small").size == (640, 480)


def test_a_transparent_png_stands_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert web_of(out.getvalue(), name="a.png").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff\xe0 no picture", jpeg((400, 300))[:900], b"GIF89a", b"%PDF-1.7"]
)
def test_what_is_no_whole_picture_is_refused_and_nothing_is_kept(data: bytes) -> None:
    with pytest.raises(Refused):
        draft(picture(data))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(Refused, match="จุดภาพ"):
        draft(picture(out.getvalue(), name="a.png"))


def test_who_confirmed_the_consent_for_children_is_kept() -> None:
    photo = draft(picture(children="consented")).photos.get()
    assert photo.confirmed_by.key == "officer"
    assert draft(picture()).photos.get().confirmed_by is None


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_a_cmyk_picture_of_a_printer_keeps_its_colour() -> None:
    data = saved(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), "JPEG")
    red, green, blue = web_of(data).getpixel((20, 20))
    assert red > 200 > 90 > max(green, blue)


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off() -> None:
    ramp = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert("I;16")
    made = web_of(saved(ramp, "PNG"), name="a.png")
    assert made.getpixel((128, 10))[0] < 40
    assert 110 < made.getpixel((128, 128))[0] < 145


def test_of_a_moving_webp_the_first_picture_is_taken() -> None:
    first, second = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    data = saved(first, "WEBP", save_all=True, append_images=[second])
    red, _, blue = web_of(data, name="a.webp").getpixel((20, 20))
    assert red > 200 > 60 > blue


def test_a_gif_is_answered_with_the_kinds_that_are_taken() -> None:
    with pytest.raises(Refused, match="รับเฉพาะ JPEG PNG WebP HEIC"):
        draft(picture(saved(Image.new("RGB", (20, 20)), "GIF"), name="a.gif"))


def test_a_large_png_is_shrunk_before_it_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    wide = Image.new("RGB", (7000, 3400), "red")
    wide.paste("blue", (0, 0, 3500, 3400))
    made = web_of(saved(wide, "PNG", exif=exif, compress_level=1), name="a.png")
    assert made.height == 1600
    assert made.getpixel((100, 20))[2] > 200  # what was on the left is on top
