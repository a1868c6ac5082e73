"""By which ways a story goes out: the web, and every channel of the house that says it carries stories."""

from __future__ import annotations

from collections.abc import Iterable

from prasan.delivery.channels import Channel
from prasan.delivery.channels.registry import every_channel
from prasan.news.states import WEB

_WEB_LABEL = "เว็บและฟีด"


def carriers() -> dict[str, Channel]:
    """{name: channel}, in the order in which they are offered."""
    return {name: way for name, way in every_channel().items() if way.story_label}


def choices() -> list[tuple[str, str]]:
    """(code, words) of all that may be chosen for a story."""
    return [(WEB, _WEB_LABEL), *((name, way.story_label) for name, way in carriers().items())]


def words_of(codes: Iterable[str]) -> list[str]:
    """How the chosen ones read; one that is gone is left out."""
    labels = dict(choices())
    return [labels[code] for code in codes if code in labels]


def to_members(codes: Iterable[str]) -> set[str]:
    """Those of `codes` that go to members of the network one by one."""
    return {name for name, way in carriers().items() if name in set(codes) and way.own_address is None}


def to_everybody(codes: Iterable[str]) -> list[Channel]:
    """Those of `codes` that the office posts by for all its readers at once."""
    wanted = set(codes)
    return [way for name, way in carriers().items() if name in wanted and way.own_address is not None]
