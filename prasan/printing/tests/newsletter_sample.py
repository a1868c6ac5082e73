"""Drawn photographs and an invented newsletter."""

import io
from datetime import date
from typing import Any

from PIL import Image, ImageDraw

from prasan.printing.papers.newsletter_issue import Contacts, Newsletter, Office, Photo

PALETTES = [
    ((208, 230, 236), (63, 134, 146), (231, 214, 170), (142, 74, 52)),
    ((247, 226, 190), (214, 120, 74), (96, 84, 60), (32, 97, 51)),
    ((220, 232, 222), (110, 150, 110), (178, 164, 84), (0, 89, 102)),
    ((226, 220, 236), (120, 110, 160), (84, 96, 84), (239, 186, 65)),
]
SHAPES = {
    "landscape": (1200, 800), "portrait": (900, 1200), "square": (1000, 1000), "panorama": (1600, 560),
    "wide": (1280, 720), "tall": (720, 1280),
}  # fmt: skip
HEADLINE = "สพป.ระยอง เขต 2 เปิดกิจกรรม “สานกระจูด สานชุมชน” ที่โรงเรียนบ้านมาบเหลาชะโอน"
SHORT_HEADLINE = "ครูตัวอย่างคว้ารางวัล"
LONG_HEADLINE = (
    "สพป.ระยอง เขต 2 จัดประชุมเชิงปฏิบัติการพัฒนาครูผู้สอนภาษาไทยระดับประถมศึกษา "
    "เพื่อยกระดับผลสัมฤทธิ์ทางการเรียนและการอ่านออกเขียนได้ของนักเรียน"
)
STORY = (
    "วันที่ 20 พฤศจิกายน 2569 เวลา 09.00 น. ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2 "
    "มอบหมายให้รองผู้อำนวยการ เป็นประธานเปิดกิจกรรม “สานกระจูด สานชุมชน” โดยมีครู ผู้ปกครอง "
    "และนักเรียนชั้นประถมศึกษาปีที่ 4–6 จำนวน 46 คน ร่วมฝึกคัดกระจูด ย้อมสีจากเปลือกไม้ และสานลายพื้นฐาน "
    "ณ โรงเรียนบ้านมาบเหลาชะโอน ตำบลชากพง อำเภอแกลง จังหวัดระยอง"
)
MORE = (
    "กิจกรรมครั้งนี้มุ่งให้นักเรียนรู้จักวัสดุใกล้ตัว ฝึกฝีมือ และคิดต้นทุนกำไรของผลิตภัณฑ์จากกระจูดด้วยตนเอง "
    "วิทยากรจากกลุ่มวิสาหกิจชุมชนเล่าวิธีเลือกต้นกระจูดที่แก่พอดี การตากให้แห้งสม่ำเสมอ และการย้อมสีธรรมชาติ "
    "ก่อนแบ่งกลุ่มให้นักเรียนลงมือสานที่รองแก้วคนละหนึ่งชิ้น ผู้ปกครองที่มาร่วมงานช่วยกันสาธิตลายขัดและลายลูกแก้ว "
    "ซึ่งเป็นลายดั้งเดิมของชุมชน ผลงานทั้งหมดจะนำไปจัดแสดงในงานเปิดบ้านวิชาการของเครือข่ายโรงเรียน "
    "และจำหน่ายเพื่อสมทบทุนอาหารกลางวันต่อไป "
)
CAPTIONS = [
    "ลายจักสานกระจูด ผลงานของนักเรียนชั้น ป.6", "ห้องเรียนคิดต้นทุนและราคา", "อาคารเรียนและลานกิจกรรม",
    "พื้นที่ชุ่มน้ำ แหล่งกระจูด", "วิทยากรชุมชนสาธิตการย้อมสี", "ผู้ปกครองร่วมเปิดงาน",
]  # fmt: skip


def drawn(width: int, height: int, seed: int = 0) -> Image.Image:
    """Sky, sun, hills, ground and three people whose heads are in the upper middle."""
    sky, hill, ground, dark = PALETTES[seed % len(PALETTES)]
    image = Image.new("RGB", (width, height), sky)
    draw = ImageDraw.Draw(image)
    unit = min(width, height)
    draw.ellipse(
        [width * 0.72, height * 0.08, width * 0.72 + unit * 0.16, height * 0.08 + unit * 0.16],
        fill=(252, 236, 190),
    )
    for i in range(5):
        x = width * (i / 4)
        draw.ellipse([x - unit * 0.4, height * 0.42, x + unit * 0.4, height * 1.1], fill=hill)
    draw.rectangle([0, height * 0.72, width, height], fill=ground)
    for i in range(3):
        x, y, r = width * (0.3 + 0.2 * i), height * 0.38, unit * 0.06
        draw.ellipse([x - r, y - r, x + r, y + r], fill=(224, 180, 150))
        draw.rounded_rectangle(
            [x - 1.5 * r, y + 1.1 * r, x + 1.5 * r, height * 0.8], radius=r * 0.6, fill=dark
        )
    return image


def jpeg(width: int, height: int, seed: int = 0, **options: Any) -> bytes:
    out = io.BytesIO()
    drawn(width, height, seed).save(out, "JPEG", **options)
    return out.getvalue()


def photos(*kinds: str) -> list[Photo]:
    return [
        Photo(
            source=jpeg(*SHAPES[kind], seed=i),
            caption=CAPTIONS[i],
            alt=f"ภาพ {CAPTIONS[i]}",
            name=f"{kind}.jpg",
        )
        for i, kind in enumerate(kinds)
    ]


def story_of(letters: int) -> list[str]:
    """About so many letters, in one or two paragraphs, ended at a blank."""
    text = STORY + " " + MORE * (letters // len(MORE) + 1)
    cut = text[: text.rfind(" ", 0, letters)] if letters < len(text) else text
    half = cut.rfind(" ", 0, len(cut) // 2)
    return [cut] if letters < 900 else [cut[:half], cut[half + 1 :]]


OFFICE = Office(
    name="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2", short_name="สพป.ระยอง เขต 2",
    address="ถนนตัวอย่าง ตำบลทางเกวียน อำเภอแกลง จังหวัดระยอง 21110", phone="038-000000",
    website="https://www.rayong2.example", facebook="สพป.ระยอง เขต 2",
)  # fmt: skip


def a_newsletter(*kinds: str, **more: Any) -> Newsletter:
    values: dict[str, Any] = {
        "office": OFFICE, "name": "จดหมายข่าว สพป.ระยอง เขต 2", "year": 12, "number": 147,
        "dated_on": date(2026, 11, 20), "headline": HEADLINE, "body": [STORY], "photos": photos(*kinds),
        "contacts": Contacts(email="news@rayong2.example"), "prepared_by": "กลุ่มอำนวยการ สพป.ระยอง เขต 2",
        "url": "https://www.rayong2.example/news/147/",
    }  # fmt: skip
    return Newsletter(**values | more)
