"""A story as a file: JSON that says what is to be published (docs/commands.md), hostile until read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from prasan.news import body as bodies
from prasan.news.actions.photos import MEGABYTES
from prasan.news.states import WEB, Children, Kind
from prasan.news.writing import Picture, Writing
from prasan.ui.refusal import Refused

_MOST_BYTES = 2_000_000
_KEYS = {"kind", "title", "body", "photos", "groups", "channels", "publish_at"}
_NEEDED = ("kind", "title", "body")
_PHOTO_KEYS = {"path", "caption", "alt", "children"}


@dataclass(frozen=True, slots=True)
class StoryFile:
    writing: Writing
    pictures: list[Picture]


def read(path: Path) -> StoryFile:
    """The story of a file. Raises `Refused`, naming the place, when it is not exactly what it should be."""
    data = _object(_parsed(path), "ไฟล์ข่าว")
    _only(data, _KEYS, "ไฟล์ข่าว")
    if missing := [key for key in _NEEDED if key not in data]:
        raise Refused(f"ไฟล์ข่าวไม่มี “{missing[0]}”")
    if data["kind"] not in Kind.values:
        raise Refused(f"kind ต้องเป็น {' หรือ '.join(Kind.values)}")
    writing = Writing(
        kind=data["kind"],
        title=_text(data["title"], "title"),
        body=_body(data["body"]),
        groups=_texts(data.get("groups", []), "groups"),
        channels=_texts(data.get("channels", [WEB]), "channels"),
        publish_at=_moment(data.get("publish_at")),
    )
    photos = data.get("photos", [])
    if not isinstance(photos, list):
        raise Refused("photos ต้องเป็นรายการ")
    pictures = [_picture(one, f"photos[{place}]", path.parent) for place, one in enumerate(photos)]
    return StoryFile(writing, pictures)


def _parsed(path: Path) -> Any:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(f"เปิดไฟล์ไม่ได้: {path}") from error
    if len(raw) > _MOST_BYTES:
        raise Refused("ไฟล์ข่าวใหญ่เกิน 2 MB")
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused("ไฟล์ข่าวไม่ใช่ JSON ที่ถูกต้อง (UTF-8)") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _object(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Refused(f"{place} ต้องเป็นออบเจกต์ JSON")
    return value


def _only(data: Mapping[str, Any], keys: set[str], place: str) -> None:
    if unknown := sorted(data.keys() - keys):
        raise Refused(f"{place} มีคีย์ที่ไม่รู้จัก “{bodies.tidy(unknown[0])[:60]}”")


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise Refused(f"{place} ต้องเป็นข้อความ")
    return value


def _texts(value: Any, place: str) -> list[str]:
    if not isinstance(value, list):
        raise Refused(f"{place} ต้องเป็นรายการข้อความ")
    return [_text(one, f"{place}[{number}]") for number, one in enumerate(value)]


def _body(value: Any) -> str:
    html = bodies.from_paragraphs(_texts(value, "body"))
    if not html:
        raise Refused("body ไม่มีเนื้อข่าว")
    return html


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        moment = parse_datetime(_text(value, "publish_at"))
    except ValueError:
        moment = None
    if moment is None:
        raise Refused("publish_at ต้องเป็นวันเวลา ISO 8601 เช่น 2026-11-24T09:00:00+07:00")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _picture(value: Any, place: str, folder: Path) -> Picture:
    data = _object(value, place)
    _only(data, _PHOTO_KEYS, place)
    if data.get("children") not in Children.values:
        raise Refused(f"{place} ต้องบอก children เป็น none (ไม่มีภาพเด็ก) หรือ consented (ผู้ปกครองยินยอมแล้ว)")
    return Picture(
        file=_file(folder, _text(data.get("path"), f"{place}.path"), place),
        caption=_text(data.get("caption", ""), f"{place}.caption"),
        alt=_text(data.get("alt", ""), f"{place}.alt"),
        children=data["children"],
    )


def _file(folder: Path, name: str, place: str) -> ContentFile[bytes]:
    try:
        path = folder / name
        if path.stat().st_size > MEGABYTES * 1024 * 1024:
            raise Refused(f"{place} ใหญ่เกิน {MEGABYTES} MB")
        return ContentFile(path.read_bytes(), name=path.name)
    except (OSError, ValueError) as error:
        raise Refused(f"{place} เปิดไฟล์ภาพไม่ได้: {bodies.tidy(name)[:200]}") from error
