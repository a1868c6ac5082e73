from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from prasan.delivery.mail.__main__ import main
from prasan.delivery.mail.tests.mails import NEWS, attached, mail


def lines(capfdbinary: pytest.CaptureFixture[bytes]) -> list[dict[str, object]]:
    sys.stdout.flush()
    return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]


def test_it_runs_without_settings_and_prints_the_contract(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(attached(b"%PDF", "attachment; filename=a.pdf"))
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "prasan.delivery.mail", "parse", str(file), "--json"]
    done = subprocess.run(command, capture_output=True, env={**environment, "LC_ALL": "C"}, check=True)
    record = json.loads(done.stdout)
    assert list(record) == ["file", "kind", "from", "subject", "body", "attachments", "bounced", "problems"]
    assert record["file"] == str(file)
    assert record["attachments"][0].keys() == {"name", "type", "size", "sha256"}


def test_a_folder_is_read_with_all_below_it(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b").write_bytes(mail(NEWS))
    (tmp_path / "a.eml").write_bytes(mail("หนึ่ง"))
    (tmp_path / ".hidden").write_bytes(mail("ซ่อน"))
    assert main(["parse", str(tmp_path), "--json"]) == 0
    assert [record["body"] for record in lines(capfdbinary)] == ["หนึ่ง", NEWS]


def test_an_mbox_of_crlf_parts_only_after_a_blank_line(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    postmark = b"From a@b.example Tue Nov 24 09:41:00 2026\n"
    file = tmp_path / "box"
    raw = postmark + mail("หนึ่ง\n" + postmark.decode() + "Subject: quoted\n") + b"\n" + postmark + mail("สอง")
    file.write_bytes(raw.replace(b"\n", b"\r\n"))
    main(["parse", str(file), "--json"])
    assert len(capfdbinary.readouterr().out.splitlines()) == 2


def test_an_mbox_gives_a_line_a_mail(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    postmark = b"From a@b.example Tue Nov 24 09:41:00 2026\n"
    file = tmp_path / "inbox"
    file.write_bytes(postmark + mail("หนึ่ง\n>From ก\n") + b"\n" + postmark + mail("สอง"))
    assert main(["parse", str(file), "--json"]) == 0
    assert [(record["file"], record["body"]) for record in lines(capfdbinary)] == [
        (f"{file}#1", "หนึ่ง\nFrom ก"),
        (f"{file}#2", "สอง"),
    ]


def test_a_missing_path_is_told_and_the_others_are_read(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a.eml").write_bytes(mail(NEWS))
    assert main(["parse", str(tmp_path / "none.eml"), str(tmp_path / "a.eml"), "--json"]) == 1
    missing, read = lines(capfdbinary)
    assert (missing["kind"], read["body"]) == ("unreadable", NEWS)
    assert missing["problems"]


def test_wrong_usage_is_two() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["parse"])
    assert caught.value.code == 2


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.eml").write_bytes(mail(NEWS * 50))
    command = f"{sys.executable} -m prasan.delivery.mail parse {tmp_path} --json | head -1 >/dev/null"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=True)
    assert done.stderr == b""
