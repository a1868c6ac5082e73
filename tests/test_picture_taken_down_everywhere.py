"""A guardian withdraws a consent: the picture is nowhere, on no public address and not on the disk.

The picture is of a colour that nothing else has, so that it is known again in every format and paper.
"""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone
from PIL import Image, UnidentifiedImageError

from prasan.achievements.tests import build as achievements
from prasan.approvals.tests.build import person
from prasan.news.actions import proposing, rendering
from prasan.news.models import StoryVersion
from prasan.news.newsletter import issuing, journal_acts, journals
from prasan.news.pictures_down import acts
from prasan.news.recordings import adding
from prasan.news.recordings.tests.made import add, described, film
from prasan.news.tests.stories import consent, draft, jpeg, picture
from prasan.printing.tests.conftest import fonts

__all__ = ["fonts"]
COLOUR = (255, 0, 220)
CHILD = jpeg((900, 600), COLOUR)  # type: ignore[arg-type]
ALWAYS = ("/", "/sitemap.xml", "/news/", "/news/feed.xml", "/news/archive/", "/news/media/", "/achievements/")


@pytest.fixture(autouse=True)
def _press(office: None, fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("PRASAN_FONTS", str(fonts))
    with override_settings(MEDIA_ROOT=tmp_path / "files", DATA=tmp_path):
        yield


def shows_it(content: bytes) -> bool:
    """Whether these bytes are a picture or a paper that shows the colour."""
    if content[:5] == b"%PDF-":
        with pypdfium2.PdfDocument(content) as paper:
            return any(_has_colour(page.render(scale=0.5).to_pil()) for page in paper)
    try:
        return _has_colour(Image.open(io.BytesIO(content)))
    except UnidentifiedImageError:
        return CHILD[200:400] in content


def _has_colour(image: Image.Image) -> bool:
    small = image.convert("RGB").resize((120, 120))
    values = iter(small.tobytes())
    pixels = zip(values, values, values, strict=True)
    return sum(all(abs(a - b) < 40 for a, b in zip(one, COLOUR, strict=True)) for one in pixels) > 20


def walk(client: Client) -> dict[str, bytes]:
    """{address: what it answers}, from the public doors on, following every link of the house."""
    found: dict[str, bytes] = {}
    waiting = list(ALWAYS)
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(("/static/", "/accounts/", "/desk/")):
            continue
        answer = client.get(address)
        found[address] = b"".join(answer) if answer.status_code == 200 else b""
        if answer.get("Content-Type", "").startswith(("text/html", "application/")):
            waiting += links(found[address])
    return found


def links(content: bytes) -> list[str]:
    text = content.decode("utf-8", "replace").replace("http://testserver", "").replace(settings.ORIGIN, "")
    named = re.findall(r'(?:href|src|poster|content|url)="(/[^"# ]*)', text)
    named += re.findall(r"<loc>(/[^<]*)", text)
    sets = [part.split()[0] for some in re.findall(r'srcset="([^"]+)"', text) for part in some.split(", ")]
    return [address for address in named + sets if not address.startswith("//")]


def on_disk(data: Path) -> list[Path]:
    return [path for path in data.rglob("*") if path.is_file() and shows_it(path.read_bytes())]


def everything() -> StoryVersion:
    """A story with newsletter, a film with the picture as its poster, a journal, and evidence of an award."""
    by, at = person("officer"), timezone.now()
    pupil = picture(CHILD, caption="นักเรียนตัวอย่าง", children="consented")
    version = draft(pupil, picture(jpeg((500, 400), "navy")))
    film_of = described(add(version, film()))
    adding.set_poster(film_of, photo=version.photos.first(), by=by, at=at)
    issuing.issue(version, design="a", by=by, at=at)
    version = consent(proposing.propose(version, by=by, at=at))
    rendering.make_of(version.pk)
    today = timezone.localdate()
    journal = journal_acts.put_together(
        None, title="วารสารตัวอย่าง", from_on=today, to_on=today, stories=[version.story_id], by=by, at=at
    )
    journals.make(journal)
    journal.refresh_from_db()
    journal_acts.issue(journal, by=by, at=at)
    award = achievements.draft()
    achievements.proof(award, CHILD, "a.jpg", is_public=True, children="consented")
    achievements.consent(achievements.propose(award))
    return version


def test_it_is_nowhere(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    version = everything()
    before = walk(Client())
    shown = {address for address, content in before.items() if shows_it(content)}
    kinds = {re.sub(r"\d+", "", address) for address in shown}
    assert kinds >= {
        "/news/photos/-web.jpg", "/news/photos/-.avif", "/news/photos/-.webp", "/news/photos/-small.jpg",
        "/achievements//evidence-/",
    }, kinds  # fmt: skip
    assert any("newsletter" in kind for kind in kinds)
    assert any("journal" in kind for kind in kinds)
    assert any("poster" in kind for kind in kinds)
    assert len(on_disk(tmp_path)) > 8
    photo = version.photos.first()
    assert photo is not None
    with django_capture_on_commit_callbacks(execute=True):
        act = acts.take_down_everywhere(
            photo, reason="ถอนความยินยอม", asked="ผู้ปกครอง", by=person("officer"), at=timezone.now()
        )
    assert {place["what"] for place in act.places} == {
        "ข่าว ฉบับที่ 1", "จดหมายข่าว", "วารสาร", "ภาพปกของวิดีโอ", "หลักฐานผลงาน",
    }  # fmt: skip
    client = Client()
    assert not [address for address in shown if shows_it(b"".join(client.get(address)))]
    after = walk(client)
    assert not [address for address, content in after.items() if shows_it(content)]
    assert version.story.public_url in after
    with django_capture_on_commit_callbacks(execute=True):
        assert acts.finish(at=act.at + timedelta(minutes=11)) == 1
    assert on_disk(tmp_path) == []


def test_the_desk_shows_it_nowhere_either(django_capture_on_commit_callbacks: Any) -> None:
    version = everything()
    photo = version.photos.first()
    assert photo is not None
    client = Client()
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    with django_capture_on_commit_callbacks(execute=True):
        acts.take_down_everywhere(
            photo, reason="ถอนความยินยอม", asked="ผู้ปกครอง", by=person("officer"), at=timezone.now()
        )
    for address in (
        version.staff_url, "/desk/news/media/", f"/desk/news/media/stories/{version.story_id}.zip",
        f"{version.staff_url}photos/",
    ):  # fmt: skip
        answer = client.get(address)
        content = b"".join(answer)
        assert answer.status_code == 200, address
        assert f"/photos/{photo.pk}-".encode() not in content
        assert not shows_it(content)
        assert CHILD[:400] not in content
    assert client.get(f"/desk/news/photos/{photo.pk}-web.jpg").status_code == 404
    assert client.get(f"/desk/news/media/photos/{photo.pk}/").status_code == 404
