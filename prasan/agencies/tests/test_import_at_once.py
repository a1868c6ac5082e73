"""An import at the command line is there whole or not at all, and says what became of it."""

from pathlib import Path

import pytest
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.actions import imports, proposing
from prasan.agencies.actions.at_once import import_at_once
from prasan.agencies.models import ChangeRequest, Import, Register

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "schools.csv"
    path.write_text("ชื่อสถานศึกษา,สังกัด\nโรงเรียนบ้านตัวอย่าง,สพป.ระยอง เขต 2\n", encoding="utf-8")
    return path


def officer() -> User:
    return User.objects.person("officer")


def test_it_proposes_the_good_rows(sheet: Path) -> None:
    done = import_at_once(sheet, by=officer(), at=timezone.now())
    assert done.request is not None
    assert done.request.items.get().name == "โรงเรียนบ้านตัวอย่าง"
    assert done.source.state == "proposed" or Import.objects.get().state == "proposed"


def test_it_leaves_nothing_when_it_dies_while_proposing(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proposing, "propose", die)
    with pytest.raises(KeyboardInterrupt):
        import_at_once(sheet, by=officer(), at=timezone.now())
    assert not Import.objects.exists()
    assert not ChangeRequest.objects.exists()


def test_it_judges_again_when_another_was_first(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge = imports.judge_file
    others: list[Path] = [sheet]

    def judge_while_another_proposes(*args: object, **kwargs: object) -> object:
        judged = judge(*args, **kwargs)  # type: ignore[arg-type]
        if others:
            import_at_once(others.pop(), by=User.objects.person("auditor"), at=timezone.now())
        return judged

    monkeypatch.setattr(imports, "judge_file", judge_while_another_proposes)
    done = import_at_once(sheet, by=officer(), at=timezone.now())
    assert done.judgement.counts["unchanged"] == 1
    assert done.request is None
    assert ChangeRequest.objects.count() == 1
    assert Register.now() == 1


def test_an_import_stays_when_the_chain_refuses(sheet: Path) -> None:
    done = import_at_once(sheet, by=User.objects.person("director"), at=timezone.now())
    assert done.refusal is not None
    assert Import.objects.get().state == "ready"
