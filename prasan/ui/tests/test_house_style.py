"""The house tests itself: colours and sizes in one place, no inline style, every icon and badge exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prasan.ui.badges import BADGES
from prasan.ui.icons import ALIASES, ICONS

HOUSE = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
SHEETS = sorted(path for path in HOUSE.glob("*/static/**/*.css") if path.name != "tokens.css")
TOKENS = (HOUSE / "ui/static/ui/css/tokens.css").read_text(encoding="utf-8")

LENGTH = re.compile(r"(?<![\w.])\d*\.?\d+(?:rem|px|pt|mm|cm|ms|s)\b")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Conditions and the paper itself cannot name a token.
CONDITION = re.compile(r"@media[^{]*\{|@page[^{]*\{[^}]*\}")
ICON = re.compile(r"""\{%\s*icon\s+["']([\w-]+)["']""")
BADGE = re.compile(r"""\{%\s*badge\s+["']([\w-]+)["']""")


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def rules(path: Path) -> str:
    return CONDITION.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_only_the_tokens_hold_colours(path: Path) -> None:
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(|%23", rules(path))


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_only_the_tokens_hold_sizes_and_durations(path: Path) -> None:
    assert not [found for found in LENGTH.findall(rules(path)) if float(re.sub(r"[a-z]", "", found))]


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_every_token_that_a_sheet_names_exists(path: Path) -> None:
    own = set(re.findall(r"(--[\w-]+)\s*:", path.read_text(encoding="utf-8") + TOKENS)) | {"--gap"}
    assert set(re.findall(r"var\((--[\w-]+)", rules(path))) <= own


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_styles_itself(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if "/email/" in str(path):
        pytest.skip("mail programs know no style sheet")
    assert not re.findall(
        r"\sstyle\s*=|<style|\son(?:click|load|change|submit|input|error|focus|blur|key\w+|mouse\w+)\s*=",
        source,
    )
    assert not re.findall(r"""["':]\s*#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?["';]""", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_icon_and_badge_that_a_template_names_exists(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert set(ICON.findall(source)) <= {*ICONS, *ALIASES}
    assert set(BADGE.findall(source)) <= set(BADGES)


def test_the_two_dark_themes_are_one() -> None:
    first, second = re.findall(r"color-scheme: dark;(.*?)\}", TOKENS, re.S)
    assert first.split() == second.split()


def test_every_badge_has_an_icon_and_a_known_tone() -> None:
    assert {badge.icon for badge in BADGES.values()} <= set(ICONS)
    assert {badge.tone for badge in BADGES.values()} <= {"", "sea", "leaf", "gold", "red", "dash"}
