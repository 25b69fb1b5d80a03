"""How long one waits for the program."""

from __future__ import annotations

import json
import statistics

from process import run
from report import Figure, Report
from terminal import Terminal

ROUNDS = 15


def measure(report: Report, binary: str, sample: str, big: str) -> None:
    version = statistics.median(run(binary, "--version").seconds for _ in range(ROUNDS)) * 1e3
    report.add(Figure("spanhound --version", version, "ms", 15, note=f"median of {ROUNDS}"))

    names = root_operations(binary, sample)
    first = statistics.median(until_row(binary, sample, names, 80, 24) for _ in range(ROUNDS))
    report.add(Figure("small sample to its first trace on the screen", first, "ms", 60, note=f"80x24, median of {ROUNDS}"))

    names = root_operations(binary, big)
    first = statistics.median(until_row(binary, big, names, 160, 50) for _ in range(5))
    report.add(Figure("500,000 spans to the first trace on the screen", first, "ms", 150, note="160x50, while loading, median of 5"))


def root_operations(binary: str, path: str) -> list[bytes]:
    """What a trace row shows whatever the width: the beginnings of the names of the traces."""
    answer = json.loads(run(binary, "search", "--json", "--limit", "200", path, keep_output=True).output)
    return sorted({trace["rootOperation"].encode()[:12] for trace in answer["traces"] if trace["rootOperation"]})


def until_row(binary: str, path: str, names: list[bytes], columns: int, rows: int) -> float:
    with Terminal(binary, path, columns=columns, rows=rows) as terminal:
        return terminal.read_until(names) * 1e3
