"""`python -m prasan.news.newsletter`, as an outsider runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from prasan.news.newsletter.__main__ import main
from prasan.printing.tests.newsletter_sample import jpeg
from prasan.printing.tests.sample import by_pdfium, pages

TITLE = "ครูตัวอย่างเปิดห้องสมุดชุมชน"


def story(folder: Path, **more: Any) -> Path:
    (folder / "photos").mkdir(exist_ok=True)
    (folder / "photos" / "ลาน.jpg").write_bytes(jpeg(900, 600))
    (folder / "photos" / "b.jpg").write_bytes(jpeg(600, 800, seed=1))
    values = {
        "office": {
            "name": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2", "short_name": "สพป.ระยอง เขต 2",
            "address": "อำเภอแกลง จังหวัดระยอง", "phone": "038-000000", "website": "https://rayong2.example",
            "facebook": "rayong2.example",
        },
        "newsletter": "ประสานข่าว", "year": 12, "no": 147, "date": "2026-11-20", "title": TITLE,
        "body": ["นักเรียน 46 คนร่วมอ่านหนังสือกับผู้ปกครอง ณ โรงเรียนบ้านมาบเหลาชะโอน"],
        "photos": [
            {"path": "photos/ลาน.jpg", "caption": "ลานกิจกรรม", "alt": "เด็กอ่านหนังสือ"},
            {"path": "photos/b.jpg", "caption": "ห้องสมุด", "alt": ""},
        ],
        "contacts": {"web": "https://rayong2.example/news", "facebook": "", "phone": "", "email": ""},
        "prepared_by": "กลุ่มอำนวยการ",
    }  # fmt: skip
    file = folder / "story.json"
    file.write_text(json.dumps(values | more, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def _fonts(fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRASAN_FONTS", str(fonts))


def run(capsysbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, dict[str, Any]]:
    status = main([str(argument) for argument in arguments])
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert len(lines) == 1
    return status, json.loads(lines[0])


@pytest.mark.parametrize("design", ["a", "b"])
def test_it_writes_both_files_and_says_how_long_it_took(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], design: str
) -> None:
    pdf, png = tmp_path / "ข่าว.pdf", tmp_path / "ข่าว.png"
    status, said = run(capsysbinary, story(tmp_path), "--design", design, "--pdf", pdf, "--png", png)
    assert status == 0
    assert said["pages"] == 1
    assert isinstance(said["ms"], int)
    assert pages(pdf.read_bytes()) == 1
    assert TITLE in by_pdfium(pdf.read_bytes())
    assert png.read_bytes().startswith(b"\x89PNG")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["photos", "story.json", "ข่าว.pdf", "ข่าว.png"]


def test_the_story_comes_out_the_same_whenever_it_is_printed(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file, made = story(tmp_path), []
    for name in ("1.pdf", "2.pdf"):
        run(capsysbinary, file, "--design", "a", "--pdf", tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_digits_may_be_asked_for_by_the_office_or_by_the_command(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    office = {"name": "สำนักงานตัวอย่าง", "thai_digits": False}
    for more, options, digits in (
        ({}, [], "๔๖"),
        ({"office": office}, [], "46"),
        ({}, ["--digits", "arabic"], "46"),
    ):
        run(capsysbinary, story(tmp_path, **more), "--design", "a", "--pdf", tmp_path / "n.pdf", *options)
        assert f"นักเรียน {digits} คน" in by_pdfium((tmp_path / "n.pdf").read_bytes())


MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "ไม่มีพาดหัว (title)"),
    ({"title": 5}, "title ต้องเป็นข้อความ"),
    ({"body": []}, "ไม่มีเนื้อข่าว"),
    ({"body": [1]}, "เนื้อข่าว (body) ต้องเป็นรายการของย่อหน้า"),
    ({"body": ["ข่าว " * 5000]}, "เนื้อข่าวยาวเกินหนึ่งหน้า ตัดให้เหลือประมาณ"),
    ({"date": "20/11/2569"}, "วันที่ (date) ต้องเป็น ปี-เดือน-วัน"),
    ({"date": None}, "ไม่มีวันที่ (date)"),
    ({"date": 20261120}, "date ต้องเป็นข้อความ"),
    ({"year": 0}, "ปีที่ (year) ต้องเป็นจำนวนเต็ม"),
    ({"year": True}, "ปีที่ (year) ต้องเป็นจำนวนเต็ม"),
    ({"no": "x"}, "ฉบับที่ (no) ต้องเป็นจำนวนเต็ม"),
    ({"office": {}}, "ไม่มีชื่อสำนักงาน"),
    ({"office": []}, "office ต้องเป็น JSON object"),
    ({"photos": [{"path": "photos/none.jpg", "caption": "ลาน"}]}, "ภาพที่ 1 (none.jpg) ไม่พบไฟล์"),
    ({"photos": [{"path": "story.json", "caption": "ลาน"}]}, "ภาพที่ 1 (story.json) ไม่ใช่ภาพ"),
    ({"photos": [{"path": "photos/b.jpg"}]}, "ภาพที่ 1 (b.jpg) ไม่มีคำบรรยายหรือคำอธิบายภาพ"),
    ({"photos": [{"caption": "ลาน"}]}, "ภาพที่ 1 ไม่ได้บอกไฟล์"),
    ({"photos": ["photos/b.jpg"]}, "ภาพที่ 1 ไม่ได้บอกไฟล์"),
    ({"photos": "photos/b.jpg"}, "photos ต้องเป็นรายการของภาพ"),
    ({"photos": [{"path": "photos/b.jpg", "caption": "ห้อง"}] * 7}, "ใช้ภาพได้ไม่เกิน 6 ภาพ (มี 7 ภาพ)"),
    ({"contacts": {"web": "javascript:x"}}, "ที่อยู่เว็บไซต์สำหรับคิวอาร์โค้ดไม่ถูกต้อง"),
]


@pytest.mark.parametrize(("more", "why"), MISTAKES)
def test_a_mistake_is_said_in_thai_and_nothing_is_written(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], more: dict[str, Any], why: str
) -> None:
    files = ["--pdf", tmp_path / "n.pdf", "--png", tmp_path / "n.png"]
    status, said = run(capsysbinary, story(tmp_path, **more), "--design", "a", *files)
    assert status == 1
    assert why in said["error"]
    assert said["error"] == " · ".join(said["problems"])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["photos", "story.json"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "ไม่ใช่ JSON ที่อ่านได้"), (b"{", "ไม่ใช่ JSON ที่อ่านได้"), (b"[]", "ต้องเป็นข้อมูลของข่าวหนึ่งเรื่อง"),
        ("{}".encode("utf-16"), "ไม่ใช่ UTF-8"), (b"[" * 200_000, "ไม่ใช่ JSON ที่อ่านได้"), 
        (b" " * 2_000_001, "ใหญ่เกิน 2 MB"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_story_is_refused(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], content: bytes, why: str
) -> None:
    file = tmp_path / "s.json"
    file.write_bytes(content)
    status, said = run(capsysbinary, file, "--design", "a", "--pdf", tmp_path / "n.pdf")
    assert status == 1
    assert why in said["error"]


def test_a_story_that_is_not_there_is_refused(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, said = run(capsysbinary, tmp_path / "s.json", "--design", "b", "--pdf", tmp_path / "n.pdf")
    assert (status, said["error"]) == (1, "เปิดไฟล์ s.json ไม่ได้")


def test_one_file_that_cannot_be_written_means_none_is(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    pdf, png = tmp_path / "n.pdf", tmp_path / "none" / "n.png"
    status, said = run(capsysbinary, story(tmp_path), "--design", "a", "--pdf", pdf, "--png", png)
    assert (status, said["error"]) == (1, "เขียนไฟล์ n.png ไม่ได้")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["photos", "story.json"]


@pytest.mark.parametrize(
    "arguments", [["s.json"], ["s.json", "--design", "c", "--pdf", "f"], ["--pdf", "f"], []]
)
def test_wrong_usage_is_exit_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_odd_letters_in_the_file_break_nothing(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = story(tmp_path)
    text = file.read_text(encoding="utf-8").replace(TITLE, "ข่าว\\ud800 🙂 ก\\u0e33\\u0e4d\\u0000 พันธ์ุ")
    file.write_text("\ufeff" + text, encoding="utf-8")
    status, said = run(capsysbinary, file, "--design", "b", "--pdf", tmp_path / "n.pdf")
    assert (status, said["pages"]) == (0, 1)


def test_it_needs_neither_django_nor_a_database(tmp_path: Path, fonts: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PRASAN_FONTS": str(fonts),
        "LC_ALL": "C",
        "HOME": "/nonexistent",
    }
    probe = (
        "import sys, runpy\n"
        "try: runpy.run_module('prasan.news.newsletter', run_name='__main__', alter_sys=True)\n"
        "finally: assert not any(m.partition('.')[0] == 'django' for m in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, str(story(tmp_path)), "--pdf", str(tmp_path / "n.pdf")],
        capture_output=True, env=environment, cwd=Path(__file__).parents[4], check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["pages"] == 1
