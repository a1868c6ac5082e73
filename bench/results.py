"""Collect measurements, print them as a table, keep them as JSON."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """`ratio` = value / baseline_value; both in `unit`."""

    name: str
    value: float
    unit: str
    baseline: str
    baseline_value: float

    @property
    def ratio(self) -> float:
        return self.value / self.baseline_value


class Results:
    """What one run of the benchmarks found."""

    def __init__(self) -> None:
        self.rows: list[Result] = []

    def add(self, name: str, value: float, unit: str, baseline: str, baseline_value: float) -> None:
        row = Result(name, value, unit, baseline, baseline_value)
        self.rows.append(row)
        print(
            f"{name:<58} {value:>9.3f} {unit:<4} {row.ratio:>7.2f} × {baseline} ({baseline_value:.3f})",
            flush=True,
        )

    def write(self, path: Path) -> None:
        rows = [{**asdict(row), "ratio": round(row.ratio, 3)} for row in self.rows]
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Wall seconds of one call, and what it gave."""
    started = time.perf_counter()
    result = act()
    return time.perf_counter() - started, result


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one act: on the clock, and of this process's CPU (which a busy machine does not stretch)."""

    wall: float
    cpu: float


def spent(act: Callable[[], Any]) -> tuple[Spent, Any]:
    """What one call took, and what it gave."""
    wall, cpu_before = time.perf_counter(), time.process_time()
    result = act()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu_before), result


def cpu(act: Callable[[], Any], times: int = 20) -> float:
    """Median CPU milliseconds of a call in this process."""
    spent = []
    for _ in range(times):
        started = time.process_time()
        act()
        spent.append((time.process_time() - started) * 1000)
    return sorted(spent)[times // 2]


def getter(client: Any, address: str) -> Callable[[], None]:
    """A call that gets a page with a test client; the first time is over already."""

    def get() -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    get()
    return get


def peak_megabytes() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
