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


def simulated(binary: str, traces: int) -> str:
    """So many traces, as the simulator makes them."""
    path = os.path.join(FOLDER, f"traces-{traces}.json")
    if not os.path.exists(path):
        os.makedirs(FOLDER, exist_ok=True)
        run(binary, "generate", "--traces", str(traces), "--seed", "3", "-o", path + ".part")
        os.rename(path + ".part", path)
    return path


def span_count(binary: str, path: str) -> int:
    return json.loads(run(binary, "summary", "--json", "--quiet", path, keep_output=True).output)["spans"]


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


def wide_trace(spans: int) -> str:
    """One span, and all others below it, one after the other and some at once."""
    return shaped("wide", spans, lambda row: (0, 0, spans * 10) if row == 0 else (1, row * 7919 % spans * 10, 10 + row % 3))


def deep_trace(spans: int) -> str:
    """Each span the child of the one before."""
    return shaped("deep", spans, lambda row: (row, row, 2 * (spans - row)))


def shaped(name: str, spans: int, shape) -> str:
    """One trace; `shape` tells parent (a row plus 1, 0 for none), start and duration of a row, in microseconds."""
    path = os.path.join(FOLDER, f"{name}-{spans}.json")
    if os.path.exists(path):
        return path
    os.makedirs(FOLDER, exist_ok=True)
    rows = []
    for row in range(spans):
        parent, start, duration = shape(row)
        references = [{"refType": "CHILD_OF", "traceID": "5bb", "spanID": f"{parent:x}"}] if parent else []
        rows.append(
            {
                "traceID": "5bb", "spanID": f"{row + 1:x}", "operationName": f"step-{row % 41}", "references": references,
                "startTime": 1_700_000_000_000_000 + start, "duration": duration, "tags": [], "logs": [], "processID": f"p{row % 5}",
            }
        )
    processes = {f"p{number}": {"serviceName": f"service-{number}", "tags": []} for number in range(5)}
    write({"data": [{"traceID": "5bb", "spans": rows, "processes": processes}]}, path)
    return path


def attributed_traces(traces: int = 10_000, attributes: int = 100) -> str:
    """Traces of five spans with so many attributes in all; one version of the last service makes every tenth trace slow."""
    path = os.path.join(FOLDER, f"attributes-{traces}.json")
    if os.path.exists(path):
        return path
    os.makedirs(FOLDER, exist_ok=True)
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write('{"data":[')
        for number in range(traces):
            is_slow = number % 10 == 3
            spans = []
            for row in range(5):
                tags = [
                    {"key": f"key-{row}-{key}", "type": "string", "value": f"value-{number * (key + 3) % (key + 2)}"}
                    for key in range(attributes // 5 - 3)
                ]
                tags += [
                    {"key": "version", "type": "string", "value": "v2" if is_slow and row == 4 else "v1"},
                    {"key": "request.id", "type": "string", "value": f"{number:x}-{row}"},
                    {"key": "bytes", "type": "int64", "value": number * 37 % 5000},
                ]
                reference = [{"refType": "CHILD_OF", "traceID": f"{number + 1:x}", "spanID": f"{row:x}"}] if row else []
                spans.append(
                    {
                        "traceID": f"{number + 1:x}", "spanID": f"{row + 1:x}", "operationName": f"step-{row}", "references": reference,
                        "startTime": 1_700_000_000_000_000 + number * 1000 + row, "duration": (900_000 if is_slow else 100_000) - row,
                        "tags": tags, "logs": [], "processID": f"p{row}",
                    }
                )
            processes = {f"p{row}": {"serviceName": f"service-{row}", "tags": []} for row in range(5)}
            trace = {"traceID": f"{number + 1:x}", "spans": spans, "processes": processes}
            file.write(("," if number else "") + json.dumps(trace, separators=(",", ":")))
        file.write("]}")
    os.rename(path + ".part", path)
    return path
