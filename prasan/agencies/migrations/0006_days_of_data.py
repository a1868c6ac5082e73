"""Every value of a version gets a day of its own, and each version the newest and oldest of them."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.db import migrations, models

ANYWHERE = "*"
UNKNOWN = date(1970, 1, 1)


def fill(apps: Any, schema_editor: Any) -> None:
    """A day that no source said is that of the consent which brought the value."""
    versions = apps.get_model("agencies", "Version").objects
    fields = ("sources", "internal_on", "web_on", "open_on", "oldest_on")
    rows = versions.select_related("request").order_by("agency_id", "pk").iterator(1000)
    batch = []
    for _, history in groupby(rows, key=lambda row: row.agency_id):
        batch += _with_days(history)
        if len(batch) >= 1000:
            versions.bulk_update(batch, fields, 200)
            batch = []
    versions.bulk_update(batch, fields, 200)


def _with_days(history: Iterable[Any]) -> Iterator[Any]:
    """The versions of one agency, oldest first."""
    past: list[Any] = []
    for version in history:
        version.sources = {key: _source(version, key, past) for key in version.values}
        _repeat_days(version)
        past.append(version)
        yield version


def _source(version: Any, key: str, past: list[Any]) -> list[str]:
    """What the value says of itself; what it said before, if it stood before; else the day of this version."""
    text, *day = version.sources.get(key) or version.sources.get(ANYWHERE) or [""]
    if day and day[0]:
        return [text, day[0]]
    for earlier in _earlier(version, past):
        if key in earlier.values and earlier.values[key] == version.values[key]:
            old_text, old_day = earlier.sources[key]
            if not text or text == old_text:
                return [old_text, old_day]
    return [text, version.valid_from.isoformat()]


def _earlier(version: Any, past: list[Any]) -> list[Any]:
    """The version before; of a reversal the one before that which it takes back."""
    if version.request.reverses_id is None:
        return past[-1:]
    reversed_ = [at for at, row in enumerate(past) if row.request_id == version.request.reverses_id]
    return [*(past[at - 1] for at in reversed_[:1] if at), *past[-1:]]


def _repeat_days(version: Any) -> None:
    consent = version.valid_from.isoformat()
    days = {key: min(source[1], consent) for key, source in version.sources.items()}
    reach = {level: [days[key] for key in days if version.levels.get(key, 0) >= level] for level in (0, 1, 2)}
    version.internal_on, version.web_on, version.open_on = (
        date.fromisoformat(max(reach[level])) if reach[level] else None for level in (0, 1, 2)
    )
    version.oldest_on = date.fromisoformat(min(days.values(), default=consent))


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_copies_of_recalled_requests")]

    operations = [
        migrations.AddField(
            "version",
            "internal_on",
            models.DateField(default=UNKNOWN, verbose_name="ข้อมูลภายใน ณ"),
            preserve_default=False,
        ),
        migrations.AddField(
            "version", "web_on", models.DateField(blank=True, null=True, verbose_name="ข้อมูลบนเว็บ ณ")
        ),
        migrations.AddField(
            "version", "open_on", models.DateField(blank=True, null=True, verbose_name="ข้อมูลเปิด ณ")
        ),
        migrations.AddField(
            "version",
            "oldest_on",
            models.DateField(default=UNKNOWN, verbose_name="ข้อมูลเก่าที่สุด ณ"),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "version",
            models.Index(
                fields=["-web_on", "-id"],
                condition=models.Q(("valid_to", None)),
                name="current_newest_on_web",
            ),
        ),
    ]
