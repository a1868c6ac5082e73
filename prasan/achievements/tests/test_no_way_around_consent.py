"""Every door pressed by those who may not end the chain: nothing becomes public, nothing public changes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from prasan.achievements.actions.bundles import propose_together
from prasan.achievements.models import AchievementVersion
from prasan.achievements.tests.build import NAME, consent, draft, proof, propose, published
from prasan.achievements.urls import urlpatterns
from prasan.approvals.tests.build import decide, person

pytestmark = pytest.mark.usefixtures("office")
DOORS = [pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)]
PRESSED = {
    "title": "ชื่อใหม่", "kind": "award", "level": "7", "agencies": NAME, "academic_year": "2569", "note": "แก้",
    "state": "published", "choice": "approve", "confirmed": "approve", "remark": "", "seen_round": "1",
    "seen_position": "0", "act": "save", "caption": "ก", "is_public": "on", "children": "none", "link": "1",
}  # fmt: skip
_NOT_PRESSED = {"take_down"}


def press_all(key: str, version: AchievementVersion, row: int, pk: int | None = None) -> None:
    client = Client()
    client.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
    given = {
        "pk": pk or version.achievement_id,
        "number": version.number,
        "row": row,
        "decision": 1,
        "part": 1,
        "how": "back",
    }
    for pattern in DOORS:
        if pattern.name not in _NOT_PRESSED:
            names = pattern.pattern.converters
            arguments = {name: given.get(name, "achievements.none") for name in names}
            answer = client.post(reverse(f"achievements:{pattern.name}", kwargs=arguments), PRESSED)
            assert answer.status_code < 500, pattern.name


def public() -> list[tuple[int, str]]:
    return [(row.pk, row.digest_now()) for row in AchievementVersion.objects.public()]


@pytest.mark.parametrize("key", ["officer", "deputy2"])
@pytest.mark.parametrize("steps", [None, 2])
def test_no_door_publishes_without_the_last_consent(key: str, steps: int | None) -> None:
    version = draft()
    row = proof(version)
    if steps is not None:
        version = propose(version)
        for superior in ("head", "deputy1")[:steps]:
            version = consent(version, superior)
    press_all(key, version, row.pk)
    assert public() == []


@pytest.mark.parametrize("key", ["officer", "deputy2"])
def test_no_door_publishes_several_in_one_case_without_its_last_consent(key: str) -> None:
    versions = [draft(title="หนึ่ง"), draft(title="สอง")]
    row = proof(versions[0])
    keys = [version.pk for version in versions]
    bundle = propose_together(keys, title="", reason="", by=person("officer"), at=timezone.now())
    for superior in ("head", "deputy1"):
        decide(bundle.case, superior)
    press_all(key, versions[0], row.pk, pk=bundle.pk)
    press_all(key, versions[0], row.pk)
    assert public() == []


def test_no_door_changes_what_is_public() -> None:
    version = published()
    before = public()
    for key in ("officer", "director"):
        press_all(key, version, 1)
    assert public() == before
