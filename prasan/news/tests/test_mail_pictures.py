"""Photographs of a mail are decoded while no transaction is open; a death in between loses nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from conftest import SAMPLE_OFFICE
from prasan.approvals.tests.build import person
from prasan.delivery.actions.sort_mail import sort_mail
from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.models import InboundMail
from prasan.delivery.tests.mails import mail
from prasan.files.actions import sweep
from prasan.files.models import Attachment
from prasan.news import pictures
from prasan.news.models import StoryPhoto
from prasan.news.tests.stories import jpeg
from prasan.office.actions.load import load_office

pytestmark = pytest.mark.django_db(transaction=True)
PHOTOS = {"a.jpg": jpeg(), "b.jpg": jpeg(colour="gold")}


@pytest.fixture(autouse=True)
def _office_of_real_transactions(clock: time_machine.Traveller, db: None) -> None:
    load_office(json.loads(SAMPLE_OFFICE.read_text(encoding="utf-8")))


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each picture that was rendered, whether a transaction was open."""
    seen: list[bool] = []
    render = pictures.render

    def spy(attachment: Attachment) -> Any:
        seen.append(connection.in_atomic_block)
        return render(attachment)

    monkeypatch.setattr(pictures, "render", spy)
    return seen


def take(to: str = "news@office.example") -> InboundMail:
    return take_mail(mail("ภาพกิจกรรม", to=to, files=PHOTOS), at=timezone.now())


def files() -> int:
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def test_no_picture_of_a_mail_is_rendered_inside_a_transaction(rendered: list[bool]) -> None:
    take()
    assert rendered == [False, False]
    assert StoryPhoto.objects.count() == 2


def test_neither_is_one_of_a_mail_that_a_person_calls_news(rendered: list[bool]) -> None:
    row = take("saraban@office.example")
    assert rendered == []
    sort_mail(row, kind="news", by=person("officer"), at=timezone.now())
    assert rendered == [False, False]
    assert StoryPhoto.objects.count() == 2


def test_the_bytes_lie_whole_on_the_disk_before_a_picture_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bytes] = []

    def look(attachment: Attachment) -> None:
        kept.extend(path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
        raise SystemExit

    data = mail(to="news@office.example", files=PHOTOS)
    monkeypatch.setattr(pictures, "render", look)
    with pytest.raises(SystemExit):
        take_mail(data, at=timezone.now())
    assert data in kept


@pytest.mark.parametrize(
    "dies_in", ["prasan.news.pictures.render", "prasan.delivery.actions.take_mail.send_receipt"]
)
def test_killed_in_between_it_is_taken_once_and_its_files_are_swept(
    dies_in: str, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    def die(*args: Any, **more: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(dies_in, die)
        with pytest.raises(SystemExit):
            take()
    assert not InboundMail.objects.exists()
    left = files()
    assert left
    take()
    assert (InboundMail.objects.count(), StoryPhoto.objects.count()) == (1, 2)
    assert sweep(at=timezone.now() + timedelta(days=400)) == left
    assert files() == Attachment.objects.count() == 7


def test_the_second_of_two_workers_with_the_same_mail_finds_it_there(monkeypatch: pytest.MonkeyPatch) -> None:
    render, nested = pictures.render, []

    def render_while_another_takes_it(attachment: Attachment) -> Any:
        if not nested:
            nested.append("begun")
            nested.append(take())
        return render(attachment)

    monkeypatch.setattr(pictures, "render", render_while_another_takes_it)
    assert take() == nested[1]
    assert (InboundMail.objects.count(), StoryPhoto.objects.count()) == (1, 2)
