import TestSupport
import Testing
import TraceModel
import TraceQuery

/// The fast selection against a slow and obvious one.
@Suite struct FilterPropertyTests {
    @Test("On random spans and filters the selection is what looking at every span by itself gives")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 2)
        var selected = 0, left = 0
        for _ in 0..<150 {
            let snapshot = Snapshot.of(Self.spans(&random))
            for _ in 0..<8 {
                let filter = Self.filter(&random)
                let rows = try #require(filter.select(from: snapshot))
                let expected = snapshot.traces.filter { Self.matches(snapshot[$0], filter) }
                #expect(rows == expected, "\(filter.line)")
                selected += rows.count
                left += snapshot.traces.count - rows.count
            }
        }
        #expect(selected > 100 && left > 100, "both answers must occur: \(selected), \(left)")
    }

    private static let names = ["get", "put", "Get", ""]
    private static let values: [AttributeValue] = [
        .string("1"), .int64(1), .double(1), .double(0.5), .bool(true), .string("true"), .null, .string(""), .bytes([1]),
        .array(json: "[1]"),
    ]
    private static let keys = ["k", "l", "service"]

    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        (1...UInt64.random(in: 1...20, using: &random)).map { id in
            SketchedSpan(id, parent: .random(in: 0..<id, using: &random)) {
                $0.trace = .random(in: 1...4, using: &random)
                $0.service = [nil, "", "a", "b"].randomElement(using: &random) ?? nil
                $0.name = names.randomElement(using: &random) ?? ""
                $0.start = Int.random(in: 0..<8, using: &random) == 0 ? nil : .random(in: 0...20, using: &random)
                $0.duration = .random(in: -2...10, using: &random)
                $0.isError = Int.random(in: 0..<4, using: &random) == 0
                $0.attributes = attributes(&random)
                $0.events = (0..<Int.random(in: 0...1, using: &random)).map { _ in .init(time: 0, attributes(&random)) }
                if Bool.random(using: &random) { $0.resource = [("k", "1")] }
            }
        }
    }

    private static func attributes(_ random: inout SeededGenerator) -> [(key: String, value: AttributeValue)] {
        (0..<Int.random(in: 0...2, using: &random)).map { _ in
            (keys.randomElement(using: &random) ?? "k", values.randomElement(using: &random) ?? .null)
        }
    }

    private static func filter(_ random: inout SeededGenerator) -> TraceFilter {
        var filter = TraceFilter()
        func maybe<T>(_ value: (inout SeededGenerator) -> T) -> T? {
            Int.random(in: 0..<5, using: &random) == 0 ? value(&random) : nil
        }
        filter.service = maybe { ["", "a", "b", "c"].randomElement(using: &$0) ?? "" }
        filter.operation = maybe { names.randomElement(using: &$0) ?? "" }
        filter.minDuration = maybe { .random(in: 0...20, using: &$0) }
        filter.maxDuration = maybe { .random(in: 5...30, using: &$0) }
        filter.minSpanDuration = maybe { .random(in: -1...8, using: &$0) }
        filter.maxSpanDuration = maybe { .random(in: 0...10, using: &$0) }
        filter.start = maybe { .random(in: 0...15, using: &$0) }
        filter.end = maybe { .random(in: 5...20, using: &$0) }
        filter.lookback = maybe { .random(in: 0...15, using: &$0) }
        filter.errorsOnly = maybe { _ in true } ?? false
        if let word = maybe({ ["GE", "b", "a: g", "zz"].randomElement(using: &$0) ?? "" }) { filter.words = [word] }
        for _ in 0..<2 {
            if let value = maybe({ values.randomElement(using: &$0)?.text ?? "" }) {
                filter.tags.append(.init(key: keys.randomElement(using: &random) ?? "k", value: value))
            }
        }
        return filter
    }

    // MARK: The obvious way

    private static func matches(_ trace: Trace, _ filter: TraceFilter) -> Bool {
        let spans = (0..<trace.spanCount).map { trace.span(at: $0) }
        if filter.minDuration != nil || filter.maxDuration != nil {
            guard let duration = trace.duration, duration >= filter.minDuration ?? 0, duration <= filter.maxDuration ?? .max else {
                return false
            }
        }
        for word in filter.words {
            let texts = [trace.name] + spans.flatMap { [$0.service, $0.name] }
            if !texts.contains(where: { $0.lowercased().contains(word.lowercased()) }) { return false }
        }
        let newest = trace.snapshot.traces.flatMap { row in
            (0..<trace.snapshot[row].spanCount).compactMap { trace.snapshot[row].span(at: $0).start }
        }.max()
        return spans.contains { matches($0, filter, newest) }
    }

    private static func matches(_ span: Span, _ filter: TraceFilter, _ newest: Int64?) -> Bool {
        if filter.service != nil, filter.service != span.service { return false }
        if filter.operation != nil, filter.operation != span.name { return false }
        if filter.errorsOnly, !span.isError { return false }
        if let least = filter.minSpanDuration, span.duration < least { return false }
        if let greatest = filter.maxSpanDuration, span.duration > greatest { return false }
        if filter.start != nil || filter.end != nil || filter.lookback != nil {
            guard let start = span.start else { return false }
            if let earliest = filter.start, start < earliest { return false }
            if let latest = filter.end, start > latest { return false }
            if let lookback = filter.lookback, let newest, start < newest - lookback { return false }
        }
        return filter.tags.allSatisfy { tag in
            let lists = [span.attributes, span.resource.attributes] + span.events.map(\.attributes)
            return lists.contains { $0.contains { $0.key == tag.key && $0.value.text == tag.value } }
        }
    }
}
