"""The house tests itself: floors that imports can't show, words, locks, states."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from tests import state_diagrams

ROOT = Path(__file__).parent.parent
USER = settings.AUTH_USER_MODEL.lower()


def _floors() -> dict[str, int]:
    """Room -> height above the ground, from the same contract that the linter checks."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = contract["contracts"][0]["layers"]
    return {room.strip(): -floor for floor, layer in enumerate(layers) for room in layer.split("|")}


def _our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("prasan.")]


def test_no_foreign_key_climbs_stairs() -> None:
    floors = _floors()
    climbing = [
        f"{model._meta.label}.{field.name}"
        for model in _our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and (target := field.related_model)._meta.label_lower != USER
        and target.__module__.startswith("prasan.")
        and floors[target._meta.app_label] > floors[model._meta.app_label]
    ]
    assert climbing == []


def test_every_model_has_a_line_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    missing = [
        f"{model._meta.label} ({model._meta.verbose_name})"
        for model in _our_models()
        if not model._meta.auto_created
        and f"`{model.__name__}` | {model._meta.verbose_name} |" not in glossary
    ]
    assert missing == []


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_a_lock_holds_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "--index-url" not in text


def _tracked() -> Iterator[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in names.decode().split("\0"):
        path = ROOT / name
        if (
            name
            and path.is_file()
            and path.suffix in {".py", ".html", ".md", ".css", ".js", ".typ", ".toml", ".sh"}
        ):
            yield path


def test_no_file_promises_what_is_not_there() -> None:
    promise = re.compile("TO" + "DO|FIX" + "ME|เร็ว ๆ " + "นี้|lorem " + "ipsum|อยู่ระหว่าง" + "พัฒนา")
    assert [str(path) for path in _tracked() if promise.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", list(state_diagrams.tables()))
def test_every_state_has_an_owner_and_an_exit_or_is_an_end(name: str) -> None:
    states, table = state_diagrams.tables()[name]
    assert set(table) == set(states)
    for owner, ways in table.values():
        targets = {target for _, target in state_diagrams.exits(ways)}
        assert targets <= set(states)
        assert (owner == "–") == (not targets), "an end has no owner, everything else has one and a way on"


def test_the_diagrams_of_the_docs_are_those_of_the_tables() -> None:
    assert state_diagrams.TARGET.read_text(encoding="utf-8") == state_diagrams.page()
