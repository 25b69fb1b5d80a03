import TestSupport
import TraceModel

/// A trace of spans named by letters, for tests of who waits for whom.
struct TimedTrace {
    let trace: Trace
    private let names: [String: Int]

    /// Spans with their parent's name, start and end in nanoseconds; an empty parent makes a root.
    init(_ spans: [(name: String, parent: String, start: Int64, end: Int64)]) {
        let ids = Dictionary(spans.enumerated().map { ($1.name, UInt64($0 + 1)) }, uniquingKeysWith: { first, _ in first })
        self.init(
            spans.enumerated().map { index, span in
                SketchedSpan(UInt64(index + 1), parent: ids[span.parent] ?? 0) {
                    ($0.name, $0.start, $0.duration) = (span.name, span.start, span.end - span.start)
                }
            })
    }

    init(_ spans: [SketchedSpan]) {
        let snapshot = Snapshot.of(spans)
        self.init(snapshot[snapshot.traces[0]])
    }

    init(_ trace: Trace) {
        self.trace = trace
        names = Dictionary((0..<trace.spanCount).map { (trace.span(at: $0).name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The position of a span.
    subscript(name: String) -> Int { names[name] ?? -1 }

    /// What is said of each position, by name.
    func named<Value>(_ values: [Value]) -> [String: Value] { names.mapValues { values[$0] } }

    /// A tree of up to 25 spans, most of them within their parents; some of no length, outside, without a start.
    static func random(_ random: inout SeededGenerator) -> TimedTrace { TimedTrace(spans(&random)) }

    /// The spans of such a tree.
    ///
    /// - Parameter kinds: how many operations there are; nil: each span is one of its own.
    static func spans(_ random: inout SeededGenerator, trace: UInt64 = 1, kinds: UInt64? = nil) -> [SketchedSpan] {
        var spans: [SketchedSpan] = []
        for id in 1...UInt64.random(in: 1...25, using: &random) {
            let parent = id == 1 ? 0 : UInt64.random(in: max(1, id / 3)..<id, using: &random)
            let above = parent == 0 ? (0, 200) : (spans[Int(parent - 1)].start ?? 0, max(0, spans[Int(parent - 1)].duration ?? 0))
            spans.append(
                SketchedSpan(id, parent: parent) {
                    $0.trace = trace
                    $0.name = "\(kinds.map { id % $0 } ?? id)"
                    $0.start = above.0 + .random(in: -3...max(0, above.1), using: &random)
                    $0.duration = .random(in: 0...max(1, above.1 / 2), using: &random)
                    if parent == 0 { ($0.start, $0.duration) = (0, 200) }
                    switch Int.random(in: 0..<25, using: &random) {
                    case 0: $0.start = nil
                    case 1: $0.duration = nil
                    case 2: $0.duration = -4
                    case 3...6: $0.duration = 0
                    default: break
                    }
                })
        }
        return spans
    }
}
