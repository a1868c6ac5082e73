import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "prasan.thai", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False)


def records(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, str | None]]:
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def test_dates_answers_each_line_with_one_of_json() -> None:
    done = run("dates", stdin="1 ต.ค. 2567\n\n29 ก.พ. 2568\r\nx\xff".encode() + b"\xff\n")
    assert done.returncode == 0
    assert done.stderr == b""
    answers = records(done)
    assert answers[0] == {"input": "1 ต.ค. 2567", "iso": "2024-10-01", "error": None}
    assert answers[1]["input"] == ""
    assert answers[1]["error"] == "ไม่ได้กรอกวันที่"
    assert answers[2]["input"] == "29 ก.พ. 2568"
    assert "อธิกสุรทิน" in str(answers[2]["error"])
    assert "UTF-8" in str(answers[3]["error"])
    assert len(answers) == 4


def test_dates_reads_a_bom_and_lone_surrogates_without_a_traceback() -> None:
    done = run("dates", stdin=b"\xef\xbb\xbf1/10/2567\n\xed\xa0\x80\n")
    assert records(done)[0]["iso"] == "2024-10-01"
    assert done.returncode == 0


def test_sort_orders_as_a_dictionary_and_keeps_equals_in_their_order() -> None:
    done = run("sort", stdin="มหาชัย\nเกาะ-ลอย\nเกาะลอย\nBeta\nกา".encode())
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == ["กา", "เกาะ-ลอย", "เกาะลอย", "มหาชัย", "Beta"]


def test_sort_refuses_what_is_not_utf_8_and_names_the_line() -> None:
    done = run("sort", stdin="กา\n".encode() + "ขา\n".encode("cp874"))
    assert (done.returncode, done.stdout) == (1, b"")
    assert "บรรทัดที่ 2 ไม่ใช่ UTF-8" in done.stderr.decode()


def test_sort_of_nothing_is_nothing() -> None:
    assert run("sort").stdout == b""


def test_charset_tells_encoding_and_digest(tmp_path: Path) -> None:
    file = tmp_path / "ทะเบียน.csv"
    file.write_bytes("ก;“ข”\r\n".encode("cp874"))
    done = run("charset", str(file))
    assert done.returncode == 0
    assert records(done) == [
        {"encoding": "windows-874", "text_sha256": sha256("ก;“ข”\r\n".encode()).hexdigest()}
    ]


@pytest.mark.parametrize("content", [b"\x00\x01", None])
def test_charset_of_no_text_says_so(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "x.bin"
    if content is not None:
        file.write_bytes(content)
    done = run("charset", str(file))
    assert done.returncode == 1
    (answer,) = records(done)
    assert answer["encoding"] is None
    assert answer["text_sha256"] is None
    assert answer["error"]
    assert b"Traceback" not in done.stderr


def test_a_reader_who_leaves_early_sees_no_traceback() -> None:
    command = f"yes 1/10/2567 | head -n 20000 | {sys.executable} -m prasan.thai dates | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert json.loads(done.stdout)["iso"] == "2024-10-01"
    assert done.stderr == b""


def test_the_ground_floor_stands_without_django() -> None:
    modules = (
        "abbreviations charset collation coordinates dates digits names phones places segment text __main__"
    )
    imports = "; ".join(f"import prasan.thai.{module}" for module in modules.split())
    program = f"import sys; {imports}; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("arguments", [(), ("foo",), ("charset",), ("dates", "extra")])
def test_wrong_usage_exits_two(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
