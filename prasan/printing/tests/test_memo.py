import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from prasan.printing.compile import PrintError
from prasan.printing.papers.memo import (
    MOST_ROWS,
    Annex,
    Decision,
    Proposer,
    Round,
    memo,
    memo_pages,
)
from prasan.printing.tests.sample import (
    ACTING_LINE,
    AT,
    DIRECTOR,
    a_memo,
    acting_decision,
    by_pdfium,
    by_poppler,
    change,
    flat,
    moment,
    pages,
)

LONG_OFFICE = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษามัธยมศึกษาสมุทรปราการและนครศรีธรรมราช เขต 12"


def printed(fonts: Path, thai_digits: bool = False, **more: Any) -> str:
    return by_pdfium(memo(a_memo(**more), timestamp=AT, fonts_dir=fonts, thai_digits=thai_digits))


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def test_it_says_what_the_case_says(fonts: Path) -> None:
    text = printed(fonts)
    for said in (
        "บันทึกข้อความ",
        "กอ 147/2569",
        "23 พฤศจิกายน 2569",
        "0 3800 0001",
        "เสนอ 23 พ.ย. 2569 เวลา 10.40 น.",
    ):
        assert said in text
    assert "พิมพ์จากทะเบียน เรื่องที่ 147/2569 รอบที่ 1 · รหัสตรวจสอบ 7F3A-92C1 · พิมพ์ 24 พ.ย. 2569" in text
    assert "หน้า 1 จาก 1" in text


@pytest.mark.parametrize("office", [DIRECTOR, LONG_OFFICE])
@pytest.mark.parametrize("wording", ["รักษาราชการแทน", "ปฏิบัติราชการแทน", "รักษาการในตำแหน่ง"])
def test_the_acting_line_is_never_broken(fonts: Path, office: str, wording: str) -> None:
    decision = Decision(wording=f"อนุมัติ ({wording})", acting=wording, acting_post=office, post=f"รอง{office}")
    text = printed(fonts, rounds=[Round(number=1, proposed_at=moment(1, 9), decisions=[decision])])
    assert f"{wording} {office}" in lines(text)
    assert f"รอง{office}" in lines(text)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_poppler_finds_the_acting_line_whole(fonts: Path) -> None:
    assert ACTING_LINE in lines(by_poppler(memo(a_memo(), timestamp=AT, fonts_dir=fonts, thai_digits=False)))


def test_real_post_comes_before_the_acting_line_and_the_order_after_it(fonts: Path) -> None:
    said = lines(printed(fonts))
    at = said.index(ACTING_LINE)
    assert said[at - 1] == f"รอง{DIRECTOR}"
    assert said[at + 1] == "คำสั่งที่ 245/2569 ลงวันที่ 30 ต.ค. 2569"


def test_thai_digits_are_everywhere_but_in_codes(fonts: Path) -> None:
    text = printed(fonts, thai_digits=True, changes=[change("อีเมล", "", "school1@rayong2.example")])
    assert "กอ ๑๔๗/๒๕๖๙" in text
    assert "หน้า ๑ จาก ๑" in text
    assert flat("school1@rayong2.example") in flat(text)
    assert "7F3A-92C1" in text
    left = flat(text).replace("school1@rayong2.example", "").replace("7F3A-92C1", "")
    assert not set(left) & set("0123456789")


def test_paper_consent_names_both_people(fonts: Path) -> None:
    decision = Decision(
        wording="อนุมัติ",
        at=moment(24, 9),
        name="นายสมมติ ตัวอย่าง",
        post=DIRECTOR,
        recorded_by="นางตัวอย่าง สมมติ เจ้าพนักงานธุรการ",
        recorded_at=moment(24, 11, 30),
    )
    text = flat(printed(fonts, rounds=[Round(number=1, proposed_at=moment(1, 9), decisions=[decision])]))
    assert flat("(นายสมมติ ตัวอย่าง)") in text
    assert flat("ลงนามในเอกสาร ผู้บันทึก นางตัวอย่าง สมมติ เจ้าพนักงานธุรการ เมื่อ 24 พ.ย. 2569 เวลา 11.30 น.") in text


def test_rounds_before_a_return_stay_with_their_reasons(fonts: Path) -> None:
    returned = Decision(
        wording="คืนเรื่อง/แก้ไข",
        at=moment(22, 14),
        remark="ขอให้ตรวจกับโรงเรียน\nและแนบหลักฐาน",
        item_reasons=[("โทรศัพท์", "มี 8 หลัก")],
        name="นายสมมติ ตัวอย่าง",
        post="ผู้อำนวยการกลุ่มอำนวยการ",
    )
    merged = Decision(wording="ลงนามในขั้นที่สูงกว่า", name="นายสมมติ ตัวอย่าง", post="ผู้อำนวยการกลุ่มอำนวยการ")
    skipped = Decision(wording="ข้ามขั้น", remark="ไม่มีรองผู้อำนวยการที่กำกับดูแลกลุ่ม")
    rounds = [
        Round(number=1, proposed_at=moment(21, 9), decisions=[returned]),
        Round(number=2, proposed_at=moment(23, 9), decisions=[merged, skipped, acting_decision()]),
    ]
    said = lines(printed(fonts, rounds=rounds))
    wanted = [
        "รอบที่ 1 เสนอ 21 พ.ย. 2569 เวลา 9.00 น.",
        "ขอให้ตรวจกับโรงเรียน",
        "และแนบหลักฐาน",
        "โทรศัพท์: มี 8 หลัก",
        "รอบที่ 2 เสนอ 23 พ.ย. 2569 เวลา 9.00 น.",
        "ลงนามในขั้นที่สูงกว่า",
        "ไม่มีรองผู้อำนวยการที่กำกับดูแลกลุ่ม",
    ]
    assert [line for line in said if line in wanted] == wanted


def test_twelve_long_decisions_run_over_two_pages_without_being_cut(fonts: Path) -> None:
    name = "นายสมมติวงศ์ษานุรักษ์ ตัวอย่างสกุลยาวพิเศษเพื่อการทดสอบเอกสาร"
    remark = "ได้ตรวจสอบกับโรงเรียนและหน่วยงานที่เกี่ยวข้องแล้ว ข้อมูลถูกต้องครบถ้วน เห็นควรอนุมัติให้เผยแพร่ได้ " * 3
    decisions = [
        Decision(wording="เห็นชอบ", at=moment(24, 9, i), remark=remark, name=name, post=f"รอง{DIRECTOR}")
        for i in range(12)
    ]
    pdf = memo(
        a_memo(rounds=[Round(number=1, proposed_at=moment(1, 9), decisions=decisions)]),
        timestamp=AT,
        fonts_dir=fonts,
    )
    assert pages(pdf) == 3
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage().get_text_range()
            assert text.count("เห็นชอบ") - text.count("ขอความเห็นชอบ") == text.count(f"({name})")


def test_thirty_changes_of_several_agencies_repeat_the_agency_on_the_next_page(fonts: Path) -> None:
    changes = [
        change("ที่ตั้ง", f"หมู่ที่ {i} ต.ทุ่งควายกิน", f"หมู่ที่ {i} ต.กองดิน อ.แกลง จ.ระยอง 21110", agency=agency)
        for agency in ("โรงเรียนวัดตัวอย่าง", "เทศบาลตำบลสมมติ")
        for i in range(15)
    ]
    pdf = memo(a_memo(changes=changes), timestamp=AT, fonts_dir=fonts)
    assert by_pdfium(pdf).count("เทศบาลตำบลสมมติ") == 2
    assert pages(pdf) > 1


def test_more_changes_are_refused_and_belong_into_annexes(fonts: Path) -> None:
    with pytest.raises(ValueError, match="annex"):
        printed(fonts, changes=[change("โทรศัพท์", "", str(i)) for i in range(MOST_ROWS + 1)])


def test_a_large_proposal_is_summed_up_and_names_its_annexes(fonts: Path) -> None:
    text = printed(
        fonts,
        changes=[],
        summary=[("หน่วยงานใหม่", 36100), ("หน่วยงานที่เปลี่ยนข้อมูล", 149)],
        annexes=[Annex(name=f"รายการที่เปลี่ยนแปลง ส่วนที่ {i} จาก 37", agencies=1000) for i in range(1, 38)],
    )
    assert "1 หน่วยงานใหม่ 36,100 แห่ง 2 หน่วยงาน" in " ".join(text.split())
    assert "37 รายการที่เปลี่ยนแปลง ส่วนที่ 37 จาก 37 1,000 แห่ง" in " ".join(text.split())


def test_it_names_who_will_be_told_and_is_silent_when_nobody_is(fonts: Path) -> None:
    assert "ผู้ที่จะได้รับแจ้งเมื่ออนุมัติ ได้แก่ 1) โรงเรียนในสังกัด 2) เครือข่าย" in printed(
        fonts, told=["โรงเรียนในสังกัด", "เครือข่าย"]
    )
    assert "ผู้ที่จะได้รับแจ้ง" not in printed(fonts)


def test_a_case_without_decisions_and_with_a_blank_number_prints(fonts: Path) -> None:
    text = printed(fonts, number="", rounds=[], changes=[], cause=[], purpose=[], close=[])
    assert "วันที่" in text


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 60), (120, 20, 20)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_crest_stands_in_its_place_and_moves_nothing(fonts: Path, kind: str) -> None:
    without = memo(a_memo(), timestamp=AT, fonts_dir=fonts)
    crested = memo(a_memo(), timestamp=AT, fonts_dir=fonts, crest=picture(kind))
    assert by_pdfium(without) == by_pdfium(crested)
    with pypdfium2.PdfDocument(crested) as document:
        pixel = document[0].render(scale=1).to_pil().getpixel((30 * 72 // 25 + 20, 15 * 72 // 25 + 20))
    assert pixel[0] > 100 > pixel[1]


def test_a_crest_that_is_no_picture_is_refused_in_thai(fonts: Path) -> None:
    with pytest.raises(PrintError) as refused:
        memo(a_memo(), timestamp=AT, fonts_dir=fonts, crest=b"not a picture")
    assert refused.value.message_th.startswith("อ่านไฟล์ภาพไม่ได้")


def test_the_pages_can_be_looked_at_as_pictures(fonts: Path) -> None:
    shown = memo_pages(a_memo(), fonts_dir=fonts, ppi=50)
    assert [Image.open(io.BytesIO(page)).format for page in shown] == ["PNG"]


def test_the_proposer_signs_once_with_post(fonts: Path) -> None:
    proposer = Proposer(name="นางสาวตัวอย่าง สมมติ", post="เจ้าพนักงานธุรการ", at=moment(23, 10, 40))
    said = lines(printed(fonts, proposer=proposer, dated_on=date(2026, 11, 23)))
    at = said.index("(นางสาวตัวอย่าง สมมติ)")
    assert said[at + 1] == "เจ้าพนักงานธุรการ"
