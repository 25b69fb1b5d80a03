"""How fast other formats, packed files and many small files are read, beside Jaeger JSON and the tools that unpack."""

from __future__ import annotations

import os
import shutil

import inputs
from inputs import SPANS
from process import alternating, median_seconds, run
from report import Figure, Report

ROUNDS = 5
FILES, SPANS_A_FILE = 5_000, 10
FORMATS = [
    ("OTLP JSON lines", "otlp-json", ".jsonl"),
    ("OTLP protobuf", "otlp-protobuf", ".pb"),
    ("Zipkin v2 JSON", "zipkin", ".zipkin.json"),
]
# The tool, its ending, and how fast we are to be beside the tool alone.
PACKERS = [("gzip", ".gz", 1.0), ("zstd", ".zst", 0.5)]


def measure(report: Report, binary: str) -> None:
    jaeger = inputs.many_traces(binary)
    paths = {name: inputs.in_format(binary, target, ending) for name, target, ending in FORMATS}
    commands = {name: [binary, "summary", "--json", path] for name, path in {"Jaeger": jaeger, **paths}.items()}
    warm(*commands.values())
    costs = alternating(ROUNDS, **commands)
    mine = median_seconds(costs["Jaeger"])
    for name, path in paths.items():
        seconds = median_seconds(costs[name])
        note = f"{seconds:.2f} s for {os.path.getsize(path) / 1e6:.0f} MB; Jaeger JSON {mine:.2f} s"
        report.add(Figure(f"{name}, spans a second beside Jaeger JSON", mine / seconds, "x", 0.8, True, note))
    peak = max(cost.peak_bytes for name in paths for cost in costs[name])
    report.add(Figure("peak memory of those loads", peak / 1e6, "MB", (350 * SPANS + 60e6) / 1e6))

    for tool, ending, target in PACKERS:
        name = f"{tool} file, rate beside {tool} -dc | cat"
        if shutil.which(tool) is None:
            report.skip(name, "x", target, f"{tool} is not installed", at_least=True)
            continue
        path = inputs.packed(jaeger, tool, ending)
        commands = {
            "ours": [binary, "summary", "--json", path],
            "theirs": ["sh", "-c", f"{tool} -dc '{path}' | cat >/dev/null"],
        }
        warm(*commands.values())
        costs = alternating(ROUNDS, **commands)
        ours, theirs = median_seconds(costs["ours"]), median_seconds(costs["theirs"])
        report.add(Figure(name, theirs / ours, "x", target, True, f"{ours:.2f} s; {tool} alone {theirs:.2f} s"))

    folder, together = inputs.small_files(binary, FILES, SPANS_A_FILE)
    commands = {"many": [binary, "summary", "--json", "--quiet", folder], "one": [binary, "summary", "--json", "--quiet", together]}
    warm(*commands.values())
    costs = alternating(ROUNDS, **commands)
    many, one = median_seconds(costs["many"]), median_seconds(costs["one"])
    note = f"{many * 1000:.0f} ms; one file {one * 1000:.0f} ms"
    report.add(Figure(f"{FILES:,} files of {SPANS_A_FILE} spans, beside one file", many / one, "x", 2.5, note=note))


def warm(*commands: list[str]) -> None:
    """Runs everything once, so that all files are in the page cache."""
    for command in commands:
        run(*command)
