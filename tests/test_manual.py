"""The manual and its pictures: none missing, none that nobody shows, none too heavy."""

from __future__ import annotations

import re

from tests.journeys import pictures

CHAPTERS = sorted(pictures.MANUAL.glob("*.md"))


def test_every_picture_that_it_names_is_there_and_no_other():
    assert {path.stem for path in pictures.IMAGES.glob("*")} == set(pictures.named_in_manual())


def test_no_picture_is_heavy():
    assert [
        path.name for path in pictures.IMAGES.glob("*") if path.stat().st_size > pictures.MOST_BYTES
    ] == []


def test_every_picture_is_described():
    for chapter in CHAPTERS:
        text = chapter.read_text(encoding="utf-8")
        described = re.findall(r'!\[[^\]]+\]\(images/|<img src="images/[^"]+" width="\d+" alt="[^"]+">', text)
        assert len(described) == text.count("images/"), chapter.name


def test_every_link_leads_to_a_chapter():
    names = {chapter.name for chapter in CHAPTERS}
    for chapter in CHAPTERS:
        assert set(re.findall(r"\]\((\S+?\.md)\)", chapter.read_text(encoding="utf-8"))) <= names
    contents = (pictures.MANUAL / "README.md").read_text(encoding="utf-8")
    assert all(name in contents for name in names - {"README.md"})
