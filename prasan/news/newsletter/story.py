"""A story as a JSON file, and the newsletter that it asks for. The file is believed to be nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from prasan.printing.papers.newsletter_issue import Contacts, Newsletter, NewsletterError, Office, Photo
from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise

MOST_BYTES = 2_000_000
MOST_NUMBER = 99_999
_LISTED = {"title": "พาดหัว", "date": "วันที่", "year": "ปีที่", "no": "ฉบับที่", "office": "สำนักงาน"}


class StoryError(NewsletterError):
    """What is wrong with the file, in Thai."""


def read(path: Path) -> dict[str, Any]:
    """The JSON object in a file. Raises StoryError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise StoryError([f"ไฟล์ {path.name} ใหญ่เกิน 2 MB"])
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise StoryError([f"เปิดไฟล์ {path.name} ไม่ได้"]) from error
    except UnicodeDecodeError as error:
        raise StoryError([f"ไฟล์ {path.name} ไม่ใช่ UTF-8"]) from error
    except (ValueError, RecursionError) as error:
        raise StoryError([f"ไฟล์ {path.name} ไม่ใช่ JSON ที่อ่านได้"]) from error
    if not isinstance(found, dict):
        raise StoryError([f"ไฟล์ {path.name} ต้องเป็นข้อมูลของข่าวหนึ่งเรื่อง (JSON object)"])
    return found


def newsletter_of(story: Mapping[str, Any], folder: Path) -> Newsletter:
    """What the file asks for, pictures relative to `folder`. Raises StoryError with all mistakes."""
    reader = _Reader(folder)
    made = reader.newsletter(story)
    if reader.problems or made is None:
        raise StoryError(reader.problems)
    return made


def thai_digits(story: Mapping[str, Any]) -> bool:
    """The office's setting: Thai digits on paper unless it says otherwise."""
    office = story.get("office")
    return not (isinstance(office, dict) and office.get("thai_digits") is False)


class _Reader:
    """Reads value by value and keeps what is wrong, so that all of it is said at once."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.problems = folder, list[str]()

    def newsletter(self, story: Mapping[str, Any]) -> Newsletter | None:
        self.problems += [
            f"ไม่มี{thai} ({key})" for key, thai in _LISTED.items() if story.get(key) in (None, "")
        ]
        dated_on = self._date(story.get("date"))
        parts: dict[str, Any] = {
            "office": self._office(story),
            "year": self._number(story, "year"),
            "number": self._number(story, "no"),
            "headline": self._text(story, "title"),
            "body": self._body(story.get("body")),
            "photos": self._photos(story.get("photos")),
            "name": self._text(story, "newsletter"),
            "contacts": self._contacts(story),
            "prepared_by": self._text(story, "prepared_by"),
            "url": self._text(story, "url"),
            "quote": self._text(story, "quote"),
            "facts": self._facts(story.get("facts")),
        }
        return Newsletter(dated_on=dated_on, **parts) if dated_on else None

    def _text(self, of: Mapping[str, Any], key: str, within: str = "") -> str:
        value = of.get(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return normalise(value)
        self.problems.append(f"{within}{key} ต้องเป็นข้อความ")
        return ""

    def _object(self, story: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = story.get(key)
        if isinstance(value, dict | None):
            return value or {}
        self.problems.append(f"{key} ต้องเป็น JSON object")
        return {}

    def _number(self, story: Mapping[str, Any], key: str) -> int:
        value = story.get(key)
        text = to_arabic(str(value)).strip() if isinstance(value, int | str) and value is not True else ""
        if text.isascii() and text.isdecimal() and len(text) < 9 and 0 < int(text) <= MOST_NUMBER:
            return int(text)
        if value not in (None, ""):
            self.problems.append(f"{_LISTED[key]} ({key}) ต้องเป็นจำนวนเต็มตั้งแต่ 1 ถึง {MOST_NUMBER:,}")
        return 0

    def _date(self, value: object) -> date | None:
        try:
            return date.fromisoformat(value) if isinstance(value, str) and value else None
        except ValueError:
            self.problems.append("วันที่ (date) ต้องเป็น ปี-เดือน-วัน ค.ศ. เช่น 2026-11-20")
            return None
        finally:
            if value is not None and not isinstance(value, str):
                self.problems.append("date ต้องเป็นข้อความ")

    def _body(self, value: object) -> list[str]:
        paragraphs = [value] if isinstance(value, str) else [] if value is None else value
        if isinstance(paragraphs, list) and all(isinstance(p, str) for p in paragraphs):
            return [text for p in paragraphs if (text := normalise(p))]
        self.problems.append("เนื้อข่าว (body) ต้องเป็นรายการของย่อหน้า")
        return ["–"]

    def _office(self, story: Mapping[str, Any]) -> Office:
        found = self._object(story, "office")
        names = ("name", "short_name", "address", "phone", "website", "facebook")
        emblem = self._text(found, "emblem", "office.")
        return Office(
            **{name: self._text(found, name, "office.") for name in names},
            emblem=self.folder / emblem if emblem else None,
        )

    def _contacts(self, story: Mapping[str, Any]) -> Contacts:
        found = self._object(story, "contacts")
        names = ("web", "facebook", "phone", "email")
        return Contacts(**{name: self._text(found, name, "contacts.") for name in names})

    def _photos(self, value: object) -> list[Photo]:
        listed = [] if value is None else value
        if not isinstance(listed, list):
            self.problems.append("photos ต้องเป็นรายการของภาพ")
            return []
        return [photo for i, one in enumerate(listed, 1) if (photo := self._photo(one, i))]

    def _photo(self, one: object, number: int) -> Photo | None:
        path = one.get("path") if isinstance(one, dict) else None
        if not isinstance(one, dict) or not isinstance(path, str) or not path or "\0" in path:
            self.problems.append(f"ภาพที่ {number} ไม่ได้บอกไฟล์ (path)")
            return None
        within = f"photos[{number - 1}]."
        return Photo(
            source=self.folder / path, name=normalise(Path(path).name),
            caption=self._text(one, "caption", within), alt=self._text(one, "alt", within),
        )  # fmt: skip

    def _facts(self, value: object) -> list[tuple[str, str]]:
        listed = value if isinstance(value, list) else []
        if value is not None and not isinstance(value, list):
            self.problems.append("facts ต้องเป็นรายการ")
        return [
            (self._text(one, "label", "facts."), self._text(one, "text", "facts."))
            for one in listed
            if isinstance(one, dict)
        ]
