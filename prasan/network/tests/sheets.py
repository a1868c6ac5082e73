"""Sheets of members as offices keep them, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HEADER = ["ลำดับ", "ชื่อ-สกุล", "ตำแหน่ง", "หน่วยงาน/โรงเรียน", "ประเภท", "กลุ่ม", "โทร", "LINE", "อีเมล",
          "วาระเริ่ม", "วาระสิ้นสุด", "วันที่ให้ความยินยอม", "วิธี"]  # fmt: skip
ROWS = [
    ["1", "นายสมมติ ข่าวดี", "ผู้สื่อข่าว", "สื่อตัวอย่าง", "สื่อมวลชน", "สื่อมวลชน; ผู้นำชุมชน", "๐๘๐ ๐๐๐ ๐๐๐๑", "@sommot",
     "Sommot@media.example", "1 ต.ค. 2568", "30/9/2570", "๑ ตุลาคม ๒๕๖๙", "แบบตอบรับ"],
    ["2", "นางตัวอย่าง ชุมชน", "ประธานชุมชน", "ชุมชนตัวอย่าง", "ชุมชน", "ผู้นำชุมชน", "038-000000", "", "", "", "",
     "1/10/69", "โทรศัพท์"],
]  # fmt: skip


def csv_file(
    folder: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", name: str = "a.csv"
) -> Path:
    path = folder / name
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder: Path, rows: Sequence[Sequence[object]], name: str = "a.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("เครือข่าย")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path
