"""`make bench`: each measurement in an office of its own; a table, and bench/results.json."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PARTS = (
    "country",
    "directory",
    "news",
    "cached",
    "papers",
    "newsletter",
    "renditions",
    "mails",
    "delivery",
)
"""Each runs in a process and an office of its own, so that no memory or cache of one helps another."""


def main() -> int:
    rows = []
    for part in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory(prefix="prasan-bench-") as folder:
            out = Path(folder) / "results.json"
            environment = {**os.environ, "DATA": f"{folder}/office", "BENCH_OUT": str(out)}
            subprocess.run([sys.executable, "-m", f"bench.{part}"], env=environment, check=True)
            rows += json.loads(out.read_text(encoding="utf-8"))
    (HERE / "results.json").write_text(
        json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
