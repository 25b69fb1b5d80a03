"""What a Jaeger server says, in the words of both its interfaces, made of simulated traces."""

from __future__ import annotations

import gzip
import json
import os
from collections import defaultdict
from dataclasses import dataclass

import inputs
from process import run

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared", "fixtures")
RECORDED = os.path.join(FIXTURES, "recorded", "jaeger-2.19.0", "trace-big20k.json.gz")
SPANS_A_TRACE = 10
# The service of all roots.
SERVICE = "api-gateway"


@dataclass(frozen=True)
class BigTrace:
    """One trace of 20,000 spans: files that hold just what each interface answers."""

    # All 32 digits, as the newer interface is asked.
    id: str
    # What the screen shows when the trace is open.
    root: bytes
    legacy: str
    v3: str


def big_trace(binary: str) -> BigTrace:
    """The trace as a real server answered with it, where the recordings are at hand, or one of our own of the same size."""
    legacy = os.path.join(inputs.FOLDER, "big-trace.json")
    if not os.path.exists(legacy):
        legacy = unpacked(RECORDED, legacy) if os.path.exists(RECORDED) else inputs.one_trace(20_000, "big-trace")
    v3 = os.path.join(inputs.FOLDER, "big-trace.v3.json")
    if not os.path.exists(v3):
        write(v3_traces(binary, legacy), v3)
    with open(legacy, encoding="utf-8") as file:
        trace = json.load(file)["data"][0]
    return BigTrace(trace["traceID"].zfill(32), root(trace)["operationName"].encode()[:12], legacy, v3)


def unpacked(path: str, target: str) -> str:
    os.makedirs(inputs.FOLDER, exist_ok=True)
    with gzip.open(path) as file:
        body = file.read()
    write(body, target)
    return target


def traces(binary: str, count: int) -> list[dict]:
    """So many traces of about ten spans, longest first, as they are listed; the root of each tells its place in that order."""
    made = run(binary, "generate", "--traces", str(count), "--seed", "3", keep_output=True).output
    found = [cut(trace) for trace in json.loads(made)["data"]]
    found.sort(key=lambda trace: extent(trace)[0] - extent(trace)[1])
    for place, trace in enumerate(found):
        root(trace)["operationName"] = name(place)
    return found


def name(place: int) -> str:
    return f"request-{place:04}"


def root(trace: dict) -> dict:
    return next(span for span in trace["spans"] if not span["references"])


def extent(trace: dict) -> tuple[int, int]:
    """Start and end, in microseconds."""
    spans = trace["spans"]
    return min(span["startTime"] for span in spans), max(span["startTime"] + span["duration"] for span in spans)


def cut(trace: dict) -> dict:
    """The spans next to the root: level by level, so that none is an orphan."""
    children = defaultdict(list)
    for span in trace["spans"]:
        for reference in span["references"][:1]:
            children[reference["spanID"]].append(span)
    kept = [root(trace)]
    for span in kept:
        kept += children[span["spanID"]][: SPANS_A_TRACE - len(kept)]
    used = {span["processID"] for span in kept}
    return {**trace, "spans": kept, "processes": {key: process for key, process in trace["processes"].items() if key in used}}


def enveloped(value: list) -> bytes:
    """As the older interface wraps everything."""
    return packed({"data": value, "total": 0, "limit": 0, "offset": 0, "errors": None})


def v3_traces(binary: str, legacy: str) -> bytes:
    """As the newer interface answers: one document, all traces in one list."""
    lines = run(binary, "convert", "--quiet", "--to", "otlp-json", legacy, keep_output=True).output.splitlines()
    return packed({"result": {"resourceSpans": [entry for line in lines for entry in json.loads(line)["resourceSpans"]]}})


def summaries(found: list[dict]) -> bytes:
    """As the newer interface lists traces without their spans."""
    return packed({"summaries": [summary(trace) for trace in found]})


def summary(trace: dict) -> dict:
    spans, processes, top, (start, end) = trace["spans"], trace["processes"], root(trace), extent(trace)
    counts, errors = defaultdict(int), defaultdict(int)
    for span in spans:
        service = processes[span["processID"]]["serviceName"]
        counts[service] += 1
        errors[service] += any(tag["key"] == "error" and tag["value"] is True for tag in span["tags"])
    return {
        "traceId": trace["traceID"].zfill(32),
        "rootServiceName": processes[top["processID"]]["serviceName"],
        "rootOperationName": top["operationName"],
        "minStartTimeUnixNano": str(start * 1000),
        "maxEndTimeUnixNano": str(end * 1000),
        "spanCount": len(spans),
        "errorSpanCount": sum(errors.values()),
        "services": [{"name": service, "spanCount": counts[service], "errorSpanCount": errors[service]} for service in counts],
    }


def packed(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def write(body: bytes, path: str) -> None:
    with open(path + ".part", "wb") as file:
        file.write(body)
    os.rename(path + ".part", path)
