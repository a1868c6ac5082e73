"""The drill in short: a few kills while some hundred messages leave; `make drill-delivery` is long."""

import os
import subprocess
import sys
from pathlib import Path


def test_nothing_is_lost_and_nothing_sent_twice_unseen():
    words = [
        sys.executable,
        "-m",
        "bench.drill_delivery",
        "--here",
        "--messages=300",
        "--kills=5",
        "--seed=4",
    ]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        words, cwd=Path(__file__).parents[3], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[1:3] == ["300", "5"]
