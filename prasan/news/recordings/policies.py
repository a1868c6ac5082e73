"""Pure questions about sound and film. The same answer refuses the act and explains the greyed-out button."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from prasan.accounts.models import User
from prasan.news.models import StoryRecording, StoryVersion
from prasan.news.states import Children
from prasan.ui.refusal import Refusal

MOST_RECORDINGS = 5
MOST_UPLOADS = 3
LONGEST_TRANSCRIPT = 100_000


def why_not_these_recordings(
    recordings: Iterable[StoryRecording], *, needs_words: bool = True
) -> Refusal | None:
    """Each says what it is and whether it shows children, and has words for those who don't hear or see it
    (WCAG 2.2, 1.2.1 and 1.2.2); an agency may leave those words to the office."""
    for recording in recordings:
        if recording.is_shown and (missing := what_is_missing(recording, needs_words=needs_words)):
            return Refusal(f"{_called(recording)}ยังไม่มี{' '.join(missing)}")
    return None


def what_is_missing(recording: StoryRecording, *, needs_words: bool = True) -> list[str]:
    """Before it may be proposed, in words that follow “ยังไม่มี”."""
    return [
        word
        for word, is_there in (
            ("ชื่อสื่อ", recording.title),
            ("คำบอกว่าใครพูดหรือเห็นอะไร", recording.people),
            ("วันที่ของงาน", recording.held_on),
            ("คำยืนยันเรื่องภาพหรือเสียงเด็ก", recording.children in Children.values),
            (
                "คำบรรยายหรือบทถอดเสียง สำหรับผู้ที่ไม่ได้ยินหรือมองไม่เห็น",
                recording.captions or recording.transcript or not needs_words,
            ),
        )
        if not is_there
    ]


def _called(recording: StoryRecording) -> str:
    kind = "วิดีโอ" if recording.is_film else "เสียง"
    return f"{kind} “{recording.title}” " if recording.title else kind


def why_not_this_size(size: int, *, is_film: bool) -> Refusal | None:
    """`size` in bytes, against the settings RECORDING_SOUND_MB and RECORDING_FILM_MB."""
    most = settings.RECORDING_FILM_MB if is_film else settings.RECORDING_SOUND_MB
    if size <= most * 1024 * 1024:
        return None
    if is_film:
        return Refusal(
            f"วิดีโอใหญ่เกิน {most} MB ตัดให้สั้นลงหรือส่งออกที่ 720p แล้วส่งใหม่ คลิปยาวให้ลงช่องวิดีโอของสำนักงาน แล้วใส่ลิงก์ในข่าว"
        )
    return Refusal(f"ไฟล์เสียงใหญ่เกิน {most} MB ส่งออกเป็น MP3 หรือ M4A แล้วส่งใหม่ ไฟล์จะเล็กลงราวสิบเท่า")


def why_not_take_down(recording: StoryRecording, reason: str, asked: str) -> Refusal | None:
    if not recording.is_shown:
        return Refusal("สื่อนี้นำลงทุกที่แล้ว")
    return why_not_these_words(reason, asked)


def why_not_these_words(reason: str, asked: str) -> Refusal | None:
    """Of any taking down: it says why, and for whom."""
    if not reason.strip():
        return Refusal("บอกเหตุผลที่นำลง")
    return None if asked.strip() else Refusal("บอกว่าใครขอให้นำลง เช่น ผู้ปกครองของนักเรียน")


def why_not_unfinished(version: StoryVersion, user: User) -> Refusal | None:
    """What is sent in is closed to more: one's own upload is finished or dropped first."""
    if version.uploads.filter(begun_by=user).exists():
        return Refusal("ยังมีเสียงหรือวิดีโอที่ส่งไม่จบ เลือกไฟล์เดิมเพื่อส่งต่อ หรือกด “ทิ้ง” ก่อน")
    return None
