"""Figures beside their targets: on the screen, and as the table that README quotes."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One measurement. `ratio` above 1 is better than the target, below 1 is worse, whichever way the target points."""

    name: str
    value: float | None
    unit: str
    target: float
    at_least: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        if self.value is None:
            return None
        if self.at_least:
            return self.value / self.target
        return float("inf") if self.value == 0 else self.target / self.value

    def cells(self) -> list[str]:
        bound = f"{'at least' if self.at_least else 'at most'} {number(self.target)} {self.unit}"
        if self.value is None:
            return [self.name, "not measured", bound, "", self.note]
        ratio = "" if self.ratio == float("inf") else f"{self.ratio:.2f}"
        verdict = "met" if self.ratio >= 1 else "missed"
        return [self.name, f"{number(self.value)} {self.unit}", bound, f"{ratio} {verdict}".strip(), self.note]


def number(value: float) -> str:
    """Three significant digits, and no exponent."""
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 100 else f"{value:.0f}"


@dataclass
class Report:
    """Figures in the order in which they were measured; each is printed at once."""

    figures: list[Figure] = field(default_factory=list)
    machine: str = field(default_factory=lambda: machine())

    def add(self, *figures: Figure) -> None:
        for figure in figures:
            name, value, bound, verdict, note = figure.cells()
            print(f"{name:<52} {value:>16}   {bound:<20} {verdict:<12} {note}", flush=True)
            self.figures.append(figure)

    def skip(self, name: str, unit: str, target: float, reason: str, at_least: bool = False) -> None:
        self.add(Figure(name, None, unit, target, at_least, reason))

    def table(self) -> str:
        lines = ["| Figure | Measured | Target | Ratio | |", "|---|---:|---|---|---|"]
        lines += ["| " + " | ".join(figure.cells()) + " |" for figure in self.figures]
        return "\n".join(line.replace("|  |", "| |") for line in lines) + "\n"

    def write(self, results: str, readme: str) -> None:
        """Writes the table to a file of its own, and into README between its marks."""
        said = f"Written by `make bench` on {self.machine}. A ratio above 1 is better than the target."
        with open(results, "w", encoding="utf-8") as file:
            file.write(f"# Speed and size\n\n{said}\n\n{self.table()}")
        with open(readme, encoding="utf-8") as file:
            before, rest = file.read().split("<!-- figures -->\n", 1)
            after = rest.split("<!-- /figures -->", 1)[1]
        with open(readme, "w", encoding="utf-8") as file:
            file.write(f"{before}<!-- figures -->\n{self.table()}<!-- /figures -->{after}")


def machine() -> str:
    """What the figures depend on, in a few words."""
    name = platform.machine()
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        name = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), name)
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores of {name}, {platform.system()} {platform.release()}, load {load:.1f} before"
