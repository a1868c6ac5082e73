"""Invented texts and papers, and how to read a PDF with three different readers."""

import io
import subprocess
from datetime import date, datetime
from typing import Any

import pypdf
import pypdfium2

from prasan.printing.papers.memo import Change, Decision, Memo, Proposer, Round

AT = 1_795_000_000
DIRECTOR = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2"
ACTING_LINE = f"รักษาราชการแทน {DIRECTOR}"
TELLING_WORDS = ["ฟื้น", "ขั้นตอน", "น้ำ", "กำหนด", "ป้า", "ที่", "ปู่", "กู้", "ญัตติ", "ฐิติ", "ผู้ซื้อ", "เป็น", "ปี้", "ฎู"]

PROSE = [
    "ด้วยกลุ่มอำนวยการได้รับมอบหมายให้จัดทำทะเบียนข้อมูลพื้นฐานของหน่วยงานภายในและภายนอก "
    "เพื่อให้การประสานงานเป็นไปด้วยความเรียบร้อย รวดเร็ว และถูกต้องเป็นปัจจุบัน "
    "จึงได้กำหนดขั้นตอนการดำเนินงานไว้ทั้งสิ้น 6 ขั้นตอน ตั้งแต่การศึกษาวิเคราะห์ภารกิจ "
    "จนถึงการปรับปรุงข้อมูลให้ถูกต้องและเผยแพร่ต่อสาธารณชน",
    "ป้าน้อยเล่าว่าเมื่อปีที่แล้วน้ำท่วมโรงเรียนจนต้องฟื้นฟูห้องสมุดใหม่ทั้งหมด "
    "ผู้ซื้อหนังสือจึงช่วยกันบริจาค ปู่ย่าตายายมาช่วยกู้ชั้นวางหนังสือ "
    "คณะกรรมการสถานศึกษาขั้นพื้นฐานมีญัตติให้ตั้งฐิติกรเป็นผู้ประสานงาน และเก็บกี้ ปี้ ฎู "
    "ไว้เป็นตัวอย่างอักษร",
    "ตามที่สำนักงานเขตพื้นที่การศึกษาประถมศึกษาได้แจ้งให้โรงเรียนในสังกัดตรวจสอบเลขหมายโทรศัพท์ "
    "ไปรษณีย์อิเล็กทรอนิกส์ ชื่อผู้บริหารสถานศึกษา และจำนวนนักเรียน ณ วันที่ 10 พฤศจิกายน 2569 "
    "บัดนี้โรงเรียนได้ยืนยันข้อมูลครบถ้วนแล้ว นั้น",
    "กลุ่มอำนวยการพิจารณาแล้วเห็นว่าข้อมูลดังกล่าวเป็นประโยชน์แก่ผู้ปกครอง องค์กรปกครองส่วนท้องถิ่น "
    "สื่อมวลชน และเครือข่ายประชาสัมพันธ์ สมควรเผยแพร่ทางเว็บไซต์ สมุดโทรศัพท์ และจดหมายข่าว ทั้งนี้ "
    "ข้อมูลส่วนบุคคลซึ่งมิได้รับความยินยอมให้เก็บไว้ใช้ภายในสำนักงานเท่านั้น",
    "อนึ่ง เพื่อให้การบริการข้อมูลข่าวสารของราชการเป็นไปตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. "
    "2540 เจ้าหน้าที่ผู้รับผิดชอบต้องลงทะเบียนผู้ใช้บริการ จัดทำดรรชนี "
    "และรายงานสถิติเป็นประจำทุกเดือน หากมีข้อขัดข้องให้รายงานผู้บังคับบัญชาตามลำดับชั้นโดยเร็ว",
    "ครูใหญ่ขี่จักรยานไปซื้อก๋วยเตี๋ยวกับต้มยำกุ้งที่ตลาดน้ำ "
    "แล้วแวะเยี่ยมศิษย์เก่าซึ่งเพิ่งได้รับรางวัลนวัตกรรมระดับประเทศ เด็กๆ วิ่งเล่นใต้ต้นโพธิ์ร่มรื่น "
    "ส่วนภารโรงกำลังซ่อมหลังคาที่รั่วเพราะพายุเมื่อคืนวันเสาร์ ต่างคนต่างทำหน้าที่ของตนอย่างแข็งขัน",
]


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)


def change(field: str, old: str, new: str, **more: str) -> Change:
    return Change(
        **{
            "agency": "โรงเรียนบ้านมาบเหลาชะโอน",
            "field": field,
            "old": old,
            "new": new,
            "publish": "เว็บและข้อมูลเปิด",
        }
        | more
    )


def acting_decision() -> Decision:
    return Decision(
        wording="อนุมัติ (รักษาราชการแทน)",
        at=moment(24, 9, 15),
        name="นางตัวอย่าง สมมติ",
        post=f"รอง{DIRECTOR}",
        acting="รักษาราชการแทน",
        acting_post=DIRECTOR,
        order_no="245/2569",
        order_dated_on=date(2026, 10, 30),
    )


def a_memo(**more: Any) -> Memo:
    """A case that a group head and an acting director consented to."""
    head = Decision(wording="อนุมัติ", at=moment(23, 13, 5), name="นายสมมติ ตัวอย่าง", post="ผู้อำนวยการกลุ่มอำนวยการ")
    values: dict[str, Any] = {
        "unit": "สพป.ระยอง เขต 2 กลุ่มอำนวยการ โทร. 0 3800 0000",
        "number": "กอ 147/2569",
        "dated_on": date(2026, 11, 23),
        "subject": "ขอความเห็นชอบการปรับปรุงข้อมูลและวิธีการเผยแพร่ข้อมูล โรงเรียนบ้านมาบเหลาชะโอน",
        "to": DIRECTOR,
        "cause": ["ตามที่โรงเรียนบ้านมาบเหลาชะโอน ได้แจ้งย้ายเลขหมายโทรศัพท์ นั้น"],
        "purpose": ["กลุ่มอำนวยการตรวจสอบแล้ว เห็นควรปรับปรุงข้อมูล ดังนี้"],
        "close": ["จึงเรียนมาเพื่อโปรดพิจารณา"],
        "changes": [change("โทรศัพท์", "0 3800 0001", "0 3800 0000")],
        "proposer": Proposer(name="นางสาวตัวอย่าง สมมติ", post="เจ้าพนักงานธุรการ", at=moment(23, 10, 40)),
        "rounds": [Round(number=1, proposed_at=moment(23, 10, 40), decisions=[head, acting_decision()])],
        "case_no": "147/2569",
        "check_code": "7F3A-92C1",
        "printed_on": date(2026, 11, 24),
    }
    return Memo(**values | more)


def by_poppler(pdf: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def by_pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


def by_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def flat(text: str) -> str:
    """Without blanks and line ends."""
    return "".join(text.split())
