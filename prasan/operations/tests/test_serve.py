"""`serve` opens the whole office and, ended in whatever way, leaves nothing running."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="opens offices of its own, on SQLite: once is enough"
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid):
    """Every process below `pid`."""
    listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(map(int, line.split()) for line in listing.splitlines())
    below, found = {pid}, set()
    while below:
        below = {p for p, parent in parents.items() if parent in below} - found
        found |= below
    return found


def all_gone(pids):
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() and "Z" not in stat(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def stat(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


@pytest.fixture
def serve(tmp_path):
    """`serve(*options)` opens an office in an empty folder; returns process and lines up to READY."""
    started = []
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}

    def start(*options, port=None):
        command = [sys.executable, "manage.py", "serve", "--port", str(port or free_port()), *options]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environment, "DATA": str(tmp_path / "office")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("READY"):
                break
        return process, lines

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=40)


@pytest.fixture
def needs_static():
    if not (ROOT / ".build" / "static" / "staticfiles.json").is_file():
        pytest.skip("static files are collected by make setup")


@pytest.mark.usefixtures("needs_static")
def test_it_opens_the_sample_office_and_ends_all_it_started(serve):
    process, lines = serve()
    links = [line.split()[1] for line in lines if "/in/" in line]
    assert len(links) == 7
    with urllib.request.urlopen(links[0]) as page:
        assert "นางสาวตัวอย่าง คนที่เจ็ด" in page.read().decode()
    pids = children_of(process.pid)
    assert len(pids) >= 3
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=40) == 0
    assert all_gone(pids)


@pytest.mark.usefixtures("needs_static")
def test_a_folder_is_served_once(serve):
    serve("--no-sample", "--no-worker")
    second, _ = serve("--no-sample", "--no-worker")
    assert second.wait(timeout=40) == 1
    assert "เปิดอยู่แล้วที่พอร์ต" in second.stderr.read()


@pytest.mark.usefixtures("needs_static")
def test_killed_outright_it_takes_its_children_along(serve):
    process, lines = serve("--no-sample")
    assert "/setup/" in "".join(lines)
    pids = children_of(process.pid)
    process.kill()
    process.wait()
    assert all_gone(pids)


@pytest.mark.usefixtures("needs_static")
@pytest.mark.parametrize(
    ("number", "whole_group"), [(signal.SIGTERM, False), (signal.SIGINT, False), (signal.SIGINT, True)]
)
def test_ending_make_ends_the_house(tmp_path, number, whole_group):
    """`make run`, ended as a service manager, a script and a terminal do."""
    (tmp_path / "Makefile").write_text(
        f"run:\n\t@exec {sys.executable} manage.py serve --no-sample --port {free_port()}\n"
    )
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    process = subprocess.Popen(
        ["make", "--no-print-directory", "-f", tmp_path / "Makefile", "run"],
        cwd=ROOT,
        env={**environment, "DATA": str(tmp_path / "office")},
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    while not (process.stdout.readline() or "READY").startswith("READY"):
        pass
    pids = children_of(process.pid)
    assert len(pids) >= 4
    (os.killpg if whole_group else os.kill)(process.pid, number)
    process.communicate(timeout=40)
    assert all_gone(pids)


def test_a_port_in_use_is_said_in_thai_and_english(serve):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process, lines = serve(port=port)
        message = process.stderr.read()
    assert process.wait() == 1
    assert f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่" in message
    assert f"Port {port} is in use" in message


@pytest.mark.usefixtures("needs_static")
def test_a_web_server_killed_outright_is_started_anew_and_leaves_nobody_on_the_port(serve):
    process, _ = serve("--no-sample", "--no-worker")
    (web,) = [pid for pid in children_of(process.pid) if parent(pid) == process.pid]
    workers = children_of(web)
    assert workers
    os.kill(web, signal.SIGKILL)
    assert all_gone(workers)


def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
