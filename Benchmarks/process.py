"""Programs run to their end, with what they cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass

PINNED = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}


@dataclass(frozen=True)
class Cost:
    """What one run took; memory is the peak of the resident set."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    output: bytes


def run(*command: str, keep_output: bool = False) -> Cost:
    """Runs a program; a failure of it is a failure of the benchmark."""
    output = subprocess.PIPE if keep_output else subprocess.DEVNULL
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE, env={**os.environ, **PINNED}
    )
    text = process.stdout.read() if keep_output else b""
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {errors.decode(errors='replace')[:400]}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, text)


def alternating(rounds: int, **commands: list[str]) -> dict[str, list[Cost]]:
    """Runs programs in turn, so that whatever else the machine does meets all of them alike."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(run(*command))
    return costs


def median_seconds(costs: list[Cost]) -> float:
    return statistics.median(cost.seconds for cost in costs)


def percentile(values: list[float], percent: float) -> float:
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100).__int__() - 1)]
