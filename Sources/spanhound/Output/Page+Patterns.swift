import Explorer
import Terminal
import TraceAnalysis
import TraceModel

extension Page {
    /// What the shape of a trace shows that costs time; nothing when it shows nothing.
    func print(_ patterns: [TracePattern], in trace: Trace) {
        if patterns.isEmpty { return }
        if isMarkdown {
            for pattern in patterns {
                print(label: Sentences.title(of: pattern.kind), Sentences.sentence(for: pattern, in: trace))
            }
            return
        }
        for line in PatternText.lines(patterns, in: trace, columns: width) {
            let padding = String(repeating: " ", count: PatternText.titleColumns - line.title.count)
            print([StyledText(line.title + padding, theme.warning), StyledText(line.text)])
        }
    }
}

extension JSONWriter {
    /// A pattern that a trace shows.
    mutating func fields(of pattern: TracePattern, in trace: Trace) {
        field("kind", pattern.kind.rawValue)
        field("spanID", trace.span(at: pattern.subject).idText)
        field("service", trace.span(at: pattern.subject).service)
        field("operation", trace.span(at: pattern.subject).name)
        field("callerSpanID", pattern.caller.map { trace.span(at: $0).idText })
        field("count", pattern.count)
        field("errors", pattern.errors)
        field("places", pattern.places)
        field("totalNano", pattern.total)
        field("savingNano", pattern.saving)
        field("limitNano", pattern.limit)
        array("evidence", pattern.positions) { json, position in json.value(trace.span(at: position).idText) }
        field("sentence", Sentences.sentence(for: pattern, in: trace))
    }
}
