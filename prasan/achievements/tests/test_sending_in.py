"""Achievements that agencies send in: written, proved, sent, taken up, given back, declined; seen by them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements.actions import drafts, evidence, proposing, submissions
from prasan.achievements.models import Achievement, AchievementVersion
from prasan.achievements.tests.build import NAME, PDF, TITLE, consent, content, draft, fresh, propose, school
from prasan.agencies.tests.doors import words as body
from prasan.approvals.tests.build import person
from prasan.audit.models import Event
from prasan.delivery.models import Delivery
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
FILLED = {"title": "รางวัลเหรียญทอง", "kind": "award", "level": "6", "given_by": "สมาคมตัวอย่าง",
          "awarded_on": "1 พ.ค. 2569"}  # fmt: skip


@pytest.fixture
def teacher() -> User:
    """Of the school of the tests."""
    user = User.objects.create_user("teacher@school.example", "นางตัวอย่าง ครู", key="teacher")
    school().members.add(user)
    return user


@pytest.fixture
def other() -> User:
    """Of another school."""
    user = User.objects.create_user("other@school.example", "นายสมมติ ครู", key="other")
    school("โรงเรียนบ้านอื่น").members.add(user)
    return user


def begun(by: User, **values: Any) -> AchievementVersion:
    return submissions.begin(school(), content=content(**values), by=by, at=timezone.now())


def proved(version: AchievementVersion, by: User) -> AchievementVersion:
    evidence.add_evidence(
        version,
        file=ContentFile(PDF, name="a.pdf"),
        caption="เกียรติบัตร",
        is_public=False,
        children="",
        by=by,
        at=timezone.now(),
    )
    return version


def sent(by: User, **values: Any) -> AchievementVersion:
    return submissions.send(proved(begun(by, **values), by), by=by, at=timezone.now())


def entered(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def subjects() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("content__subject", flat=True))


def test_a_school_writes_proves_and_sends_on_the_screen(client: Client, teacher: User) -> None:
    entered(client, teacher)
    answer = client.post(reverse("achievements:mine_new"), FILLED)
    version = AchievementVersion.objects.get()
    assert answer["Location"] == reverse("achievements:mine_one", args=[version.achievement_id])
    assert (version.state, version.achievement.sender) == ("writing", school())
    assert list(version.agencies.all()) == [school()]
    file = {"file": SimpleUploadedFile("a.pdf", PDF), "caption": "เกียรติบัตร"}
    client.post(reverse("achievements:mine_add_file", args=[version.achievement_id]), file)
    client.post(reverse("achievements:mine_send", args=[version.achievement_id]))
    assert fresh(version).state == "sent"
    assert Event.objects.filter(action="achievement_sent_in", actor=teacher).exists()
    assert f"เลขรับผลงาน {version.achievement_id}/2569" in body(client.get(reverse("achievements:mine")))


def test_nothing_is_sent_without_evidence(teacher: User) -> None:
    with pytest.raises(Refused, match="หลักฐาน"):
        submissions.send(begun(teacher), by=teacher, at=timezone.now())


def test_the_school_changes_it_until_it_is_sent(client: Client, teacher: User) -> None:
    version = proved(begun(teacher), teacher)
    entered(client, teacher)
    address = reverse("achievements:mine_edit", args=[version.achievement_id])
    client.post(address, FILLED)
    assert fresh(version).title == "รางวัลเหรียญทอง"
    submissions.send(version, by=teacher, at=timezone.now())
    client.post(address, FILLED | {"title": "อื่น"})
    assert fresh(version).title == "รางวัลเหรียญทอง"
    with pytest.raises(Refused, match="ส่งถึงสำนักงานแล้ว"):
        submissions.keep(version, content=content(), by=teacher, at=timezone.now())
    with pytest.raises(Refused):
        proved(version, teacher)


@pytest.mark.parametrize(
    "name", ["mine_one", "mine_edit", "mine_add_file", "mine_send", "mine_drop", "mine_open_file"]
)
def test_it_is_not_there_for_another_school_or_the_office(
    client: Client, teacher: User, other: User, name: str
) -> None:
    version = proved(begun(teacher), teacher)
    arguments = [version.achievement_id]
    if name == "mine_open_file":
        arguments.append(version.evidence.get().pk)
    for user in (other, person("officer")):
        entered(client, user)
        url = reverse(f"achievements:{name}", args=arguments)
        answer = client.get(url)
        answer = client.post(url) if answer.status_code == 405 else answer
        assert answer.status_code == 404
    assert fresh(version).state == "writing"


def test_the_office_sees_nothing_before_it_is_sent(client: Client, teacher: User) -> None:
    version = begun(teacher)
    entered(client, person("officer"))
    for address in ("?", "?state=writing"):
        assert TITLE not in body(client.get(reverse("achievements:achievements") + address))
    assert client.get(version.staff_url).status_code == 404
    assert (
        client.get(reverse("achievements:staff_achievement", args=[version.achievement_id])).status_code
        == 404
    )


def test_another_agency_cannot_be_said(client: Client, teacher: User, other: User) -> None:
    entered(client, teacher)
    others = school("โรงเรียนบ้านอื่น")
    client.post(
        reverse("achievements:mine_new"), FILLED | {"agency": str(others.pk), "agencies": "โรงเรียนบ้านอื่น"}
    )
    assert Achievement.objects.get().sender == school()
    with pytest.raises(Refused):
        submissions.begin(others, content=content(), by=teacher, at=timezone.now())


def test_who_has_no_agency_is_told_so(client: Client) -> None:
    entered(client, User.objects.create_user("nobody@school.example", "นายสมมติ ไม่มี"))
    for name in ("mine", "mine_new"):
        assert client.get(reverse(f"achievements:{name}")).status_code == 403


def test_it_lies_on_the_desk_until_an_officer_takes_it_up(client: Client, teacher: User) -> None:
    version = sent(teacher)
    entered(client, person("officer"))
    assert TITLE in body(client.get("/desk/"))
    shown = body(client.get(version.staff_url))
    assert "รับเรื่อง" in shown
    assert NAME in shown
    client.post(reverse("achievements:take_up", args=[version.achievement_id, 1]))
    assert fresh(version).state == "draft"
    assert fresh(version).written_by == person("officer")
    assert TITLE not in body(client.get("/desk/"))


def test_what_was_sent_cannot_be_proposed_before_it_is_taken_up(teacher: User) -> None:
    with pytest.raises(Refused):
        propose(sent(teacher))


def test_an_officer_of_the_school_does_not_propose_what_lies_with_the_school(teacher: User) -> None:
    school().members.add(person("officer"))
    version = submissions.give_back(sent(teacher), why="ภาพไม่ชัด", by=person("officer"), at=timezone.now())
    with pytest.raises(Refused, match="ผู้ส่ง"):
        proposing.propose(version, by=person("officer"), at=timezone.now())


def test_what_is_given_back_with_its_reason_comes_again_under_the_same_number(
    client: Client, teacher: User
) -> None:
    version = sent(teacher)
    receipt = version.achievement.receipt
    entered(client, person("officer"))
    url = reverse("achievements:answer", args=[version.achievement_id, 1, "back"])
    assert "เหตุผล" in body(client.post(url, {"why": ""}))
    client.post(url, {"why": "ภาพเกียรติบัตรไม่ชัด"})
    assert fresh(version).state == "given_back"
    assert TITLE in body(client.get(reverse("achievements:achievements")))
    entered(client, teacher)
    assert "ภาพเกียรติบัตรไม่ชัด" in body(client.get(reverse("achievements:mine")))
    proved(fresh(version), teacher)
    client.post(reverse("achievements:mine_send", args=[version.achievement_id]))
    again = fresh(version)
    assert (again.state, again.answer, again.achievement.receipt) == ("sent", "", receipt)
    assert f"ขอให้แก้ไขผลงาน: {TITLE}" in subjects()


def test_what_is_declined_ends_with_its_reason(client: Client, teacher: User) -> None:
    version = submissions.decline(sent(teacher), why="ส่งซ้ำ", by=person("officer"), at=timezone.now())
    assert version.state == "not_taken"
    entered(client, teacher)
    assert "ส่งซ้ำ" in body(client.get(reverse("achievements:mine_one", args=[version.achievement_id])))
    with pytest.raises(Refused):
        submissions.take_up(version, by=person("officer"), at=timezone.now())
    with pytest.raises(Refused):
        submissions.send(version, by=teacher, at=timezone.now())


@pytest.mark.parametrize("act", [submissions.give_back, submissions.decline])
def test_a_school_does_not_answer_for_the_office(act: Any, teacher: User) -> None:
    version = sent(teacher)
    with pytest.raises(Refused):
        act(version, why="ไม่", by=teacher, at=timezone.now())
    with pytest.raises(Refused):
        submissions.take_up(version, by=teacher, at=timezone.now())


def test_the_sender_hears_when_it_is_published(client: Client, teacher: User) -> None:
    version = submissions.take_up(sent(teacher), by=person("officer"), at=timezone.now())
    version = consent(propose(version))
    assert version.state == "published"
    assert subjects()[0].startswith("ได้รับผลงานแล้ว")
    assert f"เผยแพร่แล้ว: {TITLE}" in subjects()
    entered(client, teacher)
    assert "เผยแพร่แล้ว" in body(client.get(reverse("achievements:mine_one", args=[version.achievement_id])))


def test_a_correction_by_the_office_is_not_shown_to_the_sender_before_it_is_public(
    client: Client, teacher: User
) -> None:
    version = consent(propose(submissions.take_up(sent(teacher), by=person("officer"), at=timezone.now())))
    mended = drafts.correct(version.achievement, by=person("officer"), at=timezone.now())
    drafts.edit_draft(
        mended, content=content(title="ยังไม่เผยแพร่", note="แก้"), by=person("officer"), at=timezone.now()
    )
    entered(client, teacher)
    assert "ยังไม่เผยแพร่" not in body(client.get(reverse("achievements:mine")))


def test_nobody_is_written_to_about_what_the_office_wrote_itself() -> None:
    consent(propose(draft()))
    assert not [line for line in subjects() if line.startswith("เผยแพร่แล้ว")]


def test_what_the_school_drops_is_gone_from_its_list(client: Client, teacher: User) -> None:
    version = begun(teacher)
    entered(client, teacher)
    client.post(reverse("achievements:mine_drop", args=[version.achievement_id]))
    assert fresh(version).state == "cancelled"
    assert TITLE not in body(client.get(reverse("achievements:mine")))
