"""What whoever consents to a story is told of each way on which it will go out."""

from __future__ import annotations

from dataclasses import dataclass

from prasan.delivery import quota
from prasan.delivery.channels import Channel, PictureBy
from prasan.news import posting, ways
from prasan.news.models import StoryVersion
from prasan.news.states import WEB


@dataclass(frozen=True, slots=True)
class WayAhead:
    """`says` what goes out and to whom, `warns` what will be missing or why nothing goes out; all Thai."""

    label: str
    says: str
    warns: tuple[str, ...] = ()


def ways_ahead(version: StoryVersion) -> list[WayAhead]:
    """One for each channel that was chosen, the web left out: the page itself shows how it will look."""
    chosen = set(version.channels) - {WEB}
    found = [way for name, way in ways.carriers().items() if name in chosen]
    return [(_to_members if way.own_address is None else _to_all)(version, way) for way in found]


def _to_members(version: StoryVersion, way: Channel) -> WayAhead:
    if version.is_correction:
        return WayAhead(way.story_label, "ถึงผู้ที่ได้รับฉบับเดิมเท่านั้น")
    if not version.groups:
        return WayAhead(way.story_label, "", ("ยังไม่ได้เลือกกลุ่มผู้รับ จึงไม่มีผู้ใดได้รับทางนี้",))
    return WayAhead(way.story_label, f"ถึงสมาชิกของ {len(version.groups)} กลุ่มที่รับข่าวทางนี้")


def _to_all(version: StoryVersion, way: Channel) -> WayAhead:
    if not way.own_address or not way.own_address():
        return WayAhead(way.story_label, "", (f"{way.why_not('')} ข่าวจะไม่ออกทางนี้จนกว่าจะตั้งค่า",))
    if version.is_correction:
        return WayAhead(way.story_label, "โพสต์ฉบับแก้ไข เฉพาะเมื่อฉบับเดิมออกทางนี้แล้ว")
    said = posting.words_of(version, way)
    picture, why_not = posting.picture_for(version, way, ahead=True)
    warns = [way.why_not_text(said)]
    if picture is None and way.picture_by is not PictureBy.NONE:
        warns.append(f"ส่งข้อความอย่างเดียว {why_not}")
    warns.append(_used_up(way))
    says = [f"ข้อความ {len(said):,} ตัวอักษร", f"พร้อม{picture.label}" if picture else "", _left(way)]
    return WayAhead(way.story_label, " ".join(filter(None, says)), tuple(filter(None, warns)))


def _left(way: Channel) -> str:
    left = quota.told_by(way.name)
    return f"ส่งได้อีก {left.left:,} จาก {left.limit:,} ข้อความ{left.period}" if left else ""


def _used_up(way: Channel) -> str:
    left = quota.told_by(way.name)
    if left is None or left.left:
        return ""
    return f"{way.label} ครบจำนวนของ{left.period}แล้ว ข่าวจะรอจนกว่าจะส่งได้"
