"""Who the office is, and its people."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from prasan.accounts.models import User
from prasan.audit.models import Event
from prasan.office.actions.people import add_person, set_office_admin
from prasan.office.actions.profile import change_profile
from prasan.office.models import OfficeProfile
from prasan.office.pictures import NO_PICTURE, TOO_LARGE, clean_png
from prasan.ui.refusal import Refused

Cast = dict[str, Any]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **save: Any) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **save)
    out.seek(0)
    return out


def test_the_profile_is_changed_and_audited_by_field_names(cast: Cast) -> None:
    change_profile(by=cast["director"], changes={"phone": "038-000000", "short_name": "สพป.ระยอง เขต 2"})
    assert OfficeProfile.current().phone == "038-000000"
    assert Event.objects.last().details == {"fields": ["phone"]}


def test_a_picture_is_drawn_anew_as_png() -> None:
    exif = Image.Exif()
    exif[0x010E] = "ความลับ"
    png = clean_png(picture(exif=exif))
    drawn = Image.open(io.BytesIO(png))
    assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("PNG", (40, 30), {})


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), NO_PICTURE),
        (io.BytesIO(b"%PDF-1.7"), NO_PICTURE),
        (io.BytesIO(b""), NO_PICTURE),
        (io.BytesIO(picture("PNG").getvalue()[:60]), NO_PICTURE),
        (picture("GIF"), NO_PICTURE),
        (picture("PNG", (5000, 4000)), TOO_LARGE),
    ],
    ids=["svg", "pdf", "empty", "torn", "gif", "huge"],
)
def test_what_is_no_fitting_picture_is_refused(upload: io.BytesIO, reason: str) -> None:
    with pytest.raises(Refused, match=reason[:20]):
        clean_png(upload)


@pytest.mark.django_db(transaction=True)
def test_a_new_logo_takes_the_place_of_the_old(cast: Cast, files: Path) -> None:
    for _ in range(2):
        change_profile(by=cast["director"], changes={}, pictures={"logo": picture()})
    kept = [path.name for path in files.rglob("*.png")]
    assert kept == [Path(OfficeProfile.current().logo.name).name]
    change_profile(by=cast["director"], changes={}, pictures={"logo": None})
    assert not list(files.rglob("*.png"))
    assert not OfficeProfile.current().logo


def test_a_bad_file_changes_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        change_profile(by=cast["director"], changes={"phone": "1"}, pictures={"logo": io.BytesIO(b"x")})
    assert OfficeProfile.current().phone == ""


def test_a_person_is_added_once(cast: Cast) -> None:
    add_person(name="นางทดสอบ คนใหม่", email="New@office.example", by=cast["director"])
    assert User.objects.get(email="new@office.example").name == "นางทดสอบ คนใหม่"
    with pytest.raises(Refused, match="อีเมลนี้เป็นของ นางทดสอบ คนใหม่"):
        add_person(name="ซ้ำ", email="NEW@office.example", by=cast["director"])


def test_nobody_takes_the_admins_right_from_themselves(cast: Cast) -> None:
    set_office_admin(cast["officer"], is_admin=True, by=cast["director"])
    with pytest.raises(Refused, match="ถอนสิทธิของตนเองไม่ได้"):
        set_office_admin(cast["officer"], is_admin=False, by=cast["officer"])
    set_office_admin(cast["officer"], is_admin=False, by=cast["director"])
    assert not User.objects.get(key="officer").is_office_admin
