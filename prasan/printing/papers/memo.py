"""บันทึกข้อความ of a case: what is proposed, and every superior's opinion in the order of the chain.

Layout: the regulation's sizes as points of this font (16 → 11, 20 → 13.5, 29 → 20).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count, groupby
from pathlib import Path
from typing import Any

from prasan.printing.compile import pdf, png
from prasan.printing.joiners import Literal, Plain
from prasan.thai import dates, digits

MOST_ROWS = 30
"""Changed rows that the memo itself holds; more are summed up and stand in annexes."""
LONGEST_KEPT = 1200
"""Letters of a row or a decision that is kept on one page; a longer one may run over."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field of one agency: values as the register shows them, "" is said as –; a Literal keeps its
    digits."""

    agency: str
    field: str
    old: str
    new: str
    publish: str
    """เว็บ (เดิม ภายใน)"""


@dataclass(frozen=True, kw_only=True)
class Annex:
    name: str
    agencies: int


@dataclass(frozen=True, kw_only=True)
class Proposer:
    name: str
    post: str
    at: datetime
    """In the office's time zone, as all moments here."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One step of the chain as it was decided, merged or passed over."""

    wording: str
    """อนุมัติ (รักษาราชการแทน), ลงนามในขั้นที่สูงกว่า, ข้ามขั้น …"""
    at: datetime | None = None
    remark: str = ""
    """Also why a step was passed over; line ends are kept."""
    item_reasons: Sequence[tuple[str, str]] = ()
    """(field, why it is returned)."""
    name: str = ""
    post: str = ""
    """The real post, also of one who acts for another."""
    acting: str = ""
    """The order's wording, "" for the post's holder."""
    acting_post: str = ""
    order_no: str = ""
    order_dated_on: date | None = None
    signed_on: date | None = None
    """Signed on paper: the day of the signature; `at` is then not printed."""
    recorded_by: str = ""
    """Signed on paper: who recorded it, with the post."""
    recorded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Round:
    number: int
    proposed_at: datetime
    decisions: Sequence[Decision]


@dataclass(frozen=True, kw_only=True)
class Memo:
    """All that the paper says. Either `changes` (up to MOST_ROWS) or `summary` and `annexes`."""

    unit: str
    """Office, group, telephone."""
    number: str
    """May be blank."""
    dated_on: date
    subject: str
    to: str
    cause: Sequence[str]
    purpose: Sequence[str]
    close: Sequence[str]
    proposer: Proposer
    rounds: Sequence[Round]
    case_no: str
    check_code: str
    printed_on: date
    changes: Sequence[Change] = ()
    summary: Sequence[tuple[str, int]] = ()
    """(what is proposed, of how many agencies)."""
    annexes: Sequence[Annex] = ()
    told: Sequence[str] = field(default=())
    """Who is told when it is consented."""
    unit_word: str = "แห่ง"
    """What `summary` and `annexes` count."""


def memo(
    paper: Memo,
    *,
    timestamp: int,
    crest: bytes | None = None,
    fonts_dir: Path | None = None,
    thai_digits: bool = True,
) -> bytes:
    """The PDF; `crest` is the office's file of the ครุฑ (PNG or JPEG), whose place stays empty without it.

    Raises compile.PrintError; ValueError when there are more changes than MOST_ROWS.
    """
    return pdf(
        "memo", _data(paper, crest), title=f"บันทึกข้อความ {paper.subject}",
        timestamp=timestamp, images=_images(crest), fonts_dir=fonts_dir, thai_digits=thai_digits,
    )  # fmt: skip


def memo_pages(
    paper: Memo,
    *,
    crest: bytes | None = None,
    fonts_dir: Path | None = None,
    thai_digits: bool = True,
    ppi: int = 110,
) -> list[bytes]:
    """The pages as PNG, to be looked at; as `memo`."""
    return png(
        "memo", _data(paper, crest), title=f"บันทึกข้อความ {paper.subject}",
        ppi=ppi, images=_images(crest), fonts_dir=fonts_dir, thai_digits=thai_digits,
    )  # fmt: skip


def _images(crest: bytes | None) -> Mapping[str, bytes]:
    return {_crest_name(crest): crest} if crest else {}


def _crest_name(crest: bytes) -> str:
    return "crest.jpg" if crest.startswith(b"\xff\xd8") else "crest.png"


def _data(paper: Memo, crest: bytes | None) -> dict[str, Any]:
    if len(paper.changes) > MOST_ROWS:
        raise ValueError(f"{len(paper.changes)} changes do not fit a memo: give a summary and annexes")
    return {
        "crest": Literal(_crest_name(crest) if crest else ""),
        "crest_alt": Plain("ตราครุฑ"),
        "unit": paper.unit,
        "number": paper.number,
        "date": dates.long(paper.dated_on),
        "subject": paper.subject,
        "to": paper.to,
        "cause": list(paper.cause),
        "purpose": list(paper.purpose),
        "close": list(paper.close),
        "told": _told(paper.told),
        "changes": _changes(paper.changes),
        "summary": _counted(paper.summary, paper.unit_word),
        "annexes": _counted([(annex.name, annex.agencies) for annex in paper.annexes], paper.unit_word),
        "proposer": {
            "at": f"เสนอ {moment(paper.proposer.at)}",
            "name": f"({paper.proposer.name})",
            "post": paper.proposer.post,
        },
        "rounds": _rounds(paper.rounds),
        "foot": _foot(paper),
    }


def moment(at: datetime) -> str:
    """23 พ.ย. 2569 เวลา 10.40 น."""
    return f"{dates.short(at.date())} เวลา {dates.clock(at)}"


def _told(names: Sequence[str]) -> list[str]:
    """Several are numbered: a Thai name has spaces of its own, and no comma parts it from the next."""
    listed = " ".join(f"{n}) {name}" for n, name in enumerate(names, 1)) if len(names) > 1 else "".join(names)
    return [f"ผู้ที่จะได้รับแจ้งเมื่ออนุมัติ ได้แก่ {listed}"] if names else []


def _changes(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Rows in their order, by agency; a single agency needs no heading: the subject names it."""
    numbers, several = count(1), len({c.agency for c in changes}) > 1
    return [
        {"agency": agency if several else "", "rows": [_change(c, next(numbers)) for c in run]}
        for agency, run in groupby(changes, key=lambda change: change.agency)
    ]


def _change(change: Change, number: int) -> dict[str, Any]:
    return {
        "number": str(number),
        "field": change.field,
        "old": change.old if change.old.strip() else "–",
        "new": change.new if change.new.strip() else "–",
        "publish": change.publish,
        "keep": len(change.old) + len(change.new) <= LONGEST_KEPT,
    }


def _counted(rows: Sequence[tuple[str, int]], unit: str) -> list[dict[str, str]]:
    return [
        {"number": str(i), "label": label, "count": f"{digits.group(number)} {unit}"}
        for i, (label, number) in enumerate(rows, 1)
    ]


def _rounds(rounds: Sequence[Round]) -> list[dict[str, Any]]:
    several = len(rounds) > 1
    return [
        {
            "heading": f"รอบที่ {r.number} เสนอ {moment(r.proposed_at)}" if several else "",
            "decisions": [_decision(decision) for decision in r.decisions],
        }
        for r in rounds
    ]


def _decision(decision: Decision) -> dict[str, Any]:
    letters = len(decision.remark) + sum(len(reason) for _, reason in decision.item_reasons)
    return {
        "wording": decision.wording,
        "at": _when(decision),
        "remark": [line for line in decision.remark.splitlines() if line.strip()],
        "items": [{"item": item, "reason": reason} for item, reason in decision.item_reasons],
        "name": f"({decision.name})" if decision.name else "",
        "post": decision.post,
        "acting": decision.acting,
        "acting_post": decision.acting_post,
        "notes": [note for note in (_order(decision), _paper_consent(decision)) if note],
        "keep": letters <= LONGEST_KEPT,
    }


def _when(decision: Decision) -> str:
    """A paper tells the day alone."""
    if decision.signed_on:
        return f"ลงวันที่ {dates.short(decision.signed_on)}"
    return moment(decision.at) if decision.at else ""


def _order(decision: Decision) -> str:
    if not decision.order_no:
        return ""
    dated = f" ลงวันที่ {dates.short(decision.order_dated_on)}" if decision.order_dated_on else ""
    return f"คำสั่งที่ {decision.order_no}{dated}"


def _paper_consent(decision: Decision) -> str:
    if not decision.recorded_by:
        return ""
    when = f" เมื่อ {moment(decision.recorded_at)}" if decision.recorded_at else ""
    return f"ลงนามในเอกสาร ผู้บันทึก {decision.recorded_by}{when} แนบภาพสแกนบันทึกข้อความที่ลงนามแล้ว"


def _foot(paper: Memo) -> list[str]:
    latest = f" รอบที่ {paper.rounds[-1].number}" if paper.rounds else ""
    return [
        f"พิมพ์จากทะเบียน เรื่องที่ {paper.case_no}{latest} · รหัสตรวจสอบ",
        Literal(paper.check_code),
        f"· พิมพ์ {dates.short(paper.printed_on)}",
    ]
