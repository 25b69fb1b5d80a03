import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// What the shape of traces shows that is known to cost time.
struct Patterns {
    /// Of one trace, or of several together.
    private enum Found {
        case one(Trace, [TracePattern])
        case many(Snapshot, [PatternSummary])
    }

    private let found: Found

    /// Those of one trace.
    init(_ trace: Trace) { found = .one(trace, trace.patterns(beside: trace.snapshot.traces) ?? []) }

    /// Those of several traces.
    init(_ snapshot: Snapshot, _ rows: [TraceRow]) { found = .many(snapshot, snapshot.patterns(of: rows) ?? []) }

    /// Prints nothing when there is nothing.
    func print(on page: Page) {
        let columns = page.isMarkdown ? 10_000 : page.width
        let lines =
            switch found {
            case .one(let trace, let patterns): PatternText.lines(patterns, in: trace, columns: columns)
            case .many(_, let patterns): PatternText.lines(patterns, columns: columns)
            }
        if lines.isEmpty { return }
        page.print(heading: "What stands out")
        for line in lines {
            if page.isMarkdown {
                page.print(label: line.title, line.text)
            } else {
                let padding = String(repeating: " ", count: max(0, PatternText.titleColumns - line.title.count))
                page.print([StyledText(line.title + padding, page.theme.warning), StyledText(line.text)])
            }
        }
    }

    /// Writes them as an array `patterns`.
    func write(to json: inout JSONWriter) {
        switch found {
        case .one(let trace, let patterns):
            json.array("patterns", patterns) { json, pattern in
                let subject = trace.span(at: pattern.subject), caller = pattern.caller.map { trace.span(at: $0) }
                json.object { json in
                    json.field("kind", pattern.kind.rawValue)
                    json.field("service", subject.service)
                    json.field("operation", subject.name)
                    json.field("callerService", caller?.service)
                    json.field("callerOperation", caller?.name)
                    json.fields(count: pattern.count, errors: pattern.errors, total: pattern.total, saving: pattern.saving)
                    json.host(pattern.host)
                    json.order(pattern.order)
                    json.array("spanIDs", pattern.positions) { $0.value(trace.span(at: $1).idText) }
                }
            }
        case .many(let snapshot, let patterns):
            json.array("patterns", patterns) { json, pattern in
                json.object { json in
                    json.field("kind", pattern.kind.rawValue)
                    json.field("service", pattern.service)
                    json.field("operation", pattern.operation)
                    json.field("callerService", pattern.callerService)
                    json.field("callerOperation", pattern.callerOperation)
                    json.fields(count: pattern.count, errors: pattern.errors, total: pattern.total, saving: pattern.saving)
                    json.host(pattern.host)
                    json.order(pattern.shown.order)
                    json.field("traces", pattern.traces)
                    json.field("exampleTraceID", snapshot[pattern.example].idText)
                }
            }
        }
    }
}

extension JSONWriter {
    /// A host that is slow, beside its equals; null for other patterns.
    fileprivate mutating func host(_ host: SkewedHost?) {
        guard let host else { return field("host", String?.none) }
        object("host") { json in
            json.field("name", host.name)
            json.field("count", host.count)
            json.field("medianNano", host.median)
            json.field("otherHosts", host.others)
            json.field("othersCount", host.othersCount)
            json.field("othersMedianNano", host.othersMedian)
            json.field("operations", host.operations)
        }
    }

    /// How sure the order of calls is; null for other patterns.
    fileprivate mutating func order(_ order: CallOrder?) {
        guard let order else { return field("order", String?.none) }
        object("order") { json in
            json.field("timesInOrder", order.timesInOrder)
            json.field("callsOtherwise", order.callsOtherwise)
        }
    }

    fileprivate mutating func fields(count: Int, errors: Int, total: Int64, saving: Int64?) {
        field("count", count)
        field("errors", errors)
        field("nano", total)
        field("savingNano", saving)
    }
}
