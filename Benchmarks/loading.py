"""How fast a big file becomes a snapshot that can be asked, and how much memory that takes."""

from __future__ import annotations

import shutil

from inputs import SPANS
from process import alternating, median_seconds, run
from report import Figure, Report

ROUNDS = 5
NODE = "JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))"
PYTHON = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"


def measure(report: Report, binary: str, path: str) -> None:
    ours = [binary, "summary", "--json", path]
    name = "load of 500,000 spans, times faster than {}"
    run(*ours)  # the file is in the page cache for all of them

    node = shutil.which("node")
    if node:
        # Node's own limit for what it keeps is below what this file needs.
        costs = alternating(ROUNDS, ours=ours, node=[node, "--max-old-space-size=16000", "-e", NODE, path])
    else:
        costs = alternating(ROUNDS, ours=ours)
    mine = median_seconds(costs["ours"])
    note = f"{mine:.2f} s, medians of {ROUNDS}, alternating"
    if node:
        theirs = median_seconds(costs["node"])
        report.add(Figure(name.format("Node"), theirs / mine, "x", 10, True, f"{note}; readFile + JSON.parse {theirs:.2f} s"))
    else:
        report.skip(name.format("Node"), "x", 10, f"Node is not installed; ours {note}", at_least=True)

    costs = alternating(ROUNDS, ours=ours, python=["python3", "-c", PYTHON, path])
    mine, theirs = median_seconds(costs["ours"]), median_seconds(costs["python"])
    report.add(Figure(name.format("Python"), theirs / mine, "x", 30, True, f"{mine:.2f} s; json.load {theirs:.2f} s"))

    peak = max(cost.peak_bytes for cost in costs["ours"])
    allowed = (350 * SPANS + 60e6) / 1e6
    report.add(Figure("peak memory of that load", peak / 1e6, "MB", allowed, note=f"{(peak - 60e6) / SPANS:.0f} bytes a span beyond 60 MB"))
