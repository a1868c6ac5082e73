"""What people do with a story in more than one journey."""

from __future__ import annotations

import io
import json
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from tests.journeys.house import House
from tests.journeys.people import approve, box, case_number, consent_by_command

_GPS = 0x8825
_SKIES = ("#CFE6EA", "#F2EFE8", "#E7DCC6", "#DCECEF")
_HILLS = ("#428E92", "#206133", "#8E6E40", "#A9BE7C")


def photo(number: int, size: tuple[int, int] = (2000, 1500)) -> dict[str, object]:
    """A JPEG of hills as a phone makes one: it says where it was taken."""
    image = Image.new("RGB", size, _SKIES[number % 4])
    draw, (wide, high) = ImageDraw.Draw(image), size
    draw.ellipse((wide * 0.7, high * 0.1, wide * 0.7 + 260, high * 0.1 + 260), fill="#EFBA41")
    for far in range(3):
        peaks = [
            (x, high * (0.4 + far * 0.15) + (x * 7919 * (number + far)) % 190)
            for x in range(0, wide + 100, 100)
        ]
        draw.polygon([(0, high), *peaks, (wide, high)], fill=_HILLS[(number + far) % 4])
    exif = Image.Exif()
    exif.get_ifd(_GPS).update({1: "N", 2: (12.0, 40.0, 0.0), 3: "E", 4: (101.0, 16.0, 0.0)})
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80, exif=exif)
    return {"name": f"IMG_{number:04}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def says_where_it_was_taken(picture: bytes) -> bool:
    return bool(Image.open(io.BytesIO(picture)).getexif().get_ifd(_GPS))


def begin_story(page: Page) -> None:
    """From the school's list to the empty form 7.2."""
    page.get_by_role("button", name="ส่งข่าว").click()
    page.wait_for_url(re.compile(r"/news/send/\d+/$"))


def fill_facts(page: Page, **facts: str) -> None:
    """`what="จัดกิจกรรม…"`: the boxes of form 7.2 by their names."""
    for name, value in facts.items():
        page.locator(f"#draft [name={name}]").fill(value)


def shown_photos(page: Page, count: int) -> None:
    expect(page.locator("#photos h2")).to_have_text(re.compile(rf"^ภาพ {count} จาก "))


def describe_photos(page: Page, captions: list[str]) -> None:
    """Each with its words; children, whose guardians agreed, are in the first alone."""
    for form, caption in zip(page.locator("[data-describe]").all(), captions, strict=True):
        form.get_by_label("คำบรรยาย").fill(caption)
        is_first = caption == captions[0]
        form.get_by_label("มีภาพเด็ก ผู้ปกครองยินยอมแล้ว" if is_first else "ไม่มีภาพเด็ก", exact=True).check()
        expect(form.locator("[data-photo-said]")).to_have_text("บันทึกแล้ว")


def take_up(page: Page, title: str) -> None:
    """A story that was sent in becomes the officer's draft, open to change."""
    page.goto("/desk/news/?tab=sent")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="รับเรื่อง").click()
    page.wait_for_url("**/edit/")


def write(page: Page, *, title: str, groups: list[str], at_once: bool, kind: str = "ข่าวประจำวัน") -> None:
    """Headline, kind of work, the network's groups; `at_once`: published on the last consent."""
    box(page, "พาดหัว").fill(title)
    page.get_by_label(kind, exact=True).check()
    for label in ("อีเมลถึงเครือข่าย", re.compile("^ส่งมอบ")):
        page.get_by_label(label).check()
    for group in groups:
        page.get_by_label(group).check()
    page.get_by_label("เผยแพร่ทันทีที่อนุมัติครบทุกขั้น").set_checked(at_once)


def save(page: Page) -> None:
    page.get_by_role("button", name="บันทึกร่าง").click()
    page.get_by_role("button", name="เสนอ", exact=True).wait_for()


def propose(page: Page) -> str:
    """เสนอ; the number of the case."""
    page.get_by_role("button", name="เสนอ", exact=True).click()
    page.get_by_text("เสนอแล้ว").first.wait_for()
    return case_number(page)


def publish_by_command(house: House, page: Page) -> None:
    """A routine draft is proposed here and consented to beside: it is published at once."""
    consent_by_command(house, propose(page), "head")
    page.reload()
    page.get_by_role("link", name="ดูหน้าข่าวสาธารณะ").wait_for()


def publish_file(house: House, folder: Path, title: str, *groups: str) -> int:
    """A routine story of one paragraph, published beside the house; its key."""
    file = folder / "story.json"
    story = {
        "kind": "news_routine",
        "title": title,
        "body": [f"{title} เมื่อวันที่ 20 พฤศจิกายน 2569 มีผู้เข้าร่วมจำนวน 64 คน"],
        "groups": groups,
        "channels": ["web", "email", "handover"],
    }
    file.write_text(json.dumps(story, ensure_ascii=False), encoding="utf-8")
    said = json.loads(house.manage("story_publish", str(file), "--by", "officer", "--now", "--json"))
    consent_by_command(house, str(said["case"]), "head")
    return int(said["story"])


def consent_on_the_phone(page: Page) -> None:
    approve(page)
    expect(page.locator("main")).to_contain_text("อนุมัติแล้ว")


def public_address(page: Page) -> str:
    """Of the published story whose page at the desk this is."""
    return page.get_by_role("link", name="ดูหน้าข่าวสาธารณะ").get_attribute("href") or ""


def recipient(page: Page, name: str) -> Locator:
    """The line of one recipient in the report."""
    return page.locator("#names li").filter(has_text=name)


def mails_to(house: House, address: str) -> list[EmailMessage]:
    """What the sample's mail server took for `address`, the oldest first."""
    found = []
    for path in sorted((house.folder / "mailbox").glob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=default)
        if address in str(mail["To"]):
            found.append(mail)
    return found  # type: ignore[return-value]


def subjects_to(house: House, address: str) -> list[str]:
    return [str(mail["Subject"]) for mail in mails_to(house, address)]
