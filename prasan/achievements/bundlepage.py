"""What the page of several achievements in one case shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator

from prasan.accounts.models import User
from prasan.achievements import policies
from prasan.achievements.casepage import changes
from prasan.achievements.models import AchievementVersion, Bundle, Evidence
from prasan.achievements.models.version import AchievementVersionQuerySet
from prasan.achievements.names import Named, agencies_of
from prasan.achievements.states import AchievementState
from prasan.agencies.fields import Level as Reach
from prasan.approvals.states import CaseState

PER_PAGE = 50
_TABS = {"all": "ทั้งหมด", "new": "ใหม่", "changed": "แก้ไข", "pupils": "มีชื่อนักเรียน", "back": "ที่คืน"}


@dataclass(frozen=True, slots=True)
class Item:
    """One achievement of a case; `reason` why it came back last."""

    version: AchievementVersion
    agencies: list[Named]
    evidence: list[Evidence]
    reason: str = ""
    changes: Sequence[tuple[str, Any, Any]] = field(default=())

    @property
    def key(self) -> str:
        """Under which it is given back."""
        return str(self.version.pk)


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    count: int
    is_on: bool


def titles_of(bundle: Bundle, keys: Iterable[str]) -> dict[str, str]:
    """{item key: title}, also of those that were taken out since."""
    numbers = [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 18]
    rows = AchievementVersion.objects.filter(pk__in=numbers)
    return {str(pk): title for pk, title in rows.values_list("pk", "title")}


def bundle_context(
    bundle: Bundle, reader: User, *, reasons: Mapping[str, str], tab: str, page: str | None
) -> dict[str, Any]:
    """Its achievements a page at a time; `reasons` {item key: why} of the last return."""
    whole = bundle.versions()
    back = [int(key) for key in reasons if key.isdecimal()]
    parts = _parts(whole, back)
    tab = tab if tab in parts else "all"
    shown = Paginator(parts[tab], PER_PAGE).get_page(page)
    counts = {key: rows.count() for key, rows in parts.items()}
    return {
        "bundle": bundle,
        "page_obj": shown,
        "items": _items(list(shown), reasons),
        "count": counts["all"],
        "tabs": [
            Tab(key, _TABS[key], count, key == tab)
            for key, count in counts.items()
            if count or key in ("all", tab)
        ],
        "with_pupils": counts["pupils"],
        "effect_template": "achievements/staff/_bundle_effect.html",
        "may_send_again": _may_send_again(bundle, reader),
        "still_in": _still_in(bundle).count(),
        "still_back": _still_in(bundle).filter(pk__in=back).count(),
    }


def _parts(whole: AchievementVersionQuerySet, back: list[int]) -> dict[str, AchievementVersionQuerySet]:
    return {
        "all": whole,
        "new": whole.filter(number=1),
        "changed": whole.filter(number__gt=1),
        "pupils": whole.exclude(pupils=""),
        "back": whole.filter(pk__in=back),
    }


def _still_in(bundle: Bundle) -> AchievementVersionQuerySet:
    return AchievementVersion.objects.filter(case=bundle.case_id, state=AchievementState.RETURNED)


def _may_send_again(bundle: Bundle, reader: User) -> bool:
    is_back = bundle.case is not None and bundle.case.state == CaseState.RETURNED
    return is_back and bundle.by_id == reader.pk


def _items(versions: list[AchievementVersion], reasons: Mapping[str, str]) -> list[Item]:
    named = agencies_of(versions, Reach.INTERNAL)
    files: dict[int, list[Evidence]] = {}
    for row in Evidence.objects.filter(version__in=versions):
        files.setdefault(row.version_id, []).append(row)
    before = _public_before(versions)
    return [
        Item(
            version,
            named.get(version.pk, []),
            files.get(version.pk, []),
            reasons.get(str(version.pk), ""),
            changes(before[version.pk], version) if version.pk in before else (),
        )
        for version in versions
    ]


def _public_before(versions: list[AchievementVersion]) -> dict[int, AchievementVersion]:
    """{pk of a correction: what is, or was, public before it}."""
    corrections = [row for row in versions if row.is_correction]
    others = AchievementVersion.objects.filter(
        achievement__in=[row.achievement_id for row in corrections], published_at__isnull=False
    )
    found: dict[int, AchievementVersion] = {}
    for other in others.order_by("number"):
        for row in corrections:
            if row.achievement_id == other.achievement_id and other.number < row.number:
                found[row.pk] = other
    return found


def sorted_out(
    versions: Iterable[AchievementVersion], by: User
) -> tuple[list[AchievementVersion], list[tuple[AchievementVersion, str]]]:
    """(drafts that can go, those that cannot with the reason)."""
    good: list[AchievementVersion] = []
    bad: list[tuple[AchievementVersion, str]] = []
    for version in versions:
        refusal = policies.why_not_propose(version, by, list(version.evidence.all()))
        if refusal:
            bad.append((version, str(refusal)))
        else:
            good.append(version)
    return good, bad
