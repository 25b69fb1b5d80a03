"""The files that are measured, made once and kept in Benchmarks/made."""

from __future__ import annotations

import json
import os

from process import run

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "made")
SPANS = 500_000
NODE_LIMIT = 536_870_888  # the longest string that Node can hold
NEEDLE = "needle-in-the-haystack"


def many_traces(binary: str) -> str:
    """500,000 spans in many traces, about nine attributes each, as the simulator makes them."""
    path = os.path.join(FOLDER, "many-traces.json")
    if not os.path.exists(path):
        os.makedirs(FOLDER, exist_ok=True)
        run(binary, "generate", "--spans", str(SPANS), "--seed", "1", "-o", path + ".part")
        os.rename(path + ".part", path)
    if os.path.getsize(path) >= NODE_LIMIT:
        raise SystemExit(f"{path} has {os.path.getsize(path)} bytes; Node refuses more than {NODE_LIMIT}")
    return path


def in_format(binary: str, name: str, ending: str) -> str:
    """The spans of many_traces in another format."""
    path = os.path.join(FOLDER, "many-traces" + ending)
    if not os.path.exists(path):
        part = os.path.join(FOLDER, "part-" + os.path.basename(path))
        run(binary, "convert", "--quiet", "--to", name, "-o", part, many_traces(binary))
        os.rename(part, path)
    return path


def packed(path: str, tool: str, ending: str) -> str:
    """A file packed by the tool that everybody has, at its ordinary level."""
    if not os.path.exists(path + ending):
        run(tool, "-q", "-k", "-f", path)
    return path + ending


def small_files(binary: str, count: int, spans: int) -> tuple[str, str]:
    """A folder of small files, one trace each, and one file of the same traces."""
    folder, together = os.path.join(FOLDER, "small"), os.path.join(FOLDER, "small.json")
    if os.path.exists(together):
        return folder, together
    os.makedirs(folder, exist_ok=True)
    source = run(binary, "generate", "--spans", str(count * spans * 4), "--seed", "2", keep_output=True).output
    # Parents stand before their children, so the first spans of a trace are a whole one.
    traces = [trace for trace in json.loads(source)["data"] if len(trace["spans"]) >= spans][:count]
    if len(traces) < count:
        raise SystemExit(f"only {len(traces)} traces have {spans} spans")
    for number, trace in enumerate(traces):
        trace["spans"] = trace["spans"][:spans]
        used = {span["processID"] for span in trace["spans"]}
        trace["processes"] = {key: value for key, value in trace["processes"].items() if key in used}
        write({"data": [trace]}, os.path.join(folder, f"trace-{number}.json"))
    write({"data": traces}, together)
    return folder, together


def write(value: object, path: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, separators=(",", ":"))


def one_trace(spans: int = SPANS, name: str = "one-trace") -> str:
    """Many spans in one trace: a tree in which each span has three children, and one rare word."""
    path = os.path.join(FOLDER, name + ".json")
    if os.path.exists(path):
        return path
    os.makedirs(FOLDER, exist_ok=True)
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write('{"data":[{"traceID":"5ba","spans":[')
        starts, durations = [0], [60_000_000]
        for row in range(spans):
            parent = (row - 1) // 3
            reference = f'{{"refType":"CHILD_OF","traceID":"5ba","spanID":"{parent + 1:x}"}}' if row else ""
            if row:
                share = durations[parent] * 3 // 10
                starts.append(starts[parent] + row % 3 * share)
                durations.append(max(1, share))
            word = NEEDLE if row == spans * 3 // 4 else f"customer-{row % 977}"
            error = ',{"key":"error","type":"bool","value":true}' if row % 1009 == 1008 else ""
            file.write(
                ("," if row else "")
                + f'{{"traceID":"5ba","spanID":"{row + 1:x}","operationName":"step-{row % 41}","references":[{reference}],'
                + f'"startTime":{1_700_000_000_000_000 + starts[row]},"duration":{durations[row]},'
                + f'"tags":[{{"key":"customer","type":"string","value":"{word}"}},'
                + f'{{"key":"row","type":"int64","value":{row}}}{error}],"logs":[],"processID":"p{row % 5}"}}'
            )
        processes = ",".join(f'"p{n}":{{"serviceName":"service-{n}","tags":[]}}' for n in range(5))
        file.write(f'],"processes":{{{processes}}}}}]}}')
    os.rename(path + ".part", path)
    return path
