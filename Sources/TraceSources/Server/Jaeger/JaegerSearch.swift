import FoundationEssentials
import TraceQuery

/// What a Jaeger server can be asked for: traces one span of which has all of this.
///
/// The server's limit comes before any order: the longest of 20 are the longest of those that its storage happened to find first.
public struct JaegerSearch: Equatable, Sendable {
    /// The exact name of the span's service; servers want one.
    public var service: String
    /// The exact name of the span.
    public var operation: String?
    /// All must hold, compared as text.
    public var tags: [TraceFilter.Tag] = []
    /// The span begins then or later, in nanoseconds since the Unix epoch.
    public var start: Int64
    /// The span begins then or earlier.
    public var end: Int64
    /// The span takes at least so many nanoseconds.
    public var minSpanDuration: Int64?
    /// The span takes at most so many nanoseconds.
    public var maxSpanDuration: Int64?
    /// At most so many traces; at least 1, as servers understand 0 in several ways.
    public var limit: Int

    /// Asks for traces of a service within a time.
    public init(service: String, start: Int64, end: Int64, limit: Int = 20) {
        self.service = service
        self.start = start
        self.end = end
        self.limit = limit
    }

    /// The part of a filter that a server understands; the rest is left to whoever has the traces.
    ///
    /// - Parameters:
    ///   - now: nanoseconds since the Unix epoch; what a lookback is reckoned from.
    ///   - lookback: how far back to look when the filter says nothing of it, in nanoseconds.
    public init(_ filter: TraceFilter, service: String, limit: Int, now: Int64, lookback: Int64) {
        let end = filter.end ?? now
        let (back, isBefore) = end.subtractingReportingOverflow(filter.lookback ?? lookback)
        self.init(service: service, start: filter.start ?? (isBefore ? 0 : max(0, back)), end: end, limit: max(1, limit))
        operation = filter.operation
        tags = filter.tags
        if filter.errorsOnly { tags.append(TraceFilter.Tag(key: "error", value: "true")) }
        minSpanDuration = filter.minSpanDuration
        maxSpanDuration = filter.maxSpanDuration
    }

    /// Path and query.
    ///
    /// Times are microseconds, rounded so that nothing is left out; durations are Go's.
    var path: String {
        var items = [("service", service)]
        if let operation { items.append(("operation", operation)) }
        items.append(("start", String(Self.microseconds(start, roundingUp: false))))
        items.append(("end", String(Self.microseconds(end, roundingUp: true))))
        if let minSpanDuration { items.append(("minDuration", "\(minSpanDuration)ns")) }
        if let maxSpanDuration { items.append(("maxDuration", "\(maxSpanDuration)ns")) }
        items.append(("limit", String(Int32(clamping: max(1, limit)))))
        if let tagText { items.append(("tags", tagText)) }
        return "/api/traces?" + items.map { $0.0 + "=" + PercentEncoding.encoded($0.1) }.joined(separator: "&")
    }

    /// All tags as one JSON object of texts; nil without any.
    ///
    /// Of a key named twice the server can be asked for one value only.
    private var tagText: String? {
        if tags.isEmpty { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let object = Dictionary(tags.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func microseconds(_ nanoseconds: Int64, roundingUp: Bool) -> Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1000)
        if roundingUp { return remainder > 0 ? quotient + 1 : quotient }
        return remainder < 0 ? quotient - 1 : quotient
    }
}
