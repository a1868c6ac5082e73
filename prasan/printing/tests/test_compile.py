import re
import threading
from pathlib import Path

import pytest

from prasan.printing import compile as printing
from prasan.printing import font
from prasan.printing.papers.memo import memo
from prasan.printing.papers.register import register
from prasan.printing.tests.sample import AT, PROSE, a_memo
from prasan.printing.tests.test_lists import about, entry


def test_the_same_paper_is_the_same_bytes(fonts: Path) -> None:
    assert memo(a_memo(), timestamp=AT, fonts_dir=fonts) == memo(a_memo(), timestamp=AT, fonts_dir=fonts)


def test_threads_print_at_the_same_time(fonts: Path) -> None:
    wanted = memo(a_memo(), timestamp=AT, fonts_dir=fonts)
    made: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: made.append(memo(a_memo(), timestamp=AT, fonts_dir=fonts)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [wanted] * 4


def test_missing_fonts_are_made_once_at_first_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fonts: Path
) -> None:
    made: list[Path] = []

    def build(folder: Path) -> None:
        made.append(folder)
        folder.mkdir()
        for name in (*map(font.file_name, font.FACES), font.STAMP):
            (folder / name).write_bytes((fonts / name).read_bytes())

    monkeypatch.setattr(font, "build", build)
    for _ in range(2):
        assert memo(a_memo(), timestamp=AT, fonts_dir=tmp_path / "fonts").startswith(b"%PDF")
    assert made == [tmp_path / "fonts"]


def test_the_environment_names_the_folder_of_fonts(monkeypatch: pytest.MonkeyPatch, fonts: Path) -> None:
    monkeypatch.setenv("PRASAN_FONTS", str(fonts))
    assert memo(a_memo(), timestamp=AT) == memo(a_memo(), timestamp=AT, fonts_dir=fonts)
    monkeypatch.delenv("PRASAN_FONTS")
    assert printing.default_fonts_dir().parts[-2:] == (".build", "fonts")


def test_a_template_that_fails_is_a_message_in_thai(fonts: Path) -> None:
    with pytest.raises(printing.PrintError) as failed:
        printing.pdf("memo", {}, title="ก", timestamp=AT, fonts_dir=fonts)
    assert failed.value.message_th.startswith("จัดทำเอกสารไม่ได้")
    assert failed.value.__cause__ is not None


def test_a_name_of_an_image_cannot_leave_the_folder(fonts: Path) -> None:
    with pytest.raises(ValueError, match="not a name"):
        printing.pdf("memo", {}, title="ก", timestamp=AT, fonts_dir=fonts, images={"../x.png": b""})


def resident() -> int:
    """Megabytes of memory that this process holds now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 1_000_000


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux")
def test_memory_stays_flat_over_many_lists(fonts: Path) -> None:
    rows = [entry(i, place=PROSE[i % 6][:120]) for i in range(900)]
    sizes = []
    for i in range(6):
        register(about(900), rows[i * 150 : i * 150 + 150], timestamp=AT, part=1, fonts_dir=fonts)
        sizes.append(resident())
    # Without forgetting, each list of 150 rows adds some 20 MB.
    assert sizes[-1] - sizes[1] < 30


def test_the_room_needs_no_django() -> None:
    room = Path(printing.__file__).parent
    for source in room.rglob("*.py"):
        if source.parent.name != "tests":
            assert not re.search("^ *(import|from) django", source.read_text(), re.MULTILINE), source
