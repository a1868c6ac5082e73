"""State diagrams of the docs from the tables: `python -m tests.state_diagrams` writes docs/states.md."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "docs" / "states.md"
_HEAD = "# States\n\nDrawn from `states.py` of each room; a test keeps this page equal to the tables.\n"


def tables() -> dict[str, tuple[Any, dict[Any, tuple[str, Any]]]]:
    """Heading -> (states, {state: (owner, exits)}); exits are states, or {act: state}."""
    from prasan.achievements.states import TRANSITIONS as ACHIEVEMENT_TRANSITIONS
    from prasan.achievements.states import AchievementState
    from prasan.agencies.states import IMPORT_TRANSITIONS, REQUEST_TRANSITIONS, ImportState, RequestState
    from prasan.approvals.states import TRANSITIONS, CaseState
    from prasan.delivery.states import TRANSITIONS as DELIVERY_TRANSITIONS
    from prasan.delivery.states import DeliveryState
    from prasan.network.states import MEMBER_TRANSITIONS, MemberState
    from prasan.news.states import TRANSITIONS as STORY_TRANSITIONS
    from prasan.news.states import StoryState

    return {
        "Case (เรื่องเสนอ)": (CaseState, TRANSITIONS),
        "Change request (คำขอปรับปรุงข้อมูล)": (RequestState, REQUEST_TRANSITIONS),
        "Import (การนำเข้า)": (ImportState, IMPORT_TRANSITIONS),
        "Version of a story (ฉบับของข่าว)": (StoryState, STORY_TRANSITIONS),
        "Version of an achievement (ฉบับของผลงาน)": (AchievementState, ACHIEVEMENT_TRANSITIONS),
        "Delivery (การส่ง)": (DeliveryState, DELIVERY_TRANSITIONS),
        "Member of the network (สมาชิกเครือข่าย)": (MemberState, MEMBER_TRANSITIONS),
    }


def exits(ways: Any) -> list[tuple[str, str]]:
    """(act or "", state) in the order of the table."""
    if isinstance(ways, dict):
        return [(act, str(state)) for act, state in ways.items()]
    return [("", state) for state in sorted(map(str, ways))]


def _diagram(table: dict[Any, tuple[str, Any]]) -> Iterator[str]:
    yield "```mermaid\nstateDiagram-v2"
    for state in table:
        yield f"    {state}: {state.label}<br/>{table[state][0]}"
    for state, (_, ways) in table.items():
        for act, target in exits(ways):
            yield f"    {state} --> {target}" + (f": {act}" if act else "")
        if not ways:
            yield f"    {state} --> [*]"
    yield "```"


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for heading, (_, table) in tables().items():
        parts.append(f"\n## {heading}\n\n" + "\n".join(_diagram(table)) + "\n")
    return "".join(parts)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prasan.config.settings.test")
    import django

    django.setup()
    TARGET.write_text(page(), encoding="utf-8")
