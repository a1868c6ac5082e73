"""Whose an achievement is: the words of a cell as agencies of the register."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from prasan.agencies.importing.matching import Identity, index_register
from prasan.agencies.importing.snapshot import Known, RegisterSnapshot
from prasan.thai.names import display_school, similar, variants_key

_PARTED = re.compile(r"\s*[,;\n|]\s*|\s*/\s*|\s+และ\s*|\s{2,}")
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s*|^[-•·]\s*")
_NEAR, _MOST_NEAR, _MOST_COMPARED = 0.75, 3, 3000


@dataclass(slots=True)
class Whose:
    """`ids` of agencies; `problem` (Thai) when a person must say which."""

    ids: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    problem: str = ""


class Schools:
    """The register as names and codes; each distinct cell is asked once."""

    def __init__(self, register: RegisterSnapshot) -> None:
        self._index = index_register(register)
        self._known = list(register)
        self._memory: dict[tuple[str, str], Whose] = {}

    def whose(self, texts: Iterable[str], code: str) -> Whose:
        """By code, then by name in any spelling; a cell may name several."""
        text = "\n".join(texts)
        if (text, code) not in self._memory:
            self._memory[text, code] = self._find(text, code)
        return self._memory[text, code]

    def _find(self, text: str, code: str) -> Whose:
        by_code = self._with_code(code)
        by_name = self._named(text) if text else Whose()
        if by_code is None:
            return self._without_code(by_name, text, code)
        if by_name.ids and by_code.id not in by_name.ids:
            return Whose(problem=f"รหัส {code} เป็นของ{by_code.name} แต่แถวนี้เขียนว่า{' '.join(by_name.names)}")
        return by_name if by_name.ids else Whose([by_code.id], [by_code.name])

    @staticmethod
    def _without_code(by_name: Whose, text: str, code: str) -> Whose:
        if code and by_name.ids:
            by_name.repairs.append(f"ไม่รู้จักรหัส {code} จึงดูจากชื่อ")
        elif code and not text:
            return Whose(problem=f"ไม่รู้จักรหัส {code} ในทะเบียน")
        elif not text:
            return Whose(problem="ไม่ได้บอกว่าเป็นผลงานของโรงเรียนหรือหน่วยงานใด")
        return by_name

    def _with_code(self, code: str) -> Known | None:
        if len(code) not in (8, 10):
            return None
        who = Identity("school", "", "", code if len(code) == 8 else "", code if len(code) == 10 else "", "")
        found = [entry.known for entry in self._index.with_code(who) if entry.known]
        return found[0] if len(found) == 1 else None

    def _named(self, text: str) -> Whose:
        """The whole cell as one name, else its parts, each of which must be known."""
        whole = self._one(text.replace("\n", " "))
        if whole.ids:
            return whole
        parts = [part for piece in _PARTED.split(text) if (part := _NUMBERED.sub("", piece).strip())]
        if len(parts) < 2:
            return whole
        found = [self._one(part) for part in parts]
        if problem := next((one.problem for one in found if one.problem), ""):
            return Whose(problem=problem)
        pairs = {pk: name for one in found for pk, name in zip(one.ids, one.names, strict=True)}
        return Whose(list(pairs), list(pairs.values()))

    def _one(self, name: str) -> Whose:
        digits = re.sub(r"\s", "", name)
        if digits.isascii() and digits.isdecimal() and (known := self._with_code(digits)):
            return Whose([known.id], [known.name])
        who = Identity("school", variants_key(name), "", "", "", display_school(name))
        entries = self._index.with_name(who) or self._index.with_name_in_other_class(who)
        if len(entries) == 1 and entries[0].known:
            return Whose([entries[0].known.id], [entries[0].known.name])
        if entries:
            return Whose(problem=f"ทะเบียนมี “{name}” {len(entries)} แห่ง: ใส่รหัสโรงเรียนให้รู้ว่าแห่งใด")
        return Whose(problem=f"ไม่พบ “{name}” ในทะเบียน{self._near(name)}")

    def _near(self, name: str) -> str:
        scored = [(similar(name, known.name), known.name) for known in self._known[:_MOST_COMPARED]]
        near = [known for score, known in sorted(scored, reverse=True)[:_MOST_NEAR] if score >= _NEAR]
        return f": หมายถึง {' หรือ '.join(near)} หรือไม่" if near else ""
