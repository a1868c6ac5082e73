"""What the stand-in took, and how it is asked to behave: files, for its readers are other processes."""

from __future__ import annotations

import fcntl
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

CHANNELS = ("line", "facebook")
FAULTS = {
    "429": "ขอให้รอ (429)",
    "500": "ขัดข้อง (500)",
    "slow": "ตอบช้าจนหมดเวลา",
    "expired": "รหัสหมดอายุ",
    "lost": "รับแล้ว แต่คำตอบหาย",
}
"""What it may do instead of answering well."""
_STAYS = "*"
_ID = re.compile(r"(line|facebook)-[0-9a-f-]{8,36}")


@dataclass(frozen=True, slots=True)
class Post:
    """One message or post. `to` as it was addressed, `picture_url` as LINE was told it; `content_type` of the
    picture that came as bytes, "" without one. `at` is a moment in ISO 8601."""

    id: str
    channel: str
    to: str
    text: str
    at: str
    picture_url: str = ""
    content_type: str = ""
    picture_name: str = ""
    number: int = 0
    """The how-manieth it is: two may come at one moment of any clock."""

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Box:
    """The folder of one stand-in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, post: Post, picture: bytes = b"") -> bool:
        """Whether it is new: the same id again changes nothing. Readers never see half of it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._held():
            path = self.folder / f"{post.id}.json"
            if path.exists():
                return False
            if picture:
                (self.folder / f"{post.id}.picture").write_bytes(picture)
            unfinished = path.with_suffix(".part")
            numbered = asdict(post) | {"number": self._next_number()}
            unfinished.write_text(json.dumps(numbered, ensure_ascii=False), encoding="utf-8")
            unfinished.replace(path)
        return True

    def posts(self, channel: str = "") -> list[Post]:
        """The newest first."""
        found = [Post(**json.loads(path.read_bytes())) for path in self.folder.glob(f"{channel}*-*.json")]
        return sorted(found, key=lambda post: (post.number, post.at), reverse=True)

    def _next_number(self) -> int:
        path = self.folder / "last-number"
        number = int(path.read_text()) + 1 if path.exists() else 1
        path.write_text(str(number))
        return number

    def picture(self, post_id: str) -> tuple[bytes, str] | None:
        """(content, content type) of a picture that came with a post."""
        path = self.folder / f"{post_id}.json"
        if not _ID.fullmatch(post_id) or not path.is_file():
            return None
        post = Post(**json.loads(path.read_bytes()))
        return (path.with_suffix(".picture").read_bytes(), post.content_type) if post.content_type else None

    def ask_for(self, channel: str, faults: Sequence[str], *, stays: bool = False) -> None:
        """The next calls of `channel` end so, one after the other; `stays`: all, until asked for none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._held():
            self._faults(channel).write_text("\n".join([_STAYS, *faults] if stays else faults))

    def asked(self, channel: str) -> tuple[list[str], bool]:
        """What still is asked of it, and whether it stays."""
        try:
            lines = self._faults(channel).read_text().split()
        except FileNotFoundError:
            return [], False
        return [line for line in lines if line != _STAYS], _STAYS in lines

    def next_fault(self, channel: str, *, is_question: bool = False) -> str:
        """What the call that came just now meets with; "" = nothing. A question takes none away from the
        posts that it was asked for."""
        if not self.folder.is_dir():
            return ""
        with self._held():
            faults, stays = self.asked(channel)
            if is_question and not stays:
                return ""
            if faults and not stays:
                self._faults(channel).write_text("\n".join(faults[1:]))
            return faults[0] if faults else ""

    def account(self) -> dict[str, int]:
        """LINE's month: how many messages it allows and counted, and how many friends a broadcast counts."""
        try:
            found: dict[str, int] = json.loads((self.folder / "account").read_text())
        except FileNotFoundError:
            found = {}
        return {"limit": 500, "used": 0, "friends": 12} | found

    def set_account(self, **changes: Any) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "account").write_text(json.dumps(self.account() | changes))

    def _faults(self, channel: str) -> Path:
        return self.folder / f"faults-{channel}"

    @contextmanager
    def _held(self) -> Iterator[None]:
        """One at a time, whatever process."""
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
