"""The first draft of a story from its facts, in the office's house style (domain: news house style).

Title: who + verb + work. One paragraph: day and time → chair or "มอบหมาย" → work and purpose → who took part
→ at the place. Digits stay Arabic; the office's setting is applied on output.
"""

from __future__ import annotations

from collections.abc import Mapping

from prasan.thai import dates

FACTS: dict[str, str] = {
    "what": "ทำอะไร",
    "when": "วันที่",
    "time": "เวลา",
    "where": "ที่ไหน",
    "chair": "ประธาน",
    "who": "ใครเข้าร่วม",
    "count": "จำนวน",
    "why": "ทำไม (วัตถุประสงค์)",
    "how": "อย่างไร",
}
"""What form 7.2 asks: ใคร ทำอะไร ที่ไหน เมื่อไร ทำไม อย่างไร, and the chair and the number of people."""


def title_of(agency: str, facts: Mapping[str, str]) -> str:
    """`โรงเรียนบ้านตัวอย่าง พานักเรียนเรียนรู้งานจักสาน`; "" without the work."""
    work = facts.get("what", "")
    return f"{agency} {work}".strip() if work else ""


def paragraph_of(facts: Mapping[str, str]) -> str:
    """One paragraph of what is known; "" without the work."""
    if not facts.get("what"):
        return ""
    parts = [_when(facts), _work(facts), _purpose(facts), _people(facts), facts.get("how", "")]
    if facts.get("where"):
        parts.append(f"ณ {facts['where'].removeprefix('ณ').removeprefix('ที่').strip()}")
    return " ".join(part for part in parts if part)


def _when(facts: Mapping[str, str]) -> str:
    day = _long_day(facts.get("when", ""))
    time = facts.get("time", "").removesuffix("น.").strip()
    return " ".join(part for part in (day, f"เวลา {time} น." if time else "") if part)


def _long_day(text: str) -> str:
    """The day in full where it can be read as one, else as it was written."""
    if not text:
        return ""
    try:
        return f"วันที่ {dates.long(dates.parse(text))}"
    except dates.DateError:
        return text if text.startswith("วัน") else f"วันที่ {text}"


_PRESIDED = (
    ("จัด", "ในการ"), ("อบรม", "การ"), ("ประชุม", "การ"), ("มอบ", "ในการ"), ("เปิด", ""), ("ปิด", ""),
    ("การ", ""), ("งาน", ""), ("พิธี", ""), ("โครงการ", "เปิด"), ("กิจกรรม", "เปิด"),
)  # fmt: skip
"""(how the name of an event begins, what stands between it and "เป็นประธาน")."""


def _work(facts: Mapping[str, str]) -> str:
    """Who presides does so over an event: a medal is won by somebody else, "โดยมี… เป็นประธาน"."""
    chair, work = facts.get("chair", ""), facts["what"]
    if not chair:
        return work
    presided = next((link + work for verb, link in _PRESIDED if work.startswith(verb)), None)
    if presided is None:
        return f"{work} โดยมี{chair.removesuffix('เป็นประธาน').strip()} เป็นประธาน"
    if "มอบหมาย" in chair:
        return f"{chair.removesuffix('ประธาน').removesuffix('เป็น')}เป็นประธาน{presided}"
    return f"{chair.removesuffix('เป็นประธาน').strip()} เป็นประธาน{presided}"


def _purpose(facts: Mapping[str, str]) -> str:
    why = facts.get("why", "")
    return why if not why or why.startswith("เพื่อ") else f"เพื่อ{why}"


def _people(facts: Mapping[str, str]) -> str:
    who, count = facts.get("who", ""), facts.get("count", "")
    number = f"จำนวน {count}" + ("" if count.endswith("คน") else " คน") if count else ""
    people = f"{who} {number}".strip()
    return f"โดยมี{people} เข้าร่วม" if people else ""
