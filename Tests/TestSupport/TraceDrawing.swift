import TraceModel

/// Traces drawn as text: indentation is parentage, columns are time, `!` an error.
///
///     frontend GET /cart    ==========
///       cart   get            ====      ! http.status_code=500
///         db   SELECT          ==
///
///     frontend GET /        ===
///
/// Two blanks deeper is a child. The first word is the service, the rest up to the bar the span's name; a bar of `=` is as
/// many milliseconds long as it has characters, `.` is no time at all, and no bar no start. Behind it, `!` makes the
/// span an error and `key=value` are attributes. An empty line begins the next trace. Span ids count from 1, and so do
/// trace ids; the first column of any bar is the time 0.
public enum TraceDrawing {
    /// Nanoseconds a column.
    public static let column: Int64 = 1_000_000

    /// The spans of a drawing, in its order.
    public static func spans(_ drawing: String) -> [SketchedSpan] {
        var spans: [SketchedSpan] = [], columns: [Int?] = []
        var ancestors: [UInt64] = [], trace: UInt64 = 1
        for line in drawing.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let first = line.firstIndex(where: { $0 != " " }) else {
                if !ancestors.isEmpty { trace += 1 }
                ancestors = []
                continue
            }
            let level = line.distance(from: line.startIndex, to: first) / 2
            var span = SketchedSpan(id: UInt64(spans.count + 1), parent: level > 0 ? ancestors[min(level, ancestors.count) - 1] : 0)
            span.trace = trace
            let bar = line.firstMatch(of: /\s(=+|\.)(?: |$)/).map { $0.1.startIndex..<$0.1.endIndex }
            let title = line[first..<(bar?.lowerBound ?? line.endIndex)].split(separator: " ", maxSplits: 1)
            span.service = title.first.map(String.init)
            let name = title.dropFirst().first ?? ""
            span.name = String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            span.start = nil
            if let bar {
                span.start = 0
                span.duration = line[bar] == "." ? 0 : Int64(line[bar].count) * column
                read(line[bar.upperBound...], into: &span)
            }
            columns.append(bar.map { line.distance(from: line.startIndex, to: $0.lowerBound) })
            ancestors = ancestors.prefix(level) + [span.id]
            spans.append(span)
        }
        let origin = columns.compactMap { $0 }.min() ?? 0
        for (index, at) in columns.enumerated() {
            if let at { spans[index].start = Int64(at - origin) * column }
        }
        return spans
    }

    /// A snapshot of a drawing.
    public static func snapshot(_ drawing: String) -> Snapshot { .of(spans(drawing)) }

    private static func read(_ tail: Substring, into span: inout SketchedSpan) {
        for word in tail.split(separator: " ") {
            if word == "!" {
                span.isError = true
            } else if let equals = word.firstIndex(of: "=") {
                let value = String(word[word.index(after: equals)...])
                span.attributes.append((String(word[..<equals]), Int64(value).map { .int64($0) } ?? .string(value)))
            }
        }
    }
}
