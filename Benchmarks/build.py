"""How big the program is, and what building it costs."""

from __future__ import annotations

import os
import subprocess
import tempfile

from process import run
from report import Figure, Report


def measure(report: Report, binary: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stripped = os.path.join(folder, "spanhound")
        subprocess.run(["strip", "-o", stripped, binary], check=True)
        report.add(Figure("stripped binary, Swift included", os.path.getsize(stripped) / 1e6, "MB", 25))

        command = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "spanhound", "--scratch-path"]
        run("swift", "package", "resolve", "--scratch-path", folder)  # fetching is the network's time, not ours
        cost = run(*command, folder)
        report.add(Figure("clean release build", cost.cpu_seconds, "CPU s", 90, note=f"{cost.seconds:.0f} s on the clock"))
