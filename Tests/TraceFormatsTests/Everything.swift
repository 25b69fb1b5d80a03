import TraceModel

extension Snapshot {
    /// Everything that is known of every span, types included, a line a fact: two ways of reading must give the same.
    ///
    /// - Parameter sorted: whether spans and attributes may stand in another order.
    func everything(sorted: Bool = false) -> String {
        traces.map { self[$0] }.sorted { $0.idText < $1.idText }
            .map { trace in
                let spans = (0..<trace.spanCount).map { trace.span(at: $0).everything(sorted: sorted) }
                return (["trace \(trace.idText)"] + (sorted ? spans.sorted() : spans)).joined(separator: "\n")
            }.joined(separator: "\n")
    }
}

extension Span {
    fileprivate func everything(sorted: Bool) -> String {
        let times = "\(start.map(String.init) ?? "-")+\(facts.lacksDuration ? "-" : String(duration))"
        var lines = ["span \(idText) < \(namedParentIDText ?? "-") \(name.debugDescription) \(times)"]
        lines.append("  \(kind.name) \(status.name)\(isError ? " error" : "")\(facts.isShared ? " shared" : "")")
        lines += attributes.lines("  ", sorted: sorted)
        for event in events {
            lines.append("  @\(event.time) \(event.name.debugDescription)")
            lines += event.attributes.lines("    ", sorted: sorted)
        }
        for link in links {
            lines.append("  -> \(link.kind) \(link.traceIDText) \(link.spanIDText)\(link.isSameTrace ? " same trace" : "")")
            lines += link.attributes.lines("    ", sorted: sorted)
        }
        lines += warnings.map { "  ! \($0)" }
        lines.append("  of \(serviceID.map { snapshot.strings[$0].debugDescription } ?? "-")")
        lines += resource.attributes.lines("    ", sorted: sorted)
        if let scope = resource.scope {
            lines.append("  scope \(scope.name.debugDescription) \(scope.version.debugDescription)")
            lines += scope.attributes.lines("    ", sorted: sorted)
        }
        return lines.joined(separator: "\n")
    }
}

extension AttributeList {
    fileprivate func lines(_ indent: String, sorted: Bool) -> [String] {
        let lines = map { "\(indent)\($0.key.debugDescription) = \($0.value.typeName) \($0.value.text.debugDescription)" }
        return sorted ? lines.sorted() : lines
    }
}

/// The first line in which two texts differ, from both; nil when they are the same.
///
/// For tests whose texts are too long to be shown whole.
func difference(_ found: String, _ expected: String) -> String? {
    if found == expected { return nil }
    let lines = found.split(separator: "\n"), wanted = expected.split(separator: "\n")
    let place = zip(lines, wanted).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(lines.count, wanted.count)
    func around(_ lines: [Substring]) -> String {
        lines.dropFirst(max(0, place - 2)).prefix(3).joined(separator: "\n").prefix(1000).description
    }
    return "line \(place + 1): found\n\(around(lines))\nexpected\n\(around(wanted))"
}
