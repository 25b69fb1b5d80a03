import Foundation

/// A search as a Jaeger server understands it: one span has all of this.
struct StoredSearch {
    /// What the server says of parameters that it cannot read.
    struct Refusal: Error {
        let message: String
    }

    var service = ""
    var operation: String?
    /// Microseconds since the Unix epoch; nothing for any time.
    var start: Int64?
    var end: Int64?
    /// Nanoseconds.
    var minDuration: Int64?
    var maxDuration: Int64?
    var tags: [String: String] = [:]
    var limit = 100

    /// Reads the older interface's parameters.
    /// - Throws: `Refusal`.
    init(_ target: RequestTarget) throws {
        func first(_ name: String) -> String? { target.values(of: name).first.flatMap { $0.isEmpty ? nil : $0 } }
        guard let service = first("service") else { throw Refusal(message: "parameter 'service' is required") }
        self.service = service
        operation = first("operation")
        start = try first("start").map { try Self.number($0, "start") }
        end = try first("end").map { try Self.number($0, "end") }
        limit = try first("limit").map { Int(try Self.number($0, "limit")) } ?? 100
        minDuration = try first("minDuration").map(Self.duration)
        maxDuration = try first("maxDuration").map(Self.duration)
        for text in target.values(of: "tags") { try addTags(text) }
        for text in target.values(of: "tag") {
            guard let colon = text.firstIndex(of: ":") else {
                throw Refusal(message: "malformed 'tag' parameter, expecting key:value, received: \(text)")
            }
            tags[String(text[..<colon])] = String(text[text.index(after: colon)...])
        }
    }

    init() {}

    /// Adds the texts of a JSON object.
    mutating func addTags(_ json: String) throws {
        guard let more = try? JSONDecoder().decode([String: String].self, from: Data(json.utf8)) else {
            throw Refusal(message: "malformed 'tags' parameter, cannot unmarshal JSON: \(json)")
        }
        tags.merge(more) { _, new in new }
    }

    /// Whether a span of the trace has all of it.
    func matches(_ trace: StoredTrace) -> Bool {
        trace.spans.contains { span in
            guard trace.service(of: span) == service, operation.map({ $0 == span.operationName }) ?? true else { return false }
            guard start.map({ span.startTime >= $0 }) ?? true, end.map({ span.startTime <= $0 }) ?? true else { return false }
            let duration = span.duration * 1000
            guard minDuration.map({ duration >= $0 }) ?? true, maxDuration.map({ duration <= $0 }) ?? true else { return false }
            return tags.allSatisfy { has($0.key, $0.value, span, of: trace) }
        }
    }

    private func has(_ key: String, _ value: String, _ span: StoredTrace.Span, of trace: StoredTrace) -> Bool {
        if key == "error", value == "false" { return !span.isError }
        func isIt(_ tag: StoredTrace.Tag) -> Bool { tag.key == key && tag.value.text == value }
        return span.tags.contains(where: isIt) || (trace.processes[span.processID]?.tags ?? []).contains(where: isIt)
            || (span.logs ?? []).contains { $0.fields.contains(where: isIt) }
    }

    private static func number(_ text: String, _ name: String) throws -> Int64 {
        guard let number = Int64(text) else {
            throw Refusal(message: "unable to parse param '\(name)': strconv.ParseInt: parsing \"\(text)\": invalid syntax")
        }
        return number
    }

    /// Nanoseconds of a duration as Go writes it: `1.5s`, `1m30s`.
    static func duration(_ text: String) throws -> Int64 {
        let units: [(String, Double)] = [
            ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 6e10), ("h", 3.6e12),
        ]
        var rest = text[...], total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(digits.count)
            guard let value = Double(digits), let unit = units.first(where: { rest.hasPrefix($0.0) }) else {
                throw Refusal(message: "time: missing unit in duration \"\(text)\"")
            }
            rest = rest.dropFirst(unit.0.count)
            total += value * unit.1
        }
        return Int64(exactly: total.rounded()) ?? .max
    }
}
