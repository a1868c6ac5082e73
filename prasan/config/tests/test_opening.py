"""An office that cannot be opened is said in Thai, whatever was called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MANAGE = Path(__file__).parents[3] / "manage.py"


def call(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"DATA": str(data), "DJANGO_SETTINGS_MODULE": "prasan.config.settings.prod"}
    command = [sys.executable, str(MANAGE), *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "data").write_text("no folder")
    return tmp_path / "data"


def test_a_folder_that_is_a_file_is_named(file: Path) -> None:
    done = call(file, "office_load", "x.json", "--json")
    assert done.returncode == 1
    assert str(file) in json.loads(done.stdout)["refused"]
    assert "Traceback" not in done.stderr


def test_verify_audit_of_no_office_has_its_usual_answer(file: Path) -> None:
    done = call(file, "verify_audit", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["ok"], answer["events"]) == (1, False, 0)
    assert str(file) in answer["first_bad"]["reason"]


def test_a_broken_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "prasan.sqlite3").write_bytes(b"garbage" * 1000)
    done = call(tmp_path, "verify_audit", "--json")
    assert (done.returncode, json.loads(done.stdout)["ok"]) == (1, False)
    assert "ฐานข้อมูล" in json.loads(done.stdout)["first_bad"]["reason"]


def test_an_unknown_command_is_wrong_usage_and_makes_no_office(tmp_path: Path) -> None:
    done = call(tmp_path, "nosuchcommand")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nosuchcommand" in done.stderr
    assert not (tmp_path / "prasan.sqlite3").exists()
