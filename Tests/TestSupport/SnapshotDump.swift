import TraceModel

extension Snapshot {
    /// Everything the snapshot holds as text, traces ordered by id, so that two ways of reading can be compared.
    public var dump: String {
        traces.map { self[$0] }.sorted { $0.idText < $1.idText }.map(\.dump).joined(separator: "\n")
    }
}

extension Trace {
    /// The trace as text: a line a span in display order, attributes, events, links and warnings below it.
    public var dump: String {
        var lines = [
            "trace \(idText) spans=\(spanCount) start=\(start.map(String.init) ?? "-") duration=\(duration.map(String.init) ?? "-")"
        ]
        for position in 0..<spanCount { lines += dumpSpan(position) }
        return lines.joined(separator: "\n")
    }

    private func dumpSpan(_ position: Int) -> [String] {
        let span = span(at: position)
        let indent = String(repeating: "  ", count: min(level(of: position), 40))
        var facts: [String] = []
        if span.isError { facts.append("error") }
        if span.kind != .unspecified { facts.append(span.kind.name) }
        if span.status != .unset { facts.append(span.status.name) }
        let marks = marks(of: position)
        if marks.contains(.orphan) { facts.append("orphan") }
        if marks.contains(.cycleHead) { facts.append("cycle") }
        if marks.contains(.duplicateID) { facts.append("duplicate") }
        if marks.contains(.outsideParent) { facts.append("outside") }
        var lines = [
            "\(indent)\(span.idText) \(span.service)/\(span.name) "
                + "\(span.start.map(String.init) ?? "-")+\(span.facts.lacksDuration ? "-" : String(span.duration)) \(facts.joined(separator: ","))"
        ]
        let inner = indent + "    "
        lines += span.attributes.map { "\(inner)\($0.key)=\($0.value.typeName):\($0.value.text)" }
        for event in span.events {
            lines.append("\(inner)@\(event.time) " + event.attributes.map { "\($0.key)=\($0.value.text)" }.joined(separator: " "))
        }
        lines += span.links.map { "\(inner)-> \($0.kind) \($0.traceIDText) \($0.spanIDText)" }
        lines += span.warnings.map { "\(inner)! \($0)" }
        lines += span.resource.attributes.map { "\(inner)process \($0.key)=\($0.value.typeName):\($0.value.text)" }
        return lines
    }
}
