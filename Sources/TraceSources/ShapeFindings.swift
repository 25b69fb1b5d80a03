import TraceModel

/// What is odd in the shape of assembled traces: orphans, cycles, ids that occur twice, several roots.
///
/// Nothing of it was mended or left out; it is told so that nobody takes half a trace for a whole one.
struct ShapeFindings {
    /// Findings by the index of the source that the trace's main root came from.
    private(set) var bySource: [Int: DiagnosticList] = [:]

    /// Looks at every trace.
    ///
    /// - Complexity: O(traces)
    init(_ snapshot: Snapshot) {
        for row in snapshot.traces {
            let trace = snapshot[row]
            note(.orphanSpan, trace.orphanSpans, trace)
            note(.parentCycle, trace.cycles, trace)
            note(.duplicateSpanID, trace.duplicateSpanIDs, trace)
            note(.severalRoots, trace.rootSpans > 1 ? 1 : 0, trace)
        }
    }

    private mutating func note(_ code: DiagnosticCode, _ count: Int, _ trace: Trace) {
        guard count > 0 else { return }
        let source = Int(trace.mainRoot.source.rawValue)
        let place = Place(source: trace.snapshot.sources[source].name, path: "trace \(trace.idText)")
        bySource[source, default: DiagnosticList()].add(Diagnostic(code, at: place, count: count))
    }
}
