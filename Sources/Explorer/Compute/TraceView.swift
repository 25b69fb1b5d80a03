import TraceAnalysis
import TraceModel

/// A trace made ready for the waterfall: what takes a walk over all its spans is found out once, when it is opened.
final class TraceView: Sendable {
    let trace: Trace
    /// Where the time axis begins, and how long it is; never less than a nanosecond.
    let start: Int64
    let duration: Int64
    /// Self times in nanoseconds, one a position.
    let selfTimes: [Int64]
    /// Failed spans before each position; one more than there are spans.
    let errorsBefore: [UInt32]
    /// Services of this trace by number, with their spans, most spans first.
    let services: [(number: Int, spans: Int)]
    let numbers: ServiceNumbers
    /// Where to draw each span, one a position, when some have no start of their own; nil when all have.
    private let drawnStarts: [Int64]?
    /// Spans that are shown with an earlier one that says the same or is another piece of them; nil when there are none.
    let copies: BitSet?
    /// Start and duration of spans reported in pieces, by position: the earliest start, the longest duration.
    private let mergedTimes: [Int: (start: Int64, duration: Int64)]

    /// Walks over all spans.
    ///
    /// - Complexity: O(spans)
    init(_ trace: Trace, numbers: ServiceNumbers? = nil) {
        let numbers = numbers ?? ServiceNumbers(trace.snapshot)
        self.trace = trace
        self.numbers = numbers
        selfTimes = trace.selfTimes() ?? []
        var errorsBefore: [UInt32] = []
        errorsBefore.reserveCapacity(trace.spanCount + 1)
        var spansOfResource: [UInt32: Int] = [:]
        var last: (resource: UInt32, spans: Int) = (.max, 0)
        var errors: UInt32 = 0
        var longest: Int64 = 1
        var lacksStarts = false
        var copies: [Int] = []
        let chunks = trace.snapshot.chunks
        for position in 0..<trace.spanCount {
            let row = trace.spanRow(at: position)
            let chunk = chunks[row.chunk]
            errorsBefore.append(errors)
            let facts = chunk.facts[row.offset]
            if trace.marks(of: position).contains(.folded) {
                copies.append(position)
            } else if facts.isError || facts.mayBePiece && trace.copies(of: position).contains(where: { trace.span(at: $0).isError }) {
                errors += 1
            }
            if facts.lacksStart { lacksStarts = true }
            longest = max(longest, chunk.duration[row.offset])
            let resource = chunk.resource[row.offset]
            if resource != last.resource {
                if last.spans > 0 { spansOfResource[last.resource, default: 0] += last.spans }
                last = (resource, 0)
            }
            last.spans += 1
        }
        if last.spans > 0 { spansOfResource[last.resource, default: 0] += last.spans }
        errorsBefore.append(errors)
        self.errorsBefore = errorsBefore

        var spansOfService: [Int: Int] = [:]
        for (resource, spans) in spansOfResource {
            spansOfService[numbers.number(of: trace.snapshot.serviceID(of: ResourceID(resource))), default: 0] += spans
        }
        services = spansOfService.map { (number: $0.key, spans: $0.value) }.sorted { ($1.spans, $0.number) < ($0.spans, $1.number) }
        start = trace.start ?? 0
        duration = max(1, trace.duration ?? longest)
        self.copies = copies.isEmpty ? nil : copies.reduce(into: BitSet(count: trace.spanCount)) { $0.insert($1) }
        mergedTimes = copies.isEmpty ? [:] : Self.mergedTimes(trace, copies)
        drawnStarts = lacksStarts ? Self.inheritedStarts(trace) : nil
    }

    private static func mergedTimes(_ trace: Trace, _ copies: [Int]) -> [Int: (start: Int64, duration: Int64)] {
        var times: [Int: (start: Int64, duration: Int64)] = [:]
        for head in Set(copies.compactMap(trace.original)) {
            let spans = ([head] + trace.copies(of: head)).map { trace.span(at: $0) }
            guard spans[0].facts.mayBePiece, let start = spans.compactMap(\.start).min() else { continue }
            times[head] = (start, spans.reduce(0) { max($0, $1.duration) })
        }
        return times
    }

    /// Every span's start, or its nearest ancestor's that has one, or the trace's; parents come before their children.
    private static func inheritedStarts(_ trace: Trace) -> [Int64] {
        var starts: [Int64] = []
        starts.reserveCapacity(trace.spanCount)
        for position in 0..<trace.spanCount {
            let above = trace.parent(of: position).map { starts[$0] } ?? trace.start ?? 0
            starts.append(trace.span(at: position).start ?? above)
        }
        return starts
    }

    /// Where the bar of a span begins.
    private func drawnStart(_ position: Int, _ span: Span) -> Int64 {
        mergedTimes[position]?.start ?? drawnStarts?[position] ?? span.start ?? start
    }

    /// How long a span took, all its pieces taken together; nil when none says.
    func duration(of position: Int, _ span: Span) -> Int64? {
        if let merged = mergedTimes[position], merged.duration > 0 { return merged.duration }
        return span.facts.lacksDuration ? nil : span.duration
    }

    /// The span and those that are shown with it.
    ///
    /// - Complexity: O(copies)
    func spansShown(at position: Int) -> [Span] {
        let copies = copies == nil ? 0..<0 : trace.copies(of: position)
        return [trace.span(at: position)] + copies.map { trace.span(at: $0) }
    }

    var snapshot: Snapshot { trace.snapshot }
    var count: Int { trace.spanCount }

    /// Whether the span shown at a position failed, as any of its pieces says.
    func isFailure(_ position: Int) -> Bool { errorsBefore[position] < errorsBefore[position + 1] }

    /// Failed spans in all.
    var errorCount: Int { Int(errorsBefore[count]) }

    /// Failed spans among the descendants of a span.
    func errorsBelow(_ position: Int) -> Int { Int(errorsBefore[trace.subtreeEnd(of: position)] - errorsBefore[position + 1]) }

    /// The failed span with a number, counted from 0 in display order.
    ///
    /// - Complexity: O(log spans)
    func errorPosition(_ number: Int) -> Int? {
        guard number >= 0, number < errorCount else { return nil }
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            if Int(errorsBefore[middle + 1]) <= number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Which colour and sign the span's service has.
    func serviceNumber(of span: Span) -> Int { numbers.number(of: span.serviceID) }

    /// The part of the trace's time that a span takes, 0...1.
    func fractions(of position: Int, _ span: Span) -> (start: Double, end: Double) {
        let offset = Double(drawnStart(position, span).subtractingSaturated(start))
        let length = Double(max(0, duration(of: position, span) ?? 0))
        return (offset / Double(duration), (offset + length) / Double(duration))
    }
}
