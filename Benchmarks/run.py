#!/usr/bin/env python3
"""Measures Spanhound: `make bench`. Each line is figure, target, ratio; the table goes to RESULTS.md and README.md.

Groups can be named (`Benchmarks/run.py BINARY loading explorer`); then nothing is written.
"""

from __future__ import annotations

import os
import sys

import answers
import build
import explorer
import formats
import inputs
import live
import loading
import startup
from report import Report

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, "..", "Samples", "checkout.json")


def main(binary: str, *groups: str) -> None:
    binary = os.path.abspath(binary)
    report = Report()
    measures = {
        "startup": lambda: startup.measure(report, binary, SAMPLE, inputs.many_traces(binary)),
        "loading": lambda: loading.measure(report, binary, inputs.many_traces(binary)),
        "formats": lambda: formats.measure(report, binary),
        "answers": lambda: answers.measure(report, binary),
        "explorer": lambda: explorer.measure(report, binary, inputs.one_trace()),
        "live": lambda: live.measure(report, binary),
        "build": lambda: build.measure(report, binary),
    }
    for name in groups or measures:
        measures[name]()
    if not groups:
        report.write(os.path.join(HERE, "RESULTS.md"), os.path.join(HERE, "..", "README.md"))


if __name__ == "__main__":
    main(*sys.argv[1:])
