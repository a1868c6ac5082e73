"""The register, the phone book and the annexes: long lists."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from prasan.printing.papers import annex, phonebook, register
from prasan.printing.papers.annex import Annexes, Block, Line
from prasan.printing.papers.phonebook import Number, Phonebook, letter_of
from prasan.printing.papers.register import Entry, Register
from prasan.printing.tests.sample import AT, by_pdfium, flat, pages

OFFICE = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2"


def entry(i: int, **more: object) -> Entry:
    values: dict[str, object] = {
        "scope": "หน่วยงานภายใน",
        "district": "อำเภอแกลง",
        "name": f"โรงเรียนบ้านตัวอย่าง {i}",
        "kind": "สถานศึกษา · สพป.ระยอง เขต 2",
        "place": f"หมู่ที่ {i % 12} ตำบลทุ่งควายกิน อำเภอแกลง จังหวัดระยอง 21110",
        "phone": f"038-{i:06d}",
        "email": f"school{i}@rayong2.example",
        "head": "นายสมมติ ตัวอย่าง",
        "as_of": date(2026, 11, 10),
    }
    return Entry(**values | more)


def about(total: int) -> Register:
    return Register(office=OFFICE, as_of=date(2026, 11, 24), source="ทะเบียนที่ได้รับอนุมัติแล้ว", total=total)


def registered(fonts: Path, entries: list[Entry]) -> bytes:
    return register.register(about(len(entries)), entries, timestamp=AT, fonts_dir=fonts)


def test_the_register_says_whose_it_is_of_when_and_how_many(fonts: Path) -> None:
    text = by_pdfium(registered(fonts, [entry(1), entry(2)]))
    assert "ทะเบียนข้อมูลพื้นฐานของหน่วยงานภายในและภายนอก" in text
    assert OFFICE in text
    assert "ข้อมูล ณ วันที่ 24 พฤศจิกายน 2569 · ที่มา ทะเบียนที่ได้รับอนุมัติแล้ว · จำนวน 2 แห่ง" in text


def test_the_register_is_grouped_by_scope_and_district_with_counts(fonts: Path) -> None:
    entries = [
        entry(1),
        entry(2),
        entry(3, district="อำเภอวังจันทร์"),
        entry(4, scope="หน่วยงานภายนอก", district=""),
    ]
    text = by_pdfium(registered(fonts, entries))
    heads = re.findall(r"หน่วยงานภาย\S+(?: · \S+)?\s+\d+ แห่ง", text)
    assert [" ".join(head.split()) for head in heads] == [
        "หน่วยงานภายใน · อำเภอแกลง 2 แห่ง",
        "หน่วยงานภายใน · อำเภอวังจันทร์ 1 แห่ง",
        "หน่วยงานภายนอก 1 แห่ง",
    ]


def test_the_register_repeats_its_head_on_every_page(fonts: Path) -> None:
    pdf = registered(fonts, [entry(i) for i in range(60)])
    text = by_pdfium(pdf)
    assert pages(pdf) > 2
    assert text.count("ประเภท/สังกัด") == pages(pdf)
    assert text.count("อำเภอแกลง 60 แห่ง") == pages(pdf)
    assert f"หน้า {pages(pdf)} จาก {pages(pdf)}" in text


def test_a_row_stands_whole_on_one_page(fonts: Path) -> None:
    text = by_pdfium(registered(fonts, [entry(i) for i in range(60)]))
    for page in text.split("หน้า")[:-1]:
        assert page.count("โรงเรียนบ้านตัวอย่าง") == page.count("นายสมมติ ตัวอย่าง")


def test_an_empty_register_says_so(fonts: Path) -> None:
    assert "ยังไม่มีหน่วยงานในทะเบียน" in by_pdfium(registered(fonts, []))
    assert len(list(register.register_parts(about(0), [], timestamp=AT, fonts_dir=fonts))) == 1


def test_what_is_not_shown_leaves_a_dash(fonts: Path) -> None:
    bare = entry(7, kind="", place="", phone="", email="", head="", as_of=None)
    assert "– – – – –" in " ".join(by_pdfium(registered(fonts, [bare])).split())


def test_a_large_register_is_a_row_of_numbered_parts(fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "MOST_ROWS", 20)
    entries: Iterator[Entry] = (entry(i) for i in range(1, 46))
    made = [by_pdfium(p) for p in register.register_parts(about(45), entries, timestamp=AT, fonts_dir=fonts)]
    assert len(made) == 3
    assert "ส่วนที่ 2 จาก 3" in made[1]
    assert re.search(r"^21 โรงเรียนบ้านตัวอย่าง 21", made[1], re.MULTILINE)
    assert "จำนวน 45 แห่ง" in made[2]


def test_one_part_has_no_more_rows_than_it_may(fonts: Path) -> None:
    with pytest.raises(ValueError, match="1001 rows"):
        registered(fonts, [entry(1)] * 1001)


@pytest.mark.parametrize(
    ("name", "letter"),
    [("เกาะลอย", "ก"), ("บ้านนา", "บ"), ("“ไทยรัฐ”", "ท"), ("๑๐๐ ปี", "0–9"), ("abc", "A"), ("…", "อื่น ๆ")],
)
def test_a_name_stands_under_its_first_consonant(name: str, letter: str) -> None:
    assert letter_of(name) == letter


def test_the_phone_book_goes_letter_by_letter(fonts: Path) -> None:
    numbers = [
        Number(name="เกาะลอย", phones=["038-000001", "038-000002"], detail="โรงเรียน · อำเภอแกลง"),
        Number(name="ขุนไทร", phones=[], email="khun@rayong2.example"),
        Number(name="บ้านนา", phones=["038-000003"]),
    ]
    pdf = phonebook.phonebook(
        Phonebook(office=OFFICE, as_of=date(2026, 11, 24), source=""), numbers, timestamp=AT, fonts_dir=fonts
    )
    text = by_pdfium(pdf)
    letters = [line.strip() for line in text.splitlines() if re.fullmatch(r"\s*[ก-ฮ]\s*", line)]
    assert letters == ["ก", "ข", "บ"]
    assert "038-000002" in text
    assert "khun@rayong2.example" in flat(text)


def test_an_empty_phone_book_says_so(fonts: Path) -> None:
    book = Phonebook(office=OFFICE, as_of=date(2026, 11, 24), source="")
    assert "ยังไม่มีหน่วยงาน" in by_pdfium(phonebook.phonebook(book, [], timestamp=AT, fonts_dir=fonts))


def annexes(agencies: int) -> Annexes:
    return Annexes(
        subject="ขอความเห็นชอบการปรับปรุงข้อมูล",
        case_no="147/2569",
        round=2,
        check_code="7F3A-92C1",
        printed_on=date(2026, 11, 24),
        agencies=agencies,
        lines=3 * agencies,
    )


def block(i: int, lines: int = 3) -> Block:
    rows = [Line(field=f"รายการที่ {n}", value=f"038-{i:06d}", publish="เปิด") for n in range(lines)]
    return Block(agency=f"โรงเรียนบ้านตัวอย่าง {i}", what="เพิ่มหน่วยงาน", lines=rows)


def annexed(fonts: Path, total: int, blocks: list[Block], part: int = 1) -> bytes:
    return annex.annex(annexes(total), blocks, timestamp=AT, part=part, fonts_dir=fonts, thai_digits=False)


def test_annexes_number_their_agencies_through_all_parts(
    fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annex, "MOST_AGENCIES", 10)
    text = by_pdfium(annexed(fonts, 25, [block(i) for i in range(21, 26)], part=3))
    assert "ส่วนที่ 3 จาก 3" in text
    assert "เรื่องที่ 147/2569 รอบที่ 2 · แห่งที่ 21–25 จากหน่วยงาน 25 แห่ง 75 รายการ" in text
    assert "25. โรงเรียนบ้านตัวอย่าง 25 เพิ่มหน่วยงาน 3 รายการ" in " ".join(text.split())
    assert "7F3A-92C1" in text


def test_an_annex_repeats_its_head_and_the_agency_in_every_column(fonts: Path) -> None:
    pdf = annexed(fonts, 1, [block(1, lines=150)])
    columns = by_pdfium(pdf).count("ข้อมูลที่เสนอ")
    assert columns in (2 * pages(pdf) - 1, 2 * pages(pdf))
    assert by_pdfium(pdf).count("1. โรงเรียนบ้านตัวอย่าง") == columns


def test_an_annex_holds_many_agencies_on_a_page(fonts: Path) -> None:
    assert pages(annexed(fonts, 60, [block(i, lines=18) for i in range(60)])) <= 12


def test_an_annex_without_rows_says_so(fonts: Path) -> None:
    assert "ไม่มีรายการ" in by_pdfium(annexed(fonts, 0, []))
    with pytest.raises(ValueError, match="251 rows in one part"):
        annexed(fonts, 2000, [block(1)] * 251)
