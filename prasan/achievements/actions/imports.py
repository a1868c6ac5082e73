"""A sheet of achievements: judged, its good rows taken as drafts and corrections to be proposed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements import policies
from prasan.achievements.actions import drafts
from prasan.achievements.content import Content
from prasan.achievements.importing.drafts import NOT_KEPT
from prasan.achievements.importing.judging import Known, judge_file
from prasan.achievements.importing.meanings import TARGETS
from prasan.achievements.models import AchievementImport, AchievementVersion
from prasan.achievements.states import LISTED, OF_THE_SENDER, AchievementState
from prasan.agencies.importing.snapshot import RegisterSnapshot
from prasan.agencies.importing.sniffing import MOST_BYTES
from prasan.agencies.models import Agency, Version
from prasan.agencies.register_snapshot import snapshot
from prasan.audit.actions import record
from prasan.files.actions import store
from prasan.files.kinds import ANY_KIND, UNKNOWN
from prasan.files.models import Attachment
from prasan.files.names import clean_name
from prasan.network.importing.answer import summary
from prasan.network.importing.judging import JudgedRow, Judgement
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure

LIMIT_MB = MOST_BYTES // 1024 // 1024
_NO_CONSENT = Refusal(
    "ไฟล์มีชื่อนักเรียนที่ไม่บอกวันที่ วิธี และผู้รับความยินยอม จึงเก็บไฟล์ไว้ไม่ได้ ลบคอลัมน์ชื่อนักเรียน หรือเพิ่มคอลัมน์ความยินยอม แล้วส่งใหม่"
)
_PLAIN = ("kind", "level", "academic_year", "given_by", "awarded_on", "details", "consent_on", "consent_how",
          "consent_taken_by")  # fmt: skip


def judge_sheet(path: Path, filename: str, *, at: datetime) -> Judgement:
    """Judge a file against the register and the achievements of this moment; writes nothing."""
    today = timezone.localdate(at)
    return judge_file(path, filename=filename, register=_register(), known=_known(), today=today)


def _register() -> RegisterSnapshot:
    """The agencies that are in the register; those that are only proposed have no achievements yet."""
    there = set(Version.objects.current().values_list("agency_id", flat=True))
    return RegisterSnapshot([known for known in snapshot() if known.id in there])


def _known() -> list[Known]:
    """Of each achievement the version under way, else the public one."""
    rows = AchievementVersion.objects.filter(state__in=sorted(LISTED), achievement__taken_down="")
    rows = (
        rows.select_related("case", "achievement")
        .prefetch_related("agencies")
        .order_by("achievement", "number")
    )
    latest = {row.achievement_id: row for row in rows}
    return [Known(row.pk, values_of(row), _held_by(row)) for row in latest.values()]


def values_of(version: AchievementVersion) -> dict[str, Any]:
    """As a row of a sheet gives them."""
    return {
        "name": version.title,
        "agencies": sorted(agency.pk for agency in version.agencies.all()),
        "pupils": version.pupil_names,
        **{key: getattr(version, key) for key in _PLAIN},
    }


def _held_by(version: AchievementVersion) -> str:
    if version.state in OF_THE_SENDER | {AchievementState.SENT}:
        return f"รายการที่หน่วยงานส่งเข้ามา เลขรับผลงาน {version.achievement.receipt}"
    is_held = version.state in {AchievementState.PROPOSED, AchievementState.RETURNED}
    return version.case.number if is_held and version.case else ""


@transaction.atomic
def take_in(uploaded: File[bytes], *, by: User, at: datetime) -> AchievementImport:
    """Keep the file whole; nothing of it is taken yet. Raises `Refused`, also when it names pupils whose
    consent it does not tell: such a file is not kept."""
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    kept = store(uploaded, by=by, limit_mb=LIMIT_MB, allowed=ANY_KIND)
    source = _source(kept, kept.name, kept.sha256, by=by, at=at)
    if names_pupils_without_consent(judge(source, at=at)):
        kept.file.delete(save=False)
        raise Refused(_NO_CONSENT)
    source.save()
    record("achievement_sheet_taken_in", source, by=by, at=at, sha256=kept.sha256, size=kept.size)
    return source


def _source(file: Attachment | None, name: str, sha256: str, *, by: User, at: datetime) -> AchievementImport:
    return AchievementImport(file=file, name=name, sha256=sha256, by=by, created_at=at)


def names_pupils_without_consent(judgement: Judgement) -> bool:
    return any(NOT_KEPT in repair for row in judgement.rows for repair in row.repairs)


def judge(source: AchievementImport, *, at: datetime) -> Judgement:
    """The rows of an import as they are judged now; a file that was not kept has none."""
    if source.file is None:
        return Judgement("refused", "ไม่ได้เก็บไฟล์นี้ไว้ เพราะมีชื่อนักเรียนที่ไม่มีความยินยอม")
    return judge_sheet(Path(source.file.file.path), source.name, at=at)


@transaction.atomic
def take(source: AchievementImport, *, by: User, at: datetime) -> Judgement:
    """Take the good rows, all or none; judged in the same moment. Raises `Refused`."""
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    source = AchievementImport.objects.select_for_update().get(pk=source.pk)
    if source.taken_at:
        raise Refused("รับแถวของไฟล์นี้ไปแล้ว")
    judgement = judge(source, at=at)
    if judgement.status != "ok":
        raise Refused(judgement.reason or "")
    _take(source, judgement, by=by, at=at)
    return judgement


def _take(source: AchievementImport, judgement: Judgement, *, by: User, at: datetime) -> None:
    source.save()
    taken = _put(source, judgement.rows, by=by, at=at)
    source.taken_at, source.summary = at, summary(judgement) | {"taken": taken}
    source.save()
    counts = judgement.counts
    record("achievement_sheet_taken", source, by=by, at=at, counts=counts, sha256=source.sha256)


def import_at_once(path: Path, *, by: User, at: datetime) -> tuple[AchievementImport | None, Judgement]:
    """File to drafts in one act, for the shell; all good rows or none. A file that cannot be taken is a
    judgement, not an import. Raises `Refused`."""
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    with path.open("rb") as file, transaction.atomic():
        judgement = judge_sheet(path, path.name, at=at)
        if judgement.status != "ok":
            return None, judgement
        kept, sha256 = None, hashlib.file_digest(file, "sha256").hexdigest()
        if not names_pupils_without_consent(judgement):
            kept = store(File(file, path.name), by=by, limit_mb=LIMIT_MB, allowed=ANY_KIND)
        source = _source(kept, clean_name(path.name, UNKNOWN), sha256, by=by, at=at)
        _take(source, judgement, by=by, at=at)
        return source, judgement


def _put(source: AchievementImport, rows: Iterable[JudgedRow], *, by: User, at: datetime) -> int:
    good, taken = [row for row in rows if row.outcome in ("new", "changed")], []
    for row in good:
        try:
            taken.append(_put_one(row, by, at).pk)
        except Refused as refused:
            raise Refused(f"แถว {row.row} ของ {row.sheet}: {refused}") from refused
    AchievementVersion.objects.filter(pk__in=taken).update(source=source)
    return len(good)


def _put_one(row: JudgedRow, by: User, at: datetime) -> AchievementVersion:
    if row.match_id is None:
        return drafts.write_draft(content=_content(row.values, ""), by=by, at=at)
    version = AchievementVersion.objects.select_related("achievement").get(pk=row.match_id)
    note = version.note
    if version.state == AchievementState.PUBLISHED:
        version = drafts.correct(version.achievement, by=by, at=at)
        note = f"แก้ไขตามแผ่นงาน: {' '.join(TARGETS[key] for key in row.changes)}"
    return drafts.edit_draft(version, content=_content({**row.held, **row.changes}, note), by=by, at=at)


def _content(values: Mapping[str, Any], note: str) -> Content:
    return Content(
        title=values["name"],
        agencies=list(Agency.objects.filter(pk__in=values["agencies"])),
        pupils=values.get("pupils", ()),
        note=note,
        **{key: values[key] for key in _PLAIN if values.get(key)},
    )
