"""The first run of an empty office: one link, five questions, or a file."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.models import Event
from prasan.office.actions.setup import issue_setup_link
from prasan.office.first_run.questions import head_of
from prasan.office.models import Chain, Holder, OfficeProfile, Post, SetupLink, Unit
from prasan.office.tests.build import office_dict
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.django_db

OFFICE = {"kind": "สพป.", "province": "ระยอง", "number": "2"}
GROUPS = {"groups": "กลุ่มอำนวยการ\n\n กลุ่มนโยบาย  และแผน \n"}
LEADERS = {
    "since": "1 ต.ค. 2569",
    "director_name": "นายสมมติ หนึ่ง",
    "director_email": "director@new.example",
    "deputy1_name": "นางตัวอย่าง สอง",
    "deputy1_email": "deputy@new.example",
    "deputy1_groups": ["กลุ่มอำนวยการ"],
    f"{head_of('กลุ่มอำนวยการ')}_name": "นายทดสอบ สาม",
    f"{head_of('กลุ่มอำนวยการ')}_email": "head@new.example",
}
OFFICERS = {
    "officer1_name": "นางสาวทดสอบ สี่",
    "officer1_email": "me@new.example",
    "officer1_title": "เจ้าพนักงานธุรการปฏิบัติงาน",
    **{f"officer{number}_group": "กลุ่มอำนวยการ" for number in range(1, 7)},
}
CHAINS = {
    "agency_change": ["group_head", "deputy", "director"],
    "news": ["group_head", "director"],
    "news_routine": ["director"],
}
ANSWERS = {"office": OFFICE, "groups": GROUPS, "leaders": LEADERS, "officers": OFFICERS, "chains": CHAINS}


@pytest.fixture(autouse=True)
def house_as_it_runs(settings: Any) -> None:
    """With the middleware that other rooms' tests do without."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "prasan.office.middleware.SetUpFirst"]


@pytest.fixture
def token(db: None, clock: Any) -> str:
    return issue_setup_link(timezone.now())


def url(token: str, name: str) -> str:
    return reverse("setup:question", args=[token, name])


def answer(client: Client, token: str, until: str = "") -> Any:
    response = None
    for name, words in ANSWERS.items():
        if name == until:
            break
        response = client.post(url(token, name), words)
    return response


def text(response: Any) -> str:
    bare = re.sub(r"<[^>]+>", " ", re.sub(r"</?span[^>]*>", "", response.content.decode()))
    return " ".join(bare.replace("\u00a0", " ").split())


@pytest.mark.parametrize("path", ["/", "/desk/office/", "/accounts/login/", "/nowhere/"])
def test_an_empty_office_says_so_on_every_page(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 503
    assert "ยังไม่ได้ตั้งค่าสำนักงาน" in text(response)


def test_a_house_not_set_up_is_no_error_in_the_log(client: Client, caplog: Any, db: None) -> None:
    with caplog.at_level("INFO", logger="django.request"):
        client.get("/accounts/login/")
    assert [record.levelname for record in caplog.records if record.name == "django.request"] == ["INFO"]


def test_the_review_is_no_sixth_question(client: Client, token: str) -> None:
    assert "ข้อ 1 จาก 5" in text(client.get(url(token, "office")))
    answer(client, token)
    assert "จาก 5" not in text(client.get(reverse("setup:review", args=[token])))


def test_the_review_warns_of_a_vacant_approver(client: Client, token: str) -> None:
    review = reverse("setup:review", args=[token])
    answer(client, token)
    assert "ผู้อนุมัติยังว่าง" not in text(client.get(review))
    client.post(url(token, "leaders"), {**ANSWERS["leaders"], "director_name": "", "director_email": ""})
    assert "ผู้อนุมัติยังว่าง: ผู้อำนวยการสำนักงานเขตพื้นที่" in text(client.get(review))


def test_a_wrong_token_opens_nothing(client: Client) -> None:
    response = client.get(reverse("setup:start", args=["guess"]))
    assert response.status_code == 410


def test_the_link_lasts_a_week(client: Client, token: str, clock: Any) -> None:
    clock.shift(7 * 24 * 3600 + 1)
    assert client.get(reverse("setup:start", args=[token])).status_code == 410


def test_only_the_digest_is_kept(token: str) -> None:
    assert token not in json.dumps(list(SetupLink.objects.values("digest", "answers")))


def test_a_new_link_takes_over_what_was_typed(client: Client, token: str) -> None:
    client.post(url(token, "office"), OFFICE)
    second = issue_setup_link(timezone.now())
    assert client.get(url(token, "office")).status_code == 410
    assert 'value="2"' in client.get(url(second, "office")).content.decode()


def test_five_questions_make_the_office_and_sign_in(client: Client, token: str) -> None:
    assert answer(client, token)["Location"] == reverse("setup:review", args=[token])
    said = text(client.get(reverse("setup:review", args=[token])))
    assert "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2" in said
    assert client.post(reverse("setup:review", args=[token]))["Location"] == reverse("office:posts")
    me = User.objects.get(email="me@new.example")
    assert me.is_office_admin
    assert client.session["_auth_user_id"] == str(me.pk)
    assert OfficeProfile.current().short_name == "สพป.ระยอง เขต 2"
    assert [unit.name for unit in Unit.objects.all()] == ["กลุ่มอำนวยการ", "กลุ่มนโยบาย และแผน"]
    assert [unit.name for unit in Post.objects.get(kind="deputy").supervises.all()] == ["กลุ่มอำนวยการ"]
    assert set(Holder.objects.values_list("from_on", flat=True)) == {date(2026, 10, 1)}
    assert {chain.kind_of_work: chain.steps for chain in Chain.objects.all()} == CHAINS
    assert Event.objects.filter(action="office_set_up", actor=me).count() == 1


def test_the_link_is_spent_and_the_answers_forgotten(client: Client, token: str) -> None:
    answer(client, token)
    client.post(reverse("setup:review", args=[token]))
    assert client.get(reverse("setup:start", args=[token])).status_code == 410
    assert SetupLink.objects.get().answers == {}
    with pytest.raises(Refused):
        issue_setup_link(timezone.now())


def test_a_vacant_post_is_made_without_a_holder(client: Client, token: str) -> None:
    answer(client, token)
    client.post(reverse("setup:review", args=[token]))
    vacant = Post.objects.get(title="ผู้อำนวยการกลุ่มนโยบาย และแผน")
    assert not vacant.holders.exists()


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("office", {"province": ""}, "จังหวัดที่ตั้ง"),
        ("office", {"number": "สอง"}, "เขต"),
        ("groups", {"groups": "กลุ่มก\nกลุ่มก"}, "“กลุ่มก” เขียนไว้สองบรรทัด"),
        ("leaders", {"director_email": ""}, "ใส่อีเมลด้วย"),
        ("leaders", {"director_name": ""}, "ใส่ชื่อ - สกุลด้วย"),
        ("leaders", {"deputy2_groups": ["กลุ่มอำนวยการ"]}, "กลุ่มอำนวยการ มีรอง ผอ. คนที่ 1 กำกับดูแลแล้ว"),
        ("leaders", {"since": "31 ก.พ. 2569"}, "กุมภาพันธ์"),
        ("officers", {"officer1_title": ""}, "ใส่ชื่อตำแหน่งด้วย"),
        ("chains", {"news": []}, "เลือกอย่างน้อยหนึ่งขั้น"),
    ],
)
def test_a_wrong_answer_is_asked_again_and_kept(
    client: Client, token: str, name: str, changes: dict[str, Any], said: str
) -> None:
    answer(client, token, until=name)
    response = client.post(url(token, name), {**ANSWERS[name], **changes})
    assert response.status_code == 200
    assert said in text(response)
    kept = SetupLink.objects.get().answers[name]
    assert all(
        kept[key] == ([value] if isinstance(value, str) else value) for key, value in changes.items() if value
    )


def test_going_back_keeps_even_half_an_answer(client: Client, token: str) -> None:
    answer(client, token, until="leaders")
    response = client.post(url(token, "leaders"), {"director_name": "นายครึ่ง ทาง", "back": "1"})
    assert response["Location"] == url(token, "groups")
    assert "นายครึ่ง ทาง" in client.get(url(token, "leaders")).content.decode()


def test_nothing_is_skipped(client: Client, token: str) -> None:
    assert client.get(url(token, "officers"))["Location"] == url(token, "office")
    assert client.get(reverse("setup:review", args=[token]))["Location"] == url(token, "office")


def test_the_director_may_be_the_one_who_sets_up(client: Client, token: str) -> None:
    answer(client, token, until="officers")
    mine = {**OFFICERS, "officer1_email": "Director@new.example", "officer1_title": ""}
    client.post(url(token, "officers"), mine)
    client.post(url(token, "chains"), CHAINS)
    client.post(reverse("setup:review", args=[token]))
    assert User.objects.get(is_office_admin=True).email == "director@new.example"
    assert not Post.objects.filter(kind="officer").exists()


def upload(client: Client, token: str, content: bytes, email: str) -> Any:
    file = SimpleUploadedFile("office.json", content)
    return client.post(reverse("setup:file", args=[token]), {"file": file, "email": email})


def test_an_office_file_does_instead(client: Client, token: str) -> None:
    content = json.dumps(office_dict()).encode()
    assert upload(client, token, content, "officer@office.example")["Location"] == reverse("office:posts")
    assert User.objects.get(is_office_admin=True).key == "officer"


@pytest.mark.parametrize(
    ("content", "email", "said"),
    [
        (b"{", "officer@office.example", "บรรทัด 1 คอลัมน์ 2"),
        (
            json.dumps(office_dict(chains={"work": ["boss"]})).encode(),
            "officer@office.example",
            "chains.work[0]",
        ),
        (json.dumps(office_dict()).encode(), "nobody@office.example", "ไม่พบอีเมล nobody@office.example ในไฟล์"),
    ],
    ids=["no json", "mistake", "not in the file"],
)
def test_a_bad_file_leaves_the_office_empty(
    client: Client, token: str, content: bytes, email: str, said: str
) -> None:
    assert said in text(upload(client, token, content, email))
    assert not OfficeProfile.objects.exists()
    assert client.get(reverse("setup:start", args=[token])).status_code == 302
