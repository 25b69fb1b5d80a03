"""What a key costs: time until the screen is written, and bytes on the wire."""

from __future__ import annotations

import statistics

from inputs import NEEDLE
from process import percentile
from report import Figure, Report
from terminal import Terminal

ENTER, ESCAPE, PAGE_DOWN, PAGE_UP = b"\r", b"\x1b", b"\x1b[6~", b"\x1b[5~"
# Whoever scrolls presses these; each is sent alone and waited for.
KEYS = [b"j"] * 60 + [PAGE_DOWN] * 20 + [b"k"] * 30 + [b"h", b"l"] * 10 + [b"]"] * 20 + [b"e"] * 20 + [PAGE_UP] * 10 + [b"G", b"gg"] * 10


def measure(report: Report, binary: str, one_trace: str) -> None:
    with Terminal(binary, one_trace, columns=200, rows=60) as terminal:
        open_trace(terminal)
        bursts = [terminal.press(key) for key in KEYS]
        times = [burst.last_seconds * 1e3 for burst in bursts if burst.bytes]  # a key may have nothing to do
        note = f"{len(times)} keys in one trace of 500,000 spans, 200x60"
        report.add(
            Figure("key to finished screen, median", statistics.median(times), "ms", 3, note=note),
            Figure("key to finished screen, 99th percentile", percentile(times, 99), "ms", 10),
        )
        background(report, terminal)
        idle(report, terminal)
    with Terminal(binary, one_trace, columns=160, rows=50) as terminal:
        open_trace(terminal)
        wire(report, terminal)


def open_trace(terminal: Terminal) -> None:
    """Waits for the end of loading, and opens the one trace there is."""
    terminal.read_until([b"step-0"])
    terminal.settle(silence=2)
    opened = terminal.press(ENTER, silence=1.5)
    if b"step-1" not in opened.bytes:
        raise SystemExit(f"the trace did not open: {opened.bytes[-400:]!r}")
    terminal.press(b"gg", silence=0.3)


def background(report: Report, terminal: Terminal) -> None:
    """Work on all spans: it goes on behind the screen, and this is how long until its result shows."""
    for name, prepare, keys in [
        ("fold all", b"zR", b"zM"),
        ("slowest by self time", b"gg", b"]"),
        ("search for a rare word", b"/", NEEDLE.encode() + ENTER),
    ]:
        times = []
        for _ in range(5):
            terminal.press(b"zR", silence=0.4)
            terminal.press(prepare, silence=0.4)
            times.append(terminal.press(keys, silence=0.4).last_seconds * 1e3)
            terminal.press(ESCAPE, silence=0.2)
            terminal.press(ESCAPE, silence=0.2)
        report.add(Figure(f"{name}, until it shows", statistics.median(times), "ms", 150, note="500,000 spans, median of 5"))


def idle(report: Report, terminal: Terminal) -> None:
    terminal.settle(8, patience=8)  # workers of the pool end after five seconds without work
    cpu, wakes = terminal.cost()
    terminal.settle(3)
    cpu_after, wakes_after = terminal.cost()
    report.add(
        Figure("CPU time of 3 idle seconds", (cpu_after - cpu) * 1e3, "ms", 0),
        Figure("wake-ups in 3 idle seconds", sum(wakes_after[thread] - wakes.get(thread, 0) for thread in wakes_after), "", 0),
    )


def wire(report: Report, terminal: Terminal) -> None:
    """Bytes sent for one key, at 160x50; the middle of a trace, so that rows scroll as well as the selection moves."""
    def bytes_sent(key: bytes, times: int) -> float:
        return statistics.median(len(terminal.press(key, silence=0.05).bytes) for _ in range(times)) / 1e3

    report.add(Figure("bytes for one row, inspector closed", bytes_sent(b"j", 80), "KB", 1.5, note="160x50, median of 80"))
    report.add(Figure("bytes for a page", bytes_sent(PAGE_DOWN, 20), "KB", 16, note="median of 20"))
    terminal.press(b"gg", silence=0.3)
    terminal.press(ENTER, silence=0.3)  # opens the inspector
    terminal.press(b"\t", silence=0.3)  # and the keys go back to the waterfall
    report.add(Figure("bytes for one row, inspector open", bytes_sent(b"j", 80), "KB", 4, note="160x50, median of 80"))
