"""How long the answers take once the spans are loaded: what a command takes beyond one that only counts them."""

from __future__ import annotations

import os
import shutil

import inputs
from process import Cost, alternating, median_seconds, run
from report import Figure, Report

ROUNDS = 7
TRACES = 11_000
WIDE = DEEP = 100_000
# p95 by service and operation, as one would ask jq for it.
JQ = """
[.data[] | .processes as $p | .spans[] | {k: ($p[.processID].serviceName + " " + .operationName), d: .duration}]
| group_by(.k) | map({k: .[0].k, p95: (map(.d) | sort | .[((length * 0.95 | ceil) - 1)])})
"""


def measure(report: Report, binary: str) -> None:
    traces = inputs.simulated(binary, TRACES)
    ways = {
        "report": ["report", "--json"],
        "critical-path": ["critical-path", "--json"],
        "errors": ["errors", "--json"],
        "dependencies": ["dependencies", "--json"],
    }
    costs = beside_counting(binary, traces, ways)
    spans = inputs.span_count(binary, traces)
    said = f"{spans:,} spans in {TRACES:,} traces"
    whole, beyond = costs["report"]
    report.add(Figure("report over all services, after loading", beyond, "s", 0.5, note=f"{said}; {whole:.2f} s in all"))
    for name in ("critical-path", "errors", "dependencies"):
        report.add(Figure(f"{name}, after loading", costs[name][1], "s", 0.5, note=said))

    for name, path in {
        f"{inputs.SPANS:,} spans in many traces": inputs.many_traces(binary),
        f"{WIDE:,} children of one span": inputs.wide_trace(WIDE),
        f"{DEEP:,} levels": inputs.deep_trace(DEEP),
    }.items():
        _, beyond = beside_counting(binary, path, {"path": ["critical-path", "--folded"]})["path"]
        rate = inputs.span_count(binary, path) / max(beyond, 1e-4) / 1e6
        report.add(Figure(f"critical path and call stacks: {name}", rate, "million spans/s", 2, True, f"{beyond * 1000:.0f} ms after loading"))

    attributes = inputs.attributed_traces()
    differences = {"differ": ["slow", "--json", "--threshold", "500ms"]}
    whole, beyond = beside_counting(binary, attributes, differences)["differ"]
    note = f"10,000 traces with 100 attributes each; {whole:.2f} s in all"
    report.add(Figure("what sets slow traces apart, after loading", beyond, "s", 1, note=note))

    name = "p95 by operation, times faster than jq"
    small = inputs.small_files(binary, 5_000, 10)[1]
    if shutil.which("jq") is None:
        return report.skip(name, "x", 10, "jq is not installed", at_least=True)
    ours = [binary, "performance", "--json", "--service", "api-gateway", small]
    run(*ours)
    found = alternating(3, ours=ours, jq=["jq", JQ, small])
    mine, theirs = median_seconds(found["ours"]), median_seconds(found["jq"])
    note = f"50,000 spans in {os.path.getsize(small) / 1e6:.0f} MB: {mine * 1000:.0f} ms; jq {theirs:.2f} s"
    report.add(Figure(name, theirs / mine, "x", 10, True, note))


def beside_counting(binary: str, path: str, ways: dict[str, list[str]]) -> dict[str, tuple[float, float]]:
    """Seconds of each command in all, and beyond what reading the file and counting its services takes."""
    commands = {name: [binary, *way, "--quiet", path] for name, way in ways.items()}
    commands["services"] = [binary, "services", "--json", "--quiet", path]
    for command in commands.values():
        run(*command)
    costs: dict[str, list[Cost]] = alternating(ROUNDS, **commands)
    counted = median_seconds(costs["services"])
    return {name: (median_seconds(costs[name]), max(0.0, median_seconds(costs[name]) - counted)) for name in ways}
