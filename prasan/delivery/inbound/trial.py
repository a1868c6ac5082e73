"""Proving the mailbox that is read, step by step; nothing in it is marked or taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from imap_tools import AND, BaseMailBox

from prasan.delivery.channels import Step
from prasan.delivery.inbound.imap import TROUBLE, closed_after, connected, port
from prasan.delivery.trouble import trouble_of


def mailbox_trial() -> Iterator[Step]:
    """The steps of looking into the mailbox of the settings, up to the first that fails."""
    where = f"เชื่อมต่อ {settings.IMAP_HOST} พอร์ต {port()}"
    try:
        box = connected()
    except TROUBLE as error:
        yield _failed(where, error)
        return
    with closed_after(box):
        yield Step(where, True, "เข้ารหัส" if settings.IMAP_TLS != "0" else "ไม่เข้ารหัส")
        for name, act in _steps(box):
            try:
                yield Step(name, True, act())
            except TROUBLE as error:
                yield _failed(name, error)
                return


def _steps(box: BaseMailBox) -> Iterator[tuple[str, Callable[[], str]]]:
    yield f"เข้าสู่ระบบด้วยบัญชี {settings.IMAP_USER}", lambda: _login(box)
    yield f"เปิดกล่อง {settings.IMAP_FOLDER}", lambda: _look(box)


def _login(box: BaseMailBox) -> str:
    box.login(settings.IMAP_USER, settings.IMAP_PASSWORD, initial_folder=None)
    return ""


def _look(box: BaseMailBox) -> str:
    box.folder.set(settings.IMAP_FOLDER)
    return f"จดหมายที่ยังไม่ได้อ่าน {len(box.uids(AND(seen=False), charset=None))} ฉบับ"


def _failed(name: str, error: Exception) -> Step:
    return Step(name, False, str(error)[:300], trouble_of(error, "PRASAN_IMAP").advice)
