"""One look at all that the running house stands on, in Thai, for whoever looks after the office."""

from __future__ import annotations

import os
import shutil
import smtplib
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from prasan.audit.actions import verify
from prasan.delivery.channels.email import connect
from prasan.delivery.connected import is_connected, to_be_connected
from prasan.delivery.inbound import spool
from prasan.delivery.inbound.imap import TROUBLE as MAILBOX_TROUBLE
from prasan.delivery.inbound.imap import open_mailbox
from prasan.delivery.inbound.ways import ways_in
from prasan.delivery.models import Delivery
from prasan.delivery.trouble import trouble_of
from prasan.office.models import OfficeProfile
from prasan.operations.actions.tasks import is_alive
from prasan.operations.models import Mark
from prasan.thai.dates import clock, short

_GIGABYTE = 1024**3
_LEAST_FREE = 2 * _GIGABYTE
_BACKUP_EVERY = timedelta(days=1, hours=6)
_CLOCK_MAY_DIFFER = timedelta(seconds=30)
_ASK = "ให้ผู้ดูแลเครื่อง"
_SEALED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """`remedy` says who does what, to one who types no commands; there may be one although all is well.
    `command`: what whoever looks after the machine types or sets."""

    key: str
    name: str
    ok: bool
    state: str
    remedy: str = ""
    command: str = ""


def examine(*, at: datetime) -> list[Finding]:
    """All findings, in the order in which one would mend them. A look that fails is a finding too."""
    return [_look(look, at) for look in LOOKS]


def _look(look: Callable[[datetime], Finding], at: datetime) -> Finding:
    try:
        return look(at)
    except Exception as error:
        name = look.__name__.lstrip("_")
        return Finding(name, name, False, f"ตรวจไม่ได้: {error}", "แจ้งผู้ดูแลระบบพร้อมข้อความนี้")


def _migrations(at: datetime) -> Finding:
    executor = MigrationExecutor(connection)
    left = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    state = f"เหลือ {left} รายการที่ยังไม่ปรับ" if left else "เป็นรุ่นปัจจุบัน"
    if not left:
        return Finding("migrations", "โครงสร้างฐานข้อมูล", True, state)
    remedy = f"{_ASK}ปรับฐานข้อมูล โดยปิดแล้วเปิดระบบใหม่"
    return Finding(
        "migrations", "โครงสร้างฐานข้อมูล", False, state, remedy, ".venv/bin/python manage.py migrate"
    )


def _disk(at: datetime) -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    ok = free >= _LEAST_FREE
    state = f"เหลือ {free / _GIGABYTE:,.1f} GB"
    if ok:
        return Finding("disk", "พื้นที่ดิสก์", True, state)
    remedy = f"{_ASK}เพิ่มพื้นที่หรือย้ายไฟล์สำรองออกจากเครื่อง ระหว่างนี้อย่าเพิ่งนำเข้าหรือแนบไฟล์"
    return Finding("disk", "พื้นที่ดิสก์", False, state, remedy, f"df -h {settings.DATA}")


def _clock(at: datetime) -> Finding:
    """Against the database's clock, which on PostgreSQL may be another machine's, and by the last event."""
    with connection.cursor() as cursor:
        query = "SELECT extract(epoch FROM clock_timestamp())"
        cursor.execute(
            query if connection.vendor == "postgresql" else "SELECT (julianday('now') - 2440587.5) * 86400.0"
        )
        there = float(cursor.fetchone()[0])
    differs = timedelta(seconds=abs(timezone.now().timestamp() - there))
    last = Mark.objects.order_by("-at").values_list("at", flat=True).first()
    ran_back = last is not None and last - at > _CLOCK_MAY_DIFFER
    ok = differs < _CLOCK_MAY_DIFFER and not ran_back
    local = timezone.localtime(at)
    state = f"{short(local.date())} {clock(local)} เวลาประเทศไทย"
    if ran_back:
        state += " ช้ากว่าเวลาที่ระบบเคยบันทึกไว้"
    if ok:
        return Finding("clock", "นาฬิกา", True, state)
    return Finding("clock", "นาฬิกา", False, state, f"{_ASK}ตั้งเวลาเครื่องให้ตรง", "timedatectl set-ntp true")


def _fonts(at: datetime) -> Finding:
    from prasan.printing.font import is_built  # brings the whole font library with it

    ok = is_built(settings.BUILD / "fonts")
    if ok:
        return Finding("fonts", "ฟอนต์เอกสาร", True, "พร้อม")
    remedy = f"{_ASK}ติดตั้งฟอนต์ใหม่ ระหว่างนี้ยังพิมพ์เอกสารไม่ได้"
    return Finding("fonts", "ฟอนต์เอกสาร", False, "ไม่พบหรือเป็นรุ่นเก่า", remedy, "make setup")


def _worker(at: datetime) -> Finding:
    marks = list(Mark.objects.workers().order_by("-at"))
    count = sum(is_alive(mark.name.removeprefix("worker:"), at=at) for mark in marks)
    if count:
        return Finding("worker", "งานเบื้องหลัง", True, f"ทำงานอยู่ {count} ชุด")
    state = f"หยุดไป ได้ยินครั้งสุดท้าย {_moment(marks[0].at)}" if marks else "ไม่ได้ทำงานอยู่"
    remedy = f"{_ASK}เปิดงานเบื้องหลัง ระหว่างนี้อีเมลและงานตามเวลาจะค้าง และส่งต่อเองเมื่อเปิด"
    return Finding(
        "worker", "งานเบื้องหลัง", False, state, remedy, "systemctl start prasan-worker (หรือ make run)"
    )


def _mail_out(at: datetime) -> Finding:
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        server = connect()
    except (OSError, smtplib.SMTPException) as error:
        trouble = trouble_of(error, "PRASAN_SMTP")
        remedy = f"{trouble.cause} {_ASK}ตรวจค่าของเซิร์ฟเวอร์อีเมลขาออก จดหมายที่ค้างจะส่งเองเมื่อติดต่อได้"
        command = f"ตรวจ {trouble.look_at or 'PRASAN_SMTP และ PRASAN_SMTP_TLS'} ในไฟล์ .env"
        return Finding("mail_out", "อีเมลขาออก", False, f"ติดต่อ {where} ไม่ได้: {error}", remedy, command)
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    return Finding("mail_out", "อีเมลขาออก", True, f"ติดต่อ {where} ได้")


def _mail_waiting(at: datetime) -> Finding:
    late = Delivery.objects.due(at=at - timedelta(minutes=15)).count()
    unknown = Delivery.objects.filter(state="unknown").count()
    ok = not late and not unknown
    state = f"ค้างส่งเกิน 15 นาที {late} ฉบับ ไม่ทราบผล {unknown} ฉบับ" if not ok else "ไม่มีจดหมายค้าง"
    return Finding("mail_waiting", "จดหมายค้างส่ง", ok, state, "" if ok else "ดูรายฉบับที่เมนู “การส่ง”")


def _mail_in(at: datetime) -> Finding:
    """The ways in that are set, and whether what came through them was taken."""
    late, failed = spool.late(at=at), spool.failed()
    if late or failed:
        state = f"จดหมายรอรับเข้า {late} ฉบับ รับเข้าไม่ได้ {failed} ฉบับ"
        remedy = f"{_ASK}ดูว่างานเบื้องหลังทำงานอยู่ ต้นฉบับทุกฉบับยังอยู่ครบ"
        return Finding(
            "mail_in", "อีเมลขาเข้า", False, state, remedy, f"ls {spool.folder()} {spool.failed_folder()}"
        )
    if settings.IMAP_HOST:
        try:
            with open_mailbox():
                pass
        except MAILBOX_TROUBLE as error:
            return _mailbox_broken(error)
    ways = ways_in()
    if ways:
        return Finding("mail_in", "อีเมลขาเข้า", True, " และ".join(ways))
    return Finding(
        "mail_in",
        "อีเมลขาเข้า",
        True,
        "ยังไม่ได้ตั้งค่า",
        "จดหมายถึงสำนักงานให้ดูที่กล่องเดิม",
        "PRASAN_IMAP_HOST หรือ PRASAN_SMTP_IN ใน .env",
    )


def _mailbox_broken(error: Exception) -> Finding:
    state = f"อ่านกล่องจดหมาย {settings.IMAP_USER} ที่ {settings.IMAP_HOST} ไม่ได้: {str(error)[:200]}"
    trouble = trouble_of(error, "PRASAN_IMAP")
    remedy = f"{trouble.cause} {_ASK}ตรวจค่าของกล่องจดหมาย จดหมายที่ค้างจะรับเข้าเองเมื่อแก้แล้ว"
    command = f"ตรวจ {trouble.look_at or 'PRASAN_IMAP_HOST และ PRASAN_IMAP_TLS'} ในไฟล์ .env"
    return Finding("mail_in", "อีเมลขาเข้า", False, state, remedy, command)


def _channels(at: datetime) -> Finding:
    """The office's own accounts: asked who they are, as the settings' page does; nothing is posted."""
    connected = [way for way in to_be_connected() if is_connected(way) and way.trial]
    if not connected:
        return Finding("channels", "LINE และ Facebook", True, "ยังไม่ได้เชื่อมต่อ")
    wrong = [(way, step) for way in connected if way.trial for step in way.trial() if not step.is_well]
    if not wrong:
        state = " ".join(f"{way.label} เชื่อมต่อได้" for way in connected)
        return Finding("channels", "LINE และ Facebook", True, state)
    way, step = wrong[0]
    remedy = f"{step.advice} ที่เมนู “การส่ง” ช่องทาง"
    return Finding("channels", "LINE และ Facebook", False, f"{way.label}: {step.answer}", remedy)


def _backup(at: datetime) -> Finding:
    last = Mark.last("backup")
    ok = last is not None and at - last < _BACKUP_EVERY
    state = f"ล่าสุด {_moment(last)}" if last else "ยังไม่เคยสำรอง"
    if ok:
        return Finding("backup", "สำรองข้อมูล", ok, state)
    remedy = f"{_ASK}สำรองข้อมูล และตั้งให้ทำเองทุกวัน"
    return Finding("backup", "สำรองข้อมูล", ok, state, remedy, "make backup (ทุกวัน: deploy/prasan-backup.timer)")


def _audit(at: datetime) -> Finding:
    found = verify()
    if found.first_bad:
        remedy = f"แจ้งผู้อำนวยการ แล้ว{_ASK}เก็บสำเนาฐานข้อมูลไว้ก่อนแก้สิ่งใด และเทียบกับไฟล์สำรองล่าสุด"
        command = ".venv/bin/python manage.py verify_audit --json"
        return Finding("audit", "บันทึกการกระทำ", False, found.first_bad["reason"], remedy, command)
    since = found.unsealed_since
    if since and at - since > _SEALED_WITHIN:
        state = f"ยังไม่ปิดผนึก {found.unsealed:,} เหตุการณ์ ตั้งแต่ {_moment(since)}"
        remedy = "งานเบื้องหลังไม่ได้ทำงาน เมื่อกลับมาทำงานจะปิดผนึกเองภายในหนึ่งนาที"
        return Finding("audit", "บันทึกการกระทำ", False, state, remedy)
    return Finding("audit", "บันทึกการกระทำ", True, f"ครบถ้วน {found.events:,} เหตุการณ์")


def _secret_key(at: datetime) -> Finding:
    path = settings.DATA / "secret_key"
    if "PRASAN_SECRET_KEY" in os.environ or not path.is_file():
        return Finding("secret_key", "กุญแจลับ", True, "มาจากค่าตั้งของระบบ")
    others = stat.S_IMODE(path.stat().st_mode) & 0o077
    if not others:
        return Finding("secret_key", "กุญแจลับ", True, "อ่านได้เฉพาะระบบ")
    remedy = f"{_ASK}ปิดไม่ให้ผู้ใช้อื่นของเครื่องอ่านกุญแจลับ"
    return Finding("secret_key", "กุญแจลับ", False, "ผู้ใช้อื่นของเครื่องอ่านได้", remedy, f"chmod 600 {path}")


def _https(at: datetime) -> Finding:
    profile = OfficeProfile.current()
    is_here = settings.ORIGIN.startswith(("http://127.0.0.1", "http://localhost"))
    if settings.IS_HTTPS:
        return Finding("https", "ที่อยู่เว็บ", True, f"{settings.ORIGIN} เข้ารหัส")
    if is_here and (profile is None or profile.is_sample):
        return Finding("https", "ที่อยู่เว็บ", True, f"{settings.ORIGIN} ใช้ในเครื่องนี้เท่านั้น")
    state = f"{settings.ORIGIN} ไม่เข้ารหัส รหัสผ่านอาจถูกดักอ่าน"
    command = "ตั้ง PRASAN_ORIGIN=https://… ใน .env และวาง nginx ไว้ข้างหน้า (deploy/README.md)"
    return Finding("https", "ที่อยู่เว็บ", False, state, f"{_ASK}เปิดเว็บด้วย https", command)


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{short(local.date())} {clock(local)}"


LOOKS: tuple[Callable[[datetime], Finding], ...] = (
    _migrations,
    _disk,
    _clock,
    _fonts,
    _worker,
    _mail_out,
    _mail_waiting,
    _mail_in,
    _channels,
    _backup,
    _audit,
    _secret_key,
    _https,
)
