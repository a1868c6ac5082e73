import io
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from prasan.printing import font, prepared
from prasan.printing.joiners import JOINER, join
from prasan.printing.tests.sample import PROSE

EVERY_CLUSTER = [
    letter + (marks[0] if len(marks) == 1 else marks)
    for letter in prepared.LETTERS
    for marks in [*prepared.VOWEL_MARKS, *prepared.TONE_MARKS, "ำ", "้ำ", *(v + t for v in "ัิีึืุู" for t in "่้๊๋์")]
]


class Shaped:
    """A font file and what HarfBuzz makes of a text with it, composites of ours taken apart."""

    def __init__(self, path: Path, originals: int) -> None:
        self._shaper = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
        self._originals = originals
        self._file = TTFont(io.BytesIO(path.read_bytes()))
        self._order = self._file.getGlyphOrder()

    def glyphs(self, text: str) -> tuple[list[tuple[int, int, int]], int]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", "Thai", "th"
        hb.shape(self._shaper, buffer)
        found, pen = [], 0
        for info, pos in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            found.append((info.codepoint, pen + pos.x_offset, pos.y_offset))
            pen += pos.x_advance
        return found, pen

    def drawn(self, text: str) -> tuple[list[tuple[int, int, int]], int]:
        glyphs, advance = self.glyphs(text)
        return [part for glyph in glyphs for part in self._parts(*glyph)], advance

    def _parts(self, number: int, x: int, y: int) -> list[tuple[int, int, int]]:
        if number < self._originals:
            return [(number, x, y)]
        glyph = self._file["glyf"][self._order[number]]
        parts = getattr(glyph, "components", [])
        return [(self._file.getGlyphID(c.glyphName), x + c.x, y + c.y) for c in parts]


@pytest.fixture(scope="module", params=font.FACES)
def pair(request: pytest.FixtureRequest, fonts: Path) -> tuple[Shaped, Shaped]:
    original = prepared.source(request.param)
    with TTFont(original) as file:
        count = len(file.getGlyphOrder())
    return Shaped(original, count), Shaped(fonts / font.file_name(request.param), count)


def test_it_draws_prose_as_the_original_does(pair: tuple[Shaped, Shaped]) -> None:
    original, made = pair
    for paragraph in PROSE:
        assert made.drawn(paragraph) == original.drawn(paragraph)


def test_it_draws_joined_words_as_the_original_draws_them_plain(pair: tuple[Shaped, Shaped]) -> None:
    original, made = pair
    for paragraph in PROSE:
        joined = join(paragraph).replace("\u00a0", " ")
        assert JOINER in joined
        assert made.drawn(joined) == original.drawn(paragraph)


def test_it_draws_every_cluster_as_the_original_does(pair: tuple[Shaped, Shaped]) -> None:
    original, made = pair
    for cluster in EVERY_CLUSTER:
        assert made.drawn(cluster) == original.drawn(cluster), cluster


def test_it_has_one_glyph_for_a_cluster_with_or_without_joiner(pair: tuple[Shaped, Shaped]) -> None:
    _, made = pair
    for cluster in EVERY_CLUSTER:
        assert len(made.glyphs(cluster)[0]) == 1, cluster
        assert len(made.glyphs(cluster + JOINER)[0]) == 1, cluster


def test_it_is_the_same_bytes_each_time(fonts: Path) -> None:
    again = io.BytesIO()
    with prepared.prepare("Bold") as made:
        made.save(again)
    assert again.getvalue() == (fonts / font.file_name("Bold")).read_bytes()


def test_it_has_a_family_name_of_its_own_and_the_licence_beside_it(fonts: Path) -> None:
    with TTFont(fonts / font.file_name("Regular")) as file:
        names = file["name"]
    assert {names.getDebugName(i) for i in (1, 16)} == {"Prasan Thai"}
    assert "Sarabun" not in str(names.getDebugName(4)) + str(names.getDebugName(6))
    assert "SIL OPEN FONT LICENSE" in (fonts / font.LICENCE).read_text()


def test_building_again_leaves_the_files_alone(fonts: Path) -> None:
    before = (fonts / font.file_name("Regular")).stat().st_mtime_ns
    font.build(fonts)
    assert (fonts / font.file_name("Regular")).stat().st_mtime_ns == before
    assert not list(fonts.glob(".making-*"))


def test_fonts_of_another_recipe_are_made_anew(fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert font.is_built(fonts)
    monkeypatch.setattr(font, "RECIPE", "another")
    assert not font.is_built(fonts)


def test_the_web_fonts_are_small_and_the_same_each_time(tmp_path: Path) -> None:
    first, second = font.webfonts(tmp_path / "a"), font.webfonts(tmp_path / "b")
    assert [p.name for p in first] == ["sarabun-400.woff2", "sarabun-600.woff2"]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert sum(p.stat().st_size for p in first) < 32_000
    with TTFont(first[0]) as file:
        assert set(map(ord, "กฮ๏๙ aZ9•→“”")) <= set(prepared.drawn_by(file))


def test_the_set_up_command_makes_both(tmp_path: Path, fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(font, "build", asked.append)
    font.main([str(tmp_path / "fonts"), "--web", str(tmp_path / "web")])
    assert asked == [tmp_path / "fonts"]
    assert (tmp_path / "web" / "sarabun-600.woff2").exists()
