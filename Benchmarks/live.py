"""What a live Jaeger costs beside files: a server on this machine answers at once, so that only our own time is left."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time

import inputs
import replies
from process import alternating, median_seconds, percentile
from replies import BigTrace
from report import Figure, Report
from server import Reply, Server
from terminal import Terminal

ENTER, PAGE_DOWN, PAGE_UP = b"\r", b"\x1b[6~", b"\x1b[5~"
ROUNDS = 5
FEW, MANY = 250, 1_500
# Whoever looks through results presses these; each is sent alone and waited for.
KEYS = [b"j"] * 40 + [PAGE_DOWN] * 20 + [b"k"] * 20 + [PAGE_UP] * 10 + [b"G", b"gg"] * 10
FAMILIES = {"v3": "/api/v3", "legacy": "/api"}


def measure(report: Report, binary: str) -> None:
    big, traces = replies.big_trace(binary), replies.traces(binary, MANY)
    saved = os.path.join(inputs.FOLDER, "results.json")
    replies.write(replies.enveloped(traces), saved)
    with Server(routes(big, traces)) as server, tempfile.TemporaryDirectory() as folder:
        live = Live(binary, server, os.path.join(folder, "config.toml"))
        fetch(report, live, big)
        answer(report, live)
        scroll(report, live, saved)
        drip(report, live, saved)


def routes(big: BigTrace, traces: list[dict]) -> dict[str, Reply]:
    """Servers under base paths of one: `NAME/few` and `NAME/many` of each family, and one whose search drips."""
    # One of the services is enough to find all traces: the older interface is asked service by service.
    services = {"v3": replies.packed({"services": [replies.SERVICE]}), "legacy": replies.enveloped([replies.SERVICE])}
    found: dict[str, Reply] = {"/drip/api/v3/services": Reply(services["v3"])}
    found["/drip/api/v3/trace-summaries"] = Reply(replies.summaries(traces), pause=0.05)
    for family, path in FAMILIES.items():
        with open(big.v3 if family == "v3" else big.legacy, "rb") as file:
            trace = Reply(file.read())
        for size, count in {"few": FEW, "many": MANY}.items():
            base = f"/{family}/{size}{path}"
            found[base + "/services"] = Reply(services[family])
            found[f"{base}/traces/{big.id}"] = trace
            if family == "v3":
                found[base + "/trace-summaries"] = Reply(replies.summaries(traces[:count]), is_timed=True)
            else:
                found[base + "/traces"] = Reply(replies.enveloped(traces[:count]), is_timed=True)
    return found


class Live:
    """The program, and the server that it is to ask."""

    def __init__(self, binary: str, server: Server, configuration: str):
        self.binary, self.server, self.configuration = binary, server, configuration
        with open(configuration, "w", encoding="utf-8") as file:
            for name in ["v3/few", "v3/many", "legacy/few", "legacy/many", "drip"]:
                # Asking for more than there is: an answer that reaches the limit leads to more questions.
                file.write(f'[servers.{name.replace("/", "-")}]\nurl = "{server.url}/{name}"\nlimit = {MANY + 1}\n')

    def open(self, *sources: str) -> Terminal:
        return Terminal(self.binary, "--config", self.configuration, *sources, columns=160, rows=50)


def fetch(report: Report, live: Live, big: BigTrace) -> None:
    """A trace from the server to the screen, and printed, beside fetching alone and reading a file alone."""
    for family, path in FAMILIES.items():
        file = big.v3 if family == "v3" else big.legacy
        screen = f"20,000 spans from {family} to the screen, beside curl and decode"
        printed = f"20,000 spans from {family} printed, beside curl and show of a file"
        if shutil.which("curl") is None:
            for name in [screen, printed]:
                report.skip(name, "x", 1.5, "curl is not installed")
            continue
        base = f"{live.server.url}/{family}/few"
        costs = alternating(
            ROUNDS,
            curl=["sh", "-c", f"curl -s {base}{path}/traces/{big.id} | cat >/dev/null"],
            start=[live.binary, "--version"],
            summary=[live.binary, "summary", "--quiet", file],
            show_file=[live.binary, "show", "--quiet", file],
            show=[live.binary, "show", "--quiet", "--trace", big.id, base],
        )
        seconds = {name: median_seconds(runs) for name, runs in costs.items()}
        opened = statistics.median(open_trace(live, f"@{family}-few", big) for _ in range(ROUNDS))
        curl, decode = seconds["curl"], seconds["summary"] - seconds["start"]
        size = f"{os.path.getsize(file) / 1e6:.1f} MB"
        note = f"{size}: {opened * 1e3:.0f} ms; curl {curl * 1e3:.0f} ms, decode {decode * 1e3:.0f} ms"
        report.add(Figure(screen, opened / (curl + decode), "x", 1.5, note=note))
        note = f"{seconds['show'] * 1e3:.0f} ms; of a file {seconds['show_file'] * 1e3:.0f} ms"
        report.add(Figure(printed, seconds["show"] / (curl + seconds["show_file"]), "x", 1.5, note=note))


def open_trace(live: Live, source: str, big: BigTrace) -> float:
    with live.open(source) as terminal:
        terminal.settle(silence=0.3, patience=10)
        terminal.press(b"gi" + big.id.encode(), silence=0.1)
        opened = terminal.press(ENTER, silence=0.5)
        if big.root not in opened.bytes:
            raise SystemExit(f"the trace did not open: {opened.bytes[-400:]!r}")
        return opened.last_seconds


def answer(report: Report, live: Live) -> None:
    """From the last byte of a search's answer until nothing on the screen changes any more."""
    for source, kind in {"legacy-few": "whole traces", "v3-few": "summaries"}.items():
        times = [after_last_byte(live, "@" + source) * 1e3 for _ in range(ROUNDS)]
        name = f"search reply of {FEW} {kind}, last byte to screen"
        report.add(Figure(name, statistics.median(times), "ms", 100, note=f"160x50, median of {ROUNDS}; longest {max(times):.0f} ms"))


def after_last_byte(live: Live, source: str) -> float:
    with live.open(source) as terminal:
        start = time.perf_counter()
        shown = terminal.settle(silence=0.5, patience=10)
    if replies.name(0).encode() not in shown.bytes or live.server.last_byte < start:
        raise SystemExit(f"the answer did not show: {shown.bytes[-400:]!r}")
    return start + shown.last_seconds - live.server.last_byte


def scroll(report: Report, live: Live, saved: str) -> None:
    """Moving through many results, as summaries and as whole traces, beside the same traces from a file."""
    file = moved(live, saved)
    ours = moved(live, "@v3-many") + moved(live, "@legacy-many")
    ratio = statistics.median(ours) / statistics.median(file)
    note = f"{statistics.median(ours):.2f} ms; of a file {statistics.median(file):.2f} ms; {len(ours)} keys"
    report.add(
        Figure(f"key in {MANY:,} results of a server, median beside a file", ratio, "x", 1.25, note=note),
        Figure("key in them, 99th percentile", percentile(ours, 99), "ms", 10, note=f"of a file {percentile(file, 99):.2f} ms"),
    )


def moved(live: Live, source: str) -> list[float]:
    with live.open(source) as terminal:
        terminal.settle(silence=0.5, patience=10)
        bursts = [terminal.press(key) for key in KEYS]
        return [burst.last_seconds * 1e3 for burst in bursts if burst.bytes]


def drip(report: Report, live: Live, saved: str) -> None:
    """Keys in what is there already, while a reply comes byte by byte; each is waited for until the row that it selects is drawn."""
    with live.open("@drip", saved) as terminal:
        asking = terminal.settle(limit=1.5)
        if b"Asking" not in asking.bytes:
            raise SystemExit(f"nothing is being asked: {asking.bytes[-400:]!r}")
        steps = [(b"j", place) for place in range(1, 31)] + [(b"k", place) for place in range(29, 9, -1)]
        steps += [(b"G", MANY - 1), (b"gg", 0)] * 15
        times = [terminal.press_until(key, replies.name(place).encode()) * 1e3 for key, place in steps]
    name, note = "key while a reply drips, 99th percentile", f"{len(times)} keys, a byte every 50 ms"
    report.add(Figure(name, percentile(times, 99), "ms", 16, note=note))
