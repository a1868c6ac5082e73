"""Public pictures in the sizes and formats that serve; nothing of the camera in any of them."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image

from prasan.news import renditions
from prasan.news.actions import rendering
from prasan.news.models import StoryPhoto
from prasan.news.tests.stories import draft, jpeg, picture, published
from prasan.news.tests.test_pictures import gps_jpeg

pytestmark = pytest.mark.usefixtures("office")

HEIC = Path(__file__).parent / "data" / "turned.heic"
"""Drawn, not taken: 320 × 200, said to stand on its side (irot), with a place and a camera in its EXIF."""
TRACES = (b"Exif", b"GPS", b"secret", b"xmp", "กล้องลับ".encode(), "ความลับ".encode(), b"PHONE-OF-SOMEBODY")


def photo_of(data: bytes, **values: str) -> StoryPhoto:
    published(picture(data, **values))
    return StoryPhoto.objects.select_related("original", "version__story").latest("pk")


def page_of(photo: StoryPhoto) -> str:
    return Client().get(photo.version.story.public_url).content.decode()


def addresses(html: str) -> set[str]:
    return {part.split()[0] for found in re.findall(r'srcset="([^"]+)"', html) for part in found.split(", ")}


def content(response) -> bytes:
    return b"".join(response)


def test_a_published_picture_is_offered_in_every_size_and_each_address_answers_with_its_format() -> None:
    photo = photo_of(gps_jpeg((1700, 900)))
    assert photo.formats == "avif webp"
    html = page_of(photo)
    found = addresses(html)
    assert {address.rsplit("-", 1)[1] for address in found} == {
        "480.avif", "847.avif", "480.webp", "847.webp", "small.jpg", "web.jpg",
    }  # fmt: skip
    assert 'width="847" height="1600"' in html
    for address in found:
        response = Client().get(address)
        opened = Image.open(io.BytesIO(content(response)))
        assert response["Content-Type"] == Image.MIME[opened.format]
        assert opened.height > opened.width  # it was taken on its side


@pytest.mark.parametrize("data", [gps_jpeg((1200, 900)), HEIC.read_bytes()], ids=["jpeg", "heic"])
def test_no_format_carries_place_camera_or_comment(data: bytes) -> None:
    assert any(trace in data for trace in TRACES)
    photo = photo_of(data)
    for address in addresses(page_of(photo)):
        sent = content(Client().get(address))
        assert not [trace for trace in TRACES if trace in sent], address
        opened = Image.open(io.BytesIO(sent))
        assert dict(opened.getexif()) == {}
        assert not {"exif", "xmp", "comment"} & opened.info.keys()


def test_a_heic_of_a_phone_stands_upright_on_the_page() -> None:
    photo = photo_of(HEIC.read_bytes(), name="IMG_0001.HEIC")
    assert photo.original.content_type == "image/heic"
    assert (photo.width, photo.height) == (200, 320)
    for address in addresses(page_of(photo)):
        shown = Image.open(io.BytesIO(content(Client().get(address)))).convert("RGB")
        red, _, blue = shown.getpixel((shown.width - 10, 10))
        assert blue > red  # the sea is on the right once it is turned


def test_a_twelve_megapixel_picture_lying_on_its_side_is_turned() -> None:
    photo = photo_of(gps_jpeg((4000, 3000)))
    assert (photo.width, photo.height) == (1200, 1600)
    assert renditions.widths_of(photo.width) == [480, 960, 1200]


def test_the_head_of_the_page_is_not_lazy_and_the_gallery_is() -> None:
    published(picture(), picture(jpeg(colour="navy")))
    story = StoryPhoto.objects.latest("pk").version.story
    shown = re.findall(r"<img[^>]+>", Client().get(story.public_url).content.decode())
    assert ['loading="lazy"' in one for one in shown if "/news/photos/" in one] == [False, True]


def test_a_page_asks_the_database_nothing_for_its_pictures(django_assert_max_num_queries) -> None:
    published(*(picture(jpeg((40 + n, 30))) for n in range(9)))
    story = StoryPhoto.objects.latest("pk").version.story
    Client().get(story.public_url)
    with django_assert_max_num_queries(12):
        assert Client().get(story.public_url).content.count(b"<picture>") == 9


def test_a_format_that_saves_nothing_is_not_offered() -> None:
    photo = draft(picture(jpeg((300, 200)))).photos.get()
    assert renditions.make(photo.original, width=300, jpeg_bytes=1) == []


def test_without_renditions_the_page_has_its_jpeg() -> None:
    photo = photo_of(jpeg((900, 600)))
    shutil.rmtree(renditions.folder())
    response = Client().get(f"/news/photos/{photo.pk}-480.webp")
    assert response["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(content(response))).format == "JPEG"


def test_after_a_backup_was_brought_back_all_are_made_again() -> None:
    photo = photo_of(jpeg((900, 600)))
    shutil.rmtree(renditions.folder())
    assert rendering.make_forgotten(at=timezone.now()) == 1
    assert renditions.place(photo.original.sha256, 480, "avif").is_file()


def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_another_finishes() -> None:
    photo = draft(picture(jpeg((1500, 900)))).photos.get()
    child = os.fork()
    if not child:
        _die_after(2)
        renditions.make(photo.original, width=1500, jpeg_bytes=10**6)
        os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    left = list(renditions.folder().glob("*/*/[0-9]*"))
    assert len(left) == 1
    for path in left:
        Image.open(path).load()
    assert renditions.make(photo.original, width=1500, jpeg_bytes=10**6)
    for half in renditions.folder().glob("**/.making-*"):
        os.utime(half, (0, 0))
    renditions.sweep(at=timezone.now())
    assert len(list(renditions.folder().glob("*/*/*"))) == 6
    assert not list(renditions.folder().glob("**/.making-*"))


def _die_after(times: int) -> None:
    """The process is killed when half of the second file is written."""
    done, real = [], os.fdopen

    def fdopen(handle, mode):
        done.append(1)
        if len(done) == times:
            os.write(handle, b"half")
            os.kill(os.getpid(), signal.SIGKILL)
        return real(handle, mode)

    os.fdopen = fdopen


def test_making_them_again_changes_nothing() -> None:
    photo = photo_of(jpeg((900, 600)))
    before = {path: path.stat().st_mtime_ns for path in renditions.folder().glob("*/*/*")}
    assert renditions.make(photo.original, width=900, jpeg_bytes=10**6) == ["avif", "webp"]
    assert {path: path.stat().st_mtime_ns for path in renditions.folder().glob("*/*/*")} == before


def test_the_command_makes_all_anew(capsysbinary) -> None:
    photo_of(jpeg((900, 600)))
    call_command("make_renditions", "--all", "--json")
    assert capsysbinary.readouterr().out == b'{"made": 1, "waiting": 0}\n'


@pytest.mark.parametrize(
    "address",
    ["{}-480.gif", "{}-481.webp", "{}-960.webp", "0-480.webp"],
)
def test_no_other_address_answers(address: str) -> None:
    photo = photo_of(jpeg((500, 400)))
    assert Client().get("/news/photos/" + address.format(photo.pk)).status_code == 404


def test_a_picture_of_a_draft_is_nobody_s() -> None:
    photo = draft(picture(jpeg((900, 600)))).photos.get()
    assert Client().get(f"/news/photos/{photo.pk}-480.webp").status_code == 404


def test_an_unchanged_picture_is_not_sent_again_and_is_asked_for_each_time() -> None:
    photo = photo_of(jpeg((900, 600)))
    for name in ("480.webp", "web.jpg"):
        first = Client().get(f"/news/photos/{photo.pk}-{name}")
        content(first)
        assert first["Cache-Control"] == "public, no-cache"
        again = Client().get(f"/news/photos/{photo.pk}-{name}", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
