import Explorer
import TraceAnalysis
import TraceModel

extension CriticalPathAnswer {
    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.field("traces", rows.count)
            json.field("totalNano", rows.isEmpty ? nil : totals.total)
            if let only {
                json.array("segments", only.path.segments) { json, segment in
                    json.object { $0.fields(of: segment, in: only.trace) }
                }
            }
            json.array("operations", totals.operations) { json, operation in
                json.object { json in
                    json.field("service", operation.service)
                    json.field("operation", operation.name)
                    json.field("nano", operation.time)
                    json.field("share", totals.share(of: operation.time))
                    json.field("traces", operation.traces)
                    json.field("exampleTraceID", snapshot[operation.example].idText)
                    json.field("exampleNano", operation.exampleTime)
                }
            }
            json.array("components", totals.components) { json, component in
                json.object { json in
                    json.field("service", component.service)
                    json.field("kind", component.isEdge ? "edge" : "inside")
                    json.field("nano", component.time)
                    json.field("share", totals.share(of: component.time))
                    json.field("traces", component.traces)
                }
            }
            if let only { json.fields(of: WhatIf(only.trace, overlap: overlap)) }
            patterns.write(to: &json)
        }
        json.finish()
    }

    /// Call stacks as flame graph tools read them: frames from the root on, a blank, nanoseconds.
    func writeFolded() {
        guard let found = snapshot.criticalStacks(of: rows, overlap: overlap) else { return }
        for stack in found.stacks {
            var frames = stack.frames.map { Self.frame($0.service.isEmpty ? $0.name : $0.service + " " + $0.name) }
            if let callee = stack.callee { frames.append(Self.frame("(way into \(callee.isEmpty ? "no service" : callee))")) }
            StandardOutput.write(frames.joined(separator: ";") + " \(stack.time)\n")
        }
        if found.isCut { StandardError.write("spanhound: note: what lies deeper than \(CriticalStacks.maxDepth) levels counts there\n") }
        if rows.isEmpty { StandardError.write("no trace matches\n") }
    }

    /// A name that neither ends its frame nor its line, and steers no terminal.
    private static func frame(_ name: String) -> String {
        let safe = SafeText.text(name)
        return safe.utf8.contains(UInt8(ascii: ";")) ? safe.replacing(";", with: ",") : safe
    }
}

extension JSONWriter {
    fileprivate mutating func fields(of segment: CriticalSegment, in trace: Trace) {
        let span = trace.span(at: segment.position), origin = trace.start ?? 0
        field("spanID", span.idText)
        field("service", span.service)
        field("operation", span.name)
        field("startOffsetNano", segment.start.subtractingSaturated(origin))
        field("endOffsetNano", segment.end.subtractingSaturated(origin))
        field("edgeInto", segment.callee.map { trace.span(at: $0).service })
    }
}
