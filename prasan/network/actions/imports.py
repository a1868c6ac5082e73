"""A sheet of members: judged, its good rows taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.importing.sniffing import MOST_BYTES
from prasan.agencies.models import Version
from prasan.audit.actions import record
from prasan.files.actions import store
from prasan.files.kinds import ANY_KIND
from prasan.network import policies
from prasan.network.actions.many import put_in_many
from prasan.network.actions.members import take_over
from prasan.network.fields import FIELDS, Values
from prasan.network.held import values_of, with_all
from prasan.network.importing.answer import summary
from prasan.network.importing.drafts import FROM_SHEET
from prasan.network.importing.judging import NO_TABLE, JudgedRow, Judgement, Reading, judge_file
from prasan.network.importing.matching import Known
from prasan.network.models import Group, HeadingMemory, MemberImport, NetworkMember
from prasan.network.states import MemberState
from prasan.office.standing import Standing
from prasan.thai.names import variants_key
from prasan.thai.text import fold
from prasan.ui.refusal import Refused, ensure

LIMIT_MB = MOST_BYTES // 1024 // 1024
_EMPTY: Values = {
    field.key: [] if field.type in ("phones", "groups") else None if field.type == "date" else ""
    for field in FIELDS
}


@transaction.atomic
def take_in(uploaded: File[bytes], *, by: User, at: datetime) -> MemberImport:
    """Keep the file whole; nothing of it is taken yet. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    attachment = store(uploaded, by=by, limit_mb=LIMIT_MB, allowed=ANY_KIND)
    source = MemberImport.objects.create(file=attachment, by=by, created_at=at)
    record("network_sheet_taken_in", source, by=by, at=at, sha256=attachment.sha256, size=attachment.size)
    return source


def judge_sheet(
    path: Path, filename: str, *, at: datetime, mapping: Mapping[str, Mapping[str, str]] | None = None
) -> Judgement:
    """Judge a file against the network of this moment; writes nothing."""
    return judge_file(
        path,
        filename=filename,
        members=_members(),
        scopes=_scopes(),
        today=timezone.localdate(at),
        reading=reading_with(mapping),
    )


def judge(source: MemberImport, *, at: datetime) -> Judgement:
    """The rows of an import as they are judged now."""
    return judge_sheet(Path(source.file.file.path), source.file.name, at=at, mapping=source.mapping)


def reading_with(mapping: Mapping[str, Mapping[str, str]] | None = None) -> Reading:
    """With what was remembered of sheets before."""
    return Reading(mapping or {}, dict(HeadingMemory.objects.values_list("heading", "target")))


def is_without_table(judgement: Judgement) -> bool:
    """It was read, but nobody could tell its columns: a person may."""
    return judgement.reason == NO_TABLE


@transaction.atomic
def correct_mapping(
    source: MemberImport,
    *,
    mapping: Mapping[str, Mapping[str, str]],
    remember: Mapping[str, str],
    by: User,
    at: datetime,
) -> None:
    """Say which column is what; `remember` {heading: target} is kept for the next sheet. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    source = MemberImport.objects.select_for_update().get(pk=source.pk)
    ensure(policies.why_not_map(source))
    source.mapping = {sheet: dict(columns) for sheet, columns in mapping.items()}
    source.save(update_fields=["mapping"])
    for heading, target in remember.items():
        HeadingMemory.objects.update_or_create(heading=fold(heading)[:200], defaults={"target": target})
    record("network_sheet_mapped", source, by=by, at=at, columns=len(remember))


def _members() -> list[Known]:
    members = with_all(NetworkMember.objects.listed().order_by("pk"))
    return [Known(member.pk, values_of(member), member.state == MemberState.LEFT) for member in members]


def _scopes() -> dict[str, str]:
    rows = Version.objects.current().filter(closed_on=None).values_list("name", "scope")
    return {variants_key(name): scope for name, scope in rows.iterator(2000)}


def goes_in(row: JudgedRow, *, mended: bool) -> bool:
    """Whether a row is taken; `mended`: those with impossible values too, without these."""
    return row.outcome in ("new", "changed") or (mended and row.outcome == "doubtful" and row.is_mendable)


@transaction.atomic
def take(source: MemberImport, *, by: User, at: datetime, mended: bool = False) -> Judgement:
    """Take the good rows, all or none; judged in the same moment. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    source = MemberImport.objects.select_for_update().get(pk=source.pk)
    if source.taken_at:
        raise Refused("รับแถวของไฟล์นี้ไปแล้ว")
    judgement = judge(source, at=at)
    if judgement.status != "ok":
        raise Refused(judgement.reason or "")
    source.done = _put(judgement.rows, by=by, at=at, mended=mended)
    taken = len(source.done["added"]) + len(source.done["changed"])
    source.taken_at, source.summary = at, summary(judgement) | {"taken": taken}
    source.save()
    record("network_sheet_taken", source, by=by, at=at, counts=judgement.counts, taken=taken)
    return judgement


def _put(rows: Iterable[JudgedRow], *, by: User, at: datetime, mended: bool) -> dict[str, Any]:
    """What was done, as `MemberImport.done` keeps it: keys of what came to be, and of what was changed the
    values before and after."""
    groups = set(Group.objects.values_list("pk", flat=True))
    good = [row for row in rows if goes_in(row, mended=mended)]
    made = put_in_many([{**_EMPTY, **row.values} for row in good if row.match_id is None], by=by, at=at)
    known = [row for row in good if row.match_id is not None]
    members = with_all(NetworkMember.objects.all()).in_bulk([row.match_id for row in known])
    changed = [_change(row, members[row.match_id or 0], by, at) for row in known]
    new = Group.objects.exclude(pk__in=groups).values_list("pk", flat=True)
    return {
        "added": made.members,
        "contacts": made.contacts,
        "points": made.points,
        "groups": list(new),
        "changed": changed,
    }


def _change(row: JudgedRow, member: NetworkMember, by: User, at: datetime) -> dict[str, Any]:
    before = values_of(member)
    try:
        keys = take_over(member, _with_consent(row.changes, before), by=by, at=at)
    except Refused as refused:
        raise Refused(f"แถว {row.row} ของ {row.sheet}: {refused}") from refused
    after = values_of(with_all(NetworkMember.objects.filter(pk=member.pk)).get())
    return {"member": member.pk, "before": _only(before, keys), "after": _only(after, keys)}


def _only(values: Values, keys: Iterable[str]) -> Values:
    return {key: values[key] for key in keys}


def _with_consent(changes: Values, held: Values) -> Values:
    """A day of consent that comes without saying how keeps how it was, or says that a sheet had it."""
    if changes.get("consent_on") and not changes.get("consent_how") and not held["consent_how"]:
        return {**changes, "consent_how": FROM_SHEET}
    return changes


def import_at_once(path: Path, *, by: User, at: datetime) -> tuple[MemberImport | None, Judgement]:
    """File to members in one act, for the shell. A file that cannot be taken is a judgement, not an import.
    Raises `Refused`."""
    judgement = judge_sheet(path, path.name, at=at)
    if judgement.status != "ok":
        return None, judgement
    with path.open("rb") as file, transaction.atomic():
        source = take_in(File(file, path.name), by=by, at=at)
        return source, take(source, by=by, at=at)


def new_groups(judgement: Judgement, known: Iterable[Group]) -> list[str]:
    """Names of groups that the good rows would make."""
    keys = {group.key for group in known}
    wanted = {
        fold(name): name
        for row in judgement.rows
        if goes_in(row, mended=True)
        for name in (row.changes or row.values).get("groups", ())
    }
    return [name for key, name in wanted.items() if key not in keys]
