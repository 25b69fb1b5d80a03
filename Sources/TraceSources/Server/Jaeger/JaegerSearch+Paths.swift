import FoundationEssentials

/// A search as each interface wants it.
extension JaegerSearch {
    /// Path and query for whole traces.
    func path(_ family: JaegerFamily) -> String {
        switch family {
        case .v3: path("/api/v3/traces")
        case .legacy: legacyPath
        }
    }

    /// Path and query of the older interface.
    ///
    /// Times are microseconds, rounded so that nothing is left out; durations are Go's.
    private var legacyPath: String {
        var items: [(String, String)] = []
        if let service { items.append(("service", service)) }
        if let operation { items.append(("operation", operation)) }
        items.append(("start", String(Self.microseconds(start, roundingUp: false))))
        items.append(("end", String(Self.microseconds(end, roundingUp: true))))
        if let minSpanDuration { items.append(("minDuration", "\(minSpanDuration)ns")) }
        if let maxSpanDuration { items.append(("maxDuration", "\(maxSpanDuration)ns")) }
        items.append(("limit", depth))
        if let tagText { items.append(("tags", tagText)) }
        return "/api/traces?" + Self.query(items)
    }

    /// Path and query of the newer interface.
    ///
    /// Each name goes in both its spellings: versions before 2.19 know the one with underscores only, later ones prefer the other and may
    /// drop the first. Names that a server does not know are passed over. The greatest number of traces has a third spelling, the only one
    /// of some old versions, which answer everything they have without it.
    ///
    /// - Parameter path: what the search is for: traces, or summaries.
    func path(_ path: String) -> String {
        var items: [(String, String)] = []
        func add(_ name: String, _ old: String, _ value: String) { items += [("query." + name, value), ("query." + old, value)] }
        if let service { add("serviceName", "service_name", service) }
        if let operation { add("operationName", "operation_name", operation) }
        add("startTimeMin", "start_time_min", RFC3339.text(start))
        // A time without extent is refused.
        add("startTimeMax", "start_time_max", RFC3339.text(end == start && end < .max ? end + 1 : end))
        if let minSpanDuration { add("durationMin", "duration_min", "\(minSpanDuration)ns") }
        if let maxSpanDuration { add("durationMax", "duration_max", "\(maxSpanDuration)ns") }
        add("searchDepth", "search_depth", depth)
        items.append(("query.num_traces", depth))
        if let tagText { items.append(("query.attributes", tagText)) }
        return path + "?" + Self.query(items)
    }

    private var depth: String { String(Int32(clamping: max(1, limit))) }

    /// All tags as one JSON object of texts, as servers refuse other values; nil without any.
    ///
    /// Of a key named twice the server can be asked for one value only.
    private var tagText: String? {
        if tags.isEmpty { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let object = Dictionary(tags.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func query(_ items: [(String, String)]) -> String {
        items.map { $0.0 + "=" + PercentEncoding.encoded($0.1) }.joined(separator: "&")
    }

    private static func microseconds(_ nanoseconds: Int64, roundingUp: Bool) -> Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1000)
        if roundingUp { return remainder > 0 ? quotient + 1 : quotient }
        return remainder < 0 ? quotient - 1 : quotient
    }
}
